import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decideCluster } from './decide.ts'
import { CLUSTER_BASES, type ClusterCommand } from './events.ts'
import { type ClusterState, evolveCluster, NO_CLUSTER } from './state.ts'

const numRuns = Number(process.env['HUYING_RUNS'] ?? 200)
const ticket = fc.constantFrom('t1', 't2', 't3', 't4', 't5')
const tickets = fc.array(ticket, { maxLength: 5 })
const command: fc.Arbitrary<ClusterCommand> = fc.oneof(
  {
    weight: 2,
    arbitrary: fc
      .record({ basis: fc.constantFrom(...CLUSTER_BASES), lead: ticket, members: tickets })
      .map((data) => ({ type: 'form' as const, data })),
  },
  { weight: 4, arbitrary: ticket.map((one) => ({ type: 'join' as const, data: { ticket: one } })) },
  { weight: 4, arbitrary: ticket.map((one) => ({ type: 'split-off' as const, data: { ticket: one } })) },
  { weight: 3, arbitrary: ticket.map((to) => ({ type: 'move-lead' as const, data: { to } })) },
  fc.constant({ type: 'plan' as const, data: {} }),
  tickets.map((some) => ({ type: 'answer' as const, data: { tickets: some } })),
  fc.constant({ type: 'dissolve' as const, data: {} }),
)

/** Every state that a run of commands passes through; refused commands change nothing. */
function live(commands: readonly ClusterCommand[]): ClusterState[] {
  const states = [NO_CLUSTER]
  for (const one of commands) {
    const before = states.at(-1) ?? NO_CLUSTER
    const decision = decideCluster(before, one)
    if (!decision.ok) continue
    for (const fact of decision.value) {
      states.push(evolveCluster(states.at(-1) ?? NO_CLUSTER, { ...fact, at: '2026-10-19T02:00:00.000Z' }))
    }
  }
  return states
}

describe('a cluster, whatever people do to it', () => {
  it('has its lead among its members, and nobody twice', () => {
    fc.assert(
      fc.property(fc.array(command, { maxLength: 40 }), (commands) => {
        for (const state of live(commands)) {
          expect(new Set(state.members).size).toBe(state.members.length)
          if (state.phase === 'standing') expect(state.members).toContain(state.lead)
          else expect([state.members, state.lead]).toEqual([[], null])
        }
      }),
      { numRuns },
    )
  })

  it('is never left with one member by a whole command, and stays dissolved for ever', () => {
    fc.assert(
      fc.property(fc.array(command, { maxLength: 40 }), (commands) => {
        let state = NO_CLUSTER
        let ended = false
        for (const one of commands) {
          const decision = decideCluster(state, one)
          if (!decision.ok) continue
          expect(ended).toBe(false)
          for (const fact of decision.value) state = evolveCluster(state, { ...fact, at: '2026-10-19T02:00:00.000Z' })
          if (state.phase === 'standing') expect(state.members.length).toBeGreaterThan(1)
          ended = state.phase === 'dissolved'
        }
      }),
      { numRuns },
    )
  })

  it('answers members only, and who left keeps the answer that was given', () => {
    fc.assert(
      fc.property(fc.array(command, { maxLength: 40 }), (commands) => {
        const states = live(commands)
        states.forEach((state, index) => {
          const before = states[index - 1]
          if (!before) return
          const added = state.answered.filter((one) => !before.answered.includes(one))
          for (const one of added) expect(before.members).toContain(one)
          expect(state.answered).toEqual(expect.arrayContaining([...before.answered]))
        })
      }),
      { numRuns },
    )
  })
})
