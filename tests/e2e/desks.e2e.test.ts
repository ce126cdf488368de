import type { Page } from 'playwright-core'
import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Desks, PERIOD, startDesks } from './desks.ts'
import { expectAccessible } from './site.ts'

let desks: Desks

beforeAll(async () => {
  desks = await startDesks()
})
afterAll(() => desks.stop())

/** A fresh ticket that waits for the subdistrict to sign it. */
async function newTicket(words: string): Promise<{ ticketId: string; number: string }> {
  const answer = await desks.server.as('agent', {
    method: 'POST',
    url: '/api/tickets',
    payload: {
      ticketId: uuidv7(),
      channel: 'phone',
      words,
      title: words.slice(0, 12),
      requester: { name: '王女士', phone: '13800000000' },
      place: { district: '110102', subdistrict: '110102009', community: null, address: null },
      classify: { category: '02-01' },
    },
  })
  expect(answer.statusCode, answer.body).toBe(201)
  return answer.json()
}

/** One of the counts above the list. */
function chip(page: Page, name: RegExp) {
  return page.getByRole('navigation', { name: '今日' }).getByRole('link', { name })
}

async function act(page: Page, action: string): Promise<void> {
  await page.getByRole('button', { name: action, exact: true }).click()
}

/** The form's own button, which says what it does. */
async function send(page: Page, action: string): Promise<void> {
  await page
    .getByRole('region', { name: action, exact: true })
    .getByRole('button', { name: action, exact: true })
    .click()
}

describe('a ticket through its unit', () => {
  test('card → list → open → sign → contact → reply → the reviewer passes it', async () => {
    const { number } = await newTicket('三号楼地下室积水，味道很大，已经一周了。')
    const officer = await desks.enter('unit-officer')
    await chip(officer, /待签收/).click()
    await expect.poll(() => officer.url()).toContain('phase=dispatched')
    await officer.getByRole('link', { name: /三号楼地下室积水/ }).click()
    await officer.getByText(number, { exact: true }).waitFor()

    await act(officer, '签收')
    await send(officer, '签收')
    await officer.getByRole('button', { name: '记录联系', exact: true }).waitFor()

    await act(officer, '记录联系')
    await send(officer, '记录联系')
    await officer.getByText('请选择“联系结果”').waitFor()
    await officer.getByRole('radio', { name: '已联系上' }).click()
    await officer.getByLabel('说了什么').fill('约好今天下午三点上门。')
    await send(officer, '记录联系')
    await officer.getByRole('listitem').getByText('约好今天下午三点上门。').waitFor()

    await act(officer, '答复')
    await officer.getByRole('radio', { name: '属实', exact: true }).click()
    await officer.getByRole('textbox', { name: '答复', exact: true }).fill('积水已抽干，水泵已更换，感谢您的反映。')
    await officer.getByLabel('采取的措施').fill('10月19日物业更换水泵，街道现场核实。')
    await officer.getByLabel('依据', { exact: true }).fill('《物业管理条例》')
    await officer.keyboard.press('Enter')
    await officer.getByRole('radio', { name: '已解决', exact: true }).click()
    await send(officer, '答复')
    await officer.getByRole('article').getByText('答复待审', { exact: true }).waitFor()
    await officer.getByRole('listitem').getByText('积水已抽干，水泵已更换，感谢您的反映。').waitFor()
    await officer.context().close()

    const reviewer = await desks.enter('unit-reviewer')
    await chip(reviewer, /待审/).click()
    await reviewer.getByRole('link', { name: /三号楼地下室积水/ }).click()
    await act(reviewer, '审核答复')
    await reviewer.getByRole('radio', { name: '通过', exact: true }).click()
    await send(reviewer, '审核答复')
    await reviewer.getByText('答复审核通过').waitFor()
    await reviewer.getByText('待回访', { exact: true }).first().waitFor()
    await reviewer.context().close()
  })

  test('whoever comes second keeps the text and sees what has changed', async () => {
    const { ticketId } = await newTicket('小区门口的路灯整夜不亮。')
    await desks.server.as('officer', command(ticketId, 'sign', {}))
    const page = await desks.enter('unit-officer')
    await page.goto(`/desk/tickets/${ticketId}`)
    await act(page, '记录联系')
    await page.getByRole('radio', { name: '无人接听' }).click()
    await page.getByLabel('说了什么').fill('打了两次都没人接。')
    // Live updates would bring the page up to date first: the line is cut, so that the conflict happens.
    await page.route('**/api/events', (route) => route.abort())
    const other = await desks.server.as('officer', command(ticketId, 'record-contact', { outcome: 'no-answer' }))
    expect(other.statusCode, other.body).toBe(200)
    await send(page, '记录联系')
    await page.getByText('别人刚动过这张工单').waitFor()
    await expect.poll(() => page.getByLabel('说了什么').inputValue()).toBe('打了两次都没人接。')
    await page.getByRole('button', { name: '看过了，继续' }).click()
    await send(page, '记录联系')
    await page.getByRole('listitem').getByText('打了两次都没人接。').waitFor()
    await page.context().close()
  })

  test('why this unit: the decision record opens in sentences', async () => {
    const { ticketId } = await newTicket('楼上装修把下水堵了。')
    const page = await desks.enter('dispatcher')
    await page.goto(`/desk/tickets/${ticketId}`)
    await page.getByRole('button', { name: '为什么？' }).click()
    await page
      .getByRole('dialog')
      .getByText(/按派单目录第 \d+ 行/)
      .waitFor()
    await expectAccessible(page)
    await page.context().close()
  })
})

describe('the list', () => {
  test('keys: j k move, Enter opens, Esc leaves, / searches, ? explains', async () => {
    const page = await desks.enter('unit-officer')
    await page.locator('[data-row]').nth(2).waitFor()
    const ids = await page.locator('[data-row]').evaluateAll((rows) => rows.map((row) => row.getAttribute('data-row')))
    const focused = () => page.evaluate('document.activeElement?.getAttribute("data-row")')
    await page.keyboard.press('j')
    expect(await focused()).toBe(ids[0])
    await page.keyboard.press('j')
    await page.keyboard.press('j')
    await page.keyboard.press('k')
    expect(await focused()).toBe(ids[1])
    await page.keyboard.press('Enter')
    await expect.poll(() => page.url()).toContain(`/desk/tickets/${ids[1]}`)
    await page.getByRole('heading', { name: '办理经过' }).waitFor()
    await page.keyboard.press('Escape')
    await expect.poll(() => new URL(page.url()).pathname).toBe('/desk/tickets')
    await page.keyboard.press('/')
    expect(await page.evaluate('document.activeElement?.getAttribute("type")')).toBe('search')
    await page.keyboard.press('Escape')
    await page.locator('[data-row]').first().focus()
    await page.keyboard.press('?')
    await page.getByRole('dialog', { name: '快捷键' }).waitFor()
    await page.context().close()
  })

  test('a filter stands in the address, a new ticket appears without reloading', async () => {
    const page = await desks.enter('unit-officer')
    await page.goto('/desk/tickets?phase=dispatched')
    expect(await chip(page, /待签收/).getAttribute('aria-current')).toBe('page')
    await newTicket('树枝压到了晾衣绳上，怕掉下来。')
    await page.getByRole('link', { name: /树枝压到了/ }).waitFor()
    await page.goto('/desk/tickets?phase=consulting')
    await page.getByText('没有符合条件的工单').waitFor()
    await page.context().close()
  })

  test('speaks English on request, and remembers it', async () => {
    const page = await desks.enter('unit-officer')
    await page.getByRole('button', { name: 'English' }).click()
    await page.getByRole('link', { name: 'Tickets' }).waitFor()
    await page.reload()
    await page.getByRole('button', { name: 'Sign out' }).waitFor()
    expect(await page.locator('html').getAttribute('lang')).toBe('en')
    await page.getByRole('button', { name: '中文' }).click()
    await page.getByRole('link', { name: '工单', exact: true }).waitFor()
    await page.context().close()
  })
})

describe('the centre', () => {
  test('an agent registers; danger reaches the shift leader, who takes it on by name', async () => {
    const agent = await desks.enter('agent')
    await agent.getByRole('link', { name: '登记', exact: true }).click()
    await agent.getByLabel('什么事').fill('邻居站在楼顶说要跳楼，快来人。')
    await agent.getByLabel('区', { exact: true }).fill('西城')
    await agent.getByText('西城区', { exact: true }).click()
    await agent.getByLabel('姓名').fill('李先生')
    await agent.getByRole('textbox', { name: '电话' }).fill('13900000000')
    await agent.getByRole('button', { name: '登记并派单' }).click()
    await agent.getByRole('button', { name: '对方确认，派单' }).click()
    await agent.getByText('已登记，请念给对方听').waitFor()
    const number = (await agent.getByText(/^JS-\d{8}-\d{6}-/).textContent()) ?? ''
    await expectAccessible(agent)
    await agent.context().close()

    const leader = await desks.enter('shift-leader')
    await leader.getByRole('link', { name: '预警', exact: true }).click()
    const alert = leader.getByRole('listitem').filter({ hasText: number })
    await alert.getByText('自伤自杀').waitFor()
    await alert.getByRole('button', { name: '由我跟进' }).click()
    await alert.waitFor({ state: 'detached' })
    await leader.context().close()
  })
})

describe('the rates', () => {
  test('a number opens to its tickets, and they are as many as it says', async () => {
    const page = await desks.enter('assessor')
    await page.goto(`/desk/rates?period=${PERIOD}`)
    const row = page.getByRole('row', { name: /展览路街道/ })
    const volume = Number(await row.getByRole('link', { name: /诉求量/ }).textContent())
    expect(volume).toBeGreaterThan(20)
    await row.getByRole('link', { name: /诉求量/ }).click()
    await page.getByText(`共 ${volume} 件`).waitFor()
    expect(await page.locator('[data-row]').count()).toBe(volume)
    await page.context().close()
  })

  test('of peers there are figures only', async () => {
    const page = await desks.enter('leader')
    await page.goto(`/desk/rates?period=${PERIOD}`)
    await page
      .getByRole('row', { name: /展览路街道/ })
      .getByRole('link')
      .first()
      .waitFor()
    await page.getByRole('button', { name: '一并列出' }).click()
    const peer = page.getByRole('row', { name: /德胜街道/ })
    await peer.waitFor()
    expect(await peer.getByRole('link').count()).toBe(0)
    await peer.getByText('无考核量').first().waitFor()
    await page.context().close()
  })
})

function command(ticketId: string, name: string, payload: Record<string, unknown>) {
  const url = `/api/tickets/${ticketId}/commands/${name}`
  return { method: 'POST', url, headers: { 'idempotency-key': uuidv7() }, payload } as const
}
