import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Card, type Desks, startDesks } from './desks.ts'
import { expectAccessible, shoot } from './site.ts'

let desks: Desks
beforeAll(async () => {
  desks = await startDesks()
})
afterAll(() => desks.stop())

const WIDTHS = [1440, 1024, 390] as const

/** Pages of a PDF: each has one object of this type, written in the clear. */
function pagesOf(pdf: Buffer): number {
  return [...pdf.toString('latin1').matchAll(/\/Type\s*\/Page(?![a-z])/g)].length
}

describe('overview', () => {
  for (const role of ['leader', 'assessor'] as const satisfies readonly Card[]) {
    test.each(WIDTHS)(`${role} begins the day here, at %i`, async (width) => {
      const page = await desks.enter(role, width)
      await page.waitForURL('**/desk/overview')
      await page.getByRole('heading', { name: /概览/, level: 1 }).waitFor()
      // The 19th: the new period has no answers yet, so that the last one's figures stand here and say so.
      await page.getByText(/2026-11 考核期还没有回访结果/).waitFor()
      await page.getByText(/2026-10 考核期解决率 \d+\.\d%/).waitFor()
      await page
        .getByRole('table', { name: /综合成绩/ })
        .first()
        .waitFor()
      await expectAccessible(page)
      expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true)
      await shoot(page, `${role}-${width}`)
      await page.context().close()
    })
  }

  test('a figure opens to its tickets; of peers there is only the figure (P21)', async () => {
    const page = await desks.enter('leader')
    await page.getByRole('link', { name: /解决率 \d+\.\d+%/ }).click()
    await page.waitForURL(/\/rates\/110102009\/tickets/)
    await page.locator('[data-row]').first().waitFor()
    await page.goto('/desk/rates?period=2026-10')
    await page.getByRole('table').waitFor()
    const peers = page.getByRole('row').filter({ hasNotText: '展览路' })
    expect(await peers.getByRole('link').count()).toBe(0)
    await page.context().close()
  })

  test('a ticket is pinned with a note and a day, and what moves on it is told', async () => {
    const page = await desks.enter('leader')
    const late = page.getByRole('region', { name: '现在超时的' }).getByRole('listitem').first()
    const title = (await late.getByRole('link').textContent()) ?? ''
    await late.getByRole('button', { name: /^盯办/ }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('为什么盯').fill('超时多日，周五会上问')
    await dialog.getByLabel('哪天再看').fill('2026-10-23')
    await dialog.getByRole('button', { name: '放进盯办清单' }).click()
    const watched = page.getByRole('region', { name: '盯办清单' })
    await watched.getByText('超时多日，周五会上问').waitFor()
    await watched.getByText('2026-10-23 再看').waitFor()
    await watched.getByText('盯办以来没有动静。').waitFor()
    const href = (await watched.getByRole('link', { name: title }).getAttribute('href')) ?? ''
    const urged = await desks.server.as('agent', {
      method: 'POST',
      url: `/api/tickets/${href.split('/').at(-1)}/commands/urge`,
      headers: { 'idempotency-key': 'leader-e2e-urge' },
      payload: { note: null },
    })
    expect(urged.statusCode, urged.body).toBe(200)
    await page.reload()
    await watched.getByText(/催办/).waitFor()
    await page
      .getByRole('region', { name: /昨天以来/ })
      .getByText('催办', { exact: false })
      .first()
      .waitFor()
    await shoot(page, 'overview-watched-1440')
    await watched.getByRole('button', { name: /^撤下/ }).click()
    await watched.getByText('清单是空的').waitFor()
    await page.context().close()
  })

  test('prints on one page', async () => {
    for (const role of ['leader', 'assessor'] as const) {
      const page = await desks.enter(role)
      await page
        .getByRole('table', { name: /综合成绩/ })
        .first()
        .waitFor()
      const pdf = await page.pdf({ preferCSSPageSize: true, path: `artifacts/screens/overview-${role}.pdf` })
      expect(pagesOf(pdf), role).toBe(1)
      await page.context().close()
    }
  })

  test('dark is as readable as light', async () => {
    const page = await desks.enter('leader')
    await page.getByRole('button', { name: '深色' }).click()
    await page.getByRole('heading', { name: /概览/, level: 1 }).waitFor()
    await expectAccessible(page)
    await shoot(page, 'leader-dark-1440')
    await page.context().close()
  })

  test('a unit’s officer has no such page, and the server refuses', async () => {
    const page = await desks.enter('unit-officer')
    expect(await page.getByRole('link', { name: '概览' }).count()).toBe(0)
    await page.goto('/desk/overview')
    await page.getByRole('alert').first().waitFor()
    await page.context().close()
  })
})
