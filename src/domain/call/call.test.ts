import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CALL_EVENTS, type CallEvent, type CallEventType, foldCall, wrapUpMs } from './call.ts'

const at = (second: number) => `2026-10-19T02:00:${String(second).padStart(2, '0')}.000Z`
const event = (name: CallEventType, second: number, receiver: string | null = null): CallEvent => ({
  event: name,
  at: at(second),
  receiver,
})

describe('a call from what was told of it', () => {
  it('rings, is answered, held, resumed and ends', () => {
    const told = [
      event('ringing', 0),
      event('answered', 4),
      event('held', 10),
      event('resumed', 20),
      event('hung-up', 50),
    ]
    expect(foldCall(told.slice(0, 1))).toMatchObject({ state: 'ringing', rangAt: at(0), answeredAt: null })
    expect(foldCall(told.slice(0, 3))).toMatchObject({ state: 'held', heldSince: at(10) })
    expect(foldCall(told)).toMatchObject({ state: 'over', answeredAt: at(4), heldSince: null, hungUpAt: at(50) })
    expect(foldCall([])).toBeNull()
  })

  it('stays with the agent when an emergency line comes in, and rings again for a colleague (P1, P15)', () => {
    const talking = [event('ringing', 0), event('answered', 1)]
    expect(foldCall([...talking, event('transferred', 5, '120')])).toMatchObject({
      state: 'talking',
      transferredTo: '120',
    })
    expect(foldCall([...talking, event('transferred', 5, 'colleague')])).toMatchObject({
      state: 'ringing',
      answeredAt: null,
    })
  })

  it('is the same in whatever order different instants arrive, and nothing follows its end', () => {
    const told = fc.uniqueArray(
      fc.record({ event: fc.constantFrom(...CALL_EVENTS), second: fc.integer({ min: 0, max: 59 }) }),
      { selector: (one) => one.second, minLength: 1, maxLength: 12 },
    )
    const shuffled = told.chain((events) =>
      fc.tuple(fc.constant(events), fc.shuffledSubarray(events, { minLength: events.length })),
    )
    fc.assert(
      fc.property(shuffled, ([events, other]) => {
        const fold = (all: typeof events) => foldCall(all.map((one) => event(one.event, one.second, 'colleague')))
        const call = fold(events)
        expect(fold(other)).toEqual(call)
        const ends = events.filter((one) => one.event === 'hung-up').map((one) => one.second)
        expect(call?.state === 'over').toBe(ends.length > 0)
        if (ends.length > 0) expect(call?.hungUpAt).toBe(at(Math.min(...ends)))
      }),
      { numRuns: Number(process.env['HUYING_RUNS'] ?? 200) },
    )
  })

  it('tells how long the writing-up took, once it is over', () => {
    expect(wrapUpMs(at(10), at(35))).toBe(25_000)
    expect(wrapUpMs(at(10), null)).toBeNull()
  })
})
