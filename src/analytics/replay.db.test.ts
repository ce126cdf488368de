import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { copyDays, createRuledDatabase, type RuledDatabase } from '../../tests/database/lived-database.ts'
import type { Policy } from '../domain/policy/policy.ts'
import { makeReplay } from '../domain/workshop/replay.ts'
import { type ReplayResult, spanOf } from '../domain/workshop/replay-result.ts'
import { withTransaction } from '../store/database/connect.ts'
import { lastEventAt } from '../store/installation.ts'
import { readReplayTickets } from '../store/workshop/replay-tickets.ts'
import { hashOfReplay, ReplayCancelled, replayRange } from './replay.ts'

const CHECKSUM = 'a'.repeat(64)
const RANGE = { firstDay: '2026-10-05', lastDay: '2026-10-18' }
const NOW = '2026-11-20T00:00:00.000Z'

let database: RuledDatabase
let shipped: Policy
beforeAll(async () => {
  database = await createRuledDatabase()
  await copyDays(database, { seed: 7, from: '2026-10-05', days: 14, volume: { '110102009': 25, '110102010': 15 } })
  shipped = database.rulebook.getVersion('beijing/2026-01')
})
afterAll(() => database.drop())

async function replay(draft: Policy, over: Partial<Parameters<typeof replayRange>[2]> = {}): Promise<ReplayResult> {
  const outcome = await replayRange(database.writer, database.rulebook, {
    draft,
    checksum: CHECKSUM,
    now: NOW,
    ...RANGE,
    ...over,
  })
  if (!outcome.ok) throw new Error(outcome.rejection.code)
  return outcome.value
}

function draftOf(change: Partial<Policy>): Policy {
  return { ...shipped, id: 'beijing/2026-12', effectiveFrom: '2026-12-01', ...change }
}

describe('a replay over history', () => {
  it('changes nothing when the draft changes nothing', async () => {
    const result = await replay(draftOf({}))
    const { rows } = await database.pool.query<{ count: number }>(
      'select count(distinct ticket_id) as count from assessment_fact',
    )
    expect(result.tickets).toBe(rows[0]?.count)
    expect(result.tickets).toBeGreaterThan(200)
    expect(result).toMatchObject({ changed: 0, flows: [], unitChanges: { score: 0, rank: 0, class: 0 } })
    expect(result.notReplayed).toEqual([])
    expect(result.units.length).toBeGreaterThan(5)
    for (const unit of result.units) expect(unit.after).toEqual(unit.before)
  })

  it('derives, under the very rules that judged them, the verdicts that were recorded', async () => {
    const { org } = database.rulebook
    // The simulated people went home with the last event: as of then everything that fell due has happened.
    const asOf = (await lastEventAt(database.pool)) ?? NOW
    const run = makeReplay({ draft: shipped, versionOf: () => shipped, org, asOf })
    const verdicts = new Set<boolean | null>()
    const span = spanOf(RANGE.firstDay, RANGE.lastDay, shipped.calendar)
    await withTransaction(database.pool, async (sql) => {
      for await (const batch of readReplayTickets(sql, span)) {
        for (const { ticketId, ticket, facts } of batch) {
          const recorded = ticket.tasks.findLast((task) => task.role === 'lead')?.onTime
          expect(run(ticket, facts).before.onTime, ticketId).toBe(recorded)
          verdicts.add(recorded ?? null)
        }
      }
    })
    expect([...verdicts].sort()).toEqual([false, null, true])
  })

  it('gives the same bytes again', async () => {
    const draft = draftOf({
      limits: { ...shipped.limits, general: { ...shipped.limits.general, limit: { amount: 2, unit: 'natural-days' } } },
    })
    expect(hashOfReplay(await replay(draft))).toBe(hashOfReplay(await replay(draft)))
  })
})

describe('a shorter limit', () => {
  const shorter = () =>
    draftOf({
      limits: { ...shipped.limits, general: { ...shipped.limits.general, limit: { amount: 1, unit: 'natural-days' } } },
    })

  it('moves deadlines of that class alone, and makes late what took longer', async () => {
    const result = await replay(shorter())
    const { rows } = await database.pool.query<{ count: number }>(
      `select count(*) as count from replay_ticket where ticket->>'limit' = 'general'
         and ticket->'tasks'->0->'entries'->-1->>'kind' <> 'pause'`,
    )
    expect(result.changes.deadline).toBe(rows[0]?.count)
    expect(result.changes).toMatchObject({ unit: 0, assisting: 0, limit: 0 })
    expect(result.verdicts.becameLate).toBeGreaterThan(0)
    expect(result.verdicts.becameOnTime).toBe(0)
    for (const { before, after } of result.examples.verdict) {
      expect(before.limit).toBe('general')
      expect((after.dueAt ?? '') < (before.dueAt ?? '')).toBe(true)
    }
  })
})

describe('another catalogue', () => {
  it('moves tickets with their answers to the unit that it names, and nothing else', async () => {
    const draft = draftOf({
      catalogue: shipped.catalogue.map((row) =>
        row.category === '07-01' && row.place === 'subdistrict' && !row.accusing
          ? { ...row, lead: { to: 'district' } }
          : row,
      ),
    })
    const result = await replay(draft)
    expect(result.changes.unit).toBeGreaterThan(0)
    expect(result.flows.map((flow) => flow.to)).toEqual(result.flows.map(() => '110102'))
    expect(result.flows.reduce((sum, flow) => sum + flow.tickets, 0)).toBe(result.changes.unit)
    expect(result.categories.map((one) => one.category)).toEqual(['07-01'])
    const volume = (side: 'before' | 'after') =>
      result.units
        .filter((unit) => ['110102', '110102009', '110102010'].includes(unit.unit))
        .map((unit) => unit[side]?.volume ?? 0)
    const sum = (numbers: number[]) => numbers.reduce((total, one) => total + one, 0)
    expect(sum(volume('after'))).toBe(sum(volume('before')))
    const district = result.units.find((unit) => unit.unit === '110102')
    expect((district?.after?.volume ?? 0) - (district?.before?.volume ?? 0)).toBe(result.changes.unit)
  })
})

describe('another formula', () => {
  it('changes scores without touching a ticket; what no replay can show is named', async () => {
    const profile = { ...shipped.scoring.subdistrict, id: 'NEW', formula: '满意率' }
    const draft = draftOf({
      scoring: { ...shipped.scoring, subdistrict: profile },
      callback: { ...shipped.callback, attempts: 5 },
    })
    const result = await replay(draft)
    expect(result.changed).toBe(0)
    expect(result.unitChanges.score).toBeGreaterThan(0)
    expect(result.notReplayed).toEqual(['callback.yaml'])
    for (const unit of result.units) if (unit.class !== 'subdistrict') expect(unit.after).toEqual(unit.before)
  })

  it('is told when it cannot be worked out', async () => {
    const profile = { ...shipped.scoring.subdistrict, formula: '满意率 / (剔除量 - 剔除量)' }
    const draft = draftOf({ scoring: { ...shipped.scoring, subdistrict: profile } })
    const options = { draft, checksum: CHECKSUM, now: NOW, ...RANGE }
    const outcome = await replayRange(database.writer, database.rulebook, options)
    expect(outcome).toMatchObject({ ok: false, rejection: { code: 'formula.division-by-zero' } })
  })
})

describe('progress', () => {
  it('goes up to the end, and a cancelled replay ends at once', async () => {
    const told: number[] = []
    const result = await replay(draftOf({}), { onProgress: (done, total) => told.push(done / total) })
    expect(told).toEqual([...told].sort((a, b) => a - b))
    expect(told.at(-1)).toBe(1)
    expect(result.tickets).toBeGreaterThan(0)
    const stopped = replay(draftOf({}), { isStopping: () => true })
    await expect(stopped).rejects.toThrow(ReplayCancelled)
  })

  it('looks only at tickets that changed since it last looked', async () => {
    await database.pool.query('delete from replay_ticket')
    const first = await replay(draftOf({}))
    const { rows } = await database.pool.query<{ ctid: string }>('select ctid::text from replay_ticket limit 3')
    await replay(draftOf({}))
    const again = await database.pool.query<{ ctid: string }>('select ctid::text from replay_ticket limit 3')
    expect(again.rows).toEqual(rows)
    expect(first.changed).toBe(0)
  })
})
