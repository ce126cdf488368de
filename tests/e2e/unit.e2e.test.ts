import type { Page } from 'playwright-core'
import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { DEMO_PASSWORD } from '../../src/contract/demo-password.ts'
import { createAccount } from '../../src/store/account/accounts.ts'
import { hashPassword } from '../../src/store/account/passwords.ts'
import { type Desks, SIZES, startDesks } from './desks.ts'
import { expectAccessible, shoot } from './site.ts'

const HERE = '110102009'
const COMMUNITY = '110102009005'
const WIDTHS = [1440, 1024, 390] as const

let desks: Desks
beforeAll(async () => {
  desks = await startDesks()
  const { pool } = desks.server.deps
  const passwordHash = await hashPassword(DEMO_PASSWORD)
  for (const [accountId, name, role, unit] of [
    ['li', '李静', 'unit-officer', HERE],
    ['zhao', '赵亮', 'unit-officer', HERE],
    ['worker-5', '社工甲', 'community-worker', COMMUNITY],
  ] as const)
    await createAccount(pool, { accountId, login: accountId, name, role, unit, passwordHash, demo: true })
})
afterAll(() => desks.stop())

async function dispatched(title: string, over: Readonly<Record<string, unknown>> = {}): Promise<string> {
  const ticketId = uuidv7()
  const answer = await desks.server.as('agent', {
    method: 'POST',
    url: '/api/tickets',
    payload: {
      ticketId,
      channel: 'phone',
      words: `${title}，已经好几天了，请尽快处理。`,
      title,
      requester: { name: '王女士', phone: '13800000000' },
      place: { district: '110102', subdistrict: HERE, community: COMMUNITY, address: '百万庄东里 3 号楼' },
      classify: { category: '02-01' },
      ...over,
    },
  })
  expect(answer.statusCode, answer.body).toBe(201)
  return ticketId
}

async function give(ticketId: string, command: string, payload: object = {}, who: 'officer' | 'reviewer' = 'officer') {
  const done = await desks.server.as(who, {
    method: 'POST',
    url: `/api/tickets/${ticketId}/commands/${command}`,
    headers: { 'idempotency-key': uuidv7() },
    payload,
  })
  expect(done.statusCode, done.body).toBe(200)
}

async function handled(title: string): Promise<string> {
  const ticketId = await dispatched(title)
  await give(ticketId, 'sign')
  await give(ticketId, 'record-contact', { outcome: 'reached' })
  return ticketId
}

const NAMES = { li: '李静', zhao: '赵亮', 'worker-5': '社工甲' } as const

/** Signed in by the card of somebody besides the usual cast. */
async function enterAs(who: keyof typeof NAMES, size: keyof typeof SIZES = 1440): Promise<Page> {
  const page = await desks.open({ viewport: SIZES[size] })
  await page.goto('/desk')
  await page.getByRole('button', { name: NAMES[who] }).click()
  await page.getByRole('button', { name: '退出登录' }).waitFor()
  return page
}

const send = (page: Page) =>
  page
    .getByRole('region', { name: '记录联系', exact: true })
    .getByRole('button', { name: '记录联系', exact: true })
    .click()

const choose = async (page: Page, label: string, name: RegExp): Promise<void> => {
  await page.getByLabel(label, { exact: true }).click()
  await page.locator('.ant-select-dropdown:visible .ant-select-item-option').filter({ hasText: name }).first().click()
}

describe('the day of a unit', () => {
  test('the board is the day: new, to contact, due today, each a filter in the address', async () => {
    await handled('垃圾桶满溢')
    const untouched = await dispatched('地下室进水')
    await give(untouched, 'sign')
    const page = await desks.enter('unit-officer')
    const board = page.getByRole('navigation', { name: '今日' })
    for (const name of ['新到', '待签收', '待联系', '今日到期', '超时', '被退回', '二次办理'])
      await board.getByRole('link', { name: new RegExp(`^${name} \\d`) }).waitFor()
    expect(await board.getByRole('link', { name: /^待审/ }).count()).toBe(0)
    await board.getByRole('link', { name: /^待联系/ }).click()
    await expect.poll(() => page.url()).toContain('mark=to-contact')
    await page.getByRole('link', { name: /地下室进水/ }).waitFor()
    expect(await page.getByRole('link', { name: /垃圾桶满溢/ }).count()).toBe(0)
    await board.getByRole('link', { name: /^新到/ }).click()
    await page.getByRole('link', { name: /垃圾桶满溢/ }).waitFor()
    await page.context().close()

    const reviewer = await desks.enter('unit-reviewer')
    await reviewer.getByRole('navigation', { name: '今日' }).getByRole('link', { name: /^待审/ }).waitFor()
    await reviewer.context().close()
  })

  test('duty, absence, everything of the absent to another hand, hand-over and taking it on', async () => {
    for (const title of ['路灯不亮', '井盖松动']) {
      const ticketId = await handled(title)
      await give(ticketId, 'assign', { unit: HERE, person: 'li' })
    }
    const reviewer = await desks.enter('unit-reviewer')
    await reviewer.goto('/desk/roster')
    await reviewer
      .getByRole('button', { name: /白班负责人/ })
      .first()
      .click()
    await choose(reviewer, (await reviewer.getByRole('combobox').first().getAttribute('aria-label')) ?? '', /赵亮/)
    await reviewer.getByText('现在白班，负责人：赵亮').waitFor()
    await reviewer.getByRole('button', { name: '登记请假' }).click()
    await choose(reviewer, '谁', /李静/)
    await reviewer.getByRole('button', { name: '登记', exact: true }).click()
    await reviewer.getByText('手里 2 件').first().waitFor()
    await reviewer.getByRole('button', { name: '转交手里的工单' }).click()
    await reviewer.getByRole('link', { name: /路灯不亮/ }).waitFor()
    await choose(reviewer, '交给谁', /赵亮/)
    await reviewer.getByRole('button', { name: '先看看行不行' }).click()
    await reviewer.getByText('2 件可以办').waitFor()
    await expectAccessible(reviewer)
    await shoot(reviewer, 'roster-1440')
    await reviewer.getByRole('button', { name: '转交 2 件' }).click()
    await reviewer.getByText('2 件已办').waitFor()
    await reviewer.context().close()

    const officer = await desks.enter('unit-officer')
    await officer.goto('/desk/roster')
    await officer.getByRole('button', { name: '交班' }).click()
    await officer.getByLabel('交代的事').fill('三号楼等物业回电，答应下午四点前。')
    await officer.getByRole('checkbox').first().check()
    await officer.getByRole('button', { name: '交班' }).click()
    await officer.getByText('三号楼等物业回电').waitFor()
    expect(await officer.getByRole('button', { name: '由我接班' }).count()).toBe(0)
    await officer.context().close()

    const next = await enterAs('zhao')
    await next.getByText('三号楼等物业回电').waitFor()
    await next.getByRole('button', { name: '由我接班' }).click()
    await next.getByText('没有待接的交班。').waitFor()
    await next.goto('/desk/tickets?assignee=me')
    await next.getByRole('link', { name: /井盖松动/ }).waitFor()
    await next.context().close()
  })

  test('a reply: template, what is still missing, and the very words that the requester will read', async () => {
    const ticketId = await handled('三号楼漏水')
    const reviewer = await desks.enter('unit-reviewer')
    await reviewer.goto('/desk/templates')
    await reviewer.getByRole('button', { name: '新建模板' }).click()
    await reviewer.getByLabel('名称').fill('漏水已修')
    await reviewer.getByLabel('答复', { exact: true }).fill('您反映的{地点}漏水，已于＿＿修好。')
    await reviewer.getByRole('button', { name: '保存模板' }).click()
    await reviewer.getByText('您反映的{地点}漏水').waitFor()
    await expectAccessible(reviewer)
    await reviewer.context().close()

    const page = await desks.enter('unit-officer')
    await page.goto(`/desk/tickets/${ticketId}`)
    await page.getByRole('button', { name: '答复', exact: true }).click()
    await page.getByText(/还差 \d 项/).waitFor()
    await page.getByRole('combobox', { name: '从模板开始' }).click()
    await page.locator('.ant-select-item-option').filter({ hasText: '漏水已修' }).click()
    const text = page.getByRole('textbox', { name: '答复', exact: true })
    await expect.poll(() => text.inputValue()).toBe('您反映的百万庄东里 3 号楼漏水，已于＿＿修好。')
    await page.getByText('模板里的“＿＿”没有填完').waitFor()
    await text.fill('您反映的百万庄东里 3 号楼漏水，已于今天修好。')
    await page.getByRole('radio', { name: '属实', exact: true }).click()
    await page.getByLabel('采取的措施').fill('10月19日物业更换水管，街道现场核实。')
    await page.getByLabel('依据', { exact: true }).fill('《物业管理条例》')
    await page.keyboard.press('Enter')
    await page.getByRole('radio', { name: '已解决', exact: true }).click()
    await page.getByText('该有的都有了。').waitFor()
    const preview = page.getByRole('region', { name: '诉求人会看到' })
    await preview.getByText('办理情况已核对').waitFor()
    await preview.getByText('办理情况', { exact: true }).waitFor()
    await expectAccessible(page)
    await shoot(page, 'reply-1440')
    await page.context().close()
  })

  test('two on one ticket: each knows of the other, the second sees the first one’s words and keeps the own', async () => {
    const ticketId = await handled('楼顶广告牌松动')
    const [first, second] = [await enterAs('li'), await enterAs('zhao')]
    await first.goto(`/desk/tickets/${ticketId}`)
    await first.getByRole('button', { name: '记录联系', exact: true }).click()
    // Live updates would bring the second page up to date first: its line is cut, so that the conflict happens.
    await second.route('**/api/events', (route) => route.abort())
    await second.goto(`/desk/tickets/${ticketId}`)
    await second.getByText('李静正在“记录联系”').waitFor()
    await second.getByRole('button', { name: '记录联系', exact: true }).click()
    await first.getByText('赵亮正在“记录联系”').waitFor()
    for (const [page, note] of [
      [first, '约好明天上午上门。'],
      [second, '电话里说已经有人约过。'],
    ] as const) {
      await page.getByRole('radio', { name: '已联系上' }).click()
      await page.getByLabel('说了什么').fill(note)
    }
    await send(first)
    await first.getByText('约好明天上午上门。').waitFor()
    await send(second)
    const conflict = second.getByRole('alert').filter({ hasText: '别人刚动过这张工单' })
    await conflict.getByText('约好明天上午上门。').waitFor()
    expect(await second.getByLabel('说了什么').inputValue()).toBe('电话里说已经有人约过。')
    await expectAccessible(second)
    await second.getByRole('button', { name: '看过了，继续' }).click()
    await send(second)
    await second.getByRole('listitem').getByText('电话里说已经有人约过。').waitFor()
    await first.context().close()
    await second.context().close()
  })

  test('a session that ran out costs no word: another window signs in, and what was written is sent', async () => {
    const ticketId = await handled('树枝压线')
    const page = await enterAs('li')
    await page.goto(`/desk/tickets/${ticketId}`)
    await page.getByRole('button', { name: '记录联系', exact: true }).click()
    await page.getByRole('radio', { name: '已联系上' }).click()
    await page.getByLabel('说了什么').fill('园林队下午到场。')
    await page.context().clearCookies()
    await send(page)
    await page.getByText('请先登录。').waitFor()
    const [beside] = await Promise.all([
      page.context().waitForEvent('page'),
      page.getByRole('link', { name: '在新窗口登录' }).click(),
    ])
    await beside.getByRole('button', { name: '李静' }).click()
    await beside.getByRole('button', { name: '退出登录' }).waitFor()
    expect(await page.getByLabel('说了什么').inputValue()).toBe('园林队下午到场。')
    await send(page)
    await page.getByRole('listitem').getByText('园林队下午到场。').waitFor()
    await page.context().close()
  })

  test('paper: masked, marked with a name, and in the log before it is printed', async () => {
    const ticketId = await handled('楼道堆物')
    const page = await desks.enter('unit-officer')
    await page.goto(`/desk/tickets/${ticketId}`)
    await page.evaluate('window.print = () => { window.printed = true }')
    await page.getByRole('link', { name: '打印' }).click()
    await page.getByRole('radio', { name: '批示单' }).click()
    await page.getByText('领导批示').waitFor()
    await page.emulateMedia({ media: 'print' })
    expect(await page.getByRole('article').isVisible()).toBe(false)
    await page.emulateMedia({ media: 'screen' })
    await page.getByRole('button', { name: '打印' }).click()
    await expect.poll(() => page.evaluate('window.printed')).toBe(true)
    await page
      .getByText(/承办人甲 .*打印/)
      .last()
      .waitFor()
    expect(await page.getByRole('article').textContent()).not.toContain('13800000000')
    const { rows } = await desks.server.deps.pool.query(
      "select reason from access_log where ticket_id = $1 and what = 'print'",
      [ticketId],
    )
    expect(rows).toEqual([{ reason: 'instruction' }])
    await expectAccessible(page)
    await shoot(page, 'print-1440')
    await page.context().close()
  })
})

describe('screens', () => {
  for (const role of ['unit-officer', 'unit-reviewer'] as const) {
    test.each(WIDTHS)(`${role} at %i`, async (width) => {
      const page = await desks.enter(role, width)
      await page.locator('[data-row]').first().waitFor()
      await expectAccessible(page)
      await page.locator('[data-row]').first().click()
      await page.getByRole('heading', { name: '办理经过' }).waitFor()
      await expectAccessible(page)
      expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true)
      await shoot(page, `${role}-${width}`)
      await page.context().close()
    })
  }

  test.each(WIDTHS)('community-worker at %i: a short list, no name of a neighbour in a quarrel', async (width) => {
    const ticketId = await dispatched(`楼上漏水纠纷 ${width}`, { kind: 'report' })
    await give(ticketId, 'sign')
    await give(ticketId, 'assign', { unit: COMMUNITY, person: null })
    const page = await enterAs('worker-5', width)
    await page.getByRole('link', { name: new RegExp(`楼上漏水纠纷 ${width}`) }).click()
    await page.getByRole('heading', { name: '办理经过' }).waitFor()
    expect(await page.getByRole('article').textContent()).not.toMatch(/王\*\*|138/)
    await expectAccessible(page)
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true)
    await shoot(page, `community-worker-${width}`)
    await page.context().close()
  })

  test('dark is as readable as light', async () => {
    const page = await desks.enter('unit-officer')
    await page.getByRole('button', { name: '深色' }).click()
    await page.locator('[data-row]').first().waitFor()
    await expectAccessible(page)
    await shoot(page, 'unit-dark-1440')
    await page.context().close()
  })
})
