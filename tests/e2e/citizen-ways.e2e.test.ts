import { gzipSync } from 'node:zlib'
import type { Page } from 'playwright-core'
import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { MONDAY_MORNING } from '../server/start.ts'
import { act, codeShown, handle, startCitizens, submit, WIDTHS, WORDS } from './citizens.ts'
import { expectAccessible, type Site, shoot } from './site.ts'

let site: Site

beforeAll(async () => {
  site = await startCitizens('05-05')
})
afterAll(() => site.stop())

/** Bytes of script on a first visit, zipped, and of everything together as it came over the wire. */
async function weightOf(page: Page, url: string): Promise<{ script: number; all: number }> {
  let script = 0
  let all = 0
  const done: Promise<void>[] = []
  page.on('response', (response) => {
    done.push(
      (async () => {
        const body = await response.body()
        const isScript = /\.m?js$/.test(new URL(response.url()).pathname)
        if (isScript) script += gzipSync(body, { level: 9 }).length
        all += (await response.request().sizes()).responseBodySize
      })(),
    )
  })
  await page.goto(url, { waitUntil: 'networkidle' })
  await Promise.all(done)
  return { script, all }
}

async function toPlace(page: Page): Promise<void> {
  site.server.clock.at = MONDAY_MORNING
  await page.goto('/')
  await page.locator('textarea[name=words]').fill(WORDS)
  await page.locator('form.say button.main').click()
  await page.locator('#find').waitFor()
}

describe('light enough for a slow net', () => {
  test('a first visit loads at most 90 KiB of script, zipped, and little besides', async () => {
    const { script, all } = await weightOf(await site.open(), '/')
    expect(script).toBeGreaterThan(1_000)
    expect(script).toBeLessThanOrEqual(90 * 1024)
    // 3G gives some 50 KB a second: all of it in two.
    expect(all).toBeLessThan(100 * 1024)
  })

  test('no page of the way loads the map before somebody asks for it', async () => {
    const page = await site.open()
    const files: string[] = []
    page.on('request', (request) => files.push(new URL(request.url()).pathname))
    await submit(site, page)
    expect(files.filter((file) => file.startsWith('/portal/chunks/'))).toEqual([])
  })
})

describe('where it is, by any way', () => {
  test('type-ahead by keyboard: the list is announced, chosen with arrows, and fills the lists', async () => {
    const page = await site.open({ viewport: WIDTHS[1024] })
    await toPlace(page)
    const find = page.getByRole('combobox', { name: '搜地名' })
    await find.pressSequentially('北露园')
    await page.getByRole('listbox').waitFor()
    expect(await find.getAttribute('aria-expanded')).toBe('true')
    await expectAccessible(page)
    await find.press('ArrowDown')
    const active = await find.getAttribute('aria-activedescendant')
    expect(await page.locator(`#${active}`).getAttribute('aria-selected')).toBe('true')
    await shoot(page, 'citizen-find-1024')
    await find.press('Escape')
    expect(await find.getAttribute('aria-expanded')).toBe('false')
    await find.press('ArrowDown')
    await page.getByRole('listbox').waitFor()
    await find.press('ArrowDown')
    await find.press('Enter')
    await page.getByText('已选：').waitFor()
    expect(await page.locator('#area').inputValue()).toBe('110102009')
    expect(await page.locator('#community').inputValue()).toBe('110102009032')
    expect(await page.locator('#address').inputValue()).toBe('北露园小区')
  })

  test('nothing found is said; Enter never sends the page', async () => {
    const page = await site.open()
    await toPlace(page)
    const find = page.locator('#find')
    await find.fill('浦东新区世纪大道')
    await find.press('Enter')
    await page.getByText('没有找到').waitFor()
    expect(await page.locator('h1').innerText()).toBe('事情发生在哪里？')
  })

  test('the present position gives the district, the rest is chosen; another city is said to be one', async () => {
    const page = await site.open({
      viewport: WIDTHS[390],
      permissions: ['geolocation'],
      geolocation: { latitude: 39.9289, longitude: 116.3483 },
    })
    await toPlace(page)
    await page.getByRole('button', { name: '用我现在的位置' }).click()
    await page.getByText('这里是西城区').waitFor()
    expect(await page.locator('#area').inputValue()).toBe('110102')
    await expectAccessible(page)
    await shoot(page, 'citizen-position-390')
    await page.getByRole('button', { name: /试验大街/ }).click()
    expect(await page.locator('#area').inputValue()).toBe('110102009')
    await page.context().setGeolocation({ latitude: 31.23, longitude: 121.47 })
    await page.getByRole('button', { name: '用我现在的位置' }).click()
    await page.getByText('这个位置不在本市').waitFor()
  })

  test('without leave to know the position every other way is open', async () => {
    const page = await site.open({ permissions: [] })
    await toPlace(page)
    await page.getByRole('button', { name: '用我现在的位置' }).click()
    await page.getByText('没有得到位置许可').waitFor()
  })

  test('the map is drawn from our own files under our own policy, moved by keyboard, and taken from', async () => {
    const page = await site.open({ viewport: WIDTHS[1024] })
    const foreign: string[] = []
    const refused: string[] = []
    page.on('request', (request) => {
      if (!/^(blob|data):/.test(request.url()) && !request.url().startsWith(site.address)) foreign.push(request.url())
    })
    page.on('console', (message) => {
      if (/Content Security Policy|404/.test(message.text())) refused.push(message.text())
    })
    await toPlace(page)
    await page.getByRole('button', { name: '在地图上指' }).click()
    await page.locator('.map-cross').waitFor()
    expect(await page.locator('.map-label', { hasText: '西城区' }).count()).toBe(1)
    const map = page.getByRole('region', { name: /地图/ })
    await map.focus()
    await map.press('ArrowUp')
    await expectAccessible(page)
    await shoot(page, 'citizen-map-1024')
    await page.getByRole('button', { name: '就是这里' }).click()
    await page.getByText(/这里是|靠近区界/).waitFor()
    expect(foreign).toEqual([])
    expect(refused).toEqual([])
  })
})

describe('others reported it', () => {
  test('shown before sending; followed instead; found again by phone and code', async () => {
    const clusterId = uuidv7()
    const tickets: string[] = []
    for (let n = 1; n <= 3; n++) {
      const ticketId = uuidv7()
      tickets.push(ticketId)
      const payload = {
        ticketId,
        channel: 'phone',
        words: WORDS,
        requester: { name: `诉求人${n}`, phone: `1390000000${n}` },
        place: { district: '110102', subdistrict: '110102009', community: null, address: null },
        classify: { category: '05-05' },
        dispatch: 'hold',
      }
      await site.server.as('agent', { method: 'POST', url: '/api/tickets', payload })
      await act(site, 'dispatcher', ticketId, 'dispatch', { lead: '110102009' })
    }
    await site.server.app.signaturesSettled()
    const [lead, ...members] = tickets
    const formed = await site.server.as('dispatcher', {
      method: 'POST',
      url: '/api/clusters',
      headers: { 'idempotency-key': uuidv7() },
      payload: { clusterId, basis: 'point', lead, members },
    })
    expect(formed.statusCode, formed.body).toBe(201)

    const page = await site.open({ viewport: WIDTHS[390], javaScriptEnabled: false })
    await toPlace(page)
    await page.locator('select[name=area]').selectOption('110102009')
    await page.locator('button.main').click()
    await page.locator('button.main').click()
    await page.getByRole('heading', { name: '这一带有人说过类似的事' }).waitFor()
    await shoot(page, 'citizen-offers-390')
    await page.getByRole('button', { name: '跟着看这一件' }).click()
    await page.getByLabel('我也遇到了，算我一个').check()
    await page.locator('#phone').fill('13800002323')
    await shoot(page, 'citizen-following-390')
    await page.getByRole('button', { name: '开始跟着看' }).click()
    await page.getByText('交给展览路街道办理').waitFor()
    await shoot(page, 'citizen-follow-390')

    await page.goto('/mine')
    await page.locator('#phone').fill('13800002323')
    await page.getByRole('button', { name: '发送验证码' }).click()
    await page.locator('#code').fill(await codeShown(page))
    await page.getByRole('button', { name: '查看', exact: true }).click()
    await page.getByRole('heading', { name: '您跟着看的事' }).waitFor()
    await shoot(page, 'citizen-mine-390')
  })

  test('these pages have no fault that axe can find', async () => {
    const page = await site.open({ viewport: WIDTHS[1024] })
    await toPlace(page)
    await page.locator('select[name=area]').selectOption('110102009')
    await page.locator('button.main').click()
    await page.locator('button.main').click()
    await expectAccessible(page)
    await shoot(page, 'citizen-offers-1024')
    await page.getByRole('button', { name: '跟着看这一件' }).click()
    await expectAccessible(page)
    await page.getByRole('button', { name: '开始跟着看' }).click()
    await page.getByText('交给展览路街道办理').waitFor()
    await expectAccessible(page)
    await page.goto('/mine')
    await expectAccessible(page)
  })
})

describe('without a mouse, and without eyes', () => {
  test('report, receipt and track by keyboard alone', async () => {
    const page = await site.open()
    site.server.clock.at = MONDAY_MORNING
    await page.goto('/')
    const press = async (key: string, times = 1) => {
      for (let n = 0; n < times; n++) await page.keyboard.press(key)
    }
    /** Tab until this is reached; whoever sees it sees where the focus is. */
    const reach = async (selector: string) => {
      for (let n = 0; n < 60; n++) {
        if (await page.evaluate(`document.activeElement?.matches(${JSON.stringify(selector)}) ?? false`)) {
          const outline = await page.evaluate('getComputedStyle(document.activeElement).outlineStyle')
          expect(outline, selector).not.toBe('none')
          return
        }
        await press('Tab')
      }
      throw new Error(`the keyboard does not reach ${selector}`)
    }
    await press('Tab')
    expect(await page.evaluate('document.activeElement.className')).toBe('skip')
    await press('Enter')
    await reach('textarea[name=words]')
    await page.keyboard.type(WORDS)
    await reach('button.main')
    await press('Enter')
    await page.locator('#find').waitFor()
    await reach('#find')
    await page.keyboard.type('北露园')
    await page.getByRole('listbox').waitFor()
    await press('ArrowDown')
    await press('Enter')
    await page.getByText('已选：').waitFor()
    await reach('button.main')
    await press('Enter')
    await page.locator('#name').waitFor()
    await reach('#phone')
    await page.keyboard.type('13800003434')
    await press('Enter')
    await page.locator('h1', { hasText: '再看一遍' }).waitFor()
    await reach('button.main')
    await press('Enter')
    await page.waitForURL(/\/receipt\//)
    await reach('a.button.main')
    await press('Enter')
    await page.waitForURL(/\/track\//)
    await reach('summary')
    await press('Enter')
    await reach('details[open] textarea')
    await page.keyboard.type('门口的灯也坏了。')
    await reach('details[open] button.main')
    await press('Enter')
    await page.getByText('补充的情况已经收到').waitFor()
  })

  test('the tree that a screen reader walks: names, hints and faults tied to their fields, focus on the faults', async () => {
    const page = await site.open({ viewport: WIDTHS[390] })
    await page.goto('/report')
    await page.locator('button.main').click()
    await page.locator('.summary').waitFor()
    expect(await page.evaluate('document.activeElement.id')).toBe('faults')
    const words = page.getByRole('textbox', { name: '用您自己的话写' })
    expect(await words.getAttribute('aria-invalid')).toBe('true')
    const described = ((await words.getAttribute('aria-describedby')) ?? '').split(' ')
    const told = await Promise.all(described.map((id) => page.locator(`#${id}`).innerText()))
    expect(told.join(' ')).toContain('请先说说是什么事')
    await page.getByRole('alert').getByRole('link').click()
    expect(await page.evaluate('document.activeElement.id')).toBe('words')
    await shoot(page, 'citizen-fault-390')
    const tree = await page.locator('body').ariaSnapshot()
    for (const line of ['banner', 'navigation "页面设置"', 'main', 'list "步骤"', 'heading "说说您遇到的事" [level=1]'])
      expect(tree).toContain(line)

    await words.fill(WORDS)
    await page.locator('button.main').click()
    await page.locator('#find').waitFor()
    const place = await page.locator('main').ariaSnapshot()
    for (const line of ['combobox "搜地名"', 'combobox "区和街乡镇', 'textbox "具体地点', 'button "用我现在的位置"'])
      expect(place).toContain(line)
    await page.locator('button.main').click()
    await page.locator('#phone').fill('12')
    await page.locator('button.main').click()
    await page.locator('.summary').waitFor()
    const phone = page.getByRole('textbox', { name: /^电话/ })
    const ids = ((await phone.getAttribute('aria-describedby')) ?? '').split(' ')
    const both = await Promise.all(ids.map((id) => page.locator(`#${id}`).innerText()))
    expect(both.join(' ')).toMatch(/固定电话.*这个号码看起来不对/s)
    expect(await page.getByRole('group', { name: '让谁知道是您说的' }).getByRole('radio').count()).toBe(3)
    await expectAccessible(page)
  })

  test('scored, corrected and asked for again, each tied to its question', async () => {
    const page = await site.open()
    const { number, secret } = await submit(site, page)
    await handle(site, number)
    await page.goto(`/track/${number}?secret=${secret}`)
    await page.getByRole('button', { name: '发送验证码' }).click()
    await page.locator('#code').fill('000')
    await page.getByRole('button', { name: '确认' }).click()
    await page.getByRole('alert').getByText('验证码不对或已过期').waitFor()
    await page.locator('#code').fill(await codeShown(page))
    await page.getByRole('button', { name: '确认' }).click()
    for (const [question, answer] of [
      ['承办单位联系过您吗？', '联系过'],
      ['您说的事解决了吗？', '解决了'],
      ['您对办理满意吗？', '满意'],
    ] as const)
      await page.getByRole('group', { name: question }).getByRole('radio', { name: answer, exact: true }).check()
    await page.getByRole('button', { name: '提交评价' }).click()
    await page.getByText('您的评价已经记下').waitFor()
    await page
      .getByText(/更正评价/)
      .first()
      .click()
    await page.getByRole('button', { name: '发送验证码' }).click()
    await page.locator('#code').fill(await codeShown(page))
    await page.getByRole('button', { name: '确认' }).click()
    await page.getByText('没有解决，要求再办').click()
    await page.locator('#reopen-text').fill('昨晚又灭了。')
    await page.getByRole('button', { name: '要求再办' }).click()
    await page.getByText('已经重新办理').waitFor()
  })
})
