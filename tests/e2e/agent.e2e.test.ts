import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Desks, SIZES, startDesks } from './desks.ts'
import { expectAccessible, shoot } from './site.ts'

let desks: Desks

beforeAll(async () => {
  desks = await startDesks()
})
afterAll(() => desks.stop())

const WORDS = '百万庄东里三号楼二单元的楼道灯坏了三天，老人晚上下楼看不见，怕摔着，请尽快来修。'

const line = (page: Page) => page.getByRole('region', { name: '线路' })

/** Less than a second: a caller hears it ring. */
const LIVE_MS = 1_000

/** As a telephony system does it, to the agent's own extension. */
async function ring(page: Page, callId: string, phone: string | null): Promise<void> {
  const extension = '8001'
  await page.request.put('/api/calls/mine/status', { data: { status: 'ready', extension } })
  const answer = await page.request.post('/api/calls', {
    headers: { 'x-huying-service-key': 'the-key-of-the-benches' },
    data: { callId, event: 'ringing', phone, extension },
  })
  expect(await answer.json()).toMatchObject({ state: 'ringing', assigned: true })
  await line(page).getByText('振铃中').waitFor({ timeout: LIVE_MS })
}

async function hangUp(page: Page): Promise<void> {
  await page.keyboard.press('Alt+G')
  await line(page).getByText('话后处理', { exact: true }).waitFor()
}

/** Counts every key, because every one of them costs a second with somebody on the line. */
function counting(page: Page) {
  const from = Date.now()
  let keys = 0
  return {
    press: async (key: string) => {
      keys++
      await page.keyboard.press(key)
    },
    type: async (text: string) => {
      keys += text.length
      await page.keyboard.type(text)
    },
    told: () => ({ keys, seconds: Math.round((Date.now() - from) / 100) / 10 }),
  }
}

describe('a call', () => {
  test('from the first ring to dispatch, by keyboard only', async () => {
    const page = await desks.enter('agent')
    await page.getByLabel('什么事').waitFor()
    await ring(page, 'call-1', '13800000501')
    await line(page).getByText('138****0501').waitFor()
    const keyboard = counting(page)
    await keyboard.press('Alt+J')
    await line(page).getByText('通话中').waitFor()
    await keyboard.press('Alt+Q')
    await keyboard.type(WORDS)
    const advice = page.getByRole('region', { name: '建议', exact: true })
    await advice.getByText('未确认').waitFor()
    await keyboard.press('Alt+X')
    await page.locator('[data-confirmed="true"]').waitFor()
    await keyboard.press('Alt+A')
    await keyboard.type('百万庄东里3号楼')
    await keyboard.press('Alt+S')
    await keyboard.type('王女士')
    expect(await page.locator('#requester_phone').inputValue()).toBe('13800000501')
    await expectAccessible(page)
    await page.setViewportSize({ width: 1440, height: 1150 })
    await shoot(page, 'agent-1440')
    await page.setViewportSize(SIZES[1440])
    await keyboard.press('F8')
    const dialog = page.getByRole('dialog', { name: '复述确认：念给对方听' })
    await dialog.getByText('138 0000 0501').waitFor()
    await dialog.getByText(/我们会转给/).waitFor()
    await expectAccessible(page)
    await shoot(page, 'agent-read-back')
    await keyboard.press('Enter')
    await page.getByText('已登记，请念给对方听').waitFor()
    console.info('ring to dispatch by keyboard', keyboard.told())
    const { rows } = await desks.server.deps.pool.query<{ phase: string }>(
      `select t.phase from ticket t join call c on c.call_id = t.contact where c.source_id = 'call-1'`,
    )
    expect(rows).toEqual([{ phase: 'dispatched' }])

    // 还有一件事: the caller and the place stay, the second ticket hangs on the first.
    await keyboard.press('Alt+N')
    expect(await page.locator('#requester_name').inputValue()).toBe('王女士')
    expect(await page.getByLabel('详细地址').inputValue()).toBe('百万庄东里3号楼')
    await page.getByLabel('什么事').fill('小区垃圾桶三天没有人清运，气味很大。')
    await page.keyboard.press('F8')
    await page
      .getByRole('dialog')
      .getByText(/我跟您核对一下/)
      .waitFor()
    await page.keyboard.press('Enter')
    await page.getByText('已登记，请念给对方听').waitFor()
    const both = await desks.server.deps.pool.query(
      `select from ticket t join call c on c.call_id = t.contact where c.source_id = 'call-1'`,
    )
    expect(both.rowCount).toBe(2)
    await hangUp(page)
    await page.keyboard.press('Alt+R')
    await line(page)
      .getByText(/上一通话后处理/)
      .waitFor()
    await page.context().close()
  })

  test('shows what the caller told before; one key urges it', async () => {
    const page = await desks.enter('agent')
    await page.getByLabel('什么事').waitFor()
    await ring(page, 'call-2', '13800000501')
    await page.keyboard.press('Alt+J')
    await line(page).getByText('本月第 2 次来电').waitFor()
    const history = page.getByRole('region', { name: '此前的诉求' })
    await history.getByRole('link', { name: /楼道灯/ }).waitFor()
    await page.keyboard.press('Alt+C')
    await page.keyboard.press('u')
    await history
      .getByText(/已催办/)
      .first()
      .waitFor()
    const looking = page.waitForEvent('popup')
    await page.getByRole('link', { name: '换了号码？按姓名和地址找' }).click()
    const found = await looking
    await found.getByLabel('地址里的字').waitFor()
    await found.close()
    await hangUp(page)
    await page.context().close()
  })

  test('to an emergency line: the leader is alarmed, and the agent sees who took it on', async () => {
    const page = await desks.enter('agent')
    const leader = await desks.enter('shift-leader')
    await page.getByLabel('什么事').waitFor()
    await ring(page, 'call-3', null)
    await page.keyboard.press('Alt+J')
    await line(page).getByText('未显示号码').waitFor()
    await page.keyboard.press('F9')
    await page.getByRole('dialog', { name: '转紧急热线' }).waitFor()
    await page.keyboard.press('ArrowRight')
    await expectAccessible(page)
    await page.getByRole('dialog').getByRole('button', { name: '转紧急热线' }).click()
    await page.getByText('预警已发给班长，还没有人确认。').waitFor()
    await leader.getByRole('link', { name: /条预警没有人确认/ }).click()
    await leader.getByRole('button', { name: '由我跟进' }).first().click()
    await page.getByText(/班长甲 已接手/).waitFor()
    await hangUp(page)
    await Promise.all([page, leader].map((one) => one.context().close()))
  })
})

describe('the desk', () => {
  test('lists its keys, each with a switch that stays with the account', async () => {
    const page = await desks.enter('agent')
    await page.getByRole('heading', { name: '登记诉求' }).click()
    await page.keyboard.press('?')
    const dialog = page.getByRole('dialog', { name: '快捷键' })
    await dialog.getByRole('switch', { name: '登记并派单 F8' }).click()
    await expectAccessible(page)
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'hidden' })
    await page.reload()
    await page.getByLabel('什么事').fill(WORDS)
    await page.keyboard.press('F8')
    await page.getByRole('button', { name: /快捷键/ }).click()
    expect(await dialog.getByRole('switch', { name: '登记并派单 F8' }).isChecked()).toBe(false)
    await dialog.getByRole('switch', { name: '登记并派单 F8' }).click()
    await page.context().close()
  })

  test('abuse: warned, handed to the leader, who gives a rest; an appeal waits for another leader', async () => {
    const page = await desks.enter('agent')
    const leader = await desks.enter('shift-leader')
    await page.getByLabel('什么事').waitFor()
    await leader.getByRole('heading', { name: '班长台' }).waitFor()
    await ring(page, 'call-4', '13800000502')
    await page.keyboard.press('Alt+J')
    await line(page).getByText('通话中').waitFor()
    await page.keyboard.press('Alt+B')
    const panel = page.getByRole('dialog', { name: '骚扰处置' })
    await panel.getByLabel('发生了什么').fill('辱骂坐席，劝说无效')
    await panel.getByRole('button', { name: '警告' }).click()
    await panel.getByRole('button', { name: '转班长' }).waitFor()
    await panel.getByLabel('发生了什么').fill('继续辱骂')
    await panel.getByRole('button', { name: '转班长' }).click()
    const item = leader.getByRole('listitem').filter({ hasText: '138****0502' }).first()
    await item.getByLabel('理由').fill('先休息十分钟')
    await shoot(leader, 'shift-leader-1440')
    await expectAccessible(leader)
    await item.getByRole('button', { name: '让坐席休息' }).click()
    await item.getByText('坐席已休息').waitFor()
    await Promise.all([page, leader].map((one) => one.context().close()))
  })

  test.each([1024, 390] as const)('fits at %i', async (width) => {
    for (const role of ['agent', 'shift-leader'] as const) {
      const page = await desks.enter(role, width)
      await page.getByRole('heading', { level: 1 }).waitFor()
      await page.waitForLoadState('networkidle').catch(() => undefined)
      if (role === 'agent') await page.getByLabel('什么事').fill(WORDS)
      await expectAccessible(page)
      expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true)
      await shoot(page, `${role}-${width}`)
      await page.context().close()
    }
  })

  test('in the dark', async () => {
    const page = await desks.open({ viewport: SIZES[1440], colorScheme: 'dark' })
    await page.goto('/desk')
    await page.getByRole('button', { name: '坐席甲' }).click()
    await page.getByRole('heading', { level: 1 }).waitFor()
    await page.waitForLoadState('networkidle').catch(() => undefined)
    await page.getByLabel('什么事').fill(WORDS)
    await page.getByRole('region', { name: '建议', exact: true }).getByText('未确认').waitFor()
    await expectAccessible(page)
    await shoot(page, 'agent-dark')
    await page.context().close()
  })
})
