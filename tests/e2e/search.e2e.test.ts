import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createAccount } from '../../src/store/account/accounts.ts'
import { hashPassword } from '../../src/store/account/passwords.ts'
import { loadLibrary, loadStarterArticles } from '../../src/store/knowledge/shipped.ts'
import { indexAll } from '../../src/store/search/index-due.ts'
import { type Desks, startDesks } from './desks.ts'
import { expectAccessible, shoot } from './site.ts'

const CITY = join(import.meta.dirname, '..', '..', 'policy', 'beijing')
const OTHER = '110102010'
const WORDS = '万明园小区南门的路灯坏了一周了，晚上老人出门看不见。希望尽快修好路灯，请问什么时候能修好？石榴树也挡光。'
const PASSWORD = 'a password of the journeys'

let desks: Desks
let ticketId = ''
beforeAll(async () => {
  desks = await startDesks()
  const { server } = desks
  const { pool } = server.database
  await loadLibrary(pool, CITY, '2026-10-01T00:00:00.000Z')
  await loadStarterArticles(pool, CITY, '2026-10-01T00:00:00.000Z')
  await createAccount(pool, {
    accountId: 'other-officer',
    login: 'other-officer',
    name: '邻街承办人',
    role: 'unit-officer',
    unit: OTHER,
    passwordHash: await hashPassword(PASSWORD),
  })
  ticketId = await handled()
  await indexAll(pool, server.deps, undefined, 0)
})
afterAll(() => desks.stop())

/** A ticket of the subdistrict that is signed and waits for the reply. */
async function handled(): Promise<string> {
  const { server } = desks
  const id = uuidv7()
  const payload = {
    ticketId: id,
    channel: 'phone',
    words: WORDS,
    title: '万明园小区路灯不亮',
    requester: { name: '孙秀英', phone: '13911112222' },
    place: { district: '110102', subdistrict: '110102009', community: null, address: '万明园小区' },
    classify: { category: '06-02' },
    dispatch: 'hold',
  }
  const registered = await server.as('agent', { method: 'POST', url: '/api/tickets', payload })
  expect(registered.statusCode, registered.body).toBe(201)
  const give = async (who: 'dispatcher' | 'officer', command: string, body: object) => {
    const url = `/api/tickets/${id}/commands/${command}`
    const headers = { 'idempotency-key': uuidv7() }
    const answer = await server.as(who, { method: 'POST', url, headers, payload: body })
    expect(answer.statusCode, `${command}: ${answer.body}`).toBe(200)
  }
  await give('dispatcher', 'dispatch', { lead: '110102009' })
  await give('officer', 'sign', {})
  await give('officer', 'record-contact', { outcome: 'reached' })
  return id
}

async function signIn(login: string): Promise<Page> {
  const page = await desks.open({ viewport: { width: 1440, height: 900 } })
  await page.goto('/desk/sign-in')
  await page.getByLabel('账号').fill(login)
  await page.getByLabel('密码').fill(PASSWORD)
  await page.getByRole('button', { name: '登录', exact: true }).click()
  await page.getByRole('button', { name: '退出登录' }).waitFor()
  return page
}

const box = (page: Page) => page.getByRole('searchbox', { name: '搜工单、知识、目录、依据' })

describe('search', () => {
  test('two characters find a ticket, with the place marked; the question stands in the address', async () => {
    const page = await desks.enter('unit-officer')
    await page.getByRole('heading').first().waitFor()
    await page.keyboard.press('/')
    await expect.poll(() => box(page).evaluate((one) => one === document.activeElement)).toBe(true)
    await page.keyboard.type('石榴')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: '“石榴”的结果' }).waitFor()
    expect(new URL(page.url()).searchParams.get('q')).toBe('石榴')
    const found = page.getByRole('region', { name: '工单', exact: true })
    await found.getByRole('link', { name: '万明园小区路灯不亮' }).waitFor()
    expect(await found.locator('mark').allTextContents()).toEqual(['石榴'])
    await box(page).fill('路灯')
    await box(page).press('Enter')
    await page.getByRole('region', { name: '派单目录' }).getByText('→').first().waitFor()
    await page.getByRole('region', { name: '知识', exact: true }).getByText('路灯不亮，怎么报修').waitFor()
    await page.getByRole('region', { name: '依据', exact: true }).getByText('未核对出处').first().waitFor()
    await expectAccessible(page)
    await shoot(page, 'search-1440')
    await page.goBack()
    await page.getByRole('heading', { name: '“石榴”的结果' }).waitFor()
    await found.getByRole('link', { name: '万明园小区路灯不亮' }).click()
    await page.getByRole('heading', { name: '万明园小区路灯不亮' }).waitFor()
    await page.context().close()
  })

  test('a colleague of another unit finds nothing, and is told so; one character is refused with a sentence', async () => {
    const page = await signIn('other-officer')
    await page.goto('/desk/search?q=石榴')
    await page.getByText('本单位看得到的工单里没有').waitFor()
    expect(await page.getByRole('main').textContent()).not.toContain('万明园')
    await page.goto('/desk/search?q=石')
    await page.getByText('每个词至少两个字：“石”太短。').waitFor()
    await page.goto('/desk/search')
    await page.getByText('想找什么').waitFor()
    await expectAccessible(page)
    await page.context().close()
  })

  test('P14: an agent finds a caller by phone; a unit is not offered it', async () => {
    const page = await desks.enter('agent')
    await page.goto('/desk/search')
    await page.getByText('按电话或姓名、地址找人').click()
    await page.getByRole('button', { name: '搜索', exact: true }).click()
    await page.getByText('请填写电话，或者姓名和地址。').waitFor()
    await page.getByLabel('电话').fill('139 1111 2222')
    await page.getByLabel('为什么查').fill('来电人没有工单号')
    await page.getByRole('button', { name: '搜索', exact: true }).click()
    await page.getByText('孙** 139****2222').waitFor()
    expect(new URL(page.url()).search).toBe('')
    await shoot(page, 'search-person-1440')
    await page.context().close()
    const unit = await desks.enter('unit-officer')
    await unit.goto('/desk/search')
    await unit.getByText('想找什么').waitFor()
    expect(await unit.getByText('按电话或姓名、地址找人').count()).toBe(0)
    await unit.context().close()
  })

  test('on a phone the page holds together', async () => {
    const page = await desks.enter('unit-officer', 390)
    await page.goto('/desk/search?q=路灯')
    await page.getByRole('region', { name: '工单', exact: true }).getByRole('link').first().waitFor()
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(390)
    await shoot(page, 'search-390')
    await page.context().close()
  })
})

describe('assist', () => {
  test('an article goes into the reply; the rules complain until the reply says what it must', async () => {
    const page = await desks.enter('unit-officer')
    await page.goto(`/desk/tickets/${ticketId}`)
    await page.getByRole('button', { name: '答复', exact: true }).click()
    const panel = page.getByRole('region', { name: '答复', exact: true })
    await panel.getByText('路灯不亮，怎么报修').waitFor()
    await panel.getByRole('button', { name: '放进答复' }).first().click()
    const text = panel.getByRole('textbox', { name: '答复', exact: true })
    expect(await text.inputValue()).toContain('道路和胡同里的路灯由城市照明单位维修')
    await panel.getByText('没有日期：请写明').waitFor()
    await text.fill('诉求人您好，路灯已安排维修，联系电话13812345678。')
    await panel.getByText('含有电话号码（13…78），发出前请删去。').waitFor()
    await panel.getByText('答复是写给本人的，请用“您”').waitFor()
    await panel.getByText('答复是写给本人的，请用“您”').scrollIntoViewIfNeeded()
    await shoot(page, 'reply-help-1440')
    await expectAccessible(page)
    await text.fill(
      '您好，小区南门的路灯已于10月18日更换灯头，当晚恢复照明；挡光的石榴树枝也已修剪。依据《北京市市容环境卫生条例》办理。',
    )
    await panel.getByText('规则没有意见。').waitFor()
    await page.context().close()
  })

  test('while the caller speaks: a title to take, what is missing, an answer at once', async () => {
    const page = await desks.enter('agent')
    await page.goto('/desk/register')
    await page.getByLabel('什么事').fill('我住德胜门外大街，胡同里路灯不亮')
    await page.getByText('还没有说从什么时候开始。').waitFor()
    await page.getByRole('button', { name: '用这个标题' }).click()
    expect(await page.getByLabel('标题', { exact: true }).inputValue()).toContain('路灯不亮')
    await page.getByText('路灯不亮，怎么报修').waitFor()
    await shoot(page, 'intake-help-1440')
    await expectAccessible(page)
    await page.getByRole('button', { name: '当场答复' }).first().click()
    const answering = page.getByRole('dialog', { name: '当场答复' })
    expect(await answering.getByLabel('答复', { exact: true }).inputValue()).toContain('路灯')
    await answering.getByRole('button', { name: '当场答复' }).click()
    await page.getByText('并当场答复。').waitFor()
    await page.context().close()
  })

  test('the knowledge base: read by all, changed by its editors', async () => {
    const page = await desks.enter('unit-officer')
    await page.goto('/desk/knowledge?article=lift-repair')
    await page.getByRole('heading', { name: '电梯坏了，找谁修' }).waitFor()
    await page.getByText('过了复核日期（2026-09-30），用之前请核对').first().waitFor()
    expect(await page.getByRole('button', { name: '修改' }).count()).toBe(0)
    await page.context().close()
    const editor = await desks.enter('shift-leader')
    await editor.goto('/desk/knowledge?article=lift-repair')
    await editor.getByRole('button', { name: '修改' }).click()
    await editor.getByLabel('复核日期').fill('2027-09-30')
    await editor.getByRole('button', { name: '保存为新版本' }).click()
    await editor.getByText('已保存第 2 版').waitFor()
    await editor.getByText('历次版本').waitFor()
    await expectAccessible(editor)
    await shoot(editor, 'knowledge-1440')
    await editor.context().close()
  })
})
