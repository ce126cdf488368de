import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { DEMO_PASSWORD } from '../../src/contract/demo-password.ts'
import { createAccount } from '../../src/store/account/accounts.ts'
import { hashPassword } from '../../src/store/account/passwords.ts'
import { confirmByCode, submit } from './citizens.ts'
import { type Desks, SIZES, startDesks } from './desks.ts'
import { shoot } from './site.ts'

const COMMUNITY = '110102009009'
const WORKER = '社工乙'
/** Nothing in it says what is broken: a person has to look at it. */
const WORDS = '三号楼二单元那个东西又坏了，上次来人也没弄好，老人出门不方便。'
const PHONE = '13800001111'

let desks: Desks
beforeAll(async () => {
  desks = await startDesks()
  const { pool } = desks.server.deps
  const passwordHash = await hashPassword(DEMO_PASSWORD)
  const worker = { accountId: 'worker-b', login: 'worker-b', role: 'community-worker', unit: COMMUNITY } as const
  await createAccount(pool, { ...worker, name: WORKER, passwordHash, demo: true })
  // Who was scored before the journey begins is not asked again in it.
  await pool.query(
    `insert into callback_recheck (ticket_id, attempts, next_at, over)
     select ticket_id, 2, '2026-10-20T00:00:00Z', true from ticket where phase = 'closed'`,
  )
})
afterAll(() => desks.stop())

async function enterWorker(): Promise<Page> {
  const page = await desks.open({ viewport: SIZES[390] })
  await page.goto('/desk')
  await page.getByRole('button', { name: WORKER }).click()
  await page.getByRole('button', { name: '退出登录' }).waitFor()
  return page
}

async function leave(page: Page, step: string): Promise<void> {
  await shoot(page, `one-ticket-${step}`)
  await page.context().close()
}

/** The form of an action, opened and ready to be filled in. */
async function form(page: Page, action: string) {
  await page.getByRole('button', { name: action, exact: true }).first().click()
  const place = page.getByRole('region', { name: action, exact: true })
  return { place, send: () => place.getByRole('button', { name: action, exact: true }).click() }
}

async function choose(page: Page, label: string, name: RegExp): Promise<void> {
  await page.getByRole('combobox', { name: label }).first().click()
  await page.locator('.ant-select-dropdown:visible .ant-select-item-option').filter({ hasText: name }).first().click()
}

/** What the leader reads first. */
async function standing(step: string): Promise<string> {
  const page = await desks.enter('leader')
  await page.getByRole('heading', { name: /概览/, level: 1 }).waitFor()
  const sentence = await page.locator('main p').first().innerText()
  await leave(page, step)
  return sentence
}

test('one ticket through all hands, until a leader’s number has changed', async () => {
  const before = await standing('0-leader-before')

  const citizen = await desks.open({ viewport: SIZES[1440] })
  const { number, secret } = await submit(desks, citizen, { words: WORDS })
  await shoot(citizen, 'one-ticket-1-citizen')
  const track = `/track/${number}?secret=${secret}`

  const agent = await desks.enter('agent')
  await agent.getByLabel('什么事').waitFor()
  await agent.request.put('/api/calls/mine/status', { data: { status: 'ready', extension: '8001' } })
  await agent.request.post('/api/calls', {
    headers: { 'x-huying-service-key': 'the-key-of-the-benches' },
    data: { callId: 'one-ticket', event: 'ringing', phone: PHONE, extension: '8001' },
  })
  await agent.getByRole('region', { name: '线路' }).getByText('振铃中').waitFor()
  await agent.keyboard.press('Alt+J')
  const history = agent.getByRole('region', { name: '此前的诉求' })
  await history.getByRole('link').first().waitFor()
  await agent.keyboard.press('Alt+C')
  await agent.keyboard.press('u')
  await history
    .getByText(/已催办/)
    .first()
    .waitFor()
  await leave(agent, '2-agent')

  const dispatcher = await desks.enter('dispatcher')
  await dispatcher
    .locator('[data-row]')
    .filter({ hasText: /三号楼二单元/ })
    .click()
  await dispatcher.getByRole('heading', { name: '先定分类' }).waitFor()
  await dispatcher.getByRole('combobox', { name: /分类/ }).fill('维修')
  await dispatcher.locator('.ant-select-dropdown:visible .ant-select-item-option').first().click()
  await dispatcher.getByRole('button', { name: '按此分类，接着派单' }).click()
  await dispatcher.getByRole('heading', { name: '派给谁' }).waitFor()
  await dispatcher.getByRole('button', { name: /^派给展览路街道/ }).click()
  await dispatcher.getByText(/已派给展览路街道/).waitFor()
  await leave(dispatcher, '3-dispatcher')

  const officer = await desks.enter('unit-officer')
  await officer.getByRole('link', { name: /三号楼二单元/ }).click()
  await (await form(officer, '签收')).send()
  const assigning = await form(officer, '交办')
  await choose(officer, '交给', /百万庄东/)
  await assigning.send()
  await officer
    .getByRole('listitem')
    .filter({ hasText: /交 百万庄东.* 具体办理/ })
    .first()
    .waitFor()
  await leave(officer, '4-subdistrict')

  const worker = await enterWorker()
  await worker.getByRole('link', { name: /三号楼二单元/ }).click()
  const contact = await form(worker, '记录联系')
  await worker.getByRole('radio', { name: '已联系上' }).click()
  await worker.getByLabel('说了什么').fill('上门看过，是单元门的闭门器坏了，约好下午换。')
  await contact.send()
  await worker.getByText('约好下午换').first().waitFor()
  await leave(worker, '5-community')

  const replying = await desks.enter('unit-officer')
  await replying.getByRole('link', { name: /三号楼二单元/ }).click()
  await replying.getByText('约好下午换').first().waitFor()
  const reply = await form(replying, '答复')
  await replying.getByRole('radio', { name: '属实', exact: true }).click()
  await replying
    .getByRole('textbox', { name: '答复', exact: true })
    .fill('三号楼二单元的闭门器已于10月19日下午更换，单元门开关正常。')
  await replying.getByLabel('采取的措施').fill('社区上门核实，物业当天更换闭门器。')
  await replying.getByLabel('依据', { exact: true }).fill('《物业管理条例》')
  await replying.keyboard.press('Enter')
  await replying.getByRole('radio', { name: '已解决', exact: true }).click()
  await reply.send()
  await replying.getByRole('article').getByText('答复待审', { exact: true }).waitFor()
  await leave(replying, '6-reply')

  const reviewer = await desks.enter('unit-reviewer')
  await reviewer.getByRole('navigation', { name: '今日' }).getByRole('link', { name: /^待审/ }).click()
  await reviewer.getByRole('link', { name: /三号楼二单元/ }).click()
  const review = await form(reviewer, '审核答复')
  await reviewer.getByRole('radio', { name: '通过', exact: true }).click()
  await review.send()
  await reviewer.getByText('待回访', { exact: true }).first().waitFor()
  await leave(reviewer, '7-reviewer')

  desks.server.clock.at = '2026-10-20T11:00:00.000Z'
  await answerByPhone(number)

  await citizen.goto(track)
  for (const said of ['展览路街道', '已办结']) await citizen.getByText(said).first().waitFor()
  await confirmByCode(citizen)
  await citizen.getByText('没有解决，要求再办').click()
  await citizen.locator('#reopen-text').fill('换上的闭门器第二天又松了，门关不上。')
  await citizen.getByRole('button', { name: '要求再办' }).click()
  await citizen.getByText('已经重新办理').waitFor()
  await leave(citizen, '9-citizen')

  const again = await desks.enter('unit-officer')
  await again.getByRole('navigation', { name: '今日' }).getByRole('link', { name: /^重办/ }).click()
  await again.getByRole('link', { name: /三号楼二单元/ }).click()
  await again.getByText('换上的闭门器第二天又松了').first().waitFor()
  await leave(again, '10-again')

  const after = await standing('11-leader-after')
  expect(after).not.toBe(before)
})

/** The plan says who is phoned: everybody before our citizen is not reached. */
async function answerByPhone(number: string): Promise<void> {
  const page = await desks.enter('callback-agent')
  await page.getByRole('button', { name: /接通下一位/ }).click()
  const phone = page.locator('a[href^="tel:"]')
  for (let person = 0; person < 40; person++) {
    await phone.waitFor()
    if ((await phone.getAttribute('href')) === `tel:${PHONE}`) break
    const shown = await phone.innerText()
    await page.keyboard.press('u')
    await phone.filter({ hasNotText: shown }).waitFor()
  }
  await page.getByText(number).first().waitFor()
  for (const [question, key] of [
    ['承办单位有没有跟您联系过', 'y'],
    ['您反映的问题解决了吗', '1'],
    ['您对办理结果满意吗', '1'],
  ] as const) {
    await page.getByRole('heading', { name: question }).waitFor()
    await page.keyboard.press(key)
  }
  await page.getByRole('heading', { name: '谢谢您。还有别的要说吗' }).waitFor()
  await shoot(page, 'one-ticket-8-callback')
  await page.keyboard.press('Enter')
  await page
    .getByText(/问到 1/)
    .first()
    .waitFor()
  await page.context().close()
}
