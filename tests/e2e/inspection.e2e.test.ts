import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Desks, PERIOD, startDesks } from './desks.ts'
import { expectAccessible, shoot } from './site.ts'

let desks: Desks
beforeAll(async () => {
  desks = await startDesks()
})
afterAll(() => desks.stop())

const WIDTHS = [1440, 1024, 390] as const
const RIGHT = ['诉求记录是否如实', '分类是否准确', '依据是否正确', '联系情况是否属实']
const SAMPLE = `/desk/inspection?period=${PERIOD}`

describe('quality inspection', () => {
  test('inspector: draws a sample, reads a ticket beside its checklist, marks it, goes on to the next', async () => {
    const page = await desks.enter('inspector')
    await page.waitForURL('**/desk/inspection')
    await page.goto(SAMPLE)
    await page.getByText('这个考核期还没有样本').waitFor()
    await page.getByRole('button', { name: '抽取样本' }).click()
    const sample = page.getByRole('region', { name: '样本中的工单' })
    // The draw is by chance: departments' tickets are among them, and the next reader is of the subdistrict.
    const closed = sample.getByRole('listitem').filter({ hasText: '已办结' }).filter({ hasText: '展览路街道' })
    await closed.first().waitFor()
    expect(await sample.getByText('待看').count()).toBe(await sample.getByRole('listitem').count())
    await closed.first().getByRole('link').click()
    const panel = page.getByRole('article')
    await panel.getByRole('heading', { name: '检查表' }).waitFor()
    const first = await panel.getByRole('heading', { level: 2 }).textContent()
    for (const question of RIGHT)
      await panel.getByRole('radiogroup', { name: question }).getByText('符合', { exact: true }).click()
    for (const question of ['答复是否回应诉求', '佐证是否证明结果'])
      await panel.getByRole('radiogroup', { name: question }).getByText('不符合', { exact: true }).click()
    await panel.getByLabel('标记为虚假办结').check()
    await panel.getByRole('button', { name: '保存，看下一张' }).click()
    await panel.getByText('标记虚假办结请写明依据。').waitFor()
    await panel.getByLabel('说明与依据').fill('答复称已修复，现场照片是另一处。')
    await shoot(page, 'inspection-checklist-1440')
    await panel.getByRole('button', { name: '保存，看下一张' }).click()
    await expect.poll(() => panel.getByRole('heading', { level: 2 }).textContent()).not.toBe(first)
    await sample.getByText('虚假办结').waitFor()
    await page.context().close()
  })

  test('unit reviewer: sees the mark on the ticket and objects; another person decides', async () => {
    const { rows } = await desks.server.database.pool.query<{ ticket_id: string }>(
      `select ticket_id from inbox where marks @> '{falsely-closed}' and unit_id = '110102009'`,
    )
    const place = `/desk/tickets/${rows[0]?.ticket_id}`
    let page = await desks.enter('unit-reviewer')
    await page.goto(place)
    await page.getByText('质检标记：虚假办结（展览路街道）').waitFor()
    await page.getByRole('button', { name: '对虚假办结提出异议' }).click()
    await page.getByLabel('为什么不同意').fill('照片编号有误，已补正确的一张。')
    await page.getByRole('button', { name: '对虚假办结提出异议' }).last().click()
    await page.getByText('承办单位对虚假办结标记提出异议').waitFor()
    await page.context().close()

    page = await desks.enter('supervisor')
    await page.goto('/desk/inspection')
    await page.getByRole('region', { name: '虚假办结标记' }).getByText('待复核').waitFor()
    await page.getByRole('region', { name: '虚假办结标记' }).getByRole('link').first().click()
    await page.getByRole('button', { name: '复核虚假办结' }).click()
    await page.getByLabel('撤销标记').check()
    await page.getByLabel('理由').fill('照片可证')
    await page.getByRole('button', { name: '复核虚假办结' }).last().click()
    await page.getByText('复核：撤销虚假办结标记').waitFor()
    await page.context().close()
  })

  test.each(WIDTHS)('inspector at %i', async (width) => {
    const page = await desks.enter('inspector', width)
    await page.goto(SAMPLE)
    await page.getByRole('region', { name: '样本中的工单' }).getByText('待看').first().waitFor()
    const waiting = page.getByRole('region', { name: '样本中的工单' }).getByRole('listitem').filter({ hasText: '待看' })
    await waiting.first().getByRole('link').click()
    await page.getByRole('heading', { name: '检查表' }).waitFor()
    await expectAccessible(page)
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true)
    await shoot(page, `inspector-${width}`)
    await page.context().close()
  })
})

describe('supervision', () => {
  test('supervisor orders by number; the unit answers; it goes back once and is ended', async () => {
    const { rows } = await desks.server.database.pool.query<{ number: string; ticket_id: string }>(
      `select number, ticket_id from inbox where unit_id = '110102009' and responsible = '110102009' and phase = 'handling'
       and not marks @> '{supervised}' order by number limit 1`,
    )
    let page = await desks.enter('supervisor')
    await page.waitForURL('**/desk/supervision')
    await page.getByRole('button', { name: '新督办单' }).click()
    await page.getByLabel('工单编号').fill('JS-20990101-000001-A')
    await page.getByLabel('要求').fill('两日内到现场核实并说明完成时间')
    await page.getByRole('button', { name: '发出督办单' }).click()
    await page.getByText('没有这个编号的工单。').waitFor()
    await page.getByLabel('工单编号').fill(rows[0]?.number ?? '')
    await page.getByRole('button', { name: '发出督办单' }).click()
    await page.getByRole('listitem').filter({ hasText: '两日内到现场核实并说明完成时间' }).waitFor()
    await page.context().close()

    const unit = await desks.enter('unit-officer')
    await unit.goto('/desk/supervision')
    const order = unit.getByRole('listitem').filter({ hasText: '两日内到现场核实并说明完成时间' })
    await order.getByRole('button', { name: '回复' }).click()
    await order.getByLabel('回复内容').fill('已到现场，周五完成')
    await order.getByRole('button', { name: '回复' }).click()
    await order.getByText(/承办人甲.*回复：已到现场，周五完成/).waitFor()
    expect(await order.getByRole('button', { name: '办结' }).count()).toBe(0)
    await unit.context().close()

    page = await desks.enter('supervisor')
    const answered = page.getByRole('listitem').filter({ hasText: '已到现场，周五完成' })
    await answered.getByRole('button', { name: '退回再办' }).click()
    await answered.getByLabel('退回理由').fill('没有说明谁负责')
    await answered.getByRole('button', { name: '退回再办' }).click()
    await answered.getByText('退回过 1 次').waitFor()
    await page.context().close()
  })

  test.each(WIDTHS)('supervisor at %i', async (width) => {
    const page = await desks.enter('supervisor', width)
    await page.getByRole('heading', { name: '督办与提级' }).waitFor()
    await expectAccessible(page)
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true)
    await shoot(page, `supervisor-${width}`)
    await page.context().close()
  })

  test('agent: has neither page in the menu, and the server refuses', async () => {
    const page = await desks.enter('agent')
    for (const [name, place] of [
      ['质检', '/desk/inspection'],
      ['督办', '/desk/supervision'],
    ] as const) {
      expect(await page.getByRole('link', { name, exact: true }).count()).toBe(0)
      await page.goto(place)
      await page.getByRole('alert').first().waitFor()
    }
    await page.context().close()
  })
})
