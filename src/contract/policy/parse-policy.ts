import type { Calendar } from '../../domain/clock/calendar.ts'
import type { DutyHours } from '../../domain/clock/duty-hours.ts'
import type { PolicyCase } from '../../domain/dispatch/cases.ts'
import type { UnitCode } from '../../domain/org/unit.ts'
import type { Locate } from '../../domain/policy/finding.ts'
import type { Grant, Policy, RoleRule } from '../../domain/policy/policy.ts'
import type { RankingClass, RankingRule, ScoringProfile } from '../../domain/scoring/profile.ts'
import { chinaCalendar } from '../calendar.ts'
import { type Read, sortFaults } from './fault.ts'
import {
  caseColumns,
  caseRow,
  catalogueColumns,
  catalogueRow,
  categoryColumns,
  categoryRow,
  exclusionColumns,
  exclusionRow,
  groundColumns,
  groundRow,
  refusalColumns,
  refusalRow,
  sectorColumns,
  sectorRow,
} from './list-tables.ts'
import {
  callbackTable,
  dutyHoursTable,
  limitsTable,
  manifestTable,
  riskWordsTable,
  rolesTable,
  scoringTable,
} from './rule-tables.ts'
import { Reader, type Table } from './table.ts'

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
  const tables = {
    'manifest.yaml': reader.yaml('manifest.yaml', manifestTable),
    'limits.yaml': reader.yaml('limits.yaml', limitsTable),
    'duty-hours.yaml': reader.yaml('duty-hours.yaml', dutyHoursTable),
    'categories.csv': reader.csv('categories.csv', categoryColumns, categoryRow),
    'catalogue.csv': reader.csv('catalogue.csv', catalogueColumns, catalogueRow),
    'sectors.csv': reader.csv('sectors.csv', sectorColumns, sectorRow),
    'refusal-grounds.csv': reader.csv('refusal-grounds.csv', refusalColumns, refusalRow),
    'return-grounds.csv': reader.csv('return-grounds.csv', groundColumns, groundRow),
    'exclusion-grounds.csv': reader.csv('exclusion-grounds.csv', exclusionColumns, exclusionRow),
    'suspension-grounds.csv': reader.csv('suspension-grounds.csv', groundColumns, groundRow),
    'callback.yaml': reader.yaml('callback.yaml', callbackTable),
    'roles.yaml': reader.yaml('roles.yaml', rolesTable),
    'scoring.yaml': reader.yaml('scoring.yaml', scoringTable),
    'risk-words.yaml': reader.yaml('risk-words.yaml', riskWordsTable),
    'cases.csv': reader.csv('cases.csv', caseColumns, caseRow),
  }
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
      script: callback.script.map((line) => ({
        question: line.question,
        questionEn: line.question_en,
        why: line.why,
        whyEn: line.why_en,
      })),
    },
    roles: mapValues(
      tables['roles.yaml'].value.roles,
      (role): RoleRule => ({ name: role.name, nameEn: role.name_en, grants: role.grants.flatMap(grantsOf) }),
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

function calendarOf(table: Table<ReturnType<typeof manifestTable.parse>>, reader: Reader): Calendar | undefined {
  const { first_year, last_year, days_off, make_up_days } = table.value.calendar
  const line = table.lineOf(['calendar'])
  const both = days_off.find((day) => make_up_days.includes(day))
  if (both !== undefined) {
    reader.fault('manifest.yaml', line, 1, `${both} 既是放假日又是上班日`, `${both} is both a day off and a workday`)
    return undefined
  }
  try {
    const published = chinaCalendar(first_year, last_year)
    return {
      ...published,
      id: days_off.length + make_up_days.length === 0 ? published.id : `${published.id}+${table.value.id}`,
      holidays: merged(published.holidays, days_off, make_up_days),
      makeUpDays: merged(published.makeUpDays, make_up_days, days_off),
    }
  } catch {
    reader.fault(
      'manifest.yaml',
      line,
      1,
      `${first_year} 年的放假安排尚未公布`,
      `no holidays are published for ${first_year}`,
    )
    return undefined
  }
}

function merged(published: readonly string[], added: readonly string[], removed: readonly string[]): string[] {
  return [...new Set([...published.filter((day) => !removed.includes(day)), ...added])].sort()
}

function scoringOf(table: Table<ReturnType<typeof scoringTable.parse>>, reader: Reader) {
  const { profiles, use, ranked_kinds, period, ranking_classes } = table.value
  const byId = new Map<string, ScoringProfile>()
  for (const [i, profile] of profiles.entries()) {
    if (byId.has(profile.id)) {
      const line = table.lineOf(['profiles', i])
      reader.fault('scoring.yaml', line, 1, `方案 ${profile.id} 重复`, `profile ${profile.id} is given twice`)
    }
    byId.set(profile.id, {
      id: profile.id,
      name: profile.name,
      formula: profile.formula,
      basicFactor: profile.basic_factor,
      partialFactor: profile.partial_factor,
      minimumSample: profile.minimum_sample,
      noOpinion: profile.no_opinion,
      decimals: profile.decimals,
    })
  }
  const chosen = (kind: keyof typeof use): ScoringProfile | undefined => {
    const profile = byId.get(use[kind])
    if (!profile) {
      const line = table.lineOf(['use', kind])
      reader.fault('scoring.yaml', line, 1, `没有方案 ${use[kind]}`, `there is no profile ${use[kind]}`)
    }
    return profile
  }
  const subdistrict = chosen('subdistrict')
  const department = chosen('department')
  const enterprise = chosen('enterprise')
  const district = chosen('district')
  if (!subdistrict || !department || !enterprise || !district) return undefined
  return {
    scoring: { subdistrict, department, enterprise, district },
    rankedKinds: ranked_kinds,
    period: { startDay: period.start_day },
    rankingClasses: ranking_classes.map(
      (row): RankingClass => ({
        code: row.code,
        name: row.name,
        nameEn: row.name_en,
        rule: ruleOf(row.rule),
        notIn: row.not_in,
      }),
    ),
  }
}

function ruleOf(rule: ReturnType<typeof scoringTable.parse>['ranking_classes'][number]['rule']): RankingRule {
  return rule.by === 'top' ? { by: 'top', count: rule.count, minimumSample: rule.minimum_sample } : rule
}
