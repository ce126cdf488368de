import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { verifyBundle } from '../../../../tests/bundle/verifier.ts'
import { startTestServer, type TestServer } from '../../../../tests/server/start.ts'
import { assessPeriod } from '../../../analytics/assessment.ts'
import { listPublished, publishFrozen } from '../../../analytics/bundle/published-bundles.ts'
import { freezeRun, storeRun } from '../../../store/assessment/runs.ts'
import { withTransaction } from '../../../store/database/connect.ts'
import { fingerprint, newSealKeyPair } from '../../../store/log/seal.ts'

const NOW = '2026-10-24T02:00:00.000Z'
const key = newSealKeyPair()
let root: string
let published: string
let server: TestServer
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'hy-open-'))
  published = join(root, 'published')
  server = await startTestServer({ published })
})
afterAll(async () => {
  await server.stop()
  await rm(root, { recursive: true, force: true })
})

const get = (url: string) => server.as(null, { method: 'GET', url })
const publish = () => publishFrozen(server.database.pool, server.deps.rulebook, published, key)

async function freeze(period: string): Promise<void> {
  const { pool } = server.database
  const assessed = await assessPeriod(pool, server.deps.rulebook, period, NOW)
  if (!assessed.ok) throw new Error(assessed.rejection.code)
  await withTransaction(pool, async (sql) => {
    const hash = await storeRun(sql, assessed.value, NOW)
    await freezeRun(sql, { ...assessed.value, hash, storedAt: NOW, number: null }, 1, NOW)
  })
}

describe('the page of open data', () => {
  it('says so while nothing is final, in both languages', async () => {
    expect((await get('/open')).body).toContain('还没有定稿的考核期')
    expect((await get('/open?lang=en')).body).toContain('No period is final yet')
    expect(await publish()).toEqual({ published: [], failed: [] })
  })

  it('lists what was frozen, once, with the fingerprint, and every file downloads as it lies there', async () => {
    await freeze('2026-10')
    expect(await publish()).toEqual({ published: ['2026-10.1'], failed: [] })
    expect(await publish()).toEqual({ published: [], failed: [] })
    const page = await get('/open')
    expect(page.statusCode).toBe(200)
    expect(page.body).toContain(fingerprint(key.publicKey))
    const links = [...page.body.matchAll(/href="(\/open\/[^"?]+)/g)].map(([, link = '']) => link)
    expect(links).toContain('/open/verify.mjs')
    const files = links.filter((link) => link.startsWith('/open/2026-10.1/'))
    const copy = join(root, 'copy')
    await mkdir(copy)
    for (const link of files) {
      const answer = await get(link)
      expect(answer.headers['content-disposition']).toContain('attachment')
      await writeFile(join(copy, link.split('/').at(-1) ?? ''), answer.rawPayload)
    }
    expect(await verifyBundle(copy, [fingerprint(key.publicKey)])).toMatchObject({ faultCount: 0 })
    const verifier = await get('/open/verify.mjs')
    expect(verifier.body).toBe(await readFile(new URL('../../../../verifier/verify.mjs', import.meta.url), 'utf8'))
  })

  it.each([
    '/open/2026-10.1/other.txt',
    '/open/2026-10.2/manifest.json',
    '/open/..%2F..%2Fetc/passwd',
    '/open/2026-10.1/..%2F..%2Fsecret',
    '/open/%2e%2e/manifest.json',
  ])('gives nothing else out: %s', async (url) => {
    await writeFile(join(root, 'secret'), 'secret')
    const answer = await get(url)
    expect(answer.statusCode).toBe(404)
    expect(answer.body).not.toContain('secret\n')
  })

  it('leaves a folder out that is no bundle', async () => {
    await mkdir(join(published, '2026-09.1'))
    expect((await listPublished(published)).map(({ name }) => name)).toEqual(['2026-10.1'])
    expect((await get('/open')).statusCode).toBe(200)
  })
})
