import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { expect, inject } from 'vitest'
import { type StartOptions, startTestServer, type TestServer } from '../server/start.ts'

const SCREENS = join(import.meta.dirname, '..', '..', 'artifacts', 'screens')

/** A test server that listens on loopback, and a browser beside it. */
export interface Site {
  readonly server: TestServer
  readonly browser: Browser
  readonly address: string
  /** A page of its own, with nothing remembered from others. */
  open(options?: BrowserContextOptions): Promise<Page>
  stop(): Promise<void>
}

export async function startSite(options: StartOptions = {}): Promise<Site> {
  const server = await startTestServer(options)
  const address = await server.app.listen({ host: '127.0.0.1', port: 0 })
  const browser = await chromium.launch({
    executablePath: inject('chromium'),
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  })
  return {
    server,
    browser,
    address,
    open: async (context = {}) => {
      const made = await browser.newContext({ baseURL: address, locale: 'zh-CN', reducedMotion: 'reduce', ...context })
      return made.newPage()
    },
    stop: async () => {
      await browser.close()
      await server.stop()
    },
  }
}

/** Leaves a picture in `artifacts/screens/`, which a run of continuous integration keeps. */
export async function shoot(page: Page, name: string): Promise<void> {
  await mkdir(SCREENS, { recursive: true })
  await page.screenshot({ path: join(SCREENS, `${name}.png`), fullPage: true })
}

/** No fault that axe can find against WCAG 2.2 AA. */
export async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .analyze()
  const told = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`)
  expect(told, page.url().replace(/secret=[^&]*/, 'secret=…')).toEqual([])
}
