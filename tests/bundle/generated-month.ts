import { createHash, randomBytes } from 'node:crypto'
import fc from 'fast-check'
import type { BundleSource, SourceFact } from '../../src/analytics/bundle/bundle-source.ts'
import type { Instant } from '../../src/domain/kernel/instant.ts'
import { makeOrg, type Unit } from '../../src/domain/org/unit.ts'
import { assessFacts } from '../../src/domain/scoring/assess-run.ts'
import { type AssessmentFact, STANDINGS } from '../../src/domain/scoring/facts.ts'
import { type AssessmentFrame, DEFAULT_ASSESSMENT_RULE } from '../../src/domain/scoring/frame.ts'
import type { RankingClass, ScoringProfile } from '../../src/domain/scoring/profile.ts'
import type { AssessmentRun } from '../../src/domain/scoring/run.ts'
import { digest } from '../../src/store/assessment/runs.ts'
import { canonical } from '../../src/store/log/canonical.ts'
import { exportPublicKey, makeSeal, newSealKeyPair } from '../../src/store/log/seal.ts'
import { makeRulebook, type Rulebook } from '../../src/store/rules/rulebook.ts'
import { shippedPolicy } from './shipped-policy.ts'

/** One month that might have been: rules, facts and the runs before it. */
export interface GeneratedMonth {
  readonly frame: AssessmentFrame
  readonly run: AssessmentRun
  readonly source: BundleSource
  readonly rulebook: Rulebook
}

/** Period 2026-10 in Beijing: from 19 September to 18 October. */
const FROM: Instant = '2026-09-18T16:00:00.000Z'
const TO: Instant = '2026-10-18T16:00:00.000Z'
const PERIOD = '2026-10'
const SPAN = { from: FROM, to: TO, firstDay: '2026-09-19', lastDay: '2026-10-18' }
const SUBDISTRICTS = ['s1', 's2', 's3', 's4', 's5', 's6', 's7']
const DEPARTMENTS = ['d1', 'd2', 'd3']
const OLD = 'beijing/2026-01'
const NEW = 'beijing/2026-10'

/** Long before, at either edge to the millisecond, within, and after. */
const instant = fc.constantFrom<Instant>(
  '2026-08-01T02:00:00.000Z',
  '2026-09-18T15:59:59.999Z',
  FROM,
  '2026-10-01T04:00:00.000Z',
  '2026-10-18T15:59:59.999Z',
  TO,
  '2026-11-02T01:00:00.000Z',
)

const fact = fc
  .record({
    // Community `c1` is in no ranked class; `d3` answers for tickets of a unit that was merged into it.
    unit: fc.constantFrom(...SUBDISTRICTS, ...SUBDISTRICTS, ...DEPARTMENTS, 'c1'),
    role: fc.constantFrom('lead' as const, 'lead' as const, 'assisting' as const, 'shared' as const),
    share: fc.constantFrom('1', '1', '1', '0.5', '1/3', '0'),
    dispatches: fc.nat(3),
    standing: fc.oneof({ weight: 4, arbitrary: fc.constant('counted' as const) }, fc.constantFrom(...STANDINGS)),
    ground: fc.constantFrom('E01', 'E04', 'H02', 'moved', 'redirected'),
    afterScore: fc.boolean(),
    contacted: fc.constantFrom(true, false, null),
    solved: fc.constantFrom('yes', 'yes', 'partly', 'no', null),
    satisfied: fc.constantFrom('satisfied', 'basically', 'dissatisfied', 'no-opinion', null),
    dispatchedAt: instant,
    countedAt: instant,
    onTime: fc.constantFrom(true, false, null),
    returned: fc.boolean(),
    repeated: fc.boolean(),
    judgedUnder: fc.constantFrom(OLD, OLD, NEW, null),
    copies: fc.nat(4),
  })
  .map(({ copies, ground, ...drawn }): AssessmentFact[] => {
    const counted = drawn.standing === 'counted'
    const setAside = drawn.standing === 'excluded' || drawn.standing === 'suspended'
    const one: AssessmentFact = {
      ...drawn,
      ticketId: '',
      excludedGround: setAside ? ground : null,
      afterScore: setAside && drawn.afterScore,
      contacted: counted ? drawn.contacted : null,
      solved: counted ? drawn.solved : null,
      satisfied: counted ? drawn.satisfied : null,
      countedAt: counted ? drawn.countedAt : null,
      basis: 'lead',
      scored: drawn.unit,
    }
    // Copies, so that some groups are large enough to be shown.
    return Array.from({ length: copies + 1 }, () => one)
  })
const facts = fc.array(fact, { maxLength: 40, size: 'max' }).map((groups) => groups.flat())

const FORMULAS = [
  '10% * 响应率 + 50% * 解决率 + 40% * 满意率',
  '30% × response + 35% × resolution + 35% × satisfaction',
  'if 有效回访量 >= 5 and 响应率 > 50% then max(解决率, 满意率) else min(响应率, 0.5) − 剔除量 ÷ (诉求量 + 1)',
]
const profile: fc.Arbitrary<ScoringProfile> = fc.record({
  id: fc.constantFrom('one', 'two'),
  name: fc.constant('任意'),
  formula: fc.constantFrom(...FORMULAS),
  basicFactor: fc.constantFrom('0', '0.9', '1'),
  partialFactor: fc.constantFrom('0', '0.5', '1'),
  minimumSample: fc.nat(6),
  noOpinion: fc.constantFrom('counts-in-sample', 'leaves-satisfaction'),
  decimals: fc.constantFrom(0, 2, 3),
})

const rankingClasses: fc.Arbitrary<RankingClass[]> = fc
  .record({
    top: fc.record({ count: fc.nat(4), minimumSample: fc.nat(5) }),
    rise: fc.record({ count: fc.nat(4), measure: fc.constantFrom('rank' as const, 'score' as const) }),
    bottom: fc.record({ count: fc.nat(3), falls: fc.nat(2), points: fc.constantFrom(0, 0.5, 5) }),
    volume: fc.record({
      share: fc.constantFrom(0, 0.07, 0.1, 0.3, 1),
      measure: fc.constantFrom('dispatches' as const, 'per-10000-residents' as const),
    }),
    barred: fc.boolean(),
  })
  .map(({ top, rise, bottom, volume, barred }) => {
    const one = (code: string, rule: RankingClass['rule'], notIn: string[] = []): RankingClass => ({
      code,
      name: code,
      nameEn: code,
      rule,
      notIn,
    })
    return [
      one('advanced', { by: 'top', ...top }, barred ? ['governance'] : []),
      one('improved', { by: 'rise', ...rise }, ['advanced']),
      one('rectification', { by: 'bottom', ...bottom }),
      one('governance', { by: 'volume', ...volume }),
    ]
  })

const rules = fc.record({
  subdistrict: profile,
  department: profile,
  older: profile,
  rankingClasses,
  thirds: fc.boolean(),
  extras: fc.subarray(['requests-per-10000', 'repeat-rate', 'return-rate', 'overdue-rate'] as const),
  attribution: fc.constantFrom('callback' as const, 'dispatch' as const),
  previous: fc.array(facts, { maxLength: 3, size: 'max' }),
})

const EARLIER = [
  { period: '2026-09', from: '2026-08-18T16:00:00.000Z', to: FROM },
  { period: '2026-08', from: '2026-07-18T16:00:00.000Z', to: '2026-08-18T16:00:00.000Z' },
  { period: '2025-12', from: '2025-11-18T16:00:00.000Z', to: '2025-12-18T16:00:00.000Z' },
]

export const generatedMonth: fc.Arbitrary<GeneratedMonth> = fc.tuple(rules, facts).map(([drawn, month]) => {
  const profiles = { subdistrict: drawn.subdistrict, department: drawn.department }
  const base: AssessmentFrame = {
    period: PERIOD,
    span: SPAN,
    attribution: drawn.attribution,
    policy: NEW,
    classes: [
      {
        class: 'subdistrict',
        profile: drawn.subdistrict,
        units: SUBDISTRICTS.map((code) => ({ code, name: `${code}街道` })),
      },
      {
        class: 'department',
        profile: drawn.department,
        units: DEPARTMENTS.map((code) => ({ code, name: `${code}局` })),
      },
    ],
    judging: { [OLD]: { ...profiles, subdistrict: drawn.older } },
    rankingClasses: drawn.rankingClasses,
    rule: {
      ...DEFAULT_ASSESSMENT_RULE,
      attribution: drawn.attribution,
      peerBands: drawn.thirds ? { by: 'thirds' } : { by: 'volume', middle: 3, high: 8 },
      extras: drawn.extras,
      residents: { s1: 120_000, s2: 45_000, s3: 7, d1: 0 },
    },
    previous: [],
    digest,
  }
  const previous: AssessmentRun[] = []
  for (const [index, earlier] of drawn.previous.entries()) {
    const { period, from, to } = EARLIER[index] ?? EARLIER[0] ?? { period: '', from: FROM, to: TO }
    const shifted = earlier.map((one) => ({ ...one, dispatchedAt: from, countedAt: one.countedAt && from }))
    previous.push(runOf(shifted, { ...base, period, span: { ...SPAN, from, to }, previous: [] }))
  }
  const frame = { ...base, previous }
  const run = runOf(month, frame)
  // A failing month would print all of the rulebook; its facts and rules are enough to build it again.
  const shown = () => fc.stringify([drawn, month])
  return { frame, run, source: sourceOf(month), rulebook: generatedRulebook(), [fc.toStringMethod]: shown }
})

function runOf(facts: readonly AssessmentFact[], frame: AssessmentFrame): AssessmentRun {
  const run = assessFacts(facts, frame)
  if (!run.ok) throw new Error(JSON.stringify(run.rejection))
  return run.value
}

export const KEY = newSealKeyPair()

/** Facts in memory, each with secrets of its own, and two seals. */
function sourceOf(month: readonly AssessmentFact[]): BundleSource {
  const named = month
    .map((fact): SourceFact => {
      const seed = randomBytes(32)
      const id = createHash('sha256').update(seed).digest('hex').slice(0, 32)
      return { fact, id, seed, version: 3, head: createHash('sha256').update(id).digest('hex') }
    })
    .sort((a, b) => (a.id < b.id ? -1 : 1))
  const publicKey = exportPublicKey(KEY.publicKey)
  const first = makeSeal({ number: 1, day: '2026-10-17', heads: [], previous: null }, KEY.privateKey)
  const second = makeSeal({ number: 2, day: '2026-10-18', heads: [], previous: first.bytes }, KEY.privateKey)
  return {
    async *facts() {
      yield* month
    },
    async *named() {
      yield* named
    },
    seals: async () => [first, second].map((seal, index) => ({ ...seal, number: index + 1, publicKey })),
  }
}

const unit = (code: string, kind: Unit['kind']): Unit => ({
  code,
  name: code,
  nameEn: code,
  kind,
  superior: null,
  district: null,
  validFrom: '2020-01-01',
  validTo: null,
  dutyHours: 'office',
})

let rulebook: Rulebook | undefined

function generatedRulebook(): Rulebook {
  rulebook ??= makeRulebook(
    [shippedPolicy, { ...shippedPolicy, id: NEW, effectiveFrom: '2026-10-01' }],
    makeOrg([
      ...SUBDISTRICTS.map((code) => unit(code, 'subdistrict')),
      ...DEPARTMENTS.map((code) => unit(code, 'department')),
      unit('c1', 'community'),
    ]),
  )
  return rulebook
}

/** The text of a value in the one form that a bundle allows, with its line feed. */
export function line(value: unknown): string {
  return `${canonical(value)}\n`
}
