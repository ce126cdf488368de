import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type {} from '../../src/server/http/routing.ts'
import { type Desks, startDesks } from './desks.ts'
import { expectAccessible, shoot } from './site.ts'

const HERE = '110102009'
const PLACE = { district: '110102', subdistrict: HERE, community: '110102009005', address: '百万庄北里8号楼' }

let desks: Desks
beforeAll(async () => {
  desks = await startDesks()
})
afterAll(() => desks.stop())

async function ticket(words: string, title: string, requester: object): Promise<string> {
  const ticketId = uuidv7()
  const { server } = desks
  const payload = { ticketId, channel: 'phone', words, title, requester, place: PLACE, classify: { category: '01-04' } }
  const taken = await server.as('agent', {
    method: 'POST',
    url: '/api/tickets',
    payload: { ...payload, dispatch: 'hold' },
  })
  expect(taken.statusCode, taken.body).toBe(201)
  const url = `/api/tickets/${ticketId}/commands`
  const give = (who: 'dispatcher' | 'officer', command: string, body: object) =>
    server.as(who, {
      method: 'POST',
      url: `${url}/${command}`,
      headers: { 'idempotency-key': uuidv7() },
      payload: body,
    })
  for (const [who, command, body] of [
    ['dispatcher', 'dispatch', { lead: HERE }],
    ['officer', 'sign', {}],
    ['officer', 'record-contact', { outcome: 'reached' }],
  ] as const) {
    const done = await give(who, command, body)
    expect(done.statusCode, done.body).toBe(200)
  }
  await server.app.signaturesSettled()
  return ticketId
}

test('two neighbours, one lift: put together with the reason, one plan, one answer as two replies', async () => {
  const first = await ticket('百万庄北里8号楼的电梯停运三天，老人下不了楼。', '8号楼电梯停运', {
    name: '王阿姨',
    phone: '13922220001',
  })
  await ticket('我们八号楼电梯坏了没人修，天天爬十二层。', '电梯坏了没人修', { name: '陈先生', phone: '13922220002' })
  const page = await desks.enter('unit-officer')
  await page.goto(`/desk/tickets/${first}`)
  const similar = page.getByRole('region', { name: '同类诉求 / 同一人诉求' })
  await similar.getByText('同一栋楼（百万庄北里8）').waitFor()
  await similar.scrollIntoViewIfNeeded()
  await expectAccessible(page)
  await shoot(page, 'similar-1440')
  await similar.getByText('同一设施').click()
  await similar.getByRole('button', { name: '归为同类诉求' }).click()
  await similar.getByRole('link', { name: '查看同类诉求' }).click()

  await page.getByRole('heading', { name: '成员工单' }).waitFor()
  await page.getByRole('button', { name: '写方案' }).click()
  await page.getByRole('textbox', { name: '处理方案' }).fill('更换门机，每周回访一次。')
  await page.getByRole('button', { name: '保存方案' }).click()
  await page.locator('#cluster-plan + p').getByText('更换门机').waitFor()
  await page.getByLabel('全选').check()
  await page.getByRole('button', { name: '统一答复' }).click()
  await page.getByLabel('属实', { exact: true }).check()
  await page.getByLabel('答复', { exact: true }).fill('电梯门机已更换，检测合格后恢复运行。')
  await page.getByLabel('采取的措施').fill('更换门机并检测')
  await page.getByLabel('依据', { exact: true }).fill('特种设备安全法，')
  await page.getByLabel('已解决', { exact: true }).check()
  await page.getByRole('button', { name: '预览' }).click()
  await page.getByText('可以', { exact: true }).first().waitFor()
  await expectAccessible(page)
  await shoot(page, 'cluster-1440')
  await page.getByRole('button', { name: '答复 2 件' }).click()
  await page.getByText('已办', { exact: true }).first().waitFor()
  await page.getByText('答复待审').first().waitFor()
  await shoot(page, 'cluster-answered-1440')

  await page.goto('/desk/clusters')
  await page.getByText('2人反映').waitFor()
  await expectAccessible(page)
  await page.goto('/desk/tickets')
  await page.getByText('此事今年第2次').first().waitFor()
  await page.context().close()
})

test('on a telephone the cluster reads too', async () => {
  const page = await desks.enter('unit-officer', 390)
  await page.goto('/desk/clusters')
  await page.getByRole('link', { name: '8号楼电梯停运' }).click()
  await page.getByRole('heading', { name: '成员工单' }).waitFor()
  await expectAccessible(page)
  expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true)
  await shoot(page, 'cluster-390')
  await page.context().close()
})

test('an agent is told before sending, and urges instead', async () => {
  await ticket('百万庄北里8号楼楼顶漏雨，厨房天花板往下滴水。', '楼顶漏雨', { name: '周先生', phone: '13922220003' })
  const page = await desks.enter('agent')
  await page.goto('/desk/register')
  await page.getByLabel('什么事').fill('楼顶还在漏雨，厨房天花板往下滴水，请快点。')
  await page.getByRole('textbox', { name: '电话' }).fill('13922220003')
  const before = page.getByRole('region', { name: '发送前请看' })
  await before.getByText('楼顶漏雨').first().waitFor()
  await before.getByText('这个电话本月已有 1 件').waitFor()
  await expectAccessible(page)
  await shoot(page, 'register-before-1440')
  await before.getByRole('button', { name: '改为催办这一件' }).click()
  await before.getByText('不必再登记').waitFor()
  await page.context().close()
})

test('what is said to be another matter is not proposed again', async () => {
  const one = await ticket('百万庄北里8号楼3号电梯异响，关门撞人。', '3号电梯异响', {
    name: '郑女士',
    phone: '13922220004',
  })
  const page = await desks.enter('dispatcher')
  await page.goto(`/desk/tickets/${one}`)
  const similar = page.getByRole('region', { name: '同类诉求 / 同一人诉求' })
  await similar.getByRole('button', { name: '不是同一件事' }).first().waitFor()
  const before = await similar.getByRole('button', { name: '不是同一件事' }).count()
  await similar.getByRole('button', { name: '不是同一件事' }).first().click()
  await page.getByText('已记下，不再提示这两件。').waitFor()
  await expect.poll(() => similar.getByRole('button', { name: '不是同一件事' }).count()).toBe(before - 1)
  await page.context().close()
})
