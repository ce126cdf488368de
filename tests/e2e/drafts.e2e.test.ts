import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { DEMO_PASSWORD } from '../../src/contract/demo-password.ts'
import { type Desks, startDesks } from './desks.ts'
import { expectAccessible, shoot } from './site.ts'

let desks: Desks

beforeAll(async () => {
  desks = await startDesks()
})
afterAll(() => desks.stop())

const WORDS = '百万庄东里三号楼二单元的楼道灯坏了三天，老人晚上下楼看不见，怕摔着，请尽快来修。'

async function countTickets(): Promise<number> {
  const { rows } = await desks.server.deps.pool.query<{ count: number }>('select count(*)::int as count from ticket')
  return rows[0]?.count ?? 0
}

describe('nothing is lost', () => {
  test('a browser that crashes: the draft is offered again, word for word', async () => {
    const page = await desks.enter('agent')
    await page.getByLabel('什么事').fill(WORDS)
    await page.getByText(/草稿已保存/).waitFor()
    await page.close({ runBeforeUnload: false })
    const again = await page.context().newPage()
    await again.goto('/desk/register')
    const drafts = again.getByRole('region', { name: '没写完的登记' })
    await drafts
      .getByText(/百万庄东里三号楼/)
      .first()
      .waitFor()
    await drafts.getByRole('button', { name: '继续写' }).first().click()
    expect(await again.getByLabel('什么事').inputValue()).toBe(WORDS)
    await again.context().close()
  })

  test('a lost connection: said, kept, sent by itself once', async () => {
    const page = await desks.enter('agent')
    const before = await countTickets()
    await page.getByLabel('什么事').fill(WORDS)
    await page.getByText(/草稿已保存/).waitFor()
    await page.context().setOffline(true)
    await page.getByLabel('标题').fill('楼道灯不亮')
    await page.getByText(/草稿已加密存在这台电脑上/).waitFor()
    await page.keyboard.press('F8')
    await page.getByRole('dialog').getByRole('button', { name: '对方确认，派单' }).click()
    await page.getByText(/连上后自动发出，只发一次/).waitFor()
    await shoot(page, 'agent-offline')
    expect(await countTickets()).toBe(before)
    await page.context().setOffline(false)
    await page.getByText('已登记，请念给对方听').waitFor()
    expect(await countTickets()).toBe(before + 1)
    await page.context().close()
  })

  test('an answer that never arrived: sent again, registered once', async () => {
    const page = await desks.enter('agent')
    const before = await countTickets()
    await page.getByLabel('什么事').fill(WORDS)
    let cut = true
    await page.route('**/api/tickets', async (route) => {
      if (!cut) return route.continue()
      cut = false
      // The server hears it, the desk never hears the answer.
      await route.fetch()
      return route.abort('connectionreset')
    })
    await page.keyboard.press('F8')
    await page.getByRole('dialog').getByRole('button', { name: '对方确认，派单' }).dblclick()
    await page.getByText('已登记，请念给对方听').waitFor()
    expect(cut).toBe(false)
    expect(await countTickets()).toBe(before + 1)
    await page.context().close()
  })

  test('a session that ended while somebody types: signed in over the page, the text stays', async () => {
    const page = await desks.enter('agent')
    const before = await countTickets()
    await page.getByLabel('什么事').fill(WORDS)
    await page.getByText(/草稿已保存/).waitFor()
    await page.context().clearCookies({ name: 'huying' })
    await page.keyboard.press('F8')
    await page.getByRole('dialog').getByRole('button', { name: '对方确认，派单' }).click()
    const dialog = page.getByRole('dialog', { name: '登录已过期' })
    await dialog.getByLabel('密码').fill(DEMO_PASSWORD)
    await expectAccessible(page)
    await page.keyboard.press('Enter')
    await page.getByText('已登记，请念给对方听').waitFor()
    expect(await countTickets()).toBe(before + 1)
    await page.context().close()
  })
})
