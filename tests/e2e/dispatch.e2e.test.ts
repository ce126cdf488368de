import type { Page } from 'playwright-core'
import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Desks, startDesks } from './desks.ts'
import { expectAccessible, shoot } from './site.ts'

let desks: Desks

beforeAll(async () => {
  desks = await startDesks()
})
afterAll(() => desks.stop())

const WORDS = '西城区展览路街道百万庄东社区三号楼下水道堵了，污水外溢，一楼都进水了，请尽快疏通。'

async function act(page: Page, action: string): Promise<void> {
  await page.getByRole('button', { name: action, exact: true }).click()
}

async function send(page: Page, action: string): Promise<void> {
  await page
    .getByRole('region', { name: action, exact: true })
    .getByRole('button', { name: action, exact: true })
    .click()
}

/** Chooses in one of the desks' searching lists. */
async function pick(page: Page, label: string, text: string, option: RegExp): Promise<void> {
  const box = page.getByRole('combobox', { name: label, exact: true })
  await box.click()
  await box.fill(text)
  await page.locator('.ant-select-item-option').filter({ hasText: option }).first().click()
}

/** Another ticket of the same category, whose return was rejected: a precedent. */
async function earlierReturn(): Promise<void> {
  const ticketId = uuidv7()
  const give = (who: 'officer' | 'dispatcher', name: string, payload: object) =>
    desks.server.as(who, {
      method: 'POST',
      url: `/api/tickets/${ticketId}/commands/${name}`,
      headers: { 'idempotency-key': uuidv7() },
      payload,
    })
  const payload = {
    ticketId,
    channel: 'phone',
    words: '院里污水井冒水，下水道堵了两天。',
    title: '下水道堵塞',
    place: { district: '110102', subdistrict: '110102009', community: null, address: null },
    classify: { category: '02-02' },
  }
  const answers = [
    await desks.server.as('agent', { method: 'POST', url: '/api/tickets', payload }),
    await give('officer', 'request-return', { ground: 'wrong-duty', reason: '应由排水集团负责。' }),
    await give('dispatcher', 'decide-return', { accept: false, reason: '院内管道属地先行处置。' }),
  ]
  expect(
    answers.map((one) => one.statusCode),
    answers.at(1)?.body,
  ).toEqual([201, 200, 200])
}

describe('the right unit, and the reason', () => {
  let ticketId = ''

  test('agent: words bring category, place, unit and limit, tinted until they are accepted', async () => {
    const agent = await desks.enter('agent')
    await agent.goto('/desk/register')
    await agent.getByText('说几句就有建议…').waitFor()
    await agent.getByLabel('什么事').fill(WORDS)
    const advice = agent.getByRole('region', { name: '建议', exact: true })
    await advice.getByText('未确认').waitFor()
    await advice.getByText('下水管道堵塞').first().waitFor()
    await advice.getByText(/西城区 · 展览路街道 · 百万庄东社区/).waitFor()
    await advice
      .getByText(/目录第 \d+ 行/)
      .first()
      .waitFor()
    expect(await advice.getAttribute('data-confirmed')).toBe('false')
    await advice.getByText('为什么这样建议').click()
    await advice.getByText(/话里提到“展览路街道”/).waitFor()
    await shoot(agent, 'dispatch-register')
    await expectAccessible(agent)
    await advice.getByRole('button', { name: '全部采用' }).click()
    await expect.poll(() => advice.getAttribute('data-confirmed')).toBe('true')
    await agent.getByRole('checkbox', { name: '先不派单' }).check()
    await agent.getByRole('button', { name: '登记并派单' }).click()
    await agent.getByRole('button', { name: '对方确认，派单' }).click()
    await agent.getByText('已登记，请念给对方听').waitFor()
    const href = await agent.getByRole('link', { name: '打开这张工单' }).getAttribute('href')
    ticketId = href?.split('/').at(-1)?.split('?')[0] ?? ''
    expect(ticketId).toMatch(/^[0-9a-f-]{36}$/)
    await agent.context().close()
  })

  test('dispatcher: the proposal stands above the form, and another unit needs a reason', async () => {
    const page = await desks.enter('dispatcher')
    await page.goto(`/desk/tickets/${ticketId}`)
    await act(page, '派单')
    const advice = page.getByRole('region', { name: '建议', exact: true })
    await advice.getByText('未确认').waitFor()
    await pick(page, '主办单位', '月坛街道', /月坛街道/)
    await page.getByText(/主办与建议的展览路街道不同/).waitFor()
    await send(page, '派单')
    await page
      .getByText(/请写明理由/)
      .first()
      .waitFor()
    await shoot(page, 'dispatch-overrule')
    await page.getByLabel('改派理由').fill('三号楼按最新区划归月坛街道管理。')
    await send(page, '派单')
    await page.getByRole('article').getByText('待签收', { exact: true }).first().waitFor()
    await page.getByRole('button', { name: '为什么？' }).click()
    const why = page.getByRole('dialog')
    await why.getByText(/改了：主办单位.*三号楼按最新区划归月坛街道管理/).waitFor()
    await why.getByText(/机器建议分类“下水管道堵塞”.*主办展览路街道/).waitFor()
    await page.context().close()
  })

  test('unit: opens why us, gives it back with a ground; the review has clause, ground and precedents side by side', async () => {
    await earlierReturn()
    // Sent on by the catalogue first, so that there is a clause to answer.
    const key = () => uuidv7()
    const command = (name: string, payload: object) => ({
      method: 'POST' as const,
      url: `/api/tickets/${ticketId}/commands/${name}`,
      headers: { 'idempotency-key': key() },
      payload,
    })
    const given = await desks.server.as(
      'neighbour',
      command('request-return', { ground: 'wrong-place', reason: '该楼不在本街道辖区。', suggested: '110102009' }),
    )
    // The neighbour of the cast sits in a third subdistrict: only the unit that holds it may.
    expect(given.json().code).toBe('rights.other-unit')
    await desks.server.deps.pool.query(
      `insert into account (account_id, login, name, role, unit_id) values ('yuetan', 'yuetan', '月坛承办', 'unit-officer', '110102007')`,
    )
    const { log, clock } = desks.server.deps
    const officer = { kind: 'person', account: 'yuetan', unit: '110102007', role: 'unit-officer' } as const
    const returned = await log.submit(
      {
        ticketId,
        key: key(),
        actor: officer,
        type: 'request-return',
        body: { ground: 'wrong-place', legalBasis: null, suggested: '110102009', reason: '该楼不在本街道辖区。' },
      },
      clock.now(),
    )
    expect(returned.ok, JSON.stringify(returned)).toBe(true)
    const accepted = await desks.server.as('dispatcher', command('decide-return', { accept: true, reason: '属实。' }))
    expect(accepted.statusCode, accepted.body).toBe(200)
    const again = await desks.server.as(
      'dispatcher',
      command('dispatch', { lead: '110102009', assisting: ['110102-housing'], mode: 'joint' }),
    )
    expect(again.statusCode, again.body).toBe(200)

    const unit = await desks.enter('unit-officer')
    await unit.goto(`/desk/tickets/${ticketId}`)
    await unit.getByRole('button', { name: '为什么？' }).click()
    const why = unit.getByRole('dialog')
    await why.getByText(/按派单目录第 \d+ 行/).waitFor()
    await why.getByText(/分类是“下水管道堵塞”，依据话里的/).waitFor()
    await why.getByText('这是第 2 次派单').waitFor()
    await why.getByText('先例', { exact: true }).waitFor()
    await shoot(unit, 'dispatch-why')
    await expectAccessible(unit)
    await unit.keyboard.press('Escape')
    await act(unit, '申请退单')
    await unit.getByRole('combobox', { name: '退单事由' }).click()
    await unit.locator('.ant-select-item-option').first().click()
    await unit.getByLabel('理由', { exact: true }).fill('管道产权属物业公司，不属街道职责。')
    await send(unit, '申请退单')
    await unit.getByRole('article').getByText('退单审核', { exact: true }).first().waitFor()
    await unit.context().close()

    const page = await desks.enter('dispatcher')
    await page.goto(`/desk/tickets/${ticketId}`)
    await act(page, '审核退单')
    const review = page.getByRole('region', { name: '退单理由对照目录条款' })
    await review.getByText('当初按这一条派出').waitFor()
    await review.getByText('管道产权属物业公司，不属街道职责。').waitFor()
    await review.getByRole('table').waitFor()
    await shoot(page, 'dispatch-return-review')
    await expectAccessible(page)
    await review.getByRole('button', { name: '建议修改目录' }).click()
    await pick(page, '这类事项应由谁主办', '西城区住房', /住房/)
    await review.getByLabel('理由').fill('楼内管道先由住建部门认定产权。')
    await review.getByRole('button', { name: '交给规则管理员' }).click()
    await page.getByText('建议已交给规则管理员').waitFor()
    await page.getByRole('radio', { name: '驳回', exact: true }).check()
    await page
      .getByRole('region', { name: '审核退单' })
      .getByLabel('理由', { exact: true })
      .fill('目录写明由街道主办，请先行处置。')
    await send(page, '审核退单')
    await page.getByText('驳回退单').first().waitFor()

    await page.goto('/desk/precedents')
    await page.getByRole('table').getByText('驳回退单').first().waitFor()
    await page.getByText('目录写明由街道主办，请先行处置。').waitFor()
    await shoot(page, 'precedents')
    await expectAccessible(page)
    await page.goto('/desk/proposals')
    await page.getByText('楼内管道先由住建部门认定产权。').waitFor()
    await expectAccessible(page)
    await page.context().close()
  })

  test('measures: each number opens to its tickets', async () => {
    const page = await desks.enter('assessor')
    await page.goto('/desk/dispatch-measures')
    await page.getByRole('heading', { name: '派单质量' }).waitFor()
    await page.getByRole('row', { name: /合计/ }).waitFor()
    await shoot(page, 'dispatch-measures')
    await expectAccessible(page)
    await page
      .getByRole('row', { name: /合计/ })
      .getByRole('link', { name: /没有一次派准/ })
      .click()
    await page.getByRole('heading', { name: '没有一次派准' }).waitFor()
    await page.getByRole('listitem').first().waitFor()
    await page.context().close()
  })
})
