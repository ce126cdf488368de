import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { v7 as uuidv7 } from 'uuid'
import { expect, inject } from 'vitest'
import { enterAll } from '../../src/store/gazetteer/entries.ts'
import { loadOutlines } from '../../src/store/policy-files.ts'
import { type CastMember, MONDAY_MORNING } from '../server/start.ts'
import { type Site, startSite } from './site.ts'

const PROJECT = join(import.meta.dirname, '..', '..')
export const WORDS = '楼道里的灯坏了一个多星期，晚上上下楼要打手电，物业说要等下个月。'
export const WIDTHS = {
  1440: { width: 1440, height: 900 },
  1024: { width: 1024, height: 768 },
  390: { width: 390, height: 844 },
} as const

/** A simulated site with the citizens' script built, the districts' outlines, and a few names that an operator entered. */
export async function startCitizens(category = '01-03'): Promise<Site> {
  const site = await startSite({
    simulated: true,
    webRoot: inject('webRoot'),
    outlines: await loadOutlines(join(PROJECT, 'policy', 'beijing', 'org')),
    classify: () => ({ category, confidence: 0.9 }),
  })
  const rows = [
    { name: '北露园小区', unit: '110102009032', kind: 'compound', point: { lat: 39.9279, lng: 116.3451 } },
    { name: '试验大街', unit: '110102009', kind: 'road', point: { lat: 39.9301, lng: 116.3479 } },
  ]
  await enterAll(site.server.deps.pool, rows, 'operator', MONDAY_MORNING)
  return site
}

export async function act(
  site: Site,
  who: CastMember,
  ticketId: string,
  command: string,
  payload: Record<string, unknown> = {},
): Promise<void> {
  const answer = await site.server.as(who, {
    method: 'POST',
    url: `/api/tickets/${ticketId}/commands/${command}`,
    headers: { 'idempotency-key': uuidv7() },
    payload,
  })
  expect(answer.statusCode, `${command}: ${answer.body}`).toBe(200)
}

/** The desks' part of the journey, up to the callback. */
export async function handle(site: Site, number: string): Promise<void> {
  const { rows } = await site.server.deps.pool.query<{ ticket_id: string }>(
    'select ticket_id from ticket_number where number = $1',
    [number],
  )
  const id = rows[0]?.ticket_id ?? ''
  await act(site, 'officer', id, 'sign')
  site.server.clock.at = '2026-10-20T01:30:00.000Z'
  await act(site, 'officer', id, 'record-contact', { outcome: 'reached' })
  site.server.clock.at = '2026-10-21T07:00:00.000Z'
  await act(site, 'officer', id, 'reply', {
    found: 'true',
    text: '10月21日已更换3号楼2单元楼道灯两盏，夜间照明恢复。',
    measures: '街道联系物业和电工，当天更换；社区每周巡查一次。',
    legalBasis: ['《物业管理条例》'],
    claimsSolved: true,
  })
  await act(site, 'reviewer', id, 'review-reply', { pass: true })
}

/** From the home page to the receipt; `see` is called on each page of the way. */
export async function submit(
  site: Site,
  page: Page,
  { url = '/', see = async () => {}, words = WORDS }: Partial<Submitting> = {},
): Promise<{ number: string; secret: string }> {
  site.server.clock.at = MONDAY_MORNING
  await page.goto(url)
  await see('home')
  await page.locator('textarea[name=words]').fill(words)
  await page.locator('form.say button.main').click()
  await page.locator('select[name=area]').selectOption('110102009')
  await page.locator('[name=address]').fill('百万庄东里 3 号楼 2 单元')
  await see('place')
  await page.locator('button.main').click()
  await page.locator('[name=name]').fill('王女士')
  await page.locator('[name=phone]').fill('13800001111')
  await see('contact')
  await page.locator('button.main').click()
  await see('review')
  await page.locator('button.main').click()
  await page.waitForURL(/\/receipt\//)
  await see('receipt')
  const [number = '', secret = ''] = await page.locator('.ticket dd').allInnerTexts()
  return { number, secret }
}

interface Submitting {
  readonly url: string
  readonly words: string
  readonly see: (step: string) => Promise<void>
}

/** The newest code that the demonstration's page of messages shows. */
export async function codeShown(page: Page): Promise<string> {
  const { href } = new URL('/demo/messages', page.url())
  const text = await (await page.request.get(href)).text()
  const list = /<ol class="messages">[\s\S]*<\/ol>/.exec(text)?.[0] ?? ''
  return /(?<!\d)\d{6}(?!\d)/.exec(list)?.[0] ?? ''
}

/** Asks for a code on a track page and gives it back. */
export async function confirmByCode(page: Page): Promise<void> {
  await page.getByRole('button', { name: '发送验证码' }).click()
  await page.locator('#code').fill(await codeShown(page))
  await page.getByRole('button', { name: '确认' }).click()
  await page.getByText('已确认是您本人').waitFor()
}
