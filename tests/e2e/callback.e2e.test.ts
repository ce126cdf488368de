import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createAccount } from '../../src/store/account/accounts.ts'
import { type Desks, SIZES, startDesks } from './desks.ts'
import { expectAccessible, shoot } from './site.ts'

let desks: Desks
beforeAll(async () => {
  desks = await startDesks()
  await createAccount(desks.server.database.pool, {
    accountId: 'callback-colleague',
    login: 'callback-colleague',
    name: '回访员乙',
    role: 'callback-agent',
    unit: 'centre',
    passwordHash: null,
  })
  // The draw of re-checks is another journey's: here nobody is asked twice.
  await desks.server.database.pool.query(
    `insert into callback_recheck (ticket_id, attempts, next_at, over)
     select ticket_id, 2, '2026-10-20T00:00:00Z', true from ticket where phase = 'closed'`,
  )
  // A decent hour at which whatever part of the day the plan gave has come.
  desks.server.clock.at = '2026-10-20T11:00:00.000Z'
})
afterAll(() => desks.stop())

async function question(page: Page, words: string): Promise<void> {
  await page.getByRole('heading', { name: words }).waitFor()
}

/** Through the three questions of one ticket. */
async function answer(page: Page, keys: readonly [string, string, string]): Promise<void> {
  await question(page, '承办单位有没有跟您联系过')
  await page.keyboard.press(keys[0])
  await question(page, '您反映的问题解决了吗')
  await page.keyboard.press(keys[1])
  await question(page, '您对办理结果满意吗')
  await page.keyboard.press(keys[2])
}

describe('the callback desk by keyboard', () => {
  test('one person after another: answered, not reached, put off, under pressure', async () => {
    const page = await desks.enter('callback-agent')
    await page.getByRole('heading', { name: '回访台' }).waitFor()
    expect(new URL(page.url()).pathname).toBe('/desk/callbacks')
    await expectAccessible(page)
    await page.getByText('接下来的人').waitFor()
    await shoot(page, 'callback-desk-idle-1440')
    await page.keyboard.press('Enter')
    await question(page, '承办单位有没有跟您联系过')
    await expectAccessible(page)
    const told = await page.getByRole('main').innerText()
    expect(told).not.toMatch(/办理经过|办理结果：|超时/)
    for (const size of [1440, 1024, 390] as const) {
      await page.setViewportSize(SIZES[size])
      expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true)
      await shoot(page, `callback-agent-${size}`)
    }
    await page.setViewportSize(SIZES[1440])
    const first = await page.locator('a[href^="tel:"]').innerText()

    await answer(page, ['n', '3', '3'])
    await question(page, '请问是哪里没有做到')
    await page.keyboard.press('1')
    await page.keyboard.press('5')
    await page.getByLabel('还差什么').fill('路灯还没有亮')
    await expectAccessible(page)
    await shoot(page, 'callback-desk-why-1440')
    await page.keyboard.press('Control+Enter')
    // The last ticket of a person makes room for the next.
    await page.locator('a[href^="tel:"]').filter({ hasNotText: first }).waitFor()
    await page.getByText('拨打 1 · 问到 1 · 拒访 0').first().waitFor()

    await page.keyboard.press('p')
    await page.getByRole('button', { name: '已记下' }).waitFor()
    const second = await page.locator('a[href^="tel:"]').innerText()
    await page.keyboard.press('u')
    await page.locator('a[href^="tel:"]').filter({ hasNotText: second }).waitFor()
    await page.getByText('拨打 2 · 问到 1 · 拒访 0').first().waitFor()

    await page.keyboard.press('l')
    await page.getByRole('dialog').waitFor()
    await page.getByLabel('备注').fill('明天上午在家')
    await page.getByRole('button', { name: '改约', exact: true }).click()
    await page.getByText('拨打 3 · 问到 2 · 拒访 0').first().waitFor()
    await page.context().close()
  })

  test('leaving lets go of the person', async () => {
    const page = await desks.enter('callback-agent')
    await page.getByRole('button', { name: '接通下一位' }).click()
    await page.locator('a[href^="tel:"]').waitFor()
    const held = () => desks.server.database.pool.query('select from callback_claim')
    expect((await held()).rowCount).toBe(1)
    await page.goto('/desk/tickets')
    await expect.poll(async () => (await held()).rowCount, { timeout: 10_000 }).toBe(0)
    await page.context().close()
  })

  test('in the quiet hours it says until when', async () => {
    desks.server.clock.at = '2026-10-20T13:30:00.000Z'
    const page = await desks.enter('callback-agent')
    await page.getByText('现在不打扰').waitFor()
    await expectAccessible(page)
    await page.context().close()
  })
})
