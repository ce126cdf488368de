import { afterAll, beforeAll, expect, it } from 'vitest'
import { copyDays, createRuledDatabase, type RuledDatabase } from '../../tests/database/lived-database.ts'
import { DEFAULT_THRESHOLDS, type SignalThresholds } from '../domain/policy/signal-thresholds.ts'
import { forgetTicket } from '../store/forget.ts'
import { findSignals, type TextPrints } from './integrity.ts'

let database: RuledDatabase
beforeAll(async () => {
  database = await createRuledDatabase()
  await copyDays(database, { seed: 7, from: '2026-10-05', days: 13, volume: { '110102009': 12 } })
})
afterAll(() => database.drop())

/** Keeps the words themselves, so that a test sees which were opened. */
function reading(): { readonly opened: string[]; readonly prints: TextPrints<string> } {
  const opened: string[] = []
  return {
    opened,
    prints: {
      print(text) {
        opened.push(text)
        return text
      },
      bands: () => ['all'],
      shared: () => 1,
    },
  }
}

function find(prints: TextPrints<string>, thresholds: SignalThresholds = DEFAULT_THRESHOLDS) {
  const { writer, rulebook, keys } = database
  const policy = rulebook.getVersion('beijing/2026-01')
  return findSignals(writer, rulebook, keys.master, { period: '2026-10', policy, prints, thresholds })
}

it('knows as much of the deeds as the log has', async () => {
  await find(reading().prints)
  const { rows: told } = await database.pool.query<Record<string, number>>(
    `select sum(jsonb_array_length(trail->'dispatches'))::int as dispatched,
       sum(jsonb_array_length(trail->'replies'))::int as replied,
       sum(jsonb_array_length(trail->'answers'))::int as answered,
       sum(jsonb_array_length(trail->'pauses'))::int as pauses,
       sum(jsonb_array_length(trail->'returns'))::int as returns
     from signal_trail`,
  )
  const { rows: logged } = await database.pool.query<Record<string, number>>(
    `select count(*) filter (where type = 'dispatched')::int as dispatched,
       count(*) filter (where type in ('replied', 'reply-replaced'))::int as replied,
       count(*) filter (where type in ('callback-answered', 'answer-corrected'))::int as answered,
       count(*) filter (where type in ('extension-requested', 'suspension-requested'))::int as pauses,
       count(*) filter (where type = 'return-accepted')::int as returns
     from event where ticket_id in (select ticket_id from signal_trail)`,
  )
  expect(told).toEqual(logged)
  expect(logged[0]?.['replied']).toBeGreaterThan(20)
  expect(logged[0]?.['answered']).toBeGreaterThan(10)
})

it('opens the last reply of each ticket, and of a forgotten one none', async () => {
  const before = reading()
  const signals = await find(before.prints)
  const alike = signals.find(({ code }) => code === 'replies-alike')
  expect(before.opened.length).toBeGreaterThan(20)
  expect(before.opened.every((text) => text.length > 0)).toBe(true)
  expect(alike?.tickets.length).toBeGreaterThan(5)
  await forgetTicket(database.pool, alike?.tickets[0] ?? '', '2026-11-01T00:00:00.000Z')
  const after = reading()
  const again = (await find(after.prints)).find(({ code }) => code === 'replies-alike')
  expect(after.opened).toHaveLength(before.opened.length - 1)
  expect(again?.tickets).toEqual(alike?.tickets.slice(1))
})

it('gives the same ids again, and other signals under other thresholds', async () => {
  const ids = async (thresholds?: SignalThresholds) =>
    (await find(reading().prints, thresholds)).map((signal) => signal.id)
  const first = await ids()
  expect(new Set(first).size).toBe(first.length)
  expect(await ids()).toEqual(first)
  expect((await ids({ ...DEFAULT_THRESHOLDS, returns: 1, hastyWithin: 365 * 86_400_000 })).length).toBeGreaterThan(
    first.length,
  )
})
