import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ActiveModel } from '../../src/cli/model/active-model.ts'
import { DeskModels } from '../../src/cli/model/desk-models.ts'
import { Shelf } from '../../src/cli/model/shelf.ts'
import { madeUpExamples, ORDER } from '../../src/intelligence/model/fixture.ts'
import { trainModel } from '../../src/intelligence/model/train.ts'
import type { CastMember } from '../server/start.ts'
import { type Desks, SIZES, startDesks } from './desks.ts'
import { expectAccessible, shoot } from './site.ts'

let desks: Desks
let folder = ''

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'huying-models-'))
  desks = await startDesks({ models: await twoModels() })
})
afterAll(async () => {
  await desks.stop()
  await rm(folder, { recursive: true, force: true })
})

/** Two models on a shelf, the first in use, and messages to compare them on. */
async function twoModels(): Promise<DeskModels> {
  const examples = madeUpExamples()
  const shelf = new Shelf(folder)
  for (const [name, part] of [
    ['新训模型', examples.map((one) => ({ ...one, label: one.label === 'bus' ? 'metro' : one.label }))],
    ['现用模型', examples],
  ] as const) {
    const trained = trainModel(part, { ...ORDER, name })
    if (!trained.ok) throw new Error(trained.rejection.code)
    await shelf.putBytesToUse(trained.value.bytes)
  }
  const lines = examples
    .filter((_one, at) => at % 3 === 0)
    .map(({ uid, title, text, label }) => JSON.stringify({ uid, title, text, label }))
  await writeFile(join(folder, 'models', 'validation.jsonl'), lines.join('\n'))
  const active = new ActiveModel(shelf, (error) => {
    throw error
  })
  return new DeskModels({ data: folder, shelf, active, tickets: () => Promise.resolve([]) })
}

const HERE = { district: '110102', subdistrict: '110102009', community: null, address: null }

async function take(title: string, part: object = {}): Promise<string> {
  const ticketId = uuidv7()
  const payload = {
    ticketId,
    channel: 'phone',
    words: `${title}，三号楼下水道堵了，污水外溢，请尽快疏通。`,
    title,
    place: HERE,
    classify: { category: '02-02' },
    dispatch: 'hold',
    ...part,
  }
  const answer = await desks.server.as('agent', { method: 'POST', url: '/api/tickets', payload })
  expect(answer.statusCode, answer.body).toBe(201)
  return ticketId
}

async function give(who: CastMember, ticketId: string, command: string, payload: object): Promise<void> {
  const answer = await desks.server.as(who, {
    method: 'POST',
    url: `/api/tickets/${ticketId}/commands/${command}`,
    headers: { 'idempotency-key': uuidv7() },
    payload,
  })
  expect(answer.statusCode, answer.body).toBe(200)
}

const AS_PROPOSED = { lead: '110102009', assisting: ['110102-housing'], mode: 'joint' }
const RETURN = { ground: 'wrong-duty', reason: '主管网归排水集团管，不属街道职责。' }

/** Given back twice: the next dispatch is settled together. */
async function thirdHop(title: string): Promise<string> {
  const ticketId = await take(title)
  await give('dispatcher', ticketId, 'dispatch', AS_PROPOSED)
  await give('officer', ticketId, 'request-return', { ...RETURN, suggested: '110102010' })
  await give('dispatcher', ticketId, 'decide-return', { accept: true, reason: '属实，改派。' })
  await give('dispatcher', ticketId, 'dispatch', { lead: '110102010', reason: '按退单单位的说法改派。' })
  await give('neighbour', ticketId, 'request-return', {
    ...RETURN,
    reason: '堵点在展览路一侧。',
    suggested: '110102009',
  })
  return ticketId
}

const row = (page: Page, title: string) => page.locator('[data-row]').filter({ hasText: title })
const heading = (page: Page, title: string) => page.getByRole('heading', { level: 2, name: title, exact: true })

/** Chooses in one of the desks' searching lists. */
async function pick(page: Page, label: string, text: string, option: RegExp): Promise<void> {
  const box = page.getByRole('combobox', { name: label })
  await box.click()
  await box.fill(text)
  await page.locator('.ant-select-item-option').filter({ hasText: option }).first().click()
}

describe('the dispatch desk', () => {
  test('begins the day here; by keyboard: open, follow the catalogue, and the next opens by itself', async () => {
    await take('甲院下水道堵塞')
    await take('乙院下水道堵塞')
    const page = await desks.enter('dispatcher')
    await page.waitForURL(/\/desk\/dispatch/)
    await row(page, '甲院').waitFor()
    await expectAccessible(page)
    await row(page, '甲院').focus()
    await page.keyboard.press('Enter')
    await heading(page, '甲院下水道堵塞').waitFor()
    const candidates = page.getByRole('group', { name: '考虑过的单位' })
    await candidates.getByText('展览路街道').first().waitFor()
    expect(await candidates.getByRole('radio', { checked: true }).count()).toBe(1)
    await candidates
      .getByText(/在办 \d+ 件/)
      .first()
      .waitFor()
    await shoot(page, 'dispatch-desk')
    await expectAccessible(page)
    await page.getByRole('button', { name: /^派给展览路街道/ }).focus()
    await page.keyboard.press('Enter')
    await page.getByText(/“甲院下水道堵塞”已派给展览路街道/).waitFor()
    await heading(page, '乙院下水道堵塞').waitFor()
    await expect.poll(() => row(page, '甲院').count()).toBe(0)
    await page.context().close()
  })

  test('another unit than the catalogue’s needs a reason, and only then', async () => {
    await take('丙院下水道堵塞')
    const page = await desks.enter('dispatcher')
    await row(page, '丙院').click()
    await heading(page, '丙院下水道堵塞').waitFor()
    await page.getByRole('group', { name: '考虑过的单位' }).waitFor()
    expect(await page.getByLabel(/为什么改派/).count()).toBe(0)
    await pick(page, '主办单位（也可以另找）', '月坛街道', /月坛街道/)
    await page.getByRole('button', { name: /^派给月坛街道/ }).click()
    await page.getByText('请填写“改派理由”').first().waitFor()
    await shoot(page, 'dispatch-desk-overrule')
    await page.getByLabel(/为什么改派/).fill('三号楼按最新区划归月坛街道。')
    await page.getByRole('button', { name: /^派给月坛街道/ }).click()
    await page.getByText(/“丙院下水道堵塞”已派给月坛街道/).waitFor()
    await page.context().close()
  })

  test('nobody has classified it: that comes first', async () => {
    await take('丁院怪味', { classify: null })
    const page = await desks.enter('dispatcher')
    await row(page, '丁院怪味').click()
    await page.getByRole('heading', { name: '先定分类' }).waitFor()
    await page.getByRole('button', { name: /采用 分类/ }).click()
    await page.getByRole('button', { name: '按此分类，接着派单' }).click()
    await page.getByRole('heading', { name: '派给谁' }).waitFor()
    await expectAccessible(page)
    await page.context().close()
  })

  test('many at once: a preview, what is left out with the words why, and somebody who was first', async () => {
    const ids = [await take('戊一下水道'), await take('戊二下水道'), await take('戊三下水道')]
    await take('戊四说不清', { classify: null })
    const page = await desks.enter('dispatcher')
    await row(page, '戊一').focus()
    await page.keyboard.press('x')
    await page.getByText('已选 1 件').waitFor()
    await page.getByRole('checkbox', { name: '选中：戊四说不清' }).click({ modifiers: ['Shift'] })
    await page.getByText('已选 4 件').waitFor()
    await page.getByRole('button', { name: '预览并一起派' }).click()
    await page.getByRole('heading', { name: '一起派 3 件' }).waitFor()
    await page.getByRole('region', { name: '1 件不一起派，请逐件看' }).getByText('还没有分类').waitFor()
    await shoot(page, 'dispatch-desk-bulk')
    await expectAccessible(page)
    // Somebody else is quicker with one of them.
    await give('dispatcher', ids[1] ?? '', 'dispatch', AS_PROPOSED)
    await page.getByRole('button', { name: '全部派出（3 件）' }).click()
    await page.getByText('已派出 2 件，别人先办 1 件').waitFor()
    await page
      .getByRole('row', { name: /戊二下水道/ })
      .getByText('别人先办了，没有重复派')
      .waitFor()
    await shoot(page, 'dispatch-desk-bulk-done')
    const { rows } = await desks.server.deps.pool.query<{ hop: number }>(
      'select max(hop) as hop from dispatch_hop where ticket_id = any($1) group by ticket_id',
      [ids],
    )
    expect(rows.map((one) => Number(one.hop))).toEqual([1, 1, 1])
    await page.context().close()
  })

  test('a return: ground and clause side by side, a rejection says why', async () => {
    const ticketId = await take('己院下水道堵塞')
    await give('dispatcher', ticketId, 'dispatch', AS_PROPOSED)
    await give('officer', ticketId, 'request-return', RETURN)
    const page = await desks.enter('dispatcher')
    await page.getByRole('link', { name: /待审退单/ }).click()
    await row(page, '己院').click()
    const review = page.getByRole('region', { name: '退单理由对照目录条款' })
    await review.getByText('主管网归排水集团管，不属街道职责。').waitFor()
    await review.getByText('当初按这一条派出').waitFor()
    await page.getByRole('button', { name: '驳回退单' }).click()
    await page
      .getByText(/驳回要写明理由/)
      .first()
      .waitFor()
    await page.getByLabel(/^理由（驳回必填/).fill('院内管道由属地先行处置。')
    await shoot(page, 'dispatch-desk-return')
    await expectAccessible(page)
    await page.getByRole('button', { name: '驳回退单' }).click()
    await page.getByText('已驳回，原单位继续办理').waitFor()
    await page.context().close()
  })

  test('a third hop: units are asked, one answers at its own desk, the ruling binds', async () => {
    const ticketId = await thirdHop('庚院下水道堵塞')
    const page = await desks.enter('dispatcher')
    await page.goto(`/desk/dispatch?queue=return-review&ticket=${ticketId}`)
    await page.getByText(/同意后就是第 3 次派单/).waitFor()
    await page.getByLabel(/^理由（驳回必填/).fill('两家都说不是，会商定责。')
    await page.getByRole('button', { name: '同意退单，转会商' }).click()
    await page.getByText('已同意，转入会商').waitFor()
    await page.goto(`/desk/dispatch?queue=consulting&ticket=${ticketId}`)
    await page.getByRole('list', { name: '前几次派单' }).getByText('堵点在展览路一侧。').waitFor()
    await page.getByRole('button', { name: '征求意见' }).click()
    await page
      .getByText(/还没有答复，已等/)
      .first()
      .waitFor()

    const unit = await desks.enter('unit-officer')
    await unit.goto(`/desk/tickets/${ticketId}`)
    await unit.getByRole('button', { name: '提出会商意见' }).click()
    const opinion = unit.getByRole('region', { name: '提出会商意见' })
    await opinion.getByRole('radio', { name: '本单位可以协办' }).check()
    await opinion.getByLabel('理由').fill('可以配合清掏院内支管。')
    await opinion.getByRole('button', { name: '提出会商意见' }).click()
    await unit
      .getByText(/展览路街道的会商意见：本单位可以协办/)
      .first()
      .waitFor()
    await unit.context().close()

    await page.getByRole('list', { name: '各单位意见' }).getByText('可以配合清掏院内支管。').waitFor()
    await pick(page, '主办单位', '金融街街道', /金融街街道/)
    await page.getByLabel('会商纪要').fill('主管网由金融街街道协调排水集团，展览路街道配合。')
    await shoot(page, 'dispatch-desk-consult')
    await expectAccessible(page)
    await page.getByRole('button', { name: '会商定案并派出' }).click()
    await page.getByText('已定案并派出').waitFor()
    await page.goto('/desk/proposals')
    await page.getByText('主管网由金融街街道协调排水集团').first().waitFor()
    await page.context().close()
  })

  test.each([1440, 1024, 390] as const)('dispatcher at %i', async (width) => {
    await take(`辛院下水道堵塞${width}`)
    const page = await desks.enter('dispatcher', width)
    await row(page, `辛院下水道堵塞${width}`).click()
    await page.getByRole('heading', { name: '派给谁' }).waitFor()
    await page.getByRole('button', { name: /^派给/ }).waitFor()
    await expectAccessible(page)
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true)
    await shoot(page, `dispatcher-${width}`)
    if (width === 1440) {
      await page.getByRole('button', { name: '深色' }).click()
      await expectAccessible(page)
      await shoot(page, 'dispatcher-dark')
    }
    await page.context().close()
  })

  test('text models: side by side on the same messages, put in use with a reason that stays', async () => {
    await desks.server.deps.pool.query(
      `insert into account (account_id, login, name, role, unit_id, password_hash, demo)
       select 'card-editor', 'card-editor', '规则甲', 'policy-editor', 'centre', password_hash, true
       from account where account_id = 'card-dispatcher'`,
    )
    const page = await desks.open({ viewport: SIZES[1440] })
    await page.goto('/desk')
    await page.getByRole('button', { name: '规则甲' }).click()
    await page.getByRole('button', { name: '退出登录' }).waitFor()
    await page.goto('/desk/models')
    await page.getByRole('row', { name: /现用模型.*正在使用/ }).waitFor()
    await page
      .getByRole('row', { name: /新训模型/ })
      .getByRole('button', { name: '与在用的对照' })
      .click()
    await page.getByText(/models\/validation.jsonl，共 100 条。 新模型改对 0 条/).waitFor()
    await page.getByRole('region', { name: '各类 F1' }).waitFor()
    await expectAccessible(page)
    await shoot(page, 'models')
    await page.getByRole('button', { name: '启用“新训模型”' }).click()
    await page.getByText('请填写“理由”').waitFor()
    await page.getByLabel('为什么启用“新训模型”').fill('先试用一周，看地铁类。')
    await page.getByRole('button', { name: '启用“新训模型”' }).click()
    await page.getByRole('row', { name: /新训模型.*正在使用/ }).waitFor()
    await page.getByText('先试用一周，看地铁类。').waitFor()
    await expectAccessible(page)
    await page.context().close()
  })
})
