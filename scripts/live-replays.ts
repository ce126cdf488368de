import { randomBytes } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { assessmentFrame, frameOf } from '../src/analytics/assessment-frame.ts'
import { assessCells } from '../src/domain/scoring/assess-run.ts'
import { countCells, versionsIn } from '../src/domain/scoring/cells.ts'
import { DEFAULT_ASSESSMENT_RULE } from '../src/domain/scoring/frame.ts'
import type { AssessmentRun } from '../src/domain/scoring/run.ts'
import { assessmentFacts } from '../src/domain/ticket/standing.ts'
import { simulate } from '../src/simulator/simulate.ts'
import { digest } from '../src/store/assessment/runs.ts'
import { BulkLedger } from '../src/store/bulk/bulk-ledger.ts'
import { readRules } from '../src/store/rules/load-rules.ts'
import { PERIODS, type Replay } from '../tests/replays/replay.ts'

/**
 * Writes the stored months anew: `node scripts/live-replays.ts`. Only for a new month, or a new format of runs (then say so in
 * docs/decisions/): a stored month that moves is a score that somebody was given and that is another now.
 */
const PROJECT = join(import.meta.dirname, '..')
const VOLUME = { '110102009': 24, '110102001': 12, '110101001': 9, '110101002': 6 }

const { rulebook } = await readRules(join(PROJECT, 'policy', 'beijing'))
const policy = rulebook.inForce('2026-07-19T00:00:00.000Z')
const ledger = new BulkLedger({
  master: randomBytes(32),
  rulebook,
  risksIn: () => [],
  numbering: { from: 1, step: 1 },
})
await simulate({
  seed: 20_260_719,
  from: '2026-07-19',
  days: 92,
  volume: VOLUME,
  units: Object.keys(VOLUME),
  policy,
  org: rulebook.org,
  submit: (one, now) => Promise.resolve(ledger.submit(one, now)),
})
const facts = [...ledger.lives.values()].flatMap(({ state }) => assessmentFacts(state))
const runs: AssessmentRun[] = []
for (const period of PERIODS) {
  const { span, policy: inForce } = frameOf(rulebook, period)
  const { attribution } = { ...DEFAULT_ASSESSMENT_RULE, ...inForce.assessment }
  const cells = countCells(facts, { span, attribution })
  const whole = assessmentFrame({
    period,
    span,
    policy: inForce,
    judging: versionsIn(cells).map((version) => rulebook.getVersion(version)),
    org: rulebook.org,
    withFacts: new Set(cells.keys()),
    previous: runs,
  })
  // Only units that have facts: the others are 340 lines of nothing.
  const classes = whole.classes.map((one) => ({ ...one, units: one.units.filter(({ code }) => cells.has(code)) }))
  const assessed = assessCells(cells, { ...whole, classes })
  if (!assessed.ok) throw new Error(assessed.rejection.code)
  const { digest: _digest, previous: _previous, ...frame } = { ...whole, classes }
  const replay: Replay = {
    frame,
    cells: Object.fromEntries([...cells].sort().map(([unit, own]) => [unit, Object.fromEntries([...own].sort())])),
    hash: digest(assessed.value),
    figures: assessed.value.units
      .filter(({ composite }) => composite !== null)
      .map(({ unit, composite, rank, rankRange, intervals }) => ({
        unit,
        composite,
        rank,
        rankRange,
        interval: intervals.composite,
      })),
  }
  writeFileSync(join(PROJECT, 'tests', 'replays', `${period}.json`), `${JSON.stringify(replay, null, 1)}\n`)
  runs.unshift(assessed.value)
}
