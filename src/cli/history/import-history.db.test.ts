import { existsSync, readFileSync } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createRuledDatabase, type RuledDatabase } from '../../../tests/database/lived-database.ts'
import { type Mapping, parseMapping } from '../../contract/history/mapping.ts'
import { onTimeByUnit } from '../../store/history/history-tickets.ts'
import { loadRules } from '../../store/rules/load-rules.ts'
import { loadHistory } from '../../store/ticket/history.ts'
import { verifyDatabase } from '../../store/verification/verify-database.ts'
import { type HistoryOutcome, importHistory } from './import-history.ts'
import { ColumnsMissing } from './rows.ts'

const NOW = '2026-10-19T02:00:00.000Z'
const PROJECT = join(import.meta.dirname, '..', '..', '..')
const REAL = join(PROJECT, '..', 'shared', 'data', '311')
let folder: string
let database: RuledDatabase
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'huying-history-'))
  database = await createRuledDatabase()
})
afterAll(async () => {
  await database.drop()
  await rm(folder, { recursive: true, force: true })
})

function mappingFrom(text: string): Mapping {
  const parsed = parseMapping(text)
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.faults))
  return parsed.mapping
}

const SMALL = mappingFrom(`
system: elm
name: 榆树城
name_en: Elm City
zone: America/New_York
times: [MM/dd/yyyy hh:mm:ss a]
columns: { id: Id, unit: Desk, category: Type, opened: Opened, due: Due, closed: Closed, channel: How, place: [Where] }
`)
const HEADING = 'Id,Desk,Type,Opened,Due,Closed,How,Where'

async function run(mapping: Mapping, path: string, rejects?: string): Promise<HistoryOutcome> {
  const { pool: owner, writer, keys } = database
  const deps = {
    ownerPool: owner,
    pool: writer,
    keys,
    loadRulebook: () => loadRules(owner, join(PROJECT, 'policy', 'beijing')),
    now: NOW,
  }
  return importHistory(path, mapping, deps, rejects === undefined ? {} : { rejects })
}

async function runText(text: string, rejects?: string): Promise<HistoryOutcome> {
  const path = join(folder, 'small.csv')
  await writeFile(path, text)
  return run(SMALL, path, rejects)
}

const ticketOf = async (id: string) => {
  const { rows } = await database.pool.query<{ ticket_id: string }>(
    `select ticket_id from history_ticket where system = 'elm' order by opened_at offset $1 limit 1`,
    [Number(id) - 1],
  )
  const history = await loadHistory(database.pool, database.keys.master, rows[0]?.ticket_id ?? '', 'none')
  if (!history) throw new Error(`no ticket ${id}`)
  return history
}

const ROWS = [
  '1,Roads,Pothole,03/10/2018 11:00:00 PM,03/11/2018 11:00:00 PM,03/11/2018 10:59:59 PM,Phone,"1 Elm St, rear"',
  '2,Roads,Pothole,03/12/2018 09:00:00 AM,03/13/2018 09:00:00 AM,03/13/2018 09:00:00 AM,Web,',
  '3,Roads,Street light,03/13/2018 09:00:00 AM,03/14/2018 09:00:00 AM,03/14/2018 09:00:01 AM,Web,2 Elm St',
  '4,Parks & Trees,Fallen tree,03/14/2018 09:00:00 AM,,,Phone,3 Elm St',
  '5,Parks & Trees,Fallen tree,03/15/2018 09:00:00 AM,,03/16/2018 09:00:00 AM,Phone,4 Elm St',
]

describe('importing history', () => {
  it('makes tickets with events at their own times', async () => {
    expect(await runText([HEADING, ...ROWS].join('\r\n'))).toEqual({
      read: 5,
      imported: 5,
      updated: 0,
      unchanged: 0,
      rejected: 0,
      reasons: {},
    })
    const { events, state } = await ticketOf('1')
    expect(events.map(({ type, at }) => [type, at])).toEqual([
      ['registered', '2018-03-11T04:00:00.000Z'],
      ['classified', '2018-03-11T04:00:00.000Z'],
      ['dispatched', '2018-03-11T04:00:00.000Z'],
      // The night between has an hour less.
      ['closed', '2018-03-12T02:59:59.000Z'],
    ])
    expect(state).toMatchObject({
      phase: 'closed',
      outcome: 'elsewhere',
      responsible: 'elm-roads',
      judgedUnder: 'elm/elsewhere',
    })
    expect((await ticketOf('4')).state).toMatchObject({ phase: 'dispatched', outcome: null, promise: [] })
  })

  it('reports who closed in time', async () => {
    expect(await onTimeByUnit(database.pool, 'elm')).toEqual([
      {
        unit: expect.stringMatching(/^elm-parks-trees-/),
        name: 'Parks & Trees',
        total: 2,
        closed: 1,
        onTime: 0,
        onTimeRate: null,
      },
      { unit: 'elm-roads', name: 'Roads', total: 3, closed: 3, onTime: 2, onTimeRate: 2 / 3 },
    ])
  })

  it('asks nobody and counts in no rate', async () => {
    const { rows } = await database.pool.query<{ due: number; standing: string }>(
      `select count(t.next_check_at)::int + count(t.callback_at)::int as due, string_agg(distinct f.standing, ',') as standing
       from ticket t join history_ticket h using (ticket_id) left join assessment_fact f using (ticket_id) where h.closed_at is not null`,
    )
    expect(rows[0]).toEqual({ due: 0, standing: 'elsewhere' })
    const waiting = await database.pool.query(
      'select 1 from ticket join history_ticket using (ticket_id) where next_check_at is not null',
    )
    expect(waiting.rowCount).toBe(0)
  })

  it('finds its tickets again, and follows what changed', async () => {
    expect(await runText([HEADING, ...ROWS].join('\n'))).toMatchObject({ imported: 0, updated: 0, unchanged: 5 })
    const newer = [
      ROWS[0],
      ROWS[1]?.replace('03/13/2018 09:00:00 AM,Web', '03/15/2018 09:00:00 AM,Web'),
      ROWS[2]?.replace('03/14/2018 09:00:01 AM', ''),
      ROWS[3]?.replace(',,Phone', ',03/20/2018 09:00:00 AM,Phone'),
      ROWS[4]?.replace('Parks & Trees', 'Roads'),
    ]
    expect(await runText([HEADING, ...newer].join('\n'))).toMatchObject({ imported: 0, updated: 4, unchanged: 1 })
    expect(await runText([HEADING, ...newer].join('\n'))).toMatchObject({ updated: 0, unchanged: 5 })
    expect((await ticketOf('4')).events.at(-1)).toMatchObject({ type: 'closed', at: '2018-03-20T13:00:00.000Z' })
    expect((await ticketOf('3')).state).toMatchObject({ phase: 'dispatched', outcome: null, closedAt: null })
    expect((await ticketOf('5')).state).toMatchObject({ responsible: 'elm-roads', outcome: 'elsewhere' })
    expect(await onTimeByUnit(database.pool, 'elm')).toMatchObject([
      { total: 1, closed: 1, onTime: 0, onTimeRate: null },
      { total: 4, closed: 3, onTime: 1, onTimeRate: 0.5 },
    ])
  })

  it('accounts for every row that it can’t take, with its line', async () => {
    const rejects = join(folder, 'rejects.jsonl')
    const bad = [
      `\ufeff${HEADING}`,
      '11,Roads,Pothole,03/10/2019 11:00:00 PM,,,Phone,x',
      '11,Roads,Pothole,03/10/2019 11:00:00 PM,,,Phone,again',
      ',Roads,Pothole,03/10/2019 11:00:00 PM,,,Phone,x',
      '12,,Pothole,03/10/2019 11:00:00 PM,,,Phone,x',
      '13,Roads,Pothole,gestern,,,Phone,x',
      '14,Roads,Pothole,03/10/2019 11:00:00 PM,02/30/2019 01:00:00 AM,,Phone,x',
      '15,Roads,Pothole,03/10/2019 11:00:00 PM,,soon,Phone,x',
      '16,Roads,Pothole,03/10/2019 11:00:00 PM,,,Phone',
      `17,Roads,Pothole,03/10/2019 11:00:00 PM,,,Phone,${'x'.repeat(5_000)}`,
      `18,Roads,Pothole,03/10/2019 11:00:00 PM,,,Phone,${'x'.repeat(2_000_000)}`,
      '19,Roads,Pothole,03/10/2019 11:00:00 PM,,,Phone,after all that',
    ]
    const outcome = await runText(bad.join('\n'), rejects)
    expect(outcome).toMatchObject({ imported: 2, updated: 0, unchanged: 0 })
    expect(outcome.read).toBe(outcome.imported + outcome.rejected)
    expect(outcome.reasons).toEqual({
      'id-twice': 1,
      'id-missing': 1,
      'unit-missing': 1,
      'opened-unreadable': 1,
      'due-unreadable': 1,
      'closed-unreadable': 1,
      'column-count': 1,
      'field-too-long': 2,
    })
    const listed = (await readFile(rejects, 'utf8'))
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { line: number; reason: string })
    expect(listed).toContainEqual({ line: 3, reason: 'id-twice' })
    expect(listed).toContainEqual({ line: 6, reason: 'opened-unreadable' })
  })

  it('names the columns that are missing, also of an empty file', async () => {
    await expect(runText('Id,Desk\n1,Roads\n')).rejects.toMatchObject({
      missing: ['Type', 'Opened', 'Due', 'Closed', 'How', 'Where'],
    })
    await expect(runText('')).rejects.toBeInstanceOf(ColumnsMissing)
    expect(await runText(`${HEADING}\n`)).toMatchObject({ read: 0 })
  })

  it('leaves chains, texts and read models as a check expects them', async () => {
    const rulebook = await loadRules(database.pool, join(PROJECT, 'policy', 'beijing'))
    const report = await verifyDatabase(database.pool, database.keys, { rulebook })
    expect(report.faults).toEqual([])
  })
})

describe('the two real files', () => {
  it.for(['baltimore', 'nyc'])(
    '%s: every row, and figures that a spreadsheet gives',
    { timeout: 180_000 },
    async (name, context) => {
      if (!existsSync(REAL)) return context.skip('shared/data is not here: no real file is imported')
      const mapping = mappingFrom(readFileSync(join(PROJECT, 'mappings', `${name}.yaml`), 'utf8'))
      const path = join(REAL, name === 'nyc' ? 'nyc-500.csv' : 'baltimore-10k.csv')
      const rows = parse(await readFile(path), { bom: true, columns: true }) as Record<string, string>[]
      expect(await run(mapping, path)).toMatchObject({ read: rows.length, imported: rows.length, rejected: 0 })
      const { columns } = mapping
      // On the wall clock alone, the way a spreadsheet compares two cells.
      const wall = (text: string | undefined) => (text ? Date.parse(`${text.replace('T', ' ')} UTC`) : null)
      const wanted = new Map<string, { total: number; closed: number; onTime: number; due: number }>()
      for (const row of rows) {
        const unit = row[columns.unit_name ?? columns.unit] ?? ''
        const figures = wanted.get(unit) ?? { total: 0, closed: 0, onTime: 0, due: 0 }
        const closed = wall(row[columns.closed])
        const due = columns.due === undefined ? null : wall(row[columns.due])
        figures.total++
        if (closed !== null) figures.closed++
        if (closed !== null && due !== null) figures.due++
        if (closed !== null && due !== null && closed <= due) figures.onTime++
        wanted.set(unit, figures)
      }
      const reported = await onTimeByUnit(database.pool, name)
      expect(new Map(reported.map((one) => [one.name, one]))).toEqual(
        new Map(
          [...wanted].map(([unit, { total, closed, onTime, due }]) => [
            unit,
            {
              unit: expect.any(String),
              name: unit,
              total,
              closed,
              onTime,
              onTimeRate: due === 0 ? null : onTime / due,
            },
          ]),
        ),
      )
      expect(await run(mapping, path)).toMatchObject({ imported: 0, updated: 0, unchanged: rows.length })
    },
  )
})
