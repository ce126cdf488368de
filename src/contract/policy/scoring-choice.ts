import { DAY, HOUR, MINUTE } from '../../domain/kernel/instant.ts'
import type { SampleSizes } from '../../domain/policy/sample-sizes.ts'
import type { SignalThresholds } from '../../domain/policy/signal-thresholds.ts'
import type { AssessmentRule } from '../../domain/scoring/frame.ts'
import { type MonthRule, monthRuleOf } from '../../domain/scoring/month-rule.ts'
import type { RankingClass, RankingRule, ScoringProfile } from '../../domain/scoring/profile.ts'
import type { scoringTable } from './rule-tables.ts'
import type { Reader, Table } from './table.ts'

/** The profile that each class of unit uses, the period and the ranking classes. */
export function scoringOf(table: Table<ReturnType<typeof scoringTable.parse>>, reader: Reader) {
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
  const month = table.value.month && monthOf(table.value.month)
  if (month && !isInOrder(month)) {
    const line = table.lineOf(['month'])
    const zh = 'month：各步骤须依次结束（draft、appeals、decisions、freeze、bulletin）'
    const en = 'month: the steps must end one after the other (draft, appeals, decisions, freeze, bulletin)'
    reader.fault('scoring.yaml', line, 1, zh, en)
    return undefined
  }
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
    ...(table.value.inspection === undefined ? {} : { inspection: sizesOf(table.value.inspection) }),
    ...(table.value.signals === undefined ? {} : { signals: thresholdsIn(table.value.signals) }),
    ...(month === undefined ? {} : { month }),
    ...(table.value.assessment === undefined ? {} : { assessment: assessmentOf(table.value.assessment) }),
  }
}

function sizesOf(sizes: NonNullable<ReturnType<typeof scoringTable.parse>['inspection']>): Partial<SampleSizes> {
  return Object.fromEntries(Object.entries(sizes).filter(([, size]) => size !== undefined))
}

type ScoringTable = ReturnType<typeof scoringTable.parse>

/** Names and units of the file to those of the rules; times become milliseconds. */
function thresholdsIn(given: NonNullable<ScoringTable['signals']>): Partial<SignalThresholds> {
  const times = (count: number | undefined, unit: number) => (count === undefined ? undefined : count * unit)
  return present({
    promptedWithin: times(given.prompted_minutes, MINUTE),
    promptedTickets: given.prompted_tickets,
    burstWithin: times(given.burst_minutes, MINUTE),
    burstPeople: given.burst_people,
    phoneTickets: given.phone_tickets,
    uncontactedTickets: given.uncontacted_tickets,
    hastyWithin: times(given.hasty_minutes, MINUTE),
    hastyTickets: given.hasty_tickets,
    pauseBefore: times(given.pause_hours, HOUR),
    pausesADay: given.pauses_a_day,
    alikeShare: given.alike_share,
    alikeTickets: given.alike_tickets,
    returns: given.returns,
    photoDistance: given.photo_distance,
    refiledWithin: times(given.refiled_days, DAY),
  })
}

function monthOf({ exclusion_cap, ...days }: NonNullable<ScoringTable['month']>): Partial<MonthRule> {
  return present({ ...days, exclusionCap: exclusion_cap })
}

function isInOrder(month: Partial<MonthRule>): boolean {
  const { draft, appeals, decisions, freeze, bulletin } = monthRuleOf({ month })
  return draft < appeals && appeals < decisions && decisions < freeze && freeze < bulletin
}

function present(values: Readonly<Record<string, number | undefined>>): Readonly<Record<string, number>> {
  return Object.fromEntries(
    Object.entries(values).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
  )
}

type AssessmentTable = NonNullable<ReturnType<typeof scoringTable.parse>['assessment']>

function assessmentOf({ attribution, peer_bands, extras, residents }: AssessmentTable): Partial<AssessmentRule> {
  return {
    ...(attribution === undefined ? {} : { attribution }),
    ...(peer_bands === undefined
      ? {}
      : { peerBands: peer_bands === 'thirds' ? { by: 'thirds' } : { by: 'volume', ...peer_bands } }),
    ...(extras === undefined ? {} : { extras }),
    ...(residents === undefined ? {} : { residents }),
  }
}

function ruleOf(rule: ReturnType<typeof scoringTable.parse>['ranking_classes'][number]['rule']): RankingRule {
  return rule.by === 'top' ? { by: 'top', count: rule.count, minimumSample: rule.minimum_sample } : rule
}
