import type { DutyHours } from '../../domain/clock/duty-hours.ts'
import type { PolicyCase } from '../../domain/dispatch/cases.ts'
import type { UnitCode } from '../../domain/org/unit.ts'
import type { Locate } from '../../domain/policy/finding.ts'
import type { Grant, Policy, RoleRule } from '../../domain/policy/policy.ts'
import type { SamplingRule } from '../../domain/policy/sampling.ts'
import { calendarOf } from './calendar-overlay.ts'
import { type Read, sortFaults } from './fault.ts'
import { withLaterGrants } from './later-grants.ts'
import type { callbackTable } from './rule-tables.ts'
import { scoringOf } from './scoring-choice.ts'
import { Reader, type Table } from './table.ts'
import { readTables } from './tables.ts'
import { DEFAULT_TWO_DISTRICTS } from './two-districts.ts'

export interface ParsedPolicy {
  readonly policy: Policy
  /** The version's own test cases, run by `checkCases`. */
  readonly cases: readonly PolicyCase[]
  /** Line of an entry, for the lint's findings. */
  readonly locate: Locate
}

/** The file names of a policy version; a version's digest covers exactly these. */
export const POLICY_FILES = [
  'manifest.yaml',
  'limits.yaml',
  'duty-hours.yaml',
  'categories.csv',
  'catalogue.csv',
  'sectors.csv',
  'refusal-grounds.csv',
  'return-grounds.csv',
  'exclusion-grounds.csv',
  'suspension-grounds.csv',
  'callback.yaml',
  'roles.yaml',
  'scoring.yaml',
  'risk-words.yaml',
  'cases.csv',
] as const

/**
 * Reads a whole policy version from the texts of its files (`POLICY_FILES`, other names are ignored). All faults of
 * all tables come at once, each with file, line, column and a sentence; whether the tables agree with each other and
 * with the units is asked by `lintPolicy`.
 */
export function parsePolicy(files: ReadonlyMap<string, string>): Read<ParsedPolicy> {
  const reader = new Reader(files)
  const tables = readTables(reader)
  const calendar = tables['manifest.yaml'] && calendarOf(tables['manifest.yaml'], reader)
  const scoring = tables['scoring.yaml'] && scoringOf(tables['scoring.yaml'], reader)
  if (!allRead(tables) || !calendar || !scoring || reader.faults.length > 0) {
    return { ok: false, faults: sortFaults(reader.faults) }
  }

  const manifest = tables['manifest.yaml'].value
  const { limits, ...counts } = tables['limits.yaml'].value
  const duty = tables['duty-hours.yaml'].value
  const callback = tables['callback.yaml'].value
  const rule = (row: (typeof limits)['urgent']) => ({
    name: row.name,
    nameEn: row.name_en,
    limit: row.limit,
    sign: row.sign,
    contact: row.contact,
    returnWithin: row.return_within,
    returnReview: row.return_review,
    extension: row.extension,
    replyReview: row.reply_review,
  })
  const ground = ({ name_en, ...rest }: { code: string; name: string; name_en: string; source: string }) => ({
    ...rest,
    nameEn: name_en,
  })
  const policy: Policy = {
    id: manifest.id,
    city: manifest.city,
    name: manifest.name,
    effectiveFrom: manifest.effective_from,
    zone: manifest.zone,
    ...(manifest.retention === undefined ? {} : { retention: retentionOf(manifest.retention) }),
    calendar,
    limits: {
      urgent: rule(limits.urgent),
      prompt: rule(limits.prompt),
      general: rule(limits.general),
      complex: rule(limits.complex),
    },
    dutyHours: mapValues(duty.duty_hours, (row): DutyHours => ({ workdays: row.workdays, otherDays: row.other_days })),
    quietHours: duty.quiet_hours,
    categories: tables['categories.csv'].value.map(
      ({ name_en, seven_five, duty_kind, hidden_from_neighbours, ...rest }) => ({
        ...rest,
        nameEn: name_en,
        sevenFive: seven_five,
        dutyKind: duty_kind,
        hiddenFromNeighbours: hidden_from_neighbours,
      }),
    ),
    catalogue: tables['catalogue.csv'].value.map(({ ground_en, ...rest }, i) => ({
      row: tables['catalogue.csv'].lineOf([i]),
      ...rest,
      groundEn: ground_en,
    })),
    sectors: sectorsOf(tables['sectors.csv'].value),
    refusalGrounds: tables['refusal-grounds.csv'].value.map(({ name_en, route_en, ...rest }) => ({
      ...rest,
      nameEn: name_en,
      routeEn: route_en,
    })),
    returnGrounds: tables['return-grounds.csv'].value.map(ground),
    exclusionGrounds: tables['exclusion-grounds.csv'].value.map(({ name_en, ...rest }) => ({
      ...rest,
      nameEn: name_en,
    })),
    suspensionGrounds: tables['suspension-grounds.csv'].value.map(ground),
    returns: {
      perUnit: counts.returns.per_unit,
      consultAtHop: counts.returns.consult_at_hop,
      consult: counts.returns.consult,
    },
    twoDistricts: counts.two_districts ?? DEFAULT_TWO_DISTRICTS,
    extensions: { perTicket: counts.extensions.per_ticket },
    suspensions: { longestDays: counts.suspensions.longest_days, renewals: counts.suspensions.renewals },
    objections: { perRefusal: counts.objections.per_refusal },
    callback: {
      attempts: callback.attempts,
      differentDays: callback.different_days,
      correctionDays: callback.correction_days,
      afterDue: callback.after_due,
      afterReply: callback.after_reply,
      secondHandlings: callback.second_handlings,
      ...(callback.sampling ? { sampling: samplingOf(callback.sampling) } : {}),
      script: callback.script.map((line) => ({
        question: line.question,
        questionEn: line.question_en,
        why: line.why,
        whyEn: line.why_en,
      })),
    },
    roles: withLaterGrants(
      mapValues(
        tables['roles.yaml'].value.roles,
        (role): RoleRule => ({ name: role.name, nameEn: role.name_en, grants: role.grants.flatMap(grantsOf) }),
      ),
    ),
    ...scoring,
    riskWords: tables['risk-words.yaml'].value.risk_words,
  }
  const cases = tables['cases.csv'].value.map(
    (row, i): PolicyCase => ({ row: tables['cases.csv'].lineOf([i]), ...row }),
  )
  const lines: Readonly<Record<string, Table<unknown>>> = tables
  return { ok: true, value: { policy, cases, locate: (file, path) => lines[file]?.lineOf(path) ?? 1 } }
}

function samplingOf({
  share,
  recheck_share,
  postpone_days,
}: NonNullable<ReturnType<typeof callbackTable.parse>['sampling']>): Partial<SamplingRule> {
  return {
    ...(share === undefined ? {} : { share }),
    ...(recheck_share === undefined ? {} : { recheckShare: recheck_share }),
    ...(postpone_days === undefined ? {} : { postponeDays: postpone_days }),
  }
}

type Present<T> = { readonly [K in keyof T]: Exclude<T[K], undefined> }

function allRead<T extends object>(tables: T): tables is T & Present<T> {
  return Object.values(tables).every((table) => table !== undefined)
}

function mapValues<A, B>(record: Readonly<Record<string, A>>, change: (value: A) => B): Record<string, B> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]))
}

function grantsOf(group: Readonly<Partial<Record<Grant['on'], readonly string[]>>>): Grant[] {
  return Object.entries(group).flatMap(([on, commands]) =>
    commands.map((command): Grant => ({ command, on: on as Grant['on'] })),
  )
}

function sectorsOf(rows: readonly { sector: string; district: string; unit: string }[]) {
  const sectors: Record<string, Record<UnitCode, UnitCode>> = {}
  for (const row of rows) {
    sectors[row.sector] ??= {}
    const districts = sectors[row.sector]
    if (districts) districts[row.district] = row.unit
  }
  return sectors
}

function retentionOf({
  ticket_years,
  person_years,
}: {
  ticket_years?: number | undefined
  person_years?: number | undefined
}) {
  return {
    ...(ticket_years === undefined ? {} : { ticketYears: ticket_years }),
    ...(person_years === undefined ? {} : { personYears: person_years }),
  }
}
