import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Calendar } from '../clock/calendar.ts'
import { CENTRE, makeOrg, type UnitKind } from '../org/unit.ts'
import { USUAL_MONTH } from '../scoring/month-rule.ts'
import { periodSpan } from '../scoring/period.ts'
import { decideMonth, type MonthCommand, type MonthContext } from './decide.ts'
import { evolveMonth, MONTH_OPEN_FIELDS, type MonthState, UNOPENED, validRun } from './month.ts'
import { datedSteps, MONTH_STEPS, stepOn } from './steps.ts'
import { standingOf } from './turn.ts'

const numRuns = Number(process.env['HUYING_RUNS'] ?? 200)

const CALENDAR: Calendar = {
  id: 'test',
  offsets: [{ from: '1949-10-01T00:00:00.000Z', minutes: 480 }],
  firstYear: 2024,
  lastYear: 2026,
  holidays: [],
  makeUpDays: [],
}
const unit = (code: string, kind: UnitKind, superior: string | null) => ({
  code,
  kind,
  superior,
  name: code,
  nameEn: code,
  district: null,
  validFrom: '2000-01-01',
  validTo: null,
  dutyHours: 'office',
})
const ORG = makeOrg([
  unit(CENTRE, 'centre', null),
  unit('inspectors', 'supervision', null),
  unit('east', 'district', CENTRE),
  unit('east-1', 'subdistrict', 'east'),
])
const AT = '2026-10-20T02:00:00.000Z'
const context = (over: Partial<MonthContext> = {}): MonthContext => ({
  step: 'appeals',
  account: 'assessor',
  unit: CENTRE,
  org: ORG,
  pendingExclusions: 0,
  overCap: [],
  ...over,
})
const run = (hash: string) => ({ id: `2026-10.${hash}`, hash })
const DRAFT: MonthCommand = { type: 'draft', period: '2026-10', run: run('a') }
const APPEAL: MonthCommand = { type: 'appeal', unit: 'east-1', ticketId: 't-1', about: 'exclusion', ground: 'E03' }

/** Runs commands one after another; a rejection's code, or the state. */
function live(...steps: readonly [MonthCommand, Partial<MonthContext>?][]): MonthState | string {
  let state = UNOPENED
  for (const [command, over] of steps) {
    const decided = decideMonth(state, command, context(over))
    if (!decided.ok) return decided.rejection.code
    state = decided.value.reduce((before, fact) => evolveMonth(before, fact, AT), state)
  }
  return state
}
/** The days for appeals are over. */
const OVER = { step: 'freeze' } as const
const officer = { account: 'officer', unit: 'east-1' }

describe('the steps of a month', () => {
  const span = periodSpan('2026-10', 19, CALENDAR)

  it('follow each other without a gap, on the days of domain.md §8.6', () => {
    const steps = datedSteps(span, USUAL_MONTH)
    expect(steps.map(({ step }) => step)).toEqual(MONTH_STEPS)
    expect(steps.map(({ from, to }) => [from.slice(5), to.slice(5)])).toEqual([
      ['09-19', '10-18'],
      ['10-19', '10-19'],
      ['10-20', '10-21'],
      ['10-22', '10-22'],
      ['10-23', '10-23'],
      ['10-24', '10-25'],
    ])
  })

  it('turn at midnight in the city', () => {
    expect(stepOn('2026-10-18T15:59:59.999Z', span, USUAL_MONTH, CALENDAR)).toBe('counting')
    expect(stepOn('2026-10-18T16:00:00.000Z', span, USUAL_MONTH, CALENDAR)).toBe('draft')
    expect(stepOn('2026-10-19T16:00:00.000Z', span, USUAL_MONTH, CALENDAR)).toBe('appeals')
    expect(stepOn('2027-01-01T00:00:00.000Z', span, USUAL_MONTH, CALENDAR)).toBe('bulletin')
  })
})

describe('a month of assessment', () => {
  it('goes from draft over appeal to freeze, bulletin and an ordered new run', () => {
    const state = live(
      [DRAFT],
      [APPEAL, officer],
      [{ type: 'decide-appeal', number: 1, upheld: true }],
      [{ type: 'draft', period: '2026-10', run: run('b') }],
      [{ type: 'freeze', run: run('b') }, OVER],
      [{ type: 'publish' }],
      [{ type: 'rerun', run: run('c'), differing: ['east-1'] }],
    )
    expect(state).toMatchObject({
      draft: run('b'),
      appeals: [{ number: 1, by: 'officer', decision: { upheld: true, by: 'assessor' } }],
      frozen: run('b'),
      reruns: [{ run: run('c'), differing: ['east-1'] }],
      published: null,
    })
    expect(validRun(state as MonthState)).toEqual(run('c'))
  })

  it.each<[string, readonly [MonthCommand, Partial<MonthContext>?][], string]>([
    ['while the period runs', [[DRAFT, { step: 'counting' }]], 'month.running'],
    ['an appeal before the draft', [[APPEAL, officer]], 'month.no-draft'],
    ['the same appeal twice', [[DRAFT], [APPEAL, officer], [APPEAL, officer]], 'month.appeal-open'],
    [
      'an appeal that is not there',
      [[DRAFT], [{ type: 'decide-appeal', number: 1, upheld: true }]],
      'month.appeal-unknown',
    ],
    [
      'a decision by whoever appealed',
      [[DRAFT], [APPEAL, { account: 'assessor' }], [{ type: 'decide-appeal', number: 1, upheld: true }]],
      'month.appeal-own',
    ],
    [
      'a decision by the district above (P4)',
      [
        [DRAFT],
        [APPEAL, officer],
        [
          { type: 'decide-appeal', number: 1, upheld: true },
          { account: 'chief', unit: 'east' },
        ],
      ],
      'month.appeal-own',
    ],
    [
      'a second decision',
      [
        [DRAFT],
        [APPEAL, officer],
        [{ type: 'decide-appeal', number: 1, upheld: false }],
        [{ type: 'decide-appeal', number: 1, upheld: true }],
      ],
      'month.appeal-decided',
    ],
    ['a freeze without a draft', [[{ type: 'freeze', run: run('a') }, OVER]], 'month.no-draft'],
    [
      'a freeze while units may appeal',
      [[DRAFT], [{ type: 'freeze', run: run('a') }, { step: 'appeals' }]],
      'month.appeal-days',
    ],
    [
      'a freeze over open appeals',
      [[DRAFT], [APPEAL, officer], [{ type: 'freeze', run: run('a') }, OVER]],
      'month.appeals-open',
    ],
    [
      'a freeze over open exclusions',
      [
        [DRAFT],
        [
          { type: 'freeze', run: run('a') },
          { ...OVER, pendingExclusions: 2 },
        ],
      ],
      'month.exclusions-open',
    ],
    [
      'a freeze without the audit',
      [
        [DRAFT],
        [
          { type: 'freeze', run: run('a') },
          { ...OVER, overCap: ['east-1'] },
        ],
      ],
      'month.audit-open',
    ],
    ['a freeze of figures nobody saw', [[DRAFT], [{ type: 'freeze', run: run('b') }, OVER]], 'month.run-changed'],
    ['an audit that is not due', [[DRAFT], [{ type: 'audit', unit: 'east-1' }]], 'month.audit-not-due'],
    [
      'an audit of oneself',
      [
        [DRAFT],
        [
          { type: 'audit', unit: 'east-1' },
          { ...officer, overCap: ['east-1'] },
        ],
      ],
      'month.audit-own',
    ],
    ['a draft after the freeze', [[DRAFT], [{ type: 'freeze', run: run('a') }, OVER], [DRAFT]], 'month.frozen'],
    [
      'an appeal after the freeze',
      [[DRAFT], [{ type: 'freeze', run: run('a') }, OVER], [APPEAL, officer]],
      'month.frozen',
    ],
    ['a new run before the freeze', [[DRAFT], [{ type: 'rerun', run: run('b'), differing: [] }]], 'month.not-frozen'],
    [
      'a new run that says the same',
      [[DRAFT], [{ type: 'freeze', run: run('a') }, OVER], [{ type: 'rerun', run: run('a'), differing: [] }]],
      'month.rerun-same',
    ],
    ['a bulletin of a draft', [[DRAFT], [{ type: 'publish' }]], 'month.not-frozen'],
    [
      'the same bulletin twice',
      [[DRAFT], [{ type: 'freeze', run: run('a') }, OVER], [{ type: 'publish' }], [{ type: 'publish' }]],
      'month.published',
    ],
  ])('refuses %s', (_, steps, code) => {
    expect(live(...steps)).toBe(code)
  })

  it('says whose turn it is', () => {
    const at = (state: MonthState, over: Partial<MonthContext> = {}) => standingOf(state, context(over))
    const drafted = live([DRAFT]) as MonthState
    const appealed = live([DRAFT], [APPEAL, officer]) as MonthState
    const frozen = live([DRAFT], [{ type: 'freeze', run: run('a') }, OVER]) as MonthState
    const published = live([DRAFT], [{ type: 'freeze', run: run('a') }, OVER], [{ type: 'publish' }]) as MonthState
    expect(at(UNOPENED, { step: 'counting' })).toEqual({ step: 'counting', turn: 'nobody' })
    expect(at(UNOPENED, { step: 'freeze' })).toEqual({ step: 'draft', turn: 'assessor' })
    expect(at(drafted)).toEqual({ step: 'appeals', turn: 'units' })
    expect(at(appealed)).toEqual({ step: 'appeals', turn: 'decider' })
    expect(at(appealed, { step: 'decisions' })).toEqual({ step: 'decisions', turn: 'decider' })
    expect(at(drafted, { overCap: ['east-1'], step: 'decisions' })).toEqual({ step: 'decisions', turn: 'auditor' })
    expect(at(drafted, { step: 'freeze' })).toEqual({ step: 'freeze', turn: 'assessor' })
    expect(at(frozen)).toEqual({ step: 'bulletin', turn: 'assessor' })
    expect(at(published)).toEqual({ step: 'bulletin', turn: 'reader' })
  })

  const commands = fc.oneof(
    fc.constantFrom('a', 'b', 'c').map((hash): MonthCommand => ({ type: 'draft', period: '2026-10', run: run(hash) })),
    fc.constantFrom('a', 'b', 'c').map((hash): MonthCommand => ({ type: 'freeze', run: run(hash) })),
    fc
      .constantFrom('a', 'b', 'c')
      .map((hash): MonthCommand => ({ type: 'rerun', run: run(hash), differing: ['east-1'] })),
    fc
      .constantFrom('t-1', 't-2', null)
      .map((ticketId): MonthCommand => ({ type: 'appeal', unit: 'east-1', ticketId, about: 'figure', ground: null })),
    fc.record({
      type: fc.constant('decide-appeal' as const),
      number: fc.integer({ min: 1, max: 4 }),
      upheld: fc.boolean(),
    }),
    fc.constant<MonthCommand>({ type: 'audit', unit: 'east-1' }),
    fc.constant<MonthCommand>({ type: 'publish' }),
  )
  const actors = fc.constantFrom(officer, { account: 'assessor', unit: CENTRE }, { account: 'ins', unit: 'inspectors' })

  it('never moves what was frozen, and never freezes over anything open', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(commands, actors, fc.boolean()), { maxLength: 30 }), (script) => {
        let state = UNOPENED
        for (const [command, actor, over] of script) {
          const decided = decideMonth(state, command, context({ ...OVER, ...actor, overCap: over ? ['east-1'] : [] }))
          if (!decided.ok) continue
          const before = state
          for (const fact of decided.value) {
            state = evolveMonth(state, fact, AT)
            expect(Object.keys(MONTH_OPEN_FIELDS)).toContain(fact.type)
          }
          if (before.frozen) {
            expect(state.frozen).toEqual(before.frozen)
            expect(state.draft).toEqual(before.draft)
            expect(state.appeals).toEqual(before.appeals)
          } else if (state.frozen) {
            expect(before.appeals.every((one) => one.decision !== null)).toBe(true)
            expect(state.frozen.hash).toBe(before.draft?.hash)
          }
          expect(state.version).toBe(before.version + decided.value.length)
        }
      }),
      { numRuns },
    )
  })
})
