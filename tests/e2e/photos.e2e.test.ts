import type { Page } from 'playwright-core'
import sharp from 'sharp'
import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { jpeg, picture } from '../photos/pictures.ts'
import { type Desks, SIZES, startDesks } from './desks.ts'
import { expectAccessible, shoot } from './site.ts'

let desks: Desks
let sent: { before: Buffer; after: Buffer; large: Buffer }

beforeAll(async () => {
  desks = await startDesks()
  const large = await (await picture(3, { width: 4_000, height: 3_000 }))
    .jpeg()
    .withExif({ IFD0: { Make: 'Camera of a person' }, IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '39/1 54/1 20/1' } })
    .toBuffer()
  sent = { before: await jpeg(1), after: await jpeg(2), large }
})
afterAll(() => desks.stop())

const file = (buffer: Buffer, name = 'IMG_0001.jpg') => ({ name, mimeType: 'image/jpeg', buffer })

async function toReceipt(page: Page): Promise<void> {
  await page.getByRole('button', { name: /下一步/ }).click()
  await page.locator('select[name=area]').selectOption('110102009')
  await page.locator('button.main').click()
  await page.locator('[name=name]').fill('王女士')
  await page.locator('button.main').click()
  await page.locator('h1', { hasText: '再看一遍' }).waitFor()
}

/** Every picture on the page has arrived. */
async function expectSeen(page: Page, count: number): Promise<void> {
  const seen = () =>
    page.locator('img').evaluateAll((all) => all.filter((one) => (one as HTMLImageElement).naturalWidth > 0).length)
  await page.locator('img').evaluateAll((all) => {
    for (const one of all) one.scrollIntoView()
  })
  await expect.poll(seen).toBe(count)
}

describe('a citizen’s photos', () => {
  test('without scripts: chosen at home, seen on the last page and on the track page', async () => {
    const page = await desks.open({ javaScriptEnabled: false, viewport: SIZES[390] })
    await page.goto('/')
    await page.locator('textarea[name=words]').fill('小区门口的井盖塌了，有照片。')
    await page.locator('#photos').setInputFiles([file(sent.before), file(Buffer.from('MZ no photo'), 'virus.jpg')])
    await page.locator('button.main').click()
    await page.getByText('这个文件不是照片').waitFor()
    expect(await page.locator('textarea[name=words]').inputValue()).toContain('井盖塌了')
    expect(await page.locator('ul.photos img').count()).toBe(1)
    await shoot(page, 'photos-citizen-no-script-390')
    await toReceipt(page)
    expect(await page.locator('ul.photos img').count()).toBe(1)
    await page.locator('button.main').click()
    await page.waitForURL(/\/receipt\//)
    await page.locator('.actions a.main').click()
    expect(await page.locator('ul.photos img').count()).toBe(1)
    const address = (await page.locator('ul.photos a').getAttribute('href')) ?? ''
    const whole = await page.request.get(address)
    expect(whole.headers()['content-type']).toBe('image/jpeg')
    await page.context().close()
  })

  test('with scripts: shown at once, taken away again, made small before they are sent', async () => {
    const page = await desks.open({ viewport: SIZES[1440] })
    await page.goto('/')
    await page.locator('textarea[name=words]').fill('楼道堆满杂物，拍了照片。')
    await page.locator('#photos').setInputFiles([file(sent.large)])
    await page.locator('[data-chosen] li').waitFor()
    await page.locator('#photos').setInputFiles([file(sent.after)])
    await expect.poll(() => page.locator('[data-chosen] li').count()).toBe(2)
    await expectSeen(page, 2)
    await expectAccessible(page)
    await shoot(page, 'photos-citizen-1440')
    await page.getByRole('button', { name: '移除 已选的照片 2' }).click()
    expect(await page.locator('[data-chosen] li').count()).toBe(1)
    const bytes = await page
      .locator('#photos')
      .evaluate((input) => [...((input as HTMLInputElement).files ?? [])].map((one) => one.size))
    expect(bytes).toHaveLength(1)
    expect(bytes[0]).toBeLessThan(sent.large.length)
    await toReceipt(page)
    await expectSeen(page, 1)
    await shoot(page, 'photos-citizen-review-1440')
    await page.locator('button.main').click()
    await page.waitForURL(/\/receipt\//)
    await page.locator('.actions a.main').click()
    await page.getByText('补充情况', { exact: true }).click()
    await page.locator('#supplement-text').fill('今天又拍了一张。')
    await page.locator('#supplement-photos').setInputFiles([file(sent.after)])
    await page.getByRole('button', { name: '发送补充' }).click()
    await page.getByText('补充的情况已经收到').waitFor()
    await expectSeen(page, 2)
    await expectAccessible(page)
    await shoot(page, 'photos-citizen-track-1440')
    const [first = ''] = await page
      .locator('ul.photos a')
      .evaluateAll((all) => all.map((one) => (one as HTMLAnchorElement).href))
    const { width, height, exif } = await sharp(await (await page.request.get(first)).body()).metadata()
    expect(Math.max(width, height)).toBeLessThanOrEqual(2_048)
    expect(exif).toBeUndefined()
    await page.context().close()
  })
})

describe('evidence', () => {
  async function readyToReply(): Promise<string> {
    const upload = async () => {
      const form = new FormData()
      form.append('photos', new Blob([new Uint8Array(sent.large)]), 'IMG.jpg')
      const encoded = new Response(form)
      const answer = await desks.server.as('agent', {
        method: 'POST',
        url: '/api/photos',
        headers: { 'content-type': encoded.headers.get('content-type') ?? '' },
        payload: Buffer.from(await encoded.arrayBuffer()),
      })
      return answer.json().upload as string
    }
    const ticketId = uuidv7()
    const payload = {
      ticketId,
      channel: 'phone',
      words: '三号楼门前的井盖塌了一半，晚上看不见，怕有人摔进去。',
      title: '井盖塌陷',
      place: { district: '110102', subdistrict: '110102009', community: null, address: null },
      classify: { category: '02-01' },
      photos: [{ upload: await upload() }],
    }
    const made = await desks.server.as('agent', { method: 'POST', url: '/api/tickets', payload })
    expect(made.statusCode, made.body).toBe(201)
    for (const [command, body] of [
      ['sign', {}],
      ['record-contact', { outcome: 'reached' }],
    ] as const) {
      const headers = { 'idempotency-key': uuidv7() }
      const url = `/api/tickets/${ticketId}/commands/${command}`
      const answer = await desks.server.as('officer', { method: 'POST', url, headers, payload: body })
      expect(answer.statusCode, answer.body).toBe(200)
    }
    return ticketId
  }

  test('a unit replies with before and after; the reviewer looks at them by keyboard', async () => {
    const ticketId = await readyToReply()
    const officer = await desks.enter('unit-officer')
    await officer.goto(`/desk/tickets/${ticketId}`)
    await officer.getByRole('list', { name: '诉求人的照片' }).waitFor()
    await officer.getByRole('button', { name: '答复', exact: true }).click()
    await officer.getByRole('radio', { name: '属实', exact: true }).click()
    await officer.getByRole('textbox', { name: '答复', exact: true }).fill('井盖已更换，路面已修平。')
    await officer.getByLabel('采取的措施').fill('当天更换井盖。')
    await officer.getByLabel('依据', { exact: true }).fill('《城市道路管理条例》')
    await officer.keyboard.press('Enter')
    await officer.getByRole('radio', { name: '已解决', exact: true }).click()
    const picker = officer.locator('input[type="file"]')
    await picker.setInputFiles([file(Buffer.from('MZ no photo'), '程序.jpg')])
    await officer.getByText(/程序\.jpg 这个文件不是照片/).waitFor()
    await picker.setInputFiles([file(sent.before), file(sent.after)])
    await officer.getByRole('img', { name: '照片 2' }).last().waitFor()
    await officer
      .getByRole('radiogroup', { name: '照片 1 是办理前还是办理后' })
      .getByText('办理前', { exact: true })
      .click()
    await shoot(officer, 'photos-reply-1440')
    await expectAccessible(officer)
    await officer
      .getByRole('region', { name: '答复', exact: true })
      .getByRole('button', { name: '答复', exact: true })
      .click()
    await officer.getByRole('article').getByText('答复待审', { exact: true }).waitFor()
    await officer.context().close()

    const reviewer = await desks.enter('unit-reviewer')
    await reviewer.goto(`/desk/tickets/${ticketId}`)
    const evidence = reviewer.getByRole('listitem').filter({ hasText: '井盖已更换' })
    await evidence.getByRole('img', { name: '照片 1 · 办理前' }).waitFor()
    await expectSeen(reviewer, await reviewer.locator('img').count())
    await evidence.getByRole('button', { name: '照片 1 · 办理前' }).focus()
    await reviewer.keyboard.press('Enter')
    const box = reviewer.getByRole('dialog', { name: '照片 1 · 办理前' })
    await box.getByText('第 1 张，共 2 张').waitFor()
    await reviewer.keyboard.press('ArrowRight')
    await reviewer.getByRole('dialog', { name: '照片 2 · 办理后' }).waitFor()
    await expectAccessible(reviewer)
    await shoot(reviewer, 'photos-lightbox-1440')
    await reviewer.keyboard.press('Escape')
    await reviewer.getByRole('dialog').waitFor({ state: 'detached' })
    expect(reviewer.url()).toContain(ticketId)
    const focused = await reviewer.evaluate(() => document.activeElement?.querySelector('img')?.getAttribute('alt'))
    expect(focused).toBe('照片 1 · 办理前')
    await shoot(reviewer, 'photos-ticket-1440')
    await reviewer.setViewportSize(SIZES[390])
    await shoot(reviewer, 'photos-ticket-390')
    await reviewer.context().close()
  })
})
