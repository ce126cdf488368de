import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { anyStep, drawFrom } from './any-command.ts'
import { perform } from './decide.ts'
import { OPEN_FIELDS } from './disclosure.ts'
import type { TicketEvent } from './events.ts'
import { EVENT_TYPES } from './evolve.ts'
import { ORG, PEOPLE, POLICY, START } from './fixture.ts'
import { unborn } from './state.ts'

/** Every name under which an event holds a text, a person, a unit, a place, an id or an instant. */
const IDENTIFYING = [
  ...['text', 'reason', 'why', 'note', 'minutes', 'words', 'title', 'measures', 'nextStep', 'missing', 'plan'],
  ...['requester', 'concerned', 'person', 'owner', 'applicant', 'account', 'receiver'],
  ...['unit', 'lead', 'assisting', 'suggested', 'team', 'record', 'accuses', 'enteredBy', 'finalHandler'],
  ...[
    'place',
    'contact',
    'number',
    'source',
    'into',
    'from',
    'other',
    'order',
    'alert',
    'splitFrom',
    'evidence',
    'files',
  ],
  ...[
    'dueAt',
    'due',
    'signBy',
    'contactBy',
    'returnBy',
    'decideBy',
    'reviewBy',
    'concludeBy',
    'reviewOn',
    'callAt',
    'saidAt',
  ],
  ...['contacted', 'solved', 'satisfied'],
]

/** `why`, `by` and `to` are codes in some events, and people or units in others. */
const CODES: Readonly<Record<string, readonly string[]>> = {
  why: ['resumed', 'callback-due'],
  by: ['reopened', 'extension-granted'],
  to: ['handed-over', 'escalated'],
}

describe('fields in the clear', () => {
  test('are settled for every event', () => {
    expect(Object.keys(OPEN_FIELDS).toSorted()).toEqual([...EVENT_TYPES].toSorted())
  })

  test('are never a text, a person, a unit, a place, an id, an instant or an answer', () => {
    for (const type of EVENT_TYPES) {
      for (const field of OPEN_FIELDS[type]) {
        if (CODES[field]) expect(CODES[field]).toContain(type)
        else expect(IDENTIFYING).not.toContain(field)
      }
    }
  })

  test('show in no life anything that names somebody or something', () => {
    const names = [...ORG.units()].map((unit) => unit.code)
    names.push(...Object.values(PEOPLE).flatMap((one) => (one.kind === 'person' ? [one.account] : [])), 'p-1', 'p-2')
    const life = fc.array(fc.array(fc.nat(9999), { minLength: 12, maxLength: 12 }), { minLength: 30, maxLength: 30 })
    fc.assert(
      fc.property(life, (steps) => {
        for (const event of eventsOf(steps)) {
          const shown = JSON.stringify(OPEN_FIELDS[event.type].map((field) => event.data[field as never]))
          expect(shown).not.toContain('ticket-')
          expect(shown).not.toMatch(/\d{4}-\d\d-\d\dT/)
          for (const name of names) expect(shown).not.toContain(`"${name}"`)
        }
      }),
      { numRuns: Number(process.env['HUYING_RUNS'] ?? 200) },
    )
  }, 300_000)
})

function eventsOf(steps: readonly (readonly number[])[]): TicketEvent[] {
  let state = unborn('ticket-1')
  const events: TicketEvent[] = []
  for (const numbers of steps) {
    const { actor, command } = anyStep(state, START, drawFrom(numbers))
    const step = perform(state, command, { now: START, actor, policy: POLICY, judged: POLICY, org: ORG })
    state = step.state
    events.push(...step.events)
  }
  return events
}
