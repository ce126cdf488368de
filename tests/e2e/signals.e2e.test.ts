import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Desks, openPlace, PERIOD, startDesks } from './desks.ts'
import { expectAccessible, shoot } from './site.ts'

let desks: Desks

beforeAll(async () => {
  desks = await startDesks()
  const { rows } = await desks.server.database.pool.query<{ ticket_id: string }>(
    `select f.ticket_id from assessment_fact f join ticket t using (ticket_id)
     where f.standing = 'counted' and t.phase = 'closed' order by 1 limit 1`,
  )
  const told = await desks.server.as('agent', {
    method: 'POST',
    url: `/api/tickets/${rows[0]?.ticket_id}/commands/report-pressure`,
    headers: { 'idempotency-key': uuidv7() },
    payload: {},
  })
  expect(told.statusCode, told.body).toBe(200)
})
afterAll(() => desks.stop())

describe('signals', () => {
  test('assessor: from the sentence to the tickets, and a note under a name', async () => {
    const page = await desks.enter('assessor')
    await openPlace(page, '核查线索')
    await page.getByRole('heading', { name: '核查线索', level: 1 }).waitFor()
    const signal = page.getByRole('listitem').filter({ hasText: '诉求人反映受压' }).first()
    await signal.getByText('尚未核查').waitFor()
    await signal.getByRole('button', { name: '记录核查结果' }).click()
    await signal.getByLabel('可以解释').check()
    await signal.getByLabel(/核查说明/).fill('已电话核实，系误解')
    await shoot(page, 'signals-assessor')
    await expectAccessible(page)
    await signal.getByRole('button', { name: '保存' }).click()
    await signal.getByText('已核查 1 次').waitFor()
    await signal.getByText('已电话核实，系误解').waitFor()
    await signal.getByText('1 张工单').click()
    await signal.getByRole('link').first().click()
    await page.waitForURL(/\/desk\/tickets\//)
    await page.context().close()
  })

  test('assessor: another period stands in the address, on a narrow screen too', async () => {
    const page = await desks.enter('assessor', 390)
    await page.goto(`/desk/signals?period=${PERIOD}`)
    await page.getByText(/2026-09-19 至 2026-10-18/).waitFor()
    await shoot(page, 'signals-assessor-390')
    await expectAccessible(page)
    await page.context().close()
  })

  test('unit officer: has no such page in the menu, and the server refuses', async () => {
    const page = await desks.enter('unit-officer')
    expect(await page.getByRole('link', { name: '核查线索' }).count()).toBe(0)
    await page.goto('/desk/signals')
    await page.getByRole('alert').first().waitFor()
    expect(await page.getByRole('listitem').filter({ hasText: '诉求人反映受压' }).count()).toBe(0)
    await page.context().close()
  })
})
