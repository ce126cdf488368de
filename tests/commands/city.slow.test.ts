import { createHash } from 'node:crypto'
import { chmod, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createPool } from '../../src/store/database/connect.ts'
import { type Database, openDatabase } from '../../src/store/database/launch.ts'
import { type Ended, huying, huyingJson, makeDataFolder } from './huying.ts'

/** One folder that is lived in by commands, one after the other, as a person would try them. */
let city: Awaited<ReturnType<typeof makeDataFolder>>
/** Keeps the database up between two commands, which then come and go in a second. */
let kept: Database
beforeAll(async () => {
  city = await makeDataFolder()
  kept = await openDatabase({ dataDir: city.path, role: 'command' })
})
afterAll(async () => {
  await kept.stop()
  await city.remove()
})

const here = () => ({ HUYING_DATA: city.path })
const run = (args: readonly string[], input = '') => huying(args, here(), input)
const json = <T>(args: readonly string[]) => huyingJson<T>(args, here())

/** It could not run, said one clear line, printed nothing that a program would read. */
function expectRefused({ code, out, err }: Ended, sentence: RegExp): void {
  expect({ code, out }).toEqual({ code: 3, out: '' })
  expect(err).toMatch(sentence)
  expect(err).not.toMatch(/node_modules|\.ts:\d/)
}

describe('a new folder', () => {
  test('migrate brings the schema and the rules, again and again', async () => {
    const first = await json<{ schema: number; policyVersions: number }>(['migrate'])
    expect(first.code).toBe(0)
    expect(first.json.schema).toBeGreaterThan(0)
    expect(first.json.policyVersions).toBeGreaterThan(0)
    expect(await json(['migrate'])).toEqual(first)
  })

  test('demo fills it once', async () => {
    const first = await json<{ filled: boolean; period: string; tickets: number; events: number }>(['demo'])
    expect(first).toMatchObject({ code: 0, json: { filled: true, period: '2026-10', rejections: {} } })
    expect(first.json.tickets).toBeGreaterThan(3_000)
    expect(first.json.tickets).toBeLessThan(6_000)
    expect(await json(['demo'])).toMatchObject({ code: 0, json: { filled: false } })
    expect(await run(['demo'])).toMatchObject({
      code: 0,
      out: 'The demo is in this database already; nothing was added.\n',
    })
  })
})

describe('simulate', () => {
  test('goes on where the demo ended, through the command handlers', async () => {
    const lived = await json<{ tickets: number; events: number; rejections: object }>(
      'simulate --seed 7 --from 2026-11-01 --days 2 --units 110102009'.split(' '),
    )
    expect(lived.code).toBe(0)
    expect(lived.json.tickets).toBeGreaterThan(20)
    expect(lived.json.events).toBeGreaterThan(lived.json.tickets * 2)
  })

  test('does not go back in time, nor to a place that is none', async () => {
    const back = 'simulate --from 2026-10-01 --days 2 --units 110102009'.split(' ')
    expectRefused(await run(back), /^The simulation would begin on 2026-10-01, but .* has lived through 2026-11-\d\d/m)
    const chinese = await huying(back, { ...here(), LANG: 'zh_CN.UTF-8' })
    expectRefused(chinese, /^模拟要从 2026-10-01 开始，但该数据库已经过到 2026-11-\d\d/m)
    expectRefused(
      await run(['simulate', '--from', '2026-12-01', '--units', 'atlantis']),
      /^No district or subdistrict is called atlantis/m,
    )
  })

  test('--bulk copies so many whole lives', async () => {
    const { code, json: filled } = await json<{ tickets: number; events: number; rejections: number }>(
      'simulate --from 2026-11-10 --days 10 --units 110102009 --bulk 500'.split(' '),
    )
    expect(code).toBe(0)
    expect(filled).toMatchObject({ tickets: 500, rejections: 0 })
    expect(filled.events).toBeGreaterThan(1_000)
  })
})

interface Share {
  readonly numerator: string
  readonly denominator: string
  readonly percent: string | null
}
interface AssessedUnit {
  readonly unit: string
  readonly name: string
  readonly class: string
  readonly rates: Readonly<Record<'response' | 'resolution' | 'satisfaction', Share>>
  readonly composite: string | null
  readonly rank: number | null
}

describe('assess', () => {
  test('gives each unit its numerators, denominators, rates, composite and rank', async () => {
    const { code, json: found } = await json<{ period: string; counted: number; units: AssessedUnit[] }>(
      'assess --period 2026-10'.split(' '),
    )
    expect({ code, period: found.period }).toEqual({ code: 0, period: '2026-10' })
    expect(found.counted).toBeGreaterThan(1_000)
    const own = found.units.find((one) => one.unit === '110102009')
    expect(own).toMatchObject({ name: '展览路街道', class: 'subdistrict' })
    for (const { rates } of found.units) {
      for (const { numerator, denominator, percent } of Object.values(rates)) {
        expect(Number(numerator)).toBeLessThanOrEqual(Number(denominator))
        if (percent !== null) expect(Number(percent)).toBeCloseTo((100 * Number(numerator)) / Number(denominator), 1)
      }
    }
    const ranked = found.units.filter((one) => one.class === 'subdistrict' && one.rank !== null)
    expect(ranked.length).toBeGreaterThan(5)
    const byRank = ranked.toSorted((a, b) => (a.rank ?? 0) - (b.rank ?? 0))
    expect(byRank[0]?.rank).toBe(1)
    const composites = byRank.map((one) => Number(one.composite))
    expect(composites).toEqual(composites.toSorted((a, b) => b - a))
    const alone = await json<{ units: AssessedUnit[] }>('assess --period 2026-10 --unit 110102009'.split(' '))
    expect(alone.json.units).toEqual([own])
  })

  test('is the same run to the byte however often, and kept only when asked', async () => {
    const ask = (more: string[] = []) =>
      json<{ id: string; hash: string; stored: boolean }>(['assess', '--period', '2026-10', ...more])
    const [first, kept, again] = [await ask(), await ask(['--store']), await ask(['--store'])].map((one) => one.json)
    expect(first).toMatchObject({ id: expect.stringMatching(/^2026-10\.[0-9a-f]{16}$/), stored: false })
    expect(kept).toEqual({ ...first, stored: true })
    expect(again).toEqual(kept)
  })

  test('reads as a table too, and an unknown unit is a slip', async () => {
    const { code, out } = await run(['assess', '--period', '2026-10'])
    expect(code).toBe(0)
    expect(out).toMatch(/subdistrict +110102009 .* 展览路街道/)
    expect(await run(['assess', '--period', '2026-10', '--unit', '999'])).toMatchObject({ code: 2, out: '' })
  })
})

describe('user', () => {
  test('add, list, password, disable, enable', async () => {
    const add = (login: string, role: string, unit: string, password: string) =>
      run(['user', 'add', login, '--name', '李静', '--role', role, '--unit', unit], `${password}\n`)
    const made = await add('li', 'unit-officer', '110102009', 'a long enough password')
    expect(made).toMatchObject({ code: 0, out: 'li can sign in as unit-officer of 110102009.\n' })
    expectRefused(await add('li', 'unit-officer', '110102009', 'a long enough password'), /^The login li is taken/m)
    expectRefused(await add('wang', 'unit-officer', '110102009', 'short'), /^A password has at least \d+ characters/m)
    expectRefused(
      await add('wang', 'mayor', '110102009', 'a long enough password'),
      /^There is no role mayor\. .*agent/m,
    )
    expectRefused(await add('wang', 'agent', 'nowhere', 'a long enough password'), /^There is no unit nowhere/m)
    expectRefused(await add('wang', 'agent', '110102009', 'a long enough password'), /is not a role for/)
    const listed = async () => {
      const { json: accounts } = await json<{ login: string; active: boolean }[]>(['user', 'list'])
      return accounts.filter((one) => one.login === 'li' || one.login === 'wang')
    }
    expect(await listed()).toMatchObject([{ login: 'li', active: true, role: 'unit-officer', unit: '110102009' }])
    expect(await run(['user', 'disable', 'li'])).toMatchObject({ code: 0 })
    expect(await listed()).toMatchObject([{ login: 'li', active: false }])
    expect((await run(['user', 'list'])).out).toMatch(/^- li\tunit-officer\t110102009\t李静$/m)
    expect(await run(['user', 'enable', 'li'])).toMatchObject({ code: 0 })
    expect(await run(['user', 'password', 'li'], 'another long password\n')).toMatchObject({ code: 0 })
    expectRefused(await run(['user', 'disable', 'nobody']), /^No account is called nobody/m)
    expectRefused(await run(['user', 'password', 'li']), /first line of standard input/)
  })
})

describe('move-unit', () => {
  test('open tickets follow their unit once, and an unknown unit is refused', async () => {
    const move = 'move-unit 110102009001 110102009002'.split(' ')
    const first = await json<{ moved: number; refused: number }>(move)
    expect(first.json.moved).toBeGreaterThan(0)
    expect(first.json.refused).toBe(0)
    expect((await json<{ moved: number }>(move)).json.moved).toBe(0)
    expectRefused(await run('move-unit 110102009001 nowhere'.split(' ')), /nowhere/)
  })
})

describe('verify, backup, restore', () => {
  let other: Awaited<ReturnType<typeof makeDataFolder>>
  let file: string
  let master: string
  beforeAll(async () => {
    other = await makeDataFolder()
    file = join(city.path, 'city.huying')
    master = join(city.path, 'keys', 'master.key')
  })
  afterAll(() => other.remove())
  const there = () => ({ HUYING_DATA: other.path })

  interface Verified {
    readonly tickets: number
    readonly events: number
    readonly seals: number
    readonly faultCount: number
    readonly faults: readonly { readonly code: string; readonly facts: Readonly<Record<string, unknown>> }[]
  }

  test('the city verifies, is copied, and the copy is equal and verifies', async () => {
    const original = await json<Verified>(['verify'])
    expect(original).toMatchObject({ code: 0, json: { faultCount: 0, faults: [] } })
    const saved = await json<{ rows: number; tables: number }>(['backup', file])
    expect(saved.code).toBe(0)
    expect(saved.json.rows).toBeGreaterThan(original.json.events)
    expectRefused(await run(['backup', file]), /city\.huying/)
    // Another master key opens nothing of it.
    const wrong = join(city.path, 'wrong.key')
    await writeFile(wrong, `${createHash('sha256').update('another').digest('base64url')}\n`, { mode: 0o600 })
    const withKey = (key: string) => huying(['restore', file, '--master-key-file', key], there())
    expectRefused(await withKey(wrong), /master key/)
    expectRefused(await withKey(join(city.path, 'no.key')), /no\.key/)
  })

  test('restore needs the key it was made under and an empty database', async () => {
    const fresh = await makeDataFolder()
    try {
      const into = { HUYING_DATA: fresh.path, HUYING_MASTER_KEY_FILE: master }
      const original = await json<Verified>(['verify'])
      const restored = await huyingJson<Verified & { faults: number }>(['restore', file], into)
      const { tickets, events, seals } = original.json
      expect(restored).toMatchObject({ code: 0, json: { tickets, events, seals, faults: 0 } })
      expectRefused(await huying(['restore', file], into), /empty/)
      expectRefused(await huying(['restore', join(city.path, 'none')], into), /none/)
      // A byte of one event is changed behind the program's back: it is found and named.
      const database = await openDatabase({ dataDir: fresh.path, role: 'command' })
      const pool = createPool(database.url, { max: 1 })
      const { rows } = await pool.query<{ ticket_id: string; version: number }>(
        `update event set bytes = overlay(bytes placing (case when substr(bytes, 40, 1) = 'x' then 'y' else 'x' end) from 40)
         where (ticket_id, version) = (select ticket_id, version from event order by ticket_id, version offset 1000 limit 1)
         returning ticket_id, version`,
      )
      await pool.end()
      const touched = await huyingJson<Verified>(['verify'], into)
      const told = await huying(['verify'], into)
      await database.stop()
      expect(touched.code).toBe(1)
      expect(touched.json.faults.length).toBeGreaterThan(0)
      expect(touched.json.faultCount).toBe(touched.json.faults.length)
      const [{ ticket_id: ticket, version } = { ticket_id: '', version: 0 }] = rows
      expect(touched.json.faults).toContainEqual(
        expect.objectContaining({ facts: expect.objectContaining({ ticket, version }) }),
      )
      expect(told.code).toBe(1)
      expect(told.out).toContain(ticket)
      expect(told.out).toContain('Faults found:')
    } finally {
      await fresh.remove()
    }
  })
})

describe('doctor', () => {
  interface Examined {
    readonly faults: number
    readonly findings: readonly { readonly grade: string; readonly what: string; readonly advice?: string }[]
    readonly settings: readonly { readonly name: string; readonly value: string; readonly source: string }[]
  }

  test('finds nothing wrong with a good folder, and shows every setting with its source', async () => {
    const { code, json: found } = await json<Examined>(['doctor'])
    expect(found.findings.filter((one) => one.grade === 'fault')).toEqual([])
    expect({ code, faults: found.faults }).toEqual({ code: 0, faults: 0 })
    expect(found.settings).toContainEqual({ name: 'data', value: city.path, source: 'environment' })
    expect(found.settings).toContainEqual(expect.objectContaining({ name: 'port', source: 'default' }))
  })

  test('names what is wrong and what to do: a file for a folder, a database that is not there, an open key', async () => {
    const file = join(city.path, 'a-file')
    await writeFile(file, '')
    const found = await huyingJson<Examined>(['doctor'], { HUYING_DATA: join(file, 'inside') })
    expect(found.code).toBe(1)
    expect(found.json.faults).toBeGreaterThan(0)
    for (const one of found.json.findings.filter(({ grade }) => grade === 'fault')) expect(one.advice).toBeTruthy()
    const away = await huying(['doctor'], { ...here(), DATABASE_URL: 'postgresql://nobody@127.0.0.1:1/none' })
    expect(away.code).toBe(1)
    expect(away.out).toMatch(/✗ .*\n {4}→ .*127\.0\.0\.1/)
    const key = join(city.path, 'keys', 'master.key')
    await chmod(key, 0o644)
    const open = await run(['doctor'])
    await chmod(key, 0o600)
    expect(open.code).toBe(1)
    expect(open.out).toMatch(/✗ .*key.*\n {4}→ .*chmod 600/)
  })
})

describe('import messages', () => {
  interface Imported {
    readonly read: number
    readonly accepted: number
    readonly refused: number
    readonly rejected: number
    readonly duplicates: number
  }

  test('takes every line in or says why not; a second run takes nothing', async () => {
    const real = await makeDataFolder()
    const database = await openDatabase({ dataDir: real.path, role: 'command' })
    try {
      const input = join(real.path, 'messages.jsonl')
      const rejects = join(real.path, 'rejects.jsonl')
      const lines = [
        {
          uid: 'm-1',
          title: '路灯不亮',
          text: '西城区展览路街道百万庄东里3号楼前路灯坏了一周。',
          time: '2026-10-01 08:30',
        },
        { uid: 'm-2', title: null, text: '不知道哪里的下水道堵了。', time: null },
        { uid: 'm-1', title: '又来一次', text: '同一条。', time: null },
        { uid: 'm-3', title: '空', text: '   ', time: null },
        { uid: '', text: '没有编号。' },
        'not an object',
      ].map((one) => JSON.stringify(one))
      const bytes = Buffer.concat([
        Buffer.from(`${lines.join('\n')}\n\n{"uid": "m-4", "text":\n`),
        Buffer.from([0x7b, 0xff, 0x7d, 0x0a]),
        Buffer.from(JSON.stringify({ uid: 'm-5', text: '𠮷野家门口垃圾没人清运。' })),
      ])
      await writeFile(input, bytes)
      const args = ['import', 'messages', '--input', input, '--rejects', rejects]
      const into = { HUYING_DATA: real.path }
      const first = await huyingJson<Imported>(args, into)
      expect(first).toMatchObject({
        code: 0,
        json: { read: 9, accepted: 3, refused: 0, rejected: 5, duplicates: 1, dispatched: 1, atCentre: 2 },
      })
      const rejected = (await readFile(rejects, 'utf8')).trimEnd().split('\n')
      expect(rejected.map((one) => JSON.parse(one))).toEqual([
        { line: 4, reason: 'text-empty' },
        { line: 5, reason: 'uid-missing' },
        { line: 6, reason: 'not-an-object' },
        { line: 8, reason: 'not-json' },
        { line: 9, reason: 'not-utf8' },
      ])
      const second = await huyingJson<Imported>(args, into)
      expect(second.json).toMatchObject({ read: 9, accepted: 0, rejected: 5, duplicates: 4 })
      const told = await huying(args, into)
      expect(told.out).toContain('read 9 = accepted 0 + refused 0 + rejected 5 + duplicates 4')
      expectRefused(
        await huying(['import', 'messages', '--input', join(real.path, 'none')], into),
        /There is no file .*none/,
      )
      // A log of real events takes no simulated ones.
      expectRefused(
        await huying('simulate --from 2027-01-01 --days 1 --units 110102009'.split(' '), into),
        /^This database holds real events/m,
      )
      expectRefused(await huying(['demo'], into), /^The demo fills an empty database only/m)
      expect((await huyingJson<{ faultCount: number }>(['verify'], into)).json.faultCount).toBe(0)
    } finally {
      await database.stop()
      await real.remove()
    }
  })
})
