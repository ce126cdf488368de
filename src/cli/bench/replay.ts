import { replayRange } from '../../analytics/replay.ts'
import { dayOf } from '../../domain/clock/calendar.ts'
import type { Policy } from '../../domain/policy/policy.ts'
import type { House } from '../house.ts'
import { makeProgress } from '../terminal.ts'
import { storeTickets } from './lifecycle.ts'
import { describeMachine, median, rounded } from './machine.ts'

export interface ReplayBenchOptions {
  readonly tickets: number
  readonly rounds: number
}

/**
 * A draft with another limit and another catalogue row, over every ticket stored: once when no log was looked at before (each is
 * folded), then with what was kept (`replay_ticket`), as it is for tickets that have not changed since the last replay.
 */
export async function benchReplay(house: House, options: ReplayBenchOptions) {
  const { ownerPool, rulebook, clock } = house
  await storeTickets(house, options.tickets)
  const { rows } = await ownerPool.query<{ first: string; last: string }>(
    'select min(dispatched_at) as first, max(dispatched_at) as last from assessment_fact',
  )
  const now = clock.now()
  const { first = now, last = now } = rows[0] ?? {}
  const policy = rulebook.inForce(last)
  const range = { firstDay: dayOf(first, policy.calendar), lastDay: dayOf(last, policy.calendar) }
  const run = async () => {
    const bar = makeProgress('replay')
    const started = performance.now()
    const options = { draft: changed(policy), checksum: 'bench', now, ...range, onProgress: bar.update }
    const outcome = await replayRange(ownerPool, rulebook, options).finally(() => bar.stop())
    if (!outcome.ok) throw new Error(outcome.rejection.code)
    return { seconds: (performance.now() - started) / 1000, result: outcome.value }
  }
  await ownerPool.query('truncate replay_ticket')
  const cold = await run()
  await ownerPool.query('vacuum analyze replay_ticket')
  const warm: number[] = []
  for (let round = 0; round < options.rounds; round++) warm.push((await run()).seconds)
  const { tickets, changed: moved, changes } = cold.result
  return {
    bench: 'replay',
    machine: await describeMachine(ownerPool),
    tickets,
    changed: moved,
    changes,
    firstSeconds: rounded(cold.seconds, 2),
    seconds: rounded(median(warm), 2),
    rounds: warm.map((one) => rounded(one, 2)),
    ticketsPerSecond: Math.round(tickets / median(warm)),
    peakMebibytes: Math.round(process.resourceUsage().maxRSS / 1024),
    aims: { seconds: 60, peakMebibytes: 1024 },
  }
}

function changed(policy: Policy): Policy {
  const { limits, catalogue } = policy
  return {
    ...policy,
    id: `${policy.id}-bench`,
    limits: { ...limits, general: { ...limits.general, limit: { amount: 5, unit: 'natural-days' } } },
    catalogue: catalogue.map((row) =>
      row.category === '07-01' && row.place === 'subdistrict' ? { ...row, lead: { to: 'district' } } : row,
    ),
  }
}
