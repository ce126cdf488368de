import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { assessPeriod } from '../../src/analytics/assessment.ts'
import { publishFrozen } from '../../src/analytics/bundle/published-bundles.ts'
import { freezeRun, storeRun } from '../../src/store/assessment/runs.ts'
import { withTransaction } from '../../src/store/database/connect.ts'
import { newSealKeyPair } from '../../src/store/log/seal.ts'
import { expectAccessible, type Site, shoot, startSite } from './site.ts'

const NOW = '2026-10-24T02:00:00.000Z'
let root: string
let site: Site
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'hy-open-'))
  const published = join(root, 'published')
  site = await startSite({ published })
  const { pool, rulebook } = site.server.deps
  const assessed = await assessPeriod(pool, rulebook, '2026-10', NOW)
  if (!assessed.ok) throw new Error(assessed.rejection.code)
  await withTransaction(pool, async (sql) => {
    const hash = await storeRun(sql, assessed.value, NOW)
    await freezeRun(sql, { ...assessed.value, hash, storedAt: NOW, number: null }, 1, NOW)
  })
  expect(await publishFrozen(pool, rulebook, published, newSealKeyPair())).toMatchObject({ failed: [] })
})
afterAll(async () => {
  await site.stop()
  await rm(root, { recursive: true, force: true })
})

test('a citizen downloads a period and the verifier, and runs it', async () => {
  const page = await site.open({ viewport: { width: 390, height: 844 }, acceptDownloads: true })
  await page.goto('/')
  await page.getByRole('link', { name: '公开数据' }).click()
  await expectAccessible(page)
  await shoot(page, 'open-data-390')
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true)
  const folder = join(root, 'downloads')
  const links = await page.locator('.files a').all()
  const [download] = await Promise.all([page.waitForEvent('download'), links[0]?.click()])
  await download.saveAs(join(folder, download.suggestedFilename()))
  // The browser asks before it saves more than ten files of one page; the others are fetched as a download tool would.
  for (const link of links.slice(1)) {
    const href = (await link.getAttribute('href')) ?? ''
    const answer = await page.request.get(href)
    expect(answer.headers()['content-disposition'], href).toContain('attachment')
    await writeFile(join(folder, basename(href)), await answer.body())
  }
  const [program] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: /verify\.mjs/ }).click(),
  ])
  const verifier = join(root, 'verify.mjs')
  await program.saveAs(verifier)
  const fingerprint = (await page.locator('section .hint code').textContent()) ?? ''
  const { stdout } = await promisify(execFile)(process.execPath, [verifier, folder, '--key', fingerprint], {
    cwd: '/',
    env: {},
  })
  expect(stdout).toMatch(/\nOK\n$/)
})

test('in English, on a wide screen', async () => {
  const page = await site.open({ viewport: { width: 1440, height: 900 }, locale: 'en-GB' })
  await page.goto('/open?lang=en')
  await expectAccessible(page)
  await shoot(page, 'open-data-1440-en')
  expect(await page.locator('h1').textContent()).toBe('Open data')
})
