import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Desks, PERIOD, startDesks } from './desks.ts'
import { expectAccessible, shoot } from './site.ts'

let desks: Desks
beforeAll(async () => {
  desks = await startDesks()
})
afterAll(() => desks.stop())

const BOARD = `/desk/month?period=${PERIOD}`

/** What the simulated weeks left open holds up the freeze: two people decide it on the tickets. */
async function decideExclusions(): Promise<void> {
  const { rows } = await desks.server.database.pool.query<{ id: string; marks: string[] }>(
    `select ticket_id as id, marks from inbox where unit_id = 'centre' and marks && '{exclusion-pending,exclusion-objected}'`,
  )
  for (const { id, marks } of rows) {
    const [command, payload] = marks.includes('exclusion-pending')
      ? ['decide-exclusion', { approve: false, reason: '证据不足' }]
      : ['decide-objection', { lift: false, reason: '已核' }]
    const answer = await desks.server.as('assessor', {
      method: 'POST',
      url: `/api/tickets/${id}/commands/${command}`,
      headers: { 'idempotency-key': `e2e-${command}-${id}` },
      payload,
    })
    expect(answer.statusCode, answer.body).toBe(200)
  }
}

describe('the month’s board', () => {
  test('draft → appeal → decision → audit → freeze → bulletin, each by whoever is next', async () => {
    await decideExclusions()
    let assessor = await desks.enter('assessor')
    await assessor.goto(BOARD)
    await assessor.getByText('轮到考评员。').waitFor()
    await assessor.getByRole('button', { name: '试算', exact: true }).click()
    await assessor.getByText('轮到各单位核对、申诉').or(assessor.getByText('核查剔除')).first().waitFor()
    await expectAccessible(assessor)
    await shoot(assessor, 'month-draft-1440')

    let reviewer = await desks.enter('unit-reviewer')
    await reviewer.goto(BOARD)
    await reviewer.getByRole('button', { name: '提出申诉' }).click()
    await reviewer.getByRole('radio', { name: '数值不对' }).click()
    await reviewer.getByLabel('哪个数值、为什么不对').fill('响应率少算一件，联系记录见工单。')
    await shoot(reviewer, 'month-appeal-1440')
    await reviewer.getByRole('button', { name: '提出申诉' }).last().click()
    await reviewer.getByText('响应率少算一件').first().waitFor()
    expect(await reviewer.getByRole('button', { name: '锁定结果' }).count()).toBe(0)

    await assessor.getByRole('button', { name: '锁定结果' }).click()
    await assessor.getByText('各单位还在申诉期内').waitFor()
    desks.server.clock.at = '2026-10-22T02:00:00.000Z'
    // Three days later: sessions have ended.
    assessor = await desks.enter('assessor')
    await assessor.goto(BOARD)
    await assessor.getByRole('button', { name: '锁定结果' }).click()
    await assessor.getByText('还有 1 件申诉没有结论').waitFor()
    await assessor.getByRole('button', { name: '不成立' }).click()
    await assessor.getByLabel('理由').fill('以回访时诉求人的回答为准。')
    await assessor.getByRole('button', { name: '不成立' }).click()
    await assessor.getByText('申诉不成立').waitFor()

    const audits = assessor.getByRole('button', { name: '记录核查' })
    while ((await audits.count()) > 0) {
      await audits.first().click()
      await assessor.getByLabel(/核查结论/).fill('逐件看过，理由和证据齐全。')
      await assessor.getByRole('button', { name: '记录核查' }).last().click()
      await assessor.getByText('逐件看过').first().waitFor()
    }
    await assessor.getByRole('button', { name: '锁定结果' }).click()
    await assessor.getByRole('button', { name: '发布通报' }).click()
    await assessor.getByLabel(/典型案例/).fill('某小区电梯停运，三天修复，诉求人满意。')
    await assessor.getByRole('button', { name: '发布通报' }).click()
    await assessor.getByText('已完成，可查阅').waitFor()
    await shoot(assessor, 'month-published-1440')
    await expectAccessible(assessor)
    await assessor.getByRole('link', { name: '看通报' }).click()
    await assessor.getByText('某小区电梯停运').waitFor()
    await expectAccessible(assessor)
    await shoot(assessor, 'bulletin-1440')
    const own = assessor.getByRole('row', { name: /展览路街道/ })
    const valid = await own.getByRole('link').nth(1).innerText()
    await own.getByRole('link').nth(1).click()
    await assessor.getByText(`共 ${valid} 件`).waitFor()

    reviewer = await desks.enter('unit-reviewer')
    await reviewer.goto(BOARD)
    await reviewer.getByText('以回访时诉求人的回答为准').waitFor()
    expect(await reviewer.getByRole('button', { name: '提出申诉' }).count()).toBe(0)
    await reviewer.setViewportSize({ width: 390, height: 844 })
    await shoot(reviewer, 'month-published-390')
    await expectAccessible(reviewer)
  })
})
