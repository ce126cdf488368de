import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { VERIFIER, verifyBundle } from '../../../tests/bundle/verifier.ts'
import { copyDays, createRuledDatabase, type RuledDatabase } from '../../../tests/database/lived-database.ts'
import type { AssessmentFact } from '../../domain/scoring/facts.ts'
import { freezeRun, storeRun } from '../../store/assessment/runs.ts'
import { withTransaction } from '../../store/database/connect.ts'
import { sealDay } from '../../store/log/daily-seal.ts'
import { makeRulebook } from '../../store/rules/rulebook.ts'
import { assessPeriod } from '../assessment.ts'
import { exportAssessment } from './export-assessment.ts'
import { SMALLEST_GROUP } from './write-bundle.ts'

const UNIT = '110102009'
const PERIOD = '2026-10'
const NOW = '2026-10-27T02:00:00.000Z'
let database: RuledDatabase
let root: string
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'hy-export-'))
  database = await createRuledDatabase()
  // Across the edge of the period, so that callbacks of one belong to dispatches of another.
  await copyDays(database, { seed: 41, from: '2026-10-05', days: 20, volume: { [UNIT]: 25, '110102001': 6 } })
  const { calendar } = database.rulebook.inForce(NOW)
  await sealDay(database.pool, database.keys, NOW, calendar)
})
afterAll(async () => {
  await database.drop()
  await rm(root, { recursive: true, force: true })
})

let next = 0
const folderOf = () => join(root, String(next++))

async function exportInto(folder: string, period = PERIOD, rulebook = database.rulebook) {
  const exported = await exportAssessment(database.pool, rulebook, {
    period,
    folder,
    smallestGroup: SMALLEST_GROUP,
    seal: database.keys.seal,
  })
  if (!exported.ok) throw new Error(exported.rejection.code)
  return exported.value
}

/** As a citizen runs it: no environment, another folder, nothing but Node. */
function runVerifier(...given: string[]): Promise<{ code: number; out: string; err: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, [VERIFIER, ...given], { cwd: '/', env: {} }, (error, out, err) =>
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, err }),
    )
  })
}

describe('the bundle of a lived month', () => {
  it('is a draft until a run is frozen, and the verifier says OK with nothing but Node', async () => {
    const folder = folderOf()
    const outcome = await exportInto(folder)
    expect(outcome).toMatchObject({ status: 'draft', fingerprint: database.keys.seal.fingerprint })
    expect(outcome.lines).toBeGreaterThan(200)
    expect((await readdir(folder)).length).toBeLessThanOrEqual(15)
    const plain = await runVerifier(folder)
    expect(plain).toMatchObject({ code: 0, err: '' })
    expect(plain.out).toContain(database.keys.seal.fingerprint)
    expect(plain.out).toMatch(/\nOK \(signer not proved\)\n$/)
    const known = await runVerifier(folder, '--key', database.keys.seal.fingerprint)
    expect(known.out).toMatch(/\nOK\n$/)
    const other = await runVerifier(folder, `--key=sha256:${'0'.repeat(64)}`)
    expect(other.code).toBe(1)
    expect(other.out).not.toContain('OK')
  })

  it('is the same to the byte when it is exported again', async () => {
    const [one, two] = [folderOf(), folderOf()]
    await exportInto(one)
    await exportInto(two)
    for (const name of await readdir(one)) {
      expect((await readFile(join(one, name))).equals(await readFile(join(two, name))), name).toBe(true)
    }
  })

  it('holds no person, words, ticket, place below the subdistrict, day of a ticket or instant', async () => {
    const folder = folderOf()
    await exportInto(folder)
    let all = ''
    for (const name of await readdir(folder)) all += await readFile(join(folder, name), 'utf8')
    const { rows } = await database.pool.query<{ ticket_id: string; number: string; community: string | null }>(
      'select ticket_id, number, community from ticket limit 500',
    )
    for (const { ticket_id, number, community } of rows) {
      expect(all.includes(ticket_id), ticket_id).toBe(false)
      expect(all.includes(number), number).toBe(false)
      if (community !== null) expect(all.includes(community), community).toBe(false)
    }
    const { rows: heads } = await database.pool.query<{ stream: string; hash: string }>(
      'select stream, hash from seal_head limit 500',
    )
    for (const { stream, hash } of heads)
      for (const secret of [stream, hash]) expect(all.includes(secret), secret).toBe(false)
    expect(/\b\d{1,2}:\d\d/.exec(all)?.[0]).toBeUndefined()
    const lines = await readFile(join(folder, 'lines.jsonl'), 'utf8')
    expect(/2026-\d\d-\d\d/.exec(lines)).toBeNull()
  })

  it('shows each ticket under another name in another period, and one name for each unit', async () => {
    const [one, two] = [folderOf(), folderOf()]
    await exportInto(one)
    await exportInto(two, '2026-11')
    const ids = async (folder: string) =>
      (await readFile(join(folder, 'lines.jsonl'), 'utf8')).match(/"id":"[0-9a-f]{32}"/g) ?? []
    const both = [...(await ids(one)), ...(await ids(two))]
    expect(new Set(both).size).toBe(both.length)
    expect(both.length).toBeGreaterThan(300)
  })

  it('never lands in a folder that holds something', async () => {
    const folder = folderOf()
    await mkdir(folder)
    await writeFile(join(folder, 'mine.txt'), 'mine')
    await expect(exportInto(folder)).rejects.toMatchObject({ code: 'bundle.folder-in-use' })
    expect(await readdir(folder)).toEqual(['mine.txt'])
  })

  it('of a period that never was is empty and verifies', async () => {
    const folder = folderOf()
    expect(await exportInto(folder, '2025-01')).toMatchObject({ lines: 0 })
    expect((await verifyBundle(folder)).faults).toEqual([])
  })
})

describe('the verifier on a terminal', () => {
  it('tells slips from faults', async () => {
    expect(await runVerifier()).toMatchObject({ code: 2, out: '' })
    expect(await runVerifier('a', 'b')).toMatchObject({ code: 2 })
    expect(await runVerifier('--kye', 'x')).toMatchObject({ code: 2 })
    expect(await runVerifier(root, '--key', 'abc')).toMatchObject({ code: 2 })
    expect(await runVerifier(join(root, 'nowhere'))).toMatchObject({ code: 3, out: '' })
    expect(await runVerifier(VERIFIER)).toMatchObject({ code: 3, out: '' })
    const empty = folderOf()
    await mkdir(empty)
    const found = await runVerifier(empty)
    expect(found.code).toBe(1)
    expect(found.out).toContain('manifest.json')
    expect((await runVerifier('--help')).code).toBe(0)
  })

  it('imports nothing but Node', async () => {
    const text = await readFile(VERIFIER, 'utf8')
    const imported = [...text.matchAll(/(?:from|import\()\s*'([^']+)'/g)].map(([, name = '']) => name)
    expect(imported.length).toBeGreaterThan(3)
    for (const name of imported) expect(name).toMatch(/^node:/)
  })
})

describe('what would show somebody', () => {
  async function plant(change: (fact: AssessmentFact) => AssessmentFact) {
    const { rows } = await database.pool.query<{ ticket_id: string; fact: AssessmentFact }>(
      `select ticket_id, fact from assessment_fact where standing = 'counted' and unit_id = $1
       and counted_at < '2026-10-18T16:00:00Z' order by ticket_id limit 1`,
      [UNIT],
    )
    const [row] = rows
    if (!row) throw new Error('no fact to plant in')
    const put = (fact: AssessmentFact) =>
      database.pool.query('update assessment_fact set fact = $1 where ticket_id = $2 and unit_id = $3 and role = $4', [
        JSON.stringify(fact),
        row.ticket_id,
        UNIT,
        row.fact.role,
      ])
    await put(change(row.fact))
    return () => put(row.fact)
  }

  it('words in the place of a ground are refused, and nothing is left behind', async () => {
    const restore = await plant((fact) => ({
      ...fact,
      standing: 'excluded',
      excludedGround: '住百万庄东里12号楼的王女士',
      contacted: null,
      solved: null,
      satisfied: null,
    }))
    const folder = folderOf()
    try {
      await expect(exportInto(folder)).rejects.toMatchObject({
        code: 'bundle.free-text',
        facts: { file: 'lines.jsonl', member: 'ground' },
      })
    } finally {
      await restore()
    }
    expect((await readdir(root)).filter((name) => name.includes('unfinished'))).toEqual([])
    await expect(readdir(folder)).rejects.toThrow('ENOENT')
  })

  it('a number to call or an instant in a published name is refused', async () => {
    for (const [name, code] of [
      ['考评方案（联系 13900001234）', 'bundle.personal-number'],
      ['2026-10-01 08:30 修订', 'bundle.instant-too-fine'],
      ['仅用于 110102009001 社区', 'bundle.place-too-fine'],
    ] as const) {
      const versions = database.rulebook.versions.map((policy) => ({
        ...policy,
        scoring: { ...policy.scoring, subdistrict: { ...policy.scoring.subdistrict, name } },
      }))
      const named = makeRulebook(versions, database.rulebook.org)
      await expect(exportInto(folderOf(), PERIOD, named)).rejects.toMatchObject({ code })
    }
  })

  it('a ranked kind of unit below the subdistrict is refused', async () => {
    const versions = database.rulebook.versions.map((policy) => ({
      ...policy,
      rankedKinds: [...policy.rankedKinds, 'community' as const],
      scoring: { ...policy.scoring, community: policy.scoring.subdistrict },
    }))
    const fine = makeRulebook(versions, database.rulebook.org)
    await expect(exportInto(folderOf(), PERIOD, fine)).rejects.toMatchObject({ code: 'bundle.place-too-fine' })
  })
})

describe('a frozen run', () => {
  it('is what is exported from then on, and not when its tickets moved', async () => {
    const assessed = await assessPeriod(database.pool, database.rulebook, PERIOD, NOW)
    if (!assessed.ok) throw new Error(assessed.rejection.code)
    const run = assessed.value
    await withTransaction(database.pool, async (sql) => {
      const hash = await storeRun(sql, run, NOW)
      await freezeRun(sql, { ...run, hash, storedAt: NOW, number: null }, 1, NOW)
    })
    const folder = folderOf()
    expect(await exportInto(folder)).toMatchObject({ status: 'frozen', run: run.id })
    expect((await verifyBundle(folder)).faults).toEqual([])
    await database.pool.query(
      `update assessment_fact set fact = jsonb_set(fact, '{solved}', '"no"')
       where standing = 'counted' and unit_id = $1 and fact->>'solved' = 'yes'`,
      [UNIT],
    )
    await expect(exportInto(folderOf())).rejects.toMatchObject({ code: 'bundle.facts-moved' })
  })
})
