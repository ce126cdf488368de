import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { codeShown, confirmByCode, handle, startCitizens, submit, WIDTHS, WORDS } from './citizens.ts'
import { expectAccessible, type Site, shoot } from './site.ts'

let site: Site

beforeAll(async () => {
  site = await startCitizens()
})
afterAll(() => site.stop())

describe('a citizen without scripts', () => {
  test('submits, keeps the receipt, tracks, supplements, scores with a code', async () => {
    const page = await site.open({ javaScriptEnabled: false, viewport: WIDTHS[1440] })
    const { number, secret } = await submit(site, page)
    await page.locator('.actions a.main').click()
    await page.getByText('补充情况', { exact: true }).click()
    await page.locator('#supplement-text').fill('昨天晚上又坏了一盏。')
    await page.getByRole('button', { name: '发送补充' }).click()
    await page.getByText('补充的情况已经收到').waitFor()

    await handle(site, number)
    await page.goto('/track')
    await page.locator('#number').fill(number)
    await page.locator('#secret').fill(secret)
    await page.locator('button.main').click()
    await page.getByText('夜间照明恢复').waitFor()
    await confirmByCode(page)
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
      const look = async (step: string) => {
        await expectAccessible(page)
        await shoot(page, `citizen-${step}-${name}`)
      }
      const { number, secret } = await submit(site, page, { see: look })
      await page.goto(`/track/${number}?secret=${secret}`)
      await look('track-new')
      await handle(site, number)
      await page.reload()
      // Where a citizen looks most: how far it has come.
      await expectAccessible(page)
      await shoot(page, `citizen-${name}`)
      await page.getByRole('button', { name: '发送验证码' }).click()
      await look('code')
      await page.locator('#code').fill(await codeShown(page))
      await page.getByRole('button', { name: '确认' }).click()
      await look('score')
      await page.goto('/demo/messages')
      await look('messages')
      await page.goto('/nowhere')
      await look('error')
    })
  }

  test('in large letters, in the dark, with high contrast, in English, nothing is cut off', async () => {
    const page = await site.open({ viewport: WIDTHS[390], colorScheme: 'dark' })
    const pictureOf = (one: typeof page, name: string) => (step: string) => shoot(one, `citizen-${step}-${name}`)
    await submit(site, page, { url: '/?size=large', see: pictureOf(page, 'large-dark-390') })
    const contrast = await site.open({ viewport: WIDTHS[390] })
    await submit(site, contrast, {
      url: '/?lang=en&contrast=high',
      see: async (step) => {
        await expectAccessible(contrast)
        await shoot(contrast, `citizen-${step}-contrast-en-390`)
      },
    })
    expect(await page.evaluate('getComputedStyle(document.documentElement).fontSize')).toBe('20px')
    for (const one of [page, contrast]) {
      for (const url of ['/', '/report', '/track', '/mine']) {
        await one.goto(url)
        expect(await one.evaluate('document.documentElement.scrollWidth <= innerWidth'), url).toBe(true)
      }
    }
  })

  test('size and contrast are switched by plain links and stay, on every page', async () => {
    const page = await site.open({ javaScriptEnabled: false })
    await page.goto('/open')
    await page.getByRole('link', { name: '大字' }).click()
    await page.getByRole('link', { name: '高对比度' }).click()
    for (const url of ['/', '/track', '/mine', '/nowhere']) {
      await page.goto(url)
      expect(await page.locator('html').getAttribute('class'), url).toBe('large high-contrast')
    }
    await page.goto('/report')
    await page.locator('textarea[name=words]').fill('没写完的话')
    await page.getByRole('button', { name: '标准对比度' }).click()
    expect(await page.locator('html').getAttribute('class')).toBe('large')
    expect(await page.locator('textarea[name=words]').inputValue()).toBe('没写完的话')
  })

  test('targets are large enough for a thumb', async () => {
    const page = await site.open({ viewport: WIDTHS[390] })
    const { number, secret } = await submit(site, page)
    for (const url of ['/', '/track', '/mine', `/receipt/${number}?secret=${secret}`]) {
      await page.goto(url)
      const small =
        await page.evaluate(`[...document.querySelectorAll('a, button, input:not([type=hidden]), textarea, summary')]
        .filter((one) => one.checkVisibility() && !one.closest('.unseen, .skip, .address, .visually') && !one.matches('.unseen, .skip'))
        .filter((one) => getComputedStyle(one).display !== 'inline')
        .map((one) => [one.outerHTML.slice(0, 80), one.getBoundingClientRect().height])
        .filter(([, height]) => height < 44)`)
      expect(small, url).toEqual([])
    }
  })

  test('on paper the receipt has number, code, unit, day, reason and the square, and no buttons', async () => {
    const page = await site.open()
    const { number, secret } = await submit(site, page)
    await page.emulateMedia({ media: 'print' })
    expect(await page.getByText(number, { exact: true }).first().isVisible()).toBe(true)
    expect(await page.getByText(secret, { exact: true }).isVisible()).toBe(true)
    expect(await page.locator('svg.qr').isVisible()).toBe(true)
    expect(await page.getByText('10月26日 10:00').isVisible()).toBe(true)
    expect(await page.locator('button, .button').filter({ visible: true }).count()).toBe(0)
    await shoot(page, 'citizen-receipt-print')
  })
})

describe('with the script', () => {
  test('words wait on this device until they are sent, and are counted', async () => {
    const page = await site.open()
    await page.goto('/')
    await page.locator('textarea[name=words]').fill('还没写完')
    expect(await page.locator('[data-counter]').innerText()).toBe('4 / 10000')
    await page.goto('/track')
    await page.goto('/')
    expect(await page.locator('textarea[name=words]').inputValue()).toBe('还没写完')
    await submit(site, page)
    await page.goto('/')
    expect(await page.locator('textarea[name=words]').inputValue()).toBe('')
  })

  test('a double press sends once, and news of a ticket come by themselves', async () => {
    const page = await site.open()
    await page.clock.install()
    const { number, secret } = await submit(site, page)
    await page.goto(`/track/${number}?secret=${secret}`)
    await page.getByText('催一催').click()
    await page.getByRole('button', { name: '催办' }).dblclick()
    await page.getByText('已经替您催办').waitFor()
    expect(await page.getByText('已为您催办').count()).toBe(1)
    await page.getByText('补充情况', { exact: true }).click()
    await page.locator('#supplement-text').fill('还没写完的补充')
    await handle(site, number)
    await page.clock.runFor(31_000)
    await page.getByText('刚刚有新进展').waitFor()
    expect(await page.locator('h1').innerText()).toContain('已有办理结果')
    expect(await page.locator('#supplement-text').inputValue()).toBe('还没写完的补充')
  })

  test('two presses on “send” make one ticket', async () => {
    const page = await site.open()
    const count = async () => {
      const { rows } = await site.server.deps.pool.query<{ n: number }>('select count(*)::int as n from ticket')
      return rows[0]?.n ?? 0
    }
    const before = await count()
    await page.goto('/')
    await page.locator('textarea[name=words]').fill(WORDS)
    for (let step = 0; step < 3; step++) await page.locator('button.main').click()
    await page.locator('button.main').dblclick()
    await page.waitForURL(/\/receipt\//)
    expect(await count()).toBe(before + 1)
  })

  test('the link is copied by a button, and saved as a file that says the same', async () => {
    const page = await site.open({ permissions: ['clipboard-read', 'clipboard-write'] })
    const { number, secret } = await submit(site, page)
    await page.getByRole('button', { name: '复制链接' }).click()
    await page.getByText('已复制').waitFor()
    const link = String(await page.evaluate('navigator.clipboard.readText()'))
    expect(link).toBe(`${site.address}/track/${number}?secret=${secret}`)
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: '存成文件' }).click(),
    ])
    expect(download.suggestedFilename()).toBe(`${number}.txt`)
    const chunks: Buffer[] = []
    for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer)
    const text = Buffer.concat(chunks).toString('utf8')
    for (const said of [number, secret, link, '展览路街道', '10月26日 10:00']) expect(text).toContain(said)
  })
})
