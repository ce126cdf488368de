import type { Calendar } from '../clock/calendar.ts'
import type { DutyHours, QuietHours } from '../clock/duty-hours.ts'
import type { Limit } from '../clock/working-time.ts'
import type { Day } from '../kernel/instant.ts'
import type { UnitCode, UnitKind } from '../org/unit.ts'
import type { AssessmentRule } from '../scoring/frame.ts'
import type { MonthRule } from '../scoring/month-rule.ts'
import type { RankingClass, ScoringProfile } from '../scoring/profile.ts'
import type { RetentionRule } from './retention.ts'
import type { SampleSizes } from './sample-sizes.ts'
import type { SamplingRule } from './sampling.ts'
import type { SignalThresholds } from './signal-thresholds.ts'

/** 四级处置时限 (domain.md §6.3): urgent 紧急 · prompt 及时 · general 一般 · complex 复杂疑难. */
export const LIMIT_CLASSES = ['urgent', 'prompt', 'general', 'complex'] as const
export type LimitClass = (typeof LIMIT_CLASSES)[number]

/** What a requester asks for (domain.md §4.1; the regulation names the first five). */
export const TICKET_KINDS = ['consult', 'help', 'complaint', 'report', 'suggest', 'praise'] as const
export type TicketKind = (typeof TICKET_KINDS)[number]

/** P24: whose matter it is. */
export const DUTY_KINDS = ['government', 'market', 'society', 'individual'] as const
export type DutyKind = (typeof DUTY_KINDS)[number]

export interface LimitRule {
  readonly name: string
  readonly nameEn: string
  readonly limit: Limit
  /** Window to sign; `auto` says what happens after it: P8, an urgent ticket is never auto-signed. */
  readonly sign: { readonly within: Limit; readonly auto: 'sign' | 'ring' }
  /** Window to reach the requester for the first time. */
  readonly contact: Limit
  /** Window to ask for a return after dispatch. */
  readonly returnWithin: Limit
  /** The reviewer's own limit on a return (centre). */
  readonly returnReview: Limit
  /** What one extension adds; null: none is possible. */
  readonly extension: Limit | null
  /** The reviewer's own limit on a reply (P9). */
  readonly replyReview: Limit
}

export interface Category {
  /** `07` first level, `07-01` second. */
  readonly code: string
  readonly parent: string | null
  readonly name: string
  readonly nameEn: string
  readonly limit: LimitClass
  /** 七有五性 tag. */
  readonly sevenFive: string
  /** May a ticket of this category accuse a unit, its staff or the hotline? Then P3 demands a recusal row. */
  readonly accuses: boolean
  readonly dutyKind: DutyKind
  /** Words that point to it, for the first keyword classifier. */
  readonly keywords: readonly string[]
  /** P20: never shown to neighbours. */
  readonly hiddenFromNeighbours: boolean
}

/** Who a catalogue row names, relative to the ticket's place or absolutely. */
export type CatalogueTarget =
  | { readonly to: 'subdistrict' } // of the place
  | { readonly to: 'district' } // of the place
  | { readonly to: 'department'; readonly sector: string } // the place's district department of that sector
  | { readonly to: 'unit'; readonly unit: UnitCode }
  | { readonly to: 'superior' } // recusal: the accused unit's superior
  | { readonly to: 'centre' }

/** How much of the place is known. */
export type PlaceLevel = 'subdistrict' | 'district' | 'city' | 'none'

export interface CatalogueRow {
  /** Line in catalogue.csv, cited in decision records. */
  readonly row: number
  /** Category code (either level) or `*`. */
  readonly category: string
  readonly place: PlaceLevel | '*'
  /** Matches only when the ticket accuses a unit (P3). */
  readonly accusing: boolean
  readonly lead: CatalogueTarget
  readonly assisting: readonly CatalogueTarget[]
  /** Overrides the category's class. */
  readonly limit: LimitClass | null
  /** Published ground shown to the unit and the requester. */
  readonly ground: string
  readonly groundEn: string
}

export interface Ground {
  readonly code: string
  readonly name: string
  readonly nameEn: string
  /** Source as domain.md gives it, or `unsourced`. */
  readonly source: string
}

export interface RefusalGround extends Ground {
  /** The sentence that tells the person which way to go (P24, P32). */
  readonly route: string
  readonly routeEn: string
}

export interface ExclusionGround extends Ground {
  readonly evidence: string
  readonly approver: 'district' | 'centre'
}

export interface CallbackRule {
  readonly attempts: number
  /** Attempts must fall on at least this many different days and day-parts. */
  readonly differentDays: number
  readonly correctionDays: number
  /** After the limit expired without a reply the requester is called this long afterwards. */
  readonly afterDue: Limit
  /** After a passed reply, by class. */
  readonly afterReply: Readonly<Record<LimitClass, Limit>>
  /** Who is asked, by chance; what is missing is as `DEFAULT_SAMPLING` has it. */
  readonly sampling?: Partial<SamplingRule>
  /** How many times a negative answer sends the ticket back (二次办理). */
  readonly secondHandlings: number
  readonly script: readonly {
    readonly question: string
    readonly questionEn: string
    readonly why: string
    readonly whyEn: string
  }[]
}

export interface Policy {
  /** `beijing/2026-01`. */
  readonly id: string
  readonly city: string
  readonly name: string
  readonly effectiveFrom: Day
  readonly zone: string
  readonly calendar: Calendar
  readonly limits: Readonly<Record<LimitClass, LimitRule>>
  readonly dutyHours: Readonly<Record<string, DutyHours>>
  readonly quietHours: QuietHours
  readonly categories: readonly Category[]
  readonly catalogue: readonly CatalogueRow[]
  /** Sector code → the department's unit code per district (`housing` → `110102` → `110102-housing`). */
  readonly sectors: Readonly<Record<string, Readonly<Record<UnitCode, UnitCode>>>>
  readonly refusalGrounds: readonly RefusalGround[]
  readonly returnGrounds: readonly Ground[]
  readonly exclusionGrounds: readonly ExclusionGround[]
  readonly suspensionGrounds: readonly Ground[]
  readonly returns: { readonly perUnit: number; readonly consultAtHop: number; readonly consult: Limit }
  /** P25: within it the centre names one lead where a matter lies in two districts. */
  readonly twoDistricts: Limit
  readonly extensions: { readonly perTicket: number }
  readonly suspensions: { readonly longestDays: number; readonly renewals: number }
  readonly objections: { readonly perRefusal: number }
  readonly callback: CallbackRule
  readonly roles: Readonly<Record<string, RoleRule>>
  readonly scoring: Readonly<Record<'subdistrict' | 'department' | 'enterprise' | 'district', ScoringProfile>>
  readonly rankingClasses: readonly RankingClass[]
  /** Attribution, peer bands, extras and residents; what is missing is as `DEFAULT_ASSESSMENT_RULE` has it. */
  readonly assessment?: Partial<AssessmentRule>
  /** Sizes of the samples for inspection; what is missing is as `DEFAULT_SAMPLE_SIZES` has it. */
  readonly inspection?: Partial<SampleSizes>
  /** Thresholds of signals; what is missing is as `DEFAULT_THRESHOLDS` has it. */
  readonly signals?: Partial<SignalThresholds>
  /** Days of the steps of a month and the cap on exclusions; what is missing is as `USUAL_MONTH` has it. */
  readonly month?: Partial<MonthRule>
  readonly period: { readonly startDay: number }
  /** How long words and people are kept; what is missing is as `DEFAULT_RETENTION` has it. */
  readonly retention?: Partial<RetentionRule>
  /** Which units are ranked with which: unit kind → scoring class. */
  readonly rankedKinds: readonly UnitKind[]
  /** Risk words that alarm a human at once (P2), by kind of risk. */
  readonly riskWords: Readonly<Record<string, readonly string[]>>
  /** The rules of a record that is kept elsewhere (`policyElsewhere`): nothing happens here by itself. */
  readonly elsewhere?: true
}

/** Rights as data: which commands a role may give, and on whose tickets. */
export interface RoleRule {
  readonly name: string
  readonly nameEn: string
  readonly grants: readonly Grant[]
}

export interface Grant {
  readonly command: string
  /**
   * `any`: every ticket · `own`: the account's unit is responsible or stands above the responsible unit ·
   * `assisting`: the account's unit assists · `requester`: the account or link belongs to the requester.
   */
  readonly on: GrantScope
}

export const GRANT_SCOPES = ['any', 'own', 'assisting', 'requester'] as const
export type GrantScope = (typeof GRANT_SCOPES)[number]

export function findCategory(policy: Policy, code: string): Category | undefined {
  return policy.categories.find((category) => category.code === code)
}

export function findGround<G extends Ground>(grounds: readonly G[], code: string): G | undefined {
  return grounds.find((ground) => ground.code === code)
}
