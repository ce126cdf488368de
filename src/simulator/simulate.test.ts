import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { Read } from '../contract/policy/fault.ts'
import { ORG_FILES, parseOrg } from '../contract/policy/parse-org.ts'
import { POLICY_FILES, parsePolicy } from '../contract/policy/parse-policy.ts'
import { REQUESTS } from '../contract/ticket/request.ts'
import type { Submission } from '../contract/ticket/submission.ts'
import type { Instant } from '../domain/kernel/instant.ts'
import { makeOrg } from '../domain/org/unit.ts'
import { permit, roleSuits } from '../domain/rights/permit.ts'
import { isOpen } from '../domain/ticket/state.ts'
import { nextCheckAt } from '../domain/ticket/time.ts'
import { cast } from './cast.ts'
import { makeCity } from './city.ts'
import { makeLives } from './lives.ts'
import { leavesOn } from './mix.ts'
import { shadowDesk } from './shadow.ts'
import { type SimulationOptions, simulate } from './simulate.ts'
import { leavesWithWords } from './words/groups.ts'

function read<T>(folder: string, names: readonly string[], parse: (files: ReadonlyMap<string, string>) => Read<T>): T {
  const root = new URL('../../policy/beijing/', import.meta.url)
  const texts = new Map(names.map((name) => [name, readFileSync(new URL(`${folder}/${name}`, root), 'utf8')]))
  const result = parse(texts)
  if (!result.ok) throw new Error(JSON.stringify(result.faults))
  return result.value
}

const ORG = makeOrg(read('org', ORG_FILES, parseOrg))
const POLICY = read('2026-01', POLICY_FILES, parsePolicy).policy
const HOME = '110102009'
const CITY = { seed: 7, units: [HOME], policy: POLICY, org: ORG }

interface Sent {
  readonly submission: Submission
  readonly at: Instant
  readonly rejected: string | null
}

/** Runs a simulation against the pure rules, and keeps what was sent. */
async function run(options: Partial<SimulationOptions> & Pick<SimulationOptions, 'from' | 'days'>) {
  const city = makeCity({ ...CITY, ...options })
  const desk = shadowDesk(city)
  const sent: Sent[] = []
  const summary = await simulate({
    ...CITY,
    ...options,
    submit: async (submission, at) => {
      const rejection = desk.perform(submission, at)
      sent.push({ submission, at, rejected: rejection?.code ?? null })
      if (rejection) return { ok: false, rejection }
      const { ticketId, number, version, phase, responsible } = desk.stateOf(submission.ticketId)
      return { ok: true, value: { ticketId, number, version, phase, responsible, repeated: false } }
    },
  })
  const ids = sent.filter((one) => one.submission.type === 'register').map((one) => one.submission.ticketId)
  return { city, summary, sent, states: ids.map((id) => desk.stateOf(id)) }
}

function digest(sent: readonly Sent[]): string {
  return createHash('sha256').update(JSON.stringify(sent)).digest('hex')
}

const MONTH = await run({ from: '2026-10-20', days: 45 })

describe('a month and a half of one sub-district, through the rules', () => {
  it('is refused hardly ever', () => {
    const codes = MONTH.sent.filter((one) => one.rejected !== null).map((one) => one.rejected)
    expect(codes.length, codes.join(', ')).toBeLessThan(MONTH.sent.length * 0.01)
    expect(MONTH.summary.diverged).toBe(0)
  })

  it('sends only what the contract takes, unchanged by it', () => {
    for (const { submission } of MONTH.sent) {
      expect(REQUESTS[submission.type].parse(submission.body), submission.type).toEqual(submission.body)
    }
  })

  it('gives every person a role that may do it', () => {
    const desk = shadowDesk(MONTH.city)
    const refused: string[] = []
    for (const { submission, at } of MONTH.sent) {
      const { actor } = submission
      const { responsible, accuses, answerable, assignedUnit: assigned } = desk.stateOf(submission.ticketId)
      const assisting = answerable.filter((one) => one.role === 'assisting').map((one) => one.unit)
      const on = { responsible, assisting, assigned, accuses, requester: null, concerned: null }
      if (actor.kind === 'person') {
        const permission = permit({ ...actor, person: null }, submission.type, on, POLICY, ORG)
        if (!permission.permitted) refused.push(`${actor.role} ${submission.type} ${permission.code}`)
      }
      desk.perform(submission, at)
    }
    expect(refused).toEqual([])
  })

  it('only lets people of the cast act', () => {
    const known = new Map(cast(ORG, [HOME]).map((member) => [member.account, member]))
    for (const { submission } of MONTH.sent) {
      const { actor } = submission
      if (actor.kind !== 'person') continue
      expect(known.get(actor.account), actor.account).toMatchObject({ unit: actor.unit, role: actor.role })
    }
  })

  it('never goes back in time, and leaves nothing undone that fell due by itself', () => {
    for (let i = 1; i < MONTH.sent.length; i++) {
      expect((MONTH.sent[i] as Sent).at >= (MONTH.sent[i - 1] as Sent).at).toBe(true)
    }
    const end = '2026-12-03T16:00:00.000Z'
    for (const state of MONTH.states) expect((nextCheckAt(state, POLICY) ?? end) >= end, state.phase).toBe(true)
  })

  it('ends every ticket or leaves it rightly open', () => {
    const forgotten = MONTH.states.filter((state) => isOpen(state) && state.registeredAt < '2026-11-05')
    const suspended = forgotten.filter((state) => state.suspensions + state.extensions + state.secondHandlings > 0)
    expect(forgotten.length - suspended.length).toBeLessThanOrEqual(MONTH.states.length * 0.005)
  })

  it('dispatches 30 to 60 a day, and answers most questions at once', () => {
    const dispatched = MONTH.states.filter((state) => state.hop > 0)
    expect(dispatched.length / 45).toBeGreaterThan(30)
    expect(dispatched.length / 45).toBeLessThan(60)
    const consults = MONTH.states.filter((state) => state.kind === 'consult')
    expect(consults.filter((state) => state.phase === 'answered').length).toBeGreaterThan(consults.length * 0.9)
  })

  it('has plausible rates', () => {
    const answers = MONTH.states.flatMap((state) => (state.outcome === 'scored' && state.answer ? [state.answer] : []))
    const share = (count: number) => count / answers.length
    const count = (test: (answer: (typeof answers)[number]) => boolean) => answers.filter(test).length
    expect(share(count((one) => one.contacted))).toBeGreaterThan(0.96)
    expect(share(count((one) => one.contacted))).toBeLessThan(1)
    expect(share(count((one) => one.solved === 'yes'))).toBeGreaterThan(0.9)
    expect(share(count((one) => one.solved === 'yes'))).toBeLessThan(0.99)
    const satisfied =
      count((one) => one.satisfied === 'satisfied') + 0.9 * count((one) => one.satisfied === 'basically')
    expect(share(satisfied)).toBeGreaterThan(0.88)
    expect(share(satisfied)).toBeLessThan(0.98)
    const unreachable = MONTH.states.filter((state) => state.outcome === 'unreachable').length
    expect(unreachable / (unreachable + answers.length)).toBeGreaterThan(0.07)
    expect(unreachable / (unreachable + answers.length)).toBeLessThan(0.18)
  })

  it('brings the heating season', () => {
    const heatingOn = (from: string, to: string) =>
      MONTH.states.filter(
        (state) =>
          state.category?.startsWith('03-0') && state.hop > 0 && state.registeredAt >= from && state.registeredAt < to,
      )
    expect(heatingOn('2026-11-08', '2026-11-18').length).toBeGreaterThan(
      2 * heatingOn('2026-10-21', '2026-10-31').length,
    )
  })

  it('writes texts without holes, and rarely the same twice', () => {
    const texts = MONTH.sent
      .flatMap(({ submission }) => Object.values(submission.body as object))
      .filter((one) => typeof one === 'string')
    for (const text of texts) expect(text).not.toMatch(/undefined|null|NaN|[{}|]|，，|。。|，。/)
    const matters = MONTH.sent.flatMap(({ submission }) =>
      submission.type === 'register' && submission.body.kind !== 'consult' ? [submission.body.words] : [],
    )
    expect(new Set(matters).size).toBeGreaterThan(matters.length * 0.97)
  })

  it('shows what desks must cope with', () => {
    const types = new Set(MONTH.sent.filter((one) => one.rejected === null).map((one) => one.submission.type))
    for (const type of [
      'hand-over',
      'record-welfare-call',
      'acknowledge-alert',
      'refuse',
      'object-refusal',
      'request-return',
      'decide-return',
      'request-extension',
      'decide-extension',
      'request-exclusion',
      'decide-exclusion',
      'urge',
      'supplement',
      'withdraw',
      'confirm-withdrawal',
      'merge',
      'absorb',
      'split',
      'attempt-callback',
      'correct-answer',
      'supervise',
      'correct-fact',
    ] as const) {
      expect(types, type).toContain(type)
    }
    expect(MONTH.states.some((state) => state.accuses !== null && state.responsible !== state.accuses)).toBe(true)
    expect(new Set(MONTH.states.map((state) => state.identity)).size).toBe(3)
    expect(new Set(MONTH.states.map((state) => state.behalf)).size).toBe(3)
    expect(MONTH.states.some((state) => state.enterprise)).toBe(true)
  })
})

describe('the cast', () => {
  const members = cast(ORG, [HOME])

  it('gives nobody a role that does not suit the unit', () => {
    for (const { role, unit } of members)
      expect(roleSuits(role, ORG.getUnit(unit), POLICY), `${role} ${unit}`).toBe(true)
    expect(new Set(members.map((member) => member.account)).size).toBe(members.length)
  })

  it('offers one account to sign in with for every role', () => {
    const shown = members.filter((member) => member.login)
    const roles = Object.keys(POLICY.roles).filter((role) => role !== 'requester')
    expect(new Set(shown.map((member) => member.role))).toEqual(new Set(roles))
    expect(shown.find((member) => member.role === 'unit-reviewer')?.unit).toBe(HOME)
    expect(shown.filter((member) => ORG.getUnit(member.unit).kind === 'department')).toHaveLength(1)
  })
})

describe('determinism', () => {
  it('sends the same for the same seed, and other things for another', async () => {
    const once = await run({ from: '2026-03-02', days: 4 })
    const again = await run({ from: '2026-03-02', days: 4 })
    const other = await run({ from: '2026-03-02', days: 4, seed: 8 })
    expect(once.sent.length).toBeGreaterThan(300)
    expect(digest(again.sent)).toBe(digest(once.sent))
    expect(digest(other.sent)).not.toBe(digest(once.sent))
  })

  it('gives a sub-district the same callers, whichever others take part', async () => {
    const alone = await run({ from: '2026-03-02', days: 2 })
    const together = await run({ from: '2026-03-02', days: 2, units: ['110102'] })
    const words = (sent: readonly Sent[]) =>
      sent.flatMap(({ submission: one }) =>
        one.type === 'register' && one.body.place.subdistrict === HOME ? [one.body.words] : [],
      )
    expect(words(together.sent)).toEqual(words(alone.sent))
  })

  it('stops when told to, between two commands', async () => {
    let asked = 0
    const { summary, sent } = await run({ from: '2026-03-02', days: 2, stop: () => ++asked > 10 })
    expect(summary).toMatchObject({ stopped: true })
    expect(sent).toHaveLength(10)
  })
})

describe('independent lives', () => {
  it('makes each life by its number, in any order', () => {
    const lives = makeLives(makeCity(CITY), { from: '2026-01-01', days: 365, relations: false })
    const live = (index: number) => {
      const desk = shadowDesk(makeCity(CITY))
      const steps = []
      for (const step of lives.liveOf(index, desk)) {
        steps.push(step)
        desk.perform(step.submission, step.at)
      }
      return { steps, desk }
    }
    const forwards = [3, 4, 5].map((index) => JSON.stringify(live(index).steps))
    const backwards = [5, 4, 3].map((index) => JSON.stringify(live(index).steps))
    expect(backwards.reverse()).toEqual(forwards)
    for (let index = 0; index < 200; index++) {
      const { steps, desk } = live(index)
      const ids = new Set(steps.map((step) => step.submission.ticketId))
      expect(ids.size).toBe(1)
      for (const id of ids) expect(isOpen(desk.stateOf(id)), desk.stateOf(id).phase).toBe(false)
      const keys = steps.map((step) => step.submission.key)
      expect(new Set(keys).size).toBe(keys.length)
    }
  })
})

describe('material', () => {
  it('has words and a category of the policy for every leaf of the mix', () => {
    const leaves = Object.keys(leavesOn({ rain: 0, heating: 1, volume: 1 }))
    const codes = new Set(POLICY.categories.map((category) => category.code))
    expect(new Set(leavesWithWords())).toEqual(new Set(leaves))
    for (const leaf of leaves) expect(codes, leaf).toContain(leaf)
  })
})

describe('a span that ends in the morning', () => {
  it('is the beginning of the whole one, up to that hour', async () => {
    const whole = await run({ from: '2026-10-19', days: 2 })
    const cut = await run({ from: '2026-10-19', days: 2, lastHour: 10 })
    const ten = '2026-10-20T02:00:00.000Z'
    expect(cut.sent.length).toBeGreaterThan(10)
    expect(cut.sent.every(({ at }) => at < ten)).toBe(true)
    expect(digest(cut.sent)).toBe(digest(whole.sent.filter(({ at }) => at < ten)))
  })
})
