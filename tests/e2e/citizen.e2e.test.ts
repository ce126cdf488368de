import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { v7 as uuidv7 } from 'uuid'
import { build } from 'vite'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type CastMember, MONDAY_MORNING } from '../server/start.ts'
import { expectAccessible, type Site, shoot, startSite } from './site.ts'

const PROJECT = join(import.meta.dirname, '..', '..')
const WORDS = '楼道里的灯坏了一个多星期，晚上上下楼要打手电，物业说要等下个月。'
const WIDTHS = { 1440: { width: 1440, height: 900 }, 390: { width: 390, height: 844 } } as const

let site: Site
let webRoot: string

beforeAll(async () => {
  webRoot = await mkdtemp(join(tmpdir(), 'huying-web-'))
  process.env['HUYING_WEB_OUT'] = webRoot
  await build({ configFile: join(PROJECT, 'src', 'portal', 'browser', 'vite.config.ts'), logLevel: 'error' })
  delete process.env['HUYING_WEB_OUT']
  site = await startSite({
    simulated: true,
    webRoot,
    classify: () => ({ category: '01-03', confidence: 0.9 }),
  })
})
afterAll(async () => {
  await site.stop()
  await rm(webRoot, { recursive: true, force: true })
})

async function act(who: CastMember, ticketId: string, command: string, payload: Record<string, unknown> = {}) {
  const answer = await site.server.as(who, {
    method: 'POST',
    url: `/api/tickets/${ticketId}/commands/${command}`,
    headers: { 'idempotency-key': uuidv7() },
    payload,
  })
  expect(answer.statusCode, `${command}: ${answer.body}`).toBe(200)
}

/** The desks' part of the journey, up to the callback. */
async function handle(number: string): Promise<void> {
  const { rows } = await site.server.deps.pool.query<{ ticket_id: string }>(
    'select ticket_id from ticket_number where number = $1',
    [number],
  )
  const id = rows[0]?.ticket_id ?? ''
  await act('officer', id, 'sign')
  site.server.clock.at = '2026-10-20T01:30:00.000Z'
  await act('officer', id, 'record-contact', { outcome: 'reached' })
  site.server.clock.at = '2026-10-21T07:00:00.000Z'
  await act('officer', id, 'reply', {
    found: 'true',
    text: '10月21日已更换3号楼2单元楼道灯两盏，夜间照明恢复。',
    measures: '街道联系物业和电工，当天更换；社区每周巡查一次。',
    legalBasis: ['《物业管理条例》'],
    claimsSolved: true,
  })
  await act('reviewer', id, 'review-reply', { pass: true })
}

/** From the home page to the receipt; a picture and a check of each page on the way when a name is given. */
async function submit(page: Page, name: string | null, url = '/'): Promise<{ number: string; secret: string }> {
  const see = async (step: string): Promise<void> => {
    if (name === null) return
    await expectAccessible(page)
    await shoot(page, `citizen-${step}-${name}`)
  }
  site.server.clock.at = MONDAY_MORNING
  await page.goto(url)
  await see('home')
  await page.locator('textarea[name=words]').fill(WORDS)
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

describe('a citizen without scripts', () => {
  test('submits, keeps the receipt, tracks, supplements, scores with a code', async () => {
    const page = await site.open({ javaScriptEnabled: false, viewport: WIDTHS[1440] })
    const { number, secret } = await submit(page, null)
    await page.locator('.actions a.main').click()
    await page.getByText('补充情况', { exact: true }).click()
    await page.locator('#supplement-text').fill('昨天晚上又坏了一盏。')
    await page.getByRole('button', { name: '发送补充' }).click()
    await page.getByText('补充的情况已经收到').waitFor()

    await handle(number)
    await page.goto('/track')
    await page.locator('#number').fill(number)
    await page.locator('#secret').fill(secret)
    await page.locator('button.main').click()
    await page.getByText('夜间照明恢复').waitFor()
    await page.getByRole('button', { name: '发送验证码' }).click()
    const code = await page.locator('.demo-code strong').innerText()
    await page.locator('#code').fill(code)
    await page.getByRole('button', { name: '确认' }).click()
    await page.locator('#contacted-yes').check()
    await page.locator('#solved-yes').check()
    await page.locator('#satisfied-satisfied').check()
    await page.getByRole('button', { name: '提交评价' }).click()
    await page.getByText('您的评价已经记下').waitFor()
    expect(await page.locator('h1').innerText()).toBe('已办结')
  })

  test('going back in the browser shows what was typed', async () => {
    const page = await site.open({ javaScriptEnabled: false })
    await page.goto('/')
    await page.locator('textarea[name=words]').fill(WORDS)
    await page.locator('button.main').click()
    await page.locator('[name=address]').fill('3 号楼')
    await page.locator('button.main').click()
    await page.locator('h1', { hasText: '怎么联系您' }).waitFor()
    await page.goBack()
    expect(await page.locator('[name=address]').inputValue()).toBe('3 号楼')
    await page.goBack()
    expect(await page.locator('textarea[name=words]').inputValue()).toBe(WORDS)
  })

  test('Enter in a field goes on; it does not switch the language', async () => {
    const page = await site.open({ javaScriptEnabled: false })
    await page.goto('/')
    await page.locator('textarea[name=words]').fill(WORDS)
    await page.locator('button.main').click()
    await page.locator('button.main').click()
    await page.locator('[name=name]').fill('王女士')
    await page.locator('[name=name]').press('Enter')
    await page.locator('h1', { hasText: '再看一遍' }).waitFor()
  })
})

describe('what it looks like, and what axe says', () => {
  for (const [name, viewport] of Object.entries(WIDTHS)) {
    test(`every page of the way in at ${name}`, async () => {
      const page = await site.open({ viewport })
      const { number, secret } = await submit(page, name)
      await page.goto(`/track/${number}?secret=${secret}`)
      await expectAccessible(page)
      await shoot(page, `citizen-track-${name}`)
      await handle(number)
      await page.reload()
      await page.getByRole('button', { name: '发送验证码' }).click()
      await expectAccessible(page)
      await shoot(page, `citizen-code-${name}`)
      const code = await page.locator('.demo-code strong').innerText()
      await page.locator('#code').fill(code)
      await page.getByRole('button', { name: '确认' }).click()
      await expectAccessible(page)
      await shoot(page, `citizen-score-${name}`)
      await page.goto('/nowhere')
      await expectAccessible(page)
      await shoot(page, `citizen-error-${name}`)
    })
  }

  test('in large letters, in the dark, with high contrast, in English, nothing is cut off', async () => {
    const page = await site.open({ viewport: WIDTHS[390], colorScheme: 'dark' })
    await submit(page, 'large-dark-390', '/?size=large')
    const contrast = await site.open({ viewport: WIDTHS[390], contrast: 'more' })
    await submit(contrast, 'contrast-en-390', '/?lang=en')
    for (const one of [page, contrast]) {
      for (const url of ['/', '/report', '/track']) {
        await one.goto(url)
        expect(await one.evaluate('document.documentElement.scrollWidth <= innerWidth'), url).toBe(true)
      }
    }
  })

  test('a fault is told beside its field and has the focus', async () => {
    const page = await site.open({ viewport: WIDTHS[390] })
    await page.goto('/report')
    await page.locator('button.main').click()
    await page.locator('.summary').waitFor()
    expect(await page.evaluate('document.activeElement.id')).toBe('faults')
    await expectAccessible(page)
    await shoot(page, 'citizen-fault-390')
  })

  test('targets are large enough for a thumb', async () => {
    const page = await site.open({ viewport: WIDTHS[390] })
    await page.goto('/')
    const small =
      await page.evaluate(`[...document.querySelectorAll('a, button, input:not([type=hidden]), textarea, summary')]
      .filter((one) => one.checkVisibility() && !one.closest('.unseen, .skip') && !one.matches('.unseen, .skip'))
      .map((one) => [one.outerHTML.slice(0, 80), one.getBoundingClientRect().height])
      .filter(([, height]) => height < 44)`)
    expect(small).toEqual([])
  })
})

describe('with the script', () => {
  test('it is small', async () => {
    const page = await site.open()
    await page.goto('/')
    const source = await page.locator('script').getAttribute('src')
    const bytes = Buffer.byteLength(await (await page.request.get(source ?? '')).text())
    expect(bytes).toBeGreaterThan(500)
    expect(bytes).toBeLessThan(20_000)
  })

  test('words wait on this device until they are sent, and are counted', async () => {
    const page = await site.open()
    await page.goto('/')
    await page.locator('textarea[name=words]').fill('还没写完')
    expect(await page.locator('[data-counter]').innerText()).toBe('4 / 10000')
    await page.goto('/track')
    await page.goto('/')
    expect(await page.locator('textarea[name=words]').inputValue()).toBe('还没写完')
    await submit(page, null)
    await page.goto('/')
    expect(await page.locator('textarea[name=words]').inputValue()).toBe('')
  })

  test('communities come with the subdistrict', async () => {
    const page = await site.open()
    await page.goto('/')
    await page.locator('textarea[name=words]').fill(WORDS)
    await page.locator('button.main').click()
    expect(await page.locator('#community').isVisible()).toBe(false)
    await page.locator('#area').selectOption('110102009')
    await page.locator('#community').waitFor()
    expect(await page.locator('#community option').count()).toBeGreaterThan(5)
  })

  test('a double press sends once, and news of a ticket come by themselves', async () => {
    const page = await site.open()
    await page.clock.install()
    const { number, secret } = await submit(page, null)
    await page.goto(`/track/${number}?secret=${secret}`)
    await page.getByText('催一催').click()
    await page.getByRole('button', { name: '催办' }).dblclick()
    await page.getByText('已经替您催办').waitFor()
    expect(await page.getByText('已为您催办').count()).toBe(1)
    await page.getByText('补充情况', { exact: true }).click()
    await page.locator('#supplement-text').fill('还没写完的补充')
    await handle(number)
    await page.clock.runFor(31_000)
    await page.getByText('刚刚有新进展').waitFor()
    expect(await page.locator('h1').innerText()).toContain('已有办理结果')
    expect(await page.locator('#supplement-text').inputValue()).toBe('还没写完的补充')
  })
})
