import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { loadLibrary } from '../../src/store/knowledge/shipped.ts'
import { type Desks, startDesks } from './desks.ts'
import { expectAccessible, shoot } from './site.ts'

const CITY = new URL('../../policy/beijing', import.meta.url).pathname
const WIDTHS = [1440, 1024, 390] as const

let desks: Desks
beforeAll(async () => {
  desks = await startDesks({
    operation: { dataFolder: '/tmp', version: '0.1.0', masterFrom: 'data-folder', sealFingerprint: 'sha256:none' },
  })
  await loadLibrary(desks.server.database.pool, CITY, desks.server.clock.now())
})
afterAll(() => desks.stop())

const section = (page: Page, name: string) =>
  page.getByRole('navigation', { name: '管理' }).getByRole('link', { name, exact: true }).click()

/** A unit or role is found by its name. */
async function pick(page: Page, label: string, name: string): Promise<void> {
  const field = page.getByLabel(label, { exact: true }).last()
  await field.click()
  if (label !== '角色') await field.fill(name)
  await page.locator('.ant-select-dropdown:visible .ant-select-item-option').filter({ hasText: name }).first().click()
}

describe('people and roles', () => {
  test('operator: asks for an agent, a second administrator confirms, the person enters with link and code', async () => {
    const page = await desks.enter('operator')
    await page.waitForURL('**/desk/administration/people')
    await page.getByRole('button', { name: '新增人员' }).click()
    await page.getByLabel('姓名', { exact: true }).fill('周敏')
    await page.getByLabel('用户名', { exact: true }).fill('zhoumin')
    await pick(page, '角色', '坐席')
    await pick(page, '单位', '市民热线服务中心')
    const preview = page.getByRole('region', { name: '授权预览' })
    await preview.getByText(/能看到全部工单：未办结 \d+ 件，共 1\d\d 件/).waitFor()
    await preview
      .getByText('要两位管理员办', { exact: false })
      .or(preview.getByText('要两位管理员确认', { exact: false }))
      .waitFor()
    await page.getByLabel('事由').fill('新入职坐席')
    await expectAccessible(page)
    await shoot(page, 'operator-role-preview-1440')
    await page.getByRole('button', { name: '建立账号' }).click()
    const code = (await page.getByRole('status').locator('code').textContent()) ?? ''
    expect(code).toMatch(/^\d{8}$/)
    await page.getByText('等待第二位管理员确认（1）').waitFor()
    expect(await page.getByRole('button', { name: '确认', exact: true }).count()).toBe(0)

    const { waiting } = (await desks.server.as('operator', { method: 'GET', url: '/api/administration/people' })).json()
    const confirmed = await desks.server.as('operator', {
      method: 'POST',
      url: `/api/administration/requests/${waiting[0].waiting.requestId}/decision`,
      payload: { decision: 'confirm', reason: '电话核实' },
    })
    const visitor = await desks.open()
    await visitor.goto(confirmed.json().ticket.link)
    await visitor.getByLabel('8 位确认码').fill(code)
    await visitor.getByLabel('新密码').fill('一个足够长的密码123')
    await expectAccessible(visitor)
    await visitor.getByRole('button', { name: '设置密码' }).click()
    await visitor.getByText('密码已设好，请用 zhoumin 登录。').waitFor()
    await visitor.getByRole('link').last().click()
    await visitor.getByLabel('账号').fill('zhoumin')
    await visitor.getByLabel('密码').fill('一个足够长的密码123')
    await visitor.getByRole('button', { name: '登录', exact: true }).click()
    await visitor.waitForURL('**/desk/register')
    await visitor.context().close()
    await page.context().close()
  })

  test('operator: suspends and resumes somebody with a reason that stays; has no way to a ticket', async () => {
    const page = await desks.enter('operator')
    await page.getByLabel('姓名或用户名').fill('回访员')
    await page.getByRole('button', { name: '回访员甲' }).click()
    const card = page.getByRole('region', { name: '回访员甲' })
    await card.getByRole('button', { name: '停用' }).click()
    await card.getByLabel('事由').fill('休假')
    await card.getByRole('button', { name: '停用' }).click()
    await card.getByText('已停用').waitFor()
    await card.getByText('— 休假').waitFor()
    await card.getByRole('button', { name: '恢复' }).click()
    await card.getByLabel('事由').fill('销假')
    await card.getByRole('button', { name: '恢复' }).click()
    await card.getByText('在用').waitFor()
    expect(await page.getByRole('link', { name: '工单' }).count()).toBe(0)
    await page.goto('/desk/administration/access-log')
    await page.getByRole('heading', { name: '这一页不归您的角色' }).waitFor()
    await page.context().close()
  })

  test('operator: a table with a fault names its line, a mended one is looked at first', async () => {
    const page = await desks.enter('operator')
    await page.getByRole('button', { name: '批量导入' }).click()
    await page
      .getByLabel('表格内容')
      .fill('login,name,role,unit\nyi,甲,community-worker,110102009\ner,乙,nobody,110102009\n')
    await page.getByLabel('事由').fill('换届')
    await page.getByRole('button', { name: '先看结果' }).click()
    await page.getByText('第 3 行：没有角色 nobody（共 1 处）。').waitFor()
    await page.getByLabel('表格内容').fill('login,name,role,unit\nyi,甲,community-worker,110102009\n')
    await page.getByRole('button', { name: '先看结果' }).click()
    await page.getByRole('button', { name: '建立 1 个账号' }).click()
    await page.getByRole('status').getByText('一次性链接').waitFor()
    await page.context().close()
  })
})

describe('operation', () => {
  test('operator: health says what to do, a key is shown once, retention is previewed', async () => {
    const page = await desks.enter('operator')
    await section(page, '运行状况')
    await page.getByRole('row', { name: /备份/ }).getByText('huying backup', { exact: false }).waitFor()
    await expectAccessible(page)
    await shoot(page, 'operator-health-1440')
    await section(page, '密钥')
    await page.getByLabel('用途').fill('呼叫中心')
    await page.getByLabel('报告来电').check()
    await page.getByRole('button', { name: '建立密钥' }).click()
    const key = (await page.getByRole('status').locator('code').textContent()) ?? ''
    expect(key).toMatch(/^hy_.{40,}$/)
    await expectAccessible(page)
    await shoot(page, 'operator-keys-1440')
    await page.getByRole('button', { name: '已记下' }).click()
    await page.getByText(key).waitFor({ state: 'detached' })
    await page.getByRole('button', { name: '收回 呼叫中心' }).click()
    await page.getByText('已于', { exact: false }).waitFor()
    await section(page, '保存期限')
    await page.getByText('0 张工单的文字', { exact: false }).first().waitFor()
    await expectAccessible(page)
    await page.context().close()
  })
})

describe('channels', () => {
  test('operator: sees what came in and whether each way is set up, and tries the messages', async () => {
    const page = await desks.enter('operator')
    await section(page, '渠道')
    await page.getByRole('row', { name: /^电话 坐席或社区窗口在本系统登记 \d+/ }).waitFor()
    await page.getByText('没有连接：来电不会自动弹出', { exact: false }).waitFor()
    await page.getByText('演示环境：短信不发出', { exact: false }).waitFor()
    await page.getByLabel('试发到').fill('6508')
    await page.getByRole('button', { name: '发一条测试短信' }).click()
    await page.getByText('这不是完整的电话号码', { exact: false }).waitFor()
    await page.getByLabel('试发到').fill('138 0000 0031')
    await page.getByRole('button', { name: '发一条测试短信' }).click()
    await page.getByText('已显示在演示短信页。').waitFor()
    await expectAccessible(page)
    await shoot(page, 'operator-channels-1440')
    await page.setViewportSize({ width: 390, height: 844 })
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true)
    await shoot(page, 'operator-channels-390')
    await page.context().close()
  })
})

describe('the log of reads', () => {
  test('supervisor: asks about a person with a reason, and sees the question itself in the answer', async () => {
    const { server } = desks
    const { rows } = await server.database.pool.query<{ ticket_id: string; number: string }>(
      `select t.ticket_id, t.number from ticket t join inbox i on i.ticket_id = t.ticket_id and i.unit_id = '110102009'
       where t.requester is not null limit 1`,
    )
    const { ticket_id: ticketId, number } = rows[0] ?? { ticket_id: '', number: '' }
    await server.as('officer', {
      method: 'POST',
      url: `/api/tickets/${ticketId}/person`,
      payload: { reason: '核实地址' },
    })
    const page = await desks.enter('supervisor')
    await page
      .getByRole('button', { name: '管理' })
      .or(page.getByRole('link', { name: '查阅记录' }))
      .first()
      .click()
    const link = page.getByRole('link', { name: '查阅记录' })
    if (!page.url().includes('administration')) await link.first().click()
    await page.waitForURL('**/administration/access-log')
    await page.getByLabel('某工单的诉求人').fill(number)
    expect(await page.getByRole('button', { name: '查询' }).isDisabled()).toBe(true)
    await page.getByLabel('查询事由').fill('本人申请查阅')
    await page.getByRole('button', { name: '查询' }).click()
    const table = page.getByRole('table', { name: '查阅记录' })
    await table.getByText('核实地址').waitFor()
    await table.getByText('本人申请查阅').waitFor()
    await expectAccessible(page)
    await shoot(page, 'supervisor-access-log-1440')
    await section(page, '异常查阅')
    await page.getByRole('heading', { name: '异常查阅' }).waitFor()
    await expectAccessible(page)
    await page.context().close()
  })
})

describe('what is kept as data', () => {
  test('policy editor: adds a unit below another, closes it with a successor, and the tree knows', async () => {
    const page = await desks.enter('policy-editor')
    await page.goto('/desk/administration/units')
    await pick(page, '查找单位', '展览路街道')
    const card = page.getByRole('region', { name: '展览路街道', exact: true })
    await card.getByRole('button', { name: '设立下级' }).click()
    await card.getByLabel('代码').fill('night-office')
    await card.getByLabel('名称', { exact: true }).fill('夜间管理科')
    await card.getByLabel('事由').fill('新设科室')
    await card.getByRole('button', { name: '设立下级' }).click()
    const made = page.getByRole('region', { name: '夜间管理科' })
    await made.getByText('设立，归展览路街道').waitFor()
    await expectAccessible(page)
    await shoot(page, 'policy-editor-units-1440')
    await made.getByRole('button', { name: '撤销' }).click()
    await pick(page, '接替单位', '展览路街道')
    await made.getByLabel('事由').fill('撤并')
    await made.getByRole('button', { name: '撤销' }).click()
    await made.getByText('撤销，由展览路街道接替').waitFor()
    await page.context().close()
  })

  test('policy editor: an entry that expires soon warns, and a new version takes its place', async () => {
    const { pool } = desks.server.database
    await pool.query(`update legal_basis set valid_to = '2026-11-01' where code = (select min(code) from legal_basis)`)
    const page = await desks.enter('policy-editor')
    await page.goto('/desk/administration/legal-bases')
    await page.getByText('有 1 条将在 30 天内失效，请及早更新。').waitFor()
    const row = page.getByRole('row').filter({ hasText: '将失效' })
    await row.getByRole('button').click()
    await page.getByRole('button', { name: '修改（另存新版）' }).click()
    await page.getByLabel('失效日期').fill('2030-01-01')
    await page.getByRole('button', { name: '存为新版' }).click()
    await page.getByText('有 1 条将在 30 天内失效', { exact: false }).waitFor({ state: 'hidden' })
    await page.getByText('历次版本').first().waitFor()
    await expectAccessible(page)
    await shoot(page, 'policy-editor-legal-bases-1440')
    await page.context().close()
  })
})

describe('pictures', () => {
  test.each(WIDTHS)('operator at %i', async (width) => {
    const page = await desks.enter('operator', width)
    await page.getByRole('button', { name: '承办人甲' }).click()
    await page.getByRole('region', { name: '承办人甲' }).waitFor()
    await expectAccessible(page)
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true)
    await shoot(page, `operator-${width}`)
    await page.context().close()
  })

  test.each(WIDTHS)('policy editor at %i', async (width) => {
    const page = await desks.enter('policy-editor', width)
    await page.goto('/desk/policy')
    await page.getByRole('heading').first().waitFor()
    await page.waitForLoadState('networkidle').catch(() => undefined)
    await expectAccessible(page)
    await shoot(page, `policy-editor-${width}`)
    await page.context().close()
  })

  test('in the dark as readable as in the light', async () => {
    const page = await desks.enter('operator')
    await page.getByRole('button', { name: '深色' }).click()
    await section(page, '运行状况')
    await page.getByRole('row', { name: /备份/ }).waitFor()
    await expectAccessible(page)
    await shoot(page, 'operator-health-dark-1440')
    await page.context().close()
  })
})
