import fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import { dueAt } from '../clock/ledger.ts'
import { HOUR, MINUTE, plus } from '../kernel/instant.ts'
import { CENTRE, lineOfCommand } from '../org/unit.ts'
import { possibleActions } from './actions.ts'
import { anyStep, drawFrom } from './any-command.ts'
import type { TicketCommand, TicketCommands } from './commands.ts'
import { COMMAND_TYPES, decide, perform } from './decide.ts'
import type { Context } from './decision.ts'
import type { Actor, TicketEvent } from './events.ts'
import { EVENT_TYPES, evolve } from './evolve.ts'
import { CALENDAR, ORG, PEOPLE, POLICY, START } from './fixture.ts'
import { isPossible, stepOf } from './lifecycle.ts'
import { probesOf } from './probes.ts'
import { assessmentFacts } from './standing.ts'
import { isOpen, type TicketState, unborn } from './state.ts'
import { nextCheckAt } from './time.ts'

const numRuns = Number(process.env['HUYING_RUNS'] ?? 200)
// Long runs are asked for by HUYING_RUNS and may take their time.
vi.setConfig({ testTimeout: 30_000 + numRuns * 60 })

/** What happened at one step of a random life. */
interface Moment {
  readonly command: TicketCommand
  readonly before: TicketState
  readonly after: TicketState
  readonly events: readonly TicketEvent[]
}

/** Lives a random life; every accepted command is a moment. */
function live(steps: readonly (readonly number[])[]): { moments: Moment[]; state: TicketState; events: TicketEvent[] } {
  let state = unborn('ticket-1')
  let now = START
  const moments: Moment[] = []
  const take = (command: TicketCommand, actor: Actor) => {
    const context: Context = { now, actor, policy: POLICY, judged: POLICY, org: ORG }
    const again = decide(state, command, context)
    const step = perform(state, command, context)
    expect(step.decision).toEqual(again)
    if (step.events.length > 0) moments.push({ command, before: state, after: step.state, events: step.events })
    state = step.state
    return step.events.length
  }
  for (const numbers of steps) {
    const draw = drawFrom(numbers)
    now = plus(now, draw(WAITS))
    let turns = 0
    while (take({ type: 'pass-time', data: {} }, PEOPLE.rule) > 0) expect(++turns).toBeLessThan(50)
    const { actor, command } = anyStep(state, now, draw)
    take(command, actor)
  }
  return { moments, state, events: moments.flatMap((moment) => moment.events) }
}

/** Mostly quick, sometimes overnight, seldom weeks. */
const WAITS = [0, 1, 5, 5, 10, 20, 20, 60, 60, 180, 180, 480, 1560, 1560, 1560, 5 * 1440, 40 * 1440].map(
  (one) => one * MINUTE,
)

const life = fc.array(fc.array(fc.nat(9999), { minLength: 12, maxLength: 12 }), {
  minLength: 20,
  maxLength: 60,
  size: 'max',
})

function holds(check: (lived: ReturnType<typeof live>) => void): void {
  fc.assert(
    fc.property(life, (steps) => check(live(steps))),
    { numRuns },
  )
}

function leads(state: TicketState) {
  return state.answerable.filter((one) => one.role === 'lead' && one.endedAt === null)
}

describe('in every life of a ticket', () => {
  test('random lives reach every event that there is', () => {
    const reached = new Set(
      fc.sample(life, { numRuns: 2500, seed: 12345 }).flatMap((steps) => live(steps).events.map(({ type }) => type)),
    )
    // A record is corrected under the rules of the city that keeps it (elsewhere.test.ts).
    expect(EVENT_TYPES.filter((type) => !reached.has(type))).toEqual(['record-corrected'])
  })

  test('(1) exactly one unit is responsible from dispatch to close, the centre before', () => {
    holds(({ moments }) => {
      for (const { after } of moments) {
        expect(after.responsible).not.toBe('')
        const dispatched = !['awaiting-dispatch', 'answered', 'handed-over', 'refused'].includes(after.phase)
        const merged = after.phase === 'merged' && after.phaseBefore === 'awaiting-dispatch'
        const withdrawn = after.phase === 'withdrawn' || after.phase === 'withdrawing'
        if (isOpen(after) && dispatched && !(withdrawn && after.phaseBefore === 'awaiting-dispatch')) {
          expect(leads(after).map((one) => one.unit)).toEqual([after.responsible])
        } else if (!isOpen(after) && !merged && after.phase !== 'merged') expect(leads(after)).toEqual([])
        if (after.phase === 'awaiting-dispatch') expect(after.responsible).toBe(CENTRE)
        const units = after.answerable.filter((one) => one.endedAt === null).map((one) => one.unit)
        expect(new Set(units).size).toBe(units.length)
      }
    })
  })

  test('(2) no clock starts twice, and no due time moves but by an entry of the ledger', () => {
    holds(({ moments }) => {
      for (const { before, after, events } of moments) {
        expect(after.promise.filter((entry) => entry.kind === 'start')).toHaveLength(1)
        expect(after.promise[0]?.at).toBe(after.registeredAt)
        // Nothing is ever taken out of a ledger; only the class of the promise is settled late, by the first dispatch.
        expect(after.promise.slice(1, before.promise.length)).toEqual(before.promise.slice(1))
        if (before.judgedUnder !== null) expect(after.promise[0]).toEqual(before.promise[0])
        for (const [index, one] of after.answerable.entries()) {
          expect(one.ledger.filter((entry) => entry.kind === 'start')).toHaveLength(1)
          expect(one.ledger[0]?.at).toBe(one.dispatchedAt)
          const earlier = before.answerable[index]
          if (earlier) expect(one.ledger.slice(0, earlier.ledger.length)).toEqual(earlier.ledger)
        }
        const types = new Set(events.map((event) => event.type))
        const mayMove = [
          'registered',
          'classified',
          'dispatched',
          'extension-granted',
          'suspended',
          'resumed',
          'second-handling-ordered',
          'reopened',
          'withdrawn',
        ].some((type) => types.has(type as TicketEvent['type']))
        if (!mayMove) expect(dueAt(after.promise, CALENDAR)).toBe(dueAt(before.promise, CALENDAR))
      }
    })
  })

  test('(2) a second handling or a reopening never takes back a verdict', () => {
    holds(({ moments }) => {
      for (const { before, after, events } of moments) {
        if (!events.some(({ type }) => type === 'second-handling-ordered' || type === 'reopened')) continue
        for (const [index, one] of before.answerable.entries()) {
          expect(after.answerable[index]?.onTime).toBe(one.onTime)
        }
      }
    })
  })

  test("(3) only the requester's answers make a ticket contacted, solved or satisfied", () => {
    holds(({ state, events }) => {
      const given = events.flatMap((event) =>
        event.type === 'callback-answered' || event.type === 'answer-corrected' ? [event] : [],
      )
      for (const fact of assessmentFacts(state)) {
        if (fact.standing !== 'counted') {
          expect([fact.contacted, fact.solved, fact.satisfied, fact.countedAt]).toEqual([null, null, null, null])
          continue
        }
        const { contacted, solved, satisfied } = fact
        expect(given.map((one) => one.data)).toContainEqual(expect.objectContaining({ contacted, solved, satisfied }))
        expect(given.map((one) => one.at)).toContain(fact.countedAt)
      }
    })
  })

  test('(3) nobody of a unit that handled the ticket speaks for the requester', () => {
    holds(({ moments }) => {
      for (const { before, events } of moments) {
        for (const { type, actor } of events) {
          if (type !== 'callback-answered' && type !== 'answer-corrected') continue
          expect(actor.kind).not.toBe('rule')
          if (actor.kind !== 'person' || actor.unit === CENTRE) continue
          const team = before.answerable.filter((one) => one.ended !== 'redirected' && one.unit !== CENTRE)
          for (const { unit } of team) {
            expect(lineOfCommand(ORG, unit)).not.toContain(actor.unit)
            expect(lineOfCommand(ORG, actor.unit)).not.toContain(unit)
          }
        }
      }
    })
  })

  test('(4) what is excluded stays visible, with two approvers besides the applicant, one of them outside', () => {
    holds(({ state, events }) => {
      const dispatches = events.flatMap((event) => (event.type === 'dispatched' ? event.data.team : []))
      const facts = assessmentFacts(state)
      const handlers = state.finalHandler ? 1 : 0
      expect(facts.reduce((sum, one) => sum + one.dispatches, 0)).toBe(dispatches.length + handlers)
      for (const one of facts)
        expect(one.standing === 'excluded').toBe(one.excludedGround !== null && one.standing !== 'suspended')
      const { exclusion } = state
      if (!exclusion) return
      expect(exclusion.ground).not.toBe('')
      expect(exclusion.evidence.id).not.toBe('')
      expect(new Set(exclusion.by).size).toBe(2)
      expect(exclusion.by).not.toContain(exclusion.applicant)
      const outside: readonly string[] = [
        'dispatcher',
        'caller',
        'assessor',
        'agent',
        'inspector',
        'stranger',
        'neighbour',
        'housing',
      ]
      expect(exclusion.by.some((account) => outside.includes(account))).toBe(true)
    })
  })

  test('(5) every string of every event is a code, an id or an instant', () => {
    holds(({ events }) => {
      for (const event of events) for (const one of stringsIn(event.data)) expect(one).toMatch(/^[\w./:-]*$/)
    })
  })

  test('what people wrote with a command is referred to by what came of it: no text lies in the vault for nothing', () => {
    holds(({ moments }) => {
      for (const { command, events } of moments) {
        const sent = textsIn(command.type === 'correct-fact' ? onlyCorrected(command.data) : command.data)
        const kept = textsIn(events.map((event) => event.data))
        expect(kept, `${command.type} → ${events.map((event) => event.type).join(', ')}`).toHaveLength(sent.length)
      }
    })
  })

  test('folding the events again gives the same state', () => {
    holds(({ state, events }) => {
      expect(events.reduce(evolve, unborn('ticket-1'))).toEqual(state)
      expect(state.version).toBe(events.length)
    })
  })

  test('each command leads where the lifecycle says', () => {
    holds(({ moments }) => {
      for (const { command, before, after } of moments) {
        const { to } = stepOf(command.type)
        expect(isPossible(before.phase, command.type)).toBe(true)
        if (after.phase !== before.phase) expect(to).toContain(after.phase)
        else if (!to.includes('same')) expect(to).toContain(after.phase)
      }
    })
  })

  test('every command gets an answer in every state that is reached, whatever the hour and whoever asks', () => {
    fc.assert(
      fc.property(life, fc.integer({ min: -HOUR, max: 40 * 24 * HOUR }), (steps, wait) => {
        const { state } = live(steps)
        const now = plus(state.lastAt || START, wait)
        for (const actor of Object.values(PEOPLE)) {
          const context: Context = { now, actor, policy: POLICY, judged: POLICY, org: ORG }
          for (const type of COMMAND_TYPES) {
            for (const data of probesOf(type, state, context)) {
              const step = perform(state, { type, data } as TicketCommand, context)
              expect(step.state.version).toBe(state.version + step.events.length)
            }
          }
        }
      }),
      { numRuns: Math.ceil(numRuns / 4) },
    )
  })

  test('no open ticket is forgotten: something will happen by itself, or it has been said that it is late', () => {
    holds(({ state }) => {
      if (!isOpen(state) || nextCheckAt(state, POLICY) !== null) return
      const lead = leads(state)[0]
      expect(state.promisePassed || lead?.limitPassed || state.desksOverdue.length > 0).toBe(true)
    })
  })

  test('what a screen offers is possible by the lifecycle and never throws', () => {
    holds(({ state }) => {
      for (const who of Object.values(PEOPLE)) {
        if (who.kind === 'rule') continue
        const viewer =
          who.kind === 'person'
            ? { ...who, person: null }
            : { account: null, unit: '', role: 'requester', person: who.person }
        const context = { now: plus(state.lastAt || START, MINUTE), policy: POLICY, judged: POLICY, org: ORG }
        for (const command of possibleActions(state, viewer, context)) {
          expect(isPossible(state.phase, command)).toBe(true)
        }
      }
    })
  })
})

/** Every reference to a text of the vault. */
function textsIn(value: unknown): unknown[] {
  if (value === null || typeof value !== 'object') return []
  if ('id' in value && 'commit' in value) return [value]
  return Object.values(value).flatMap(textsIn)
}

/** P27: of a correction only the fact that is corrected counts, and why. */
function onlyCorrected(data: TicketCommands['correct-fact']): unknown {
  return [data[data.fact], data.reason]
}

function stringsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  if (value === null || typeof value !== 'object') return []
  return Object.values(value).flatMap(stringsIn)
}
