import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { DEMO_PASSWORD } from '../../src/contract/demo-password.ts'
import { simulate } from '../../src/simulator/simulate.ts'
import { createAccount } from '../../src/store/account/accounts.ts'
import { hashPassword } from '../../src/store/account/passwords.ts'
import { BulkLedger } from '../../src/store/bulk/bulk-ledger.ts'
import { copyLives } from '../../src/store/bulk/copy-lives.ts'
import { withTransaction } from '../../src/store/database/connect.ts'
import { type Desks, openPlace, SIZES, startDesks } from './desks.ts'
import { expectAccessible, shoot } from './site.ts'

const PEOPLE = {
  editor: ['规则甲', 'policy-editor', 'centre'],
  second: ['规则乙', 'policy-editor', 'centre'],
  supervisor: ['督办甲', 'supervisor', 'supervision'],
} as const

/** More subdistricts, so that there are ranks to change. */
async function fillNeighbours(): Promise<void> {
  const { pool, rulebook, keys } = desks.server.deps
  const ledger = new BulkLedger({
    master: keys.master,
    rulebook,
    risksIn: () => [],
    numbering: { from: 500_000, step: 1 },
  })
  const units = ['110102010', '110102011', '110102012', '110102013']
  await simulate({
    seed: 23,
    from: '2026-09-21',
    days: 20,
    units,
    volume: Object.fromEntries(units.map((unit) => [unit, 6])),
    policy: rulebook.inForce('2026-09-21T00:00:00.000Z'),
    org: rulebook.org,
    submit: (one, now) => Promise.resolve(ledger.submit(one, now)),
  })
  const { lives, persons } = ledger.take()
  await withTransaction(pool, (client) => copyLives(client, lives, persons, { master: keys.master, rulebook }))
}

let desks: Desks
beforeAll(async () => {
  desks = await startDesks()
  await fillNeighbours()
  const passwordHash = await hashPassword(DEMO_PASSWORD)
  for (const [login, [name, role, unit]] of Object.entries(PEOPLE)) {
    await createAccount(desks.server.deps.pool, {
      accountId: `policy-${login}`,
      login: `policy-${login}`,
      name,
      role,
      unit,
      passwordHash,
      demo: true,
    })
  }
})
afterAll(() => desks.stop())

async function enter(who: keyof typeof PEOPLE): Promise<Page> {
  const page = await desks.open({ viewport: SIZES[1440] })
  await page.goto('/desk')
  await page.getByRole('button', { name: PEOPLE[who][0] }).click()
  await page.getByRole('button', { name: '退出登录' }).waitFor()
  await page.goto('/desk/policy')
  await page.getByRole('heading', { name: '规则工坊' }).waitFor()
  return page
}

async function openDraft(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'beijing/2026-12' }).click()
  await page.getByRole('tab', { name: '批准' }).click()
}

const limit = (page: Page) => page.getByRole('gridcell', { name: /^general 时限/ })

async function typeLimit(page: Page, value: string): Promise<void> {
  await limit(page).click()
  await page.keyboard.press('Enter')
  await page.getByRole('textbox', { name: '时限' }).fill(value)
  await page.keyboard.press('Enter')
}

it('from a version to the next: draft, a wrong cell put right, cases, replay, two approvals, the time line', async () => {
  const editor = await enter('editor')
  await expectAccessible(editor)
  await editor.getByRole('button', { name: '以 beijing/2026-01 为底稿起草' }).click()
  await editor.getByLabel('施行日期').fill('2026-12-01')
  await editor.getByRole('button', { name: '开始起草' }).click()
  await editor.getByRole('heading', { name: 'beijing/2026-12' }).waitFor()

  await typeLimit(editor, '2 moons')
  await expect.poll(() => limit(editor).getAttribute('aria-invalid')).toBe('true')
  await limit(editor).click()
  await editor.getByText('“2 moons”不是时限', { exact: false }).first().waitFor()
  await editor.getByText('1 处错误', { exact: true }).waitFor()
  await shoot(editor, 'policy-editor-fault-1440')

  await typeLimit(editor, '2 natural-days')
  await expect.poll(() => limit(editor).getAttribute('aria-invalid')).toBe('false')
  await editor.getByText('59 个用例全部通过').waitFor()
  await editor.getByText('已保存').waitFor()
  await editor.getByRole('combobox', { name: '表' }).click()
  await editor.getByText('考评（scoring.yaml）').click()
  const formula = editor.getByRole('gridcell', { name: /^BJ-2025-STREET 公式/ })
  await formula.click()
  await editor.keyboard.press('Enter')
  await editor.getByRole('textbox', { name: '公式' }).fill('60% * 按期率 + 40% * (解决率')
  await editor.keyboard.press('Enter')
  await formula.click()
  await editor.getByText('括号没有闭合', { exact: false }).first().waitFor()
  await editor.keyboard.press('Enter')
  await editor.getByRole('textbox', { name: '公式' }).fill('60% * 按期率 + 40% * 解决率')
  await editor.keyboard.press('Enter')
  await editor.getByText('59 个用例全部通过').waitFor()
  await editor.getByText('已保存').waitFor()
  await editor.getByRole('tab', { name: '改动' }).click()
  await editor.getByText('2 个自然日').waitFor()

  await editor.getByRole('tab', { name: '批准' }).click()
  await editor.getByRole('button', { name: '申请批准' }).click()
  await editor.getByText('请先用这份草案推演').waitFor()

  await editor.getByRole('tab', { name: '推演' }).click()
  await editor.getByLabel('从', { exact: true }).fill('2026-09-21')
  await editor.getByLabel('到', { exact: true }).fill('2026-10-18')
  await editor.getByRole('button', { name: '推演', exact: true }).click()
  await editor.getByRole('progressbar').waitFor()
  await editor.getByRole('heading', { name: '2026-09-21 至 2026-10-18，与 beijing/2026-01 相比' }).waitFor()
  await editor.locator('svg text', { hasText: '街道' }).first().waitFor()
  const late = editor.locator('dt', { hasText: '变为超期' }).locator('xpath=following-sibling::dd[1]')
  expect(Number(await late.textContent())).toBeGreaterThan(0)
  await expectAccessible(editor)
  await shoot(editor, 'policy-editor-1440')

  const second = await enter('second')
  await openDraft(second)
  await second.getByRole('button', { name: '申请批准' }).click()
  await second.getByText('规则乙 于').waitFor()

  const assessor = await desks.enter('assessor')
  await assessor.goto('/desk/policy')
  await openDraft(assessor)
  await assessor.getByRole('button', { name: '批准（已有 0 人，共需 2 人）' }).click()
  await assessor.getByText('考评员甲 于').waitFor()

  await editor.reload()
  await editor.getByRole('tab', { name: '批准' }).click()
  await editor.getByRole('button', { name: '批准（已有 1 人，共需 2 人）' }).click()
  await editor.getByText('这份草案只有您一人改过').waitFor()

  const supervisor = await enter('supervisor')
  await openDraft(supervisor)
  await supervisor.getByRole('button', { name: '批准（已有 1 人，共需 2 人）' }).click()
  await supervisor.getByText('已发布，不再改动。').waitFor()
  await supervisor.getByRole('link', { name: '回到规则' }).click()
  const coming = supervisor.getByRole('list', { name: '规则版本' }).getByRole('button', { name: /beijing\/2026-12/ })
  await expect.poll(() => coming.textContent()).toContain('待施行')
  await coming.click()
  await supervisor.getByText('与 beijing/2026-01 相比改了什么').click()
  await supervisor.getByText('2 个自然日').waitFor()
  await expectAccessible(supervisor)
  await shoot(supervisor, 'policy-versions-1440')
})

it('two who change one table: the second is told, sees what differs, and decides', async () => {
  const editor = await enter('editor')
  await editor.getByRole('button', { name: /为底稿起草/ }).click()
  await editor.getByLabel('施行日期').fill('2027-03-01')
  await editor.getByRole('button', { name: '开始起草' }).click()
  await editor.getByRole('heading', { name: 'beijing/2027-03' }).waitFor()
  const second = await desks.open({ viewport: SIZES[1440] })
  await second.goto('/desk')
  await second.getByRole('button', { name: '规则乙' }).click()
  await second.getByRole('button', { name: '退出登录' }).waitFor()
  await second.goto(editor.url())
  await second.getByRole('heading', { name: 'beijing/2027-03' }).waitFor()
  await typeLimit(editor, '6 natural-days')
  await editor.getByText('已保存').waitFor()
  await typeLimit(second, '5 natural-days')
  await second.getByRole('dialog', { name: '这张表别人刚改过' }).waitFor()
  await second.getByText('规则甲 在').waitFor()
  await second.getByRole('button', { name: '用我的' }).click()
  await second.getByText('已保存').waitFor()
  await expect.poll(() => limit(second).textContent()).toBe('5 natural-days')
})

it('who may not edit has no way in', async () => {
  const officer = await desks.enter('unit-officer')
  await expect(officer.getByRole('link', { name: '规则', exact: true }).count()).resolves.toBe(0)
  const answer = await officer.request.get('/api/policy-drafts')
  expect(answer.status()).toBe(403)
  const assessor = await desks.enter('assessor')
  await openPlace(assessor, '规则')
  await assessor.getByRole('heading', { name: '规则工坊' }).waitFor()
  await expect(assessor.getByRole('button', { name: /为底稿起草/ }).count()).resolves.toBe(0)
})
