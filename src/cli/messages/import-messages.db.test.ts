import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createRuledDatabase, type RuledDatabase } from '../../../tests/database/lived-database.ts'
import { loadHistory } from '../../store/ticket/history.ts'
import { openText } from '../../store/ticket/secrets.ts'
import { verifyDatabase } from '../../store/verification/verify-database.ts'
import { importMessages } from './import-messages.ts'
import { ticketIdOf } from './intake.ts'

const NOW = '2026-10-19T02:00:00.000Z'
let folder: string
let database: RuledDatabase
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'huying-import-'))
  database = await createRuledDatabase()
})
afterAll(async () => {
  await database.drop()
  await rm(folder, { recursive: true, force: true })
})

const LONG = `西城区展览路街道百万庄东里小区暖气一直不热，室内温度只有十二度。${'请尽快维修供暖管道，老人受不了。'.repeat(1_500)}`
const LINES = [
  {
    uid: 'm-1',
    title: '暖气不热',
    time: '2026/10/18 20:15:00',
    text: '西城区展览路街道百万庄东里3号楼暖气不热，请尽快维修。',
  },
  { uid: 'm-2', title: null, time: null, text: '小区暖气不热，供暖温度不达标，请尽快维修。' },
  { uid: 'm-3', title: '请问', time: null, text: '请问西城区展览路街道老年卡怎么办理，需要什么材料？' },
  { uid: 'm-4', title: null, time: 'gestern', text: '嗯' },
  { uid: 'm-5', title: '暖气', time: null, text: LONG },
  { uid: 'm-1', title: 'again', time: null, text: '西城区展览路街道百万庄东里3号楼暖气不热，请尽快维修。' },
]
const FILE = [
  ...LINES.slice(0, 3).map((one) => JSON.stringify(one)),
  '',
  '{"uid": "broken"',
  ...LINES.slice(3).map((one) => JSON.stringify(one)),
  '{"uid":"m-6","text":""}',
  '{"uid":"m-7","text":"x\\u0000"}',
  '   ',
].join('\n')

async function run(file: string, rejects?: string) {
  const path = join(folder, 'messages.jsonl')
  await writeFile(path, file)
  const { log, writer, rulebook } = database
  const deps = { log, pool: writer, rulebook, now: () => NOW }
  return importMessages(path, deps, rejects === undefined ? {} : { rejects })
}

describe('importing messages', () => {
  it('loses no line and says what became of each', async () => {
    const rejects = join(folder, 'rejects.jsonl')
    const outcome = await run(FILE, rejects)
    expect(outcome).toMatchObject({ read: 9, accepted: 5, refused: 0, rejected: 3, duplicates: 1 })
    expect(outcome.reasons).toEqual({ 'not-json': 1, 'text-empty': 1, 'nul-character': 1 })
    expect(
      (await readFile(rejects, 'utf8'))
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line)),
    ).toEqual([
      { line: 5, reason: 'not-json' },
      { line: 9, reason: 'text-empty' },
      { line: 10, reason: 'nul-character' },
    ])
    expect(outcome.where.reduce((sum, one) => sum + one.tickets, 0)).toBe(5)
    expect(outcome.dispatched + outcome.atCentre).toBe(5)
    expect(outcome.rows.reduce((sum, one) => sum + one.tickets, 0)).toBe(outcome.dispatched)
    expect(Object.values(outcome.held).reduce((sum, one) => sum + one, 0)).toBe(outcome.atCentre)
    expect(outcome.dispatched).toBeGreaterThan(0)
    expect(outcome.held).toEqual({ 'category-unknown': 1, 'centre-answers': 1, 'place-unknown': 1 })
  })

  it('finds every message again the second time', async () => {
    expect(await run(FILE)).toMatchObject({ read: 9, accepted: 0, refused: 0, rejected: 3, duplicates: 6 })
  })

  it('keeps the message’s own time, its source and a text of any length', async () => {
    const { pool, keys } = database
    const first = await loadHistory(pool, keys.master, ticketIdOf('m-1'))
    expect(first?.state).toMatchObject({
      channel: 'import',
      source: { system: 'messages', id: 'm-1' },
      saidAt: '2026-10-18T12:15:00.000Z',
      registeredAt: NOW,
      requester: null,
      identity: 'normal',
      place: { district: '110102', subdistrict: '110102009' },
    })
    expect((await loadHistory(pool, keys.master, ticketIdOf('m-4')))?.state.saidAt).toBeNull()

    const long = await loadHistory(pool, keys.master, ticketIdOf('m-5'))
    const texts = await pool.query<{ text_id: string; sealed: Buffer }>(
      `select text_id, sealed from ticket_text where ticket_id = $1 and text_id !~ 'title|phrases' order by split_part(text_id, '.', 1)::int`,
      [ticketIdOf('m-5')],
    )
    const whole = texts.rows.map((row) => long && openText(long.secrets, { textId: row.text_id, sealed: row.sealed }))
    expect(whole.length).toBeGreaterThan(2)
    expect(whole.join('')).toBe(LONG)
  })

  it('says which rule acted, in which version', async () => {
    const { pool, keys, rulebook } = database
    const history = await loadHistory(pool, keys.master, ticketIdOf('m-1'))
    const version = rulebook.inForce(NOW).id
    expect(history?.events.map((event) => [event.type, event.actor])).toEqual([
      ['registered', { kind: 'rule', rule: 'import-messages', version: '1' }],
      ['classified', { kind: 'rule', rule: 'classifier', version }],
      ['dispatched', { kind: 'rule', rule: 'catalogue', version }],
    ])
  })

  it('takes one message once when two runs meet', async () => {
    const many = Array.from({ length: 60 }, (_, i) =>
      JSON.stringify({ uid: `twin-${i}`, text: `西城区展览路街道第${i}号楼电梯坏了，请尽快维修。` }),
    ).join('\n')
    const path = join(folder, 'twins.jsonl')
    await writeFile(path, many)
    const { log, writer, rulebook } = database
    const deps = { log, pool: writer, rulebook, now: () => NOW }
    const both = await Promise.all([importMessages(path, deps), importMessages(path, deps)])
    expect(both.map((one) => one.read)).toEqual([60, 60])
    expect(both[0].accepted + both[1].accepted).toBe(60)
    expect(both[0].duplicates + both[1].duplicates).toBe(60)
  })

  it('knows the names that an operator gives', async () => {
    const path = join(folder, 'alias.jsonl')
    const { log, writer, rulebook, pool } = database
    const deps = { log, pool: writer, rulebook, now: () => NOW }
    const about = (uid: string) => JSON.stringify({ uid, text: '彩虹里小区3号楼电梯坏了，请尽快维修。' })
    await writeFile(path, about('alias-1'))
    expect((await importMessages(path, deps)).held).toEqual({ 'place-unknown': 1 })
    await writeFile(path, about('alias-2'))
    const aliases = [{ name: '彩虹里小区', unit: '110102009', kind: 'compound' }] as const
    expect(await importMessages(path, deps, { aliases })).toMatchObject({ accepted: 1, dispatched: 1, held: {} })
    const { rows } = await pool.query('select subdistrict from ticket where ticket_id = any($1) order by 1', [
      [ticketIdOf('alias-1'), ticketIdOf('alias-2')],
    ])
    expect(rows).toEqual([{ subdistrict: '110102009' }, { subdistrict: null }])
  })

  it('leaves a database that verifies', async () => {
    const { pool, keys, rulebook } = database
    expect((await verifyDatabase(pool, keys, { rulebook })).faults).toEqual([])
  })
})
