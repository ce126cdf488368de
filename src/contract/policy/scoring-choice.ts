import type { SampleSizes } from '../../domain/policy/sample-sizes.ts'
import type { AssessmentRule } from '../../domain/scoring/frame.ts'
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
    ...(table.value.assessment === undefined ? {} : { assessment: assessmentOf(table.value.assessment) }),
  }
}

function sizesOf(sizes: NonNullable<ReturnType<typeof scoringTable.parse>['inspection']>): Partial<SampleSizes> {
  return Object.fromEntries(Object.entries(sizes).filter(([, size]) => size !== undefined))
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
