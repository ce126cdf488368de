import { gzipSync } from 'node:zlib'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Desks, startDesks } from './desks.ts'

const KIB = 1024
/** Scripts of the first screen that a person meets, zipped. Dialogs and panes are fetched when it stands (src/web/ui/opened.tsx). */
const MOST_BYTES = 350 * KIB

let desks: Desks
beforeAll(async () => {
  desks = await startDesks()
})
afterAll(() => desks.stop())

/** Zipped bytes of every script that the page asked for until it was ready and the line had been quiet for half a second. */
async function scriptBytes(page: Page, ready: () => Promise<unknown>): Promise<number> {
  const bodies: Promise<Buffer>[] = []
  page.on('response', (response) => {
    if (/\.js$/.test(new URL(response.url()).pathname)) bodies.push(response.body())
  })
  await ready()
  await page.waitForLoadState('networkidle')
  return (await Promise.all(bodies)).reduce((sum, body) => sum + gzipSync(body, { level: 9 }).length, 0)
}

test('the first screen of the desks is light: sign-in', async () => {
  const page = await desks.open()
  const bytes = await scriptBytes(page, async () => {
    await page.goto('/desk/sign-in')
    await page.getByRole('button', { name: '承办人甲' }).waitFor()
  })
  expect(bytes).toBeGreaterThan(50 * 1024)
  expect(bytes).toBeLessThan(MOST_BYTES)
})

test.each(['agent', 'dispatcher', 'unit-officer', 'callback-agent', 'leader'] as const)(
  'the first screen of the desks is light: %s, who was signed in before',
  async (role) => {
    const before = await desks.enter(role)
    const page = await before.context().newPage()
    const bytes = await scriptBytes(page, async () => {
      await page.goto('/desk')
      await page.getByRole('button', { name: '退出登录' }).waitFor()
      await page.getByRole('main').getByRole('heading').first().waitFor()
    })
    expect(bytes).toBeGreaterThan(50 * 1024)
    expect(bytes).toBeLessThan(MOST_BYTES)
    await page.context().close()
  },
)

test('the scripts of the desks arrive zipped and are kept', async () => {
  const page = await desks.open()
  const [script] = await Promise.all([
    page.waitForResponse((response) => /\.js$/.test(new URL(response.url()).pathname)),
    page.goto('/desk/sign-in'),
  ])
  expect(script.headers()).toMatchObject({
    'content-encoding': 'gzip',
    'cache-control': expect.stringContaining('immutable'),
  })
})
