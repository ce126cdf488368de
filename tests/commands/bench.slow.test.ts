import { expect, test } from 'vitest'
import { huyingJson } from './huying.ts'

const SMALL = '--tickets 500 --seconds 1 --rounds 1 --clients 4'.split(' ')

/** The shape only: what is fast depends on the machine, and a test is no place to say so. */
test.each([
  [
    'intake',
    {
      ticketsPerSecond: expect.any(Number),
      barePerSecond: expect.any(Number),
      shareOfBare: expect.any(Number),
      failed: 0,
    },
  ],
  [
    'lifecycle',
    {
      empty: expect.objectContaining({ livesPerSecond: expect.any(Number) }),
      stored: expect.objectContaining({ tickets: 500, livesPerSecond: expect.any(Number) }),
      lossPercent: expect.any(Number),
    },
  ],
  ['list', {}],
  ['similar', { candidates: expect.any(Array), compareMs: expect.any(Number) }],
])(
  'bench %s measures in a database of its own and prints what on',
  async (name, shape) => {
    const { code, json } = await huyingJson<object>(['bench', name, ...SMALL])
    expect(code).toBe(0)
    expect(json).toMatchObject({ bench: name, machine: expect.any(Object), aims: expect.any(Object), ...shape })
  },
  180_000,
)
