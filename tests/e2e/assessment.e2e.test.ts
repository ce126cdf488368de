import { afterAll, beforeAll, expect, test } from 'vitest'
import { copyDays } from '../database/lived-database.ts'
import { type Desks, PERIOD, startDesks } from './desks.ts'
import { expectAccessible, shoot } from './site.ts'

let desks: Desks
beforeAll(async () => {
  desks = await startDesks()
  // A second unit, so that there is somebody to be ranked with; on days on which nothing else was registered.
  const { deps, database } = desks.server
  await copyDays(
    { ...deps, pool: database.pool },
    { seed: 71, from: '2026-09-21', days: 10, volume: { '110102001': 20 } },
  )
})
afterAll(() => desks.stop())

test('from a rank to its number, to the ticket behind it, to how that ticket counted', async () => {
  const page = await desks.enter('assessor')
  const complaints: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text())
  })
  await page.goto(`/desk/rates?period=${PERIOD}`)
  const row = page.getByRole('row').filter({ has: page.getByRole('rowheader', { name: '展览路街道' }) })
  await row.waitFor()
  // The rank with its range, the composite with its interval, and the picture of both.
  await expect.poll(() => row.innerText()).toMatch(/(抽样波动不改变名次|可能在第 \d+–\d+ 名)/)
  expect(await row.innerText()).toMatch(/\d+\.\d{2}–\d+\.\d{2}/)
  const plot = page.getByRole('img', { name: /综合成绩与 95% 区间/ })
  await plot.waitFor()
  await expect.poll(() => plot.locator('circle, path').count()).toBeGreaterThan(0)
  await expectAccessible(page)
  await shoot(page, 'assessment-rates-1440')

  await row
    .getByRole('link', { name: /解决率/ })
    .first()
    .click()
  await page.getByRole('heading', { level: 1 }).filter({ hasText: '展览路街道' }).waitFor()
  const sentence = page.getByText(/计入展览路街道（主办）：有效回访，已联系，已解决/).first()
  await sentence.waitFor()
  await expectAccessible(page)
  await shoot(page, 'assessment-tickets-1440')

  await page.locator('[data-row]').first().click()
  await page.getByText('怎样计入考核').waitFor()
  await page
    .getByText(/计入展览路街道（.+）：有效回访/)
    .first()
    .waitFor()
  await expectAccessible(page)
  await shoot(page, 'assessment-ticket-1440')
  expect(complaints).toEqual([])
  await page.context().close()
})

test('on a telephone', async () => {
  const page = await desks.enter('assessor', 390)
  await page.goto(`/desk/rates?period=${PERIOD}`)
  await page.getByRole('img', { name: /综合成绩与 95% 区间/ }).waitFor()
  await expectAccessible(page)
  expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true)
  await shoot(page, 'assessment-rates-390')
  await page.context().close()
})

test('a peer’s number is a figure for a leader of another unit, not a door', async () => {
  const page = await desks.enter('leader')
  await page.goto(`/desk/rates?period=${PERIOD}`)
  await page.getByRole('rowheader', { name: '展览路街道' }).waitFor()
  const [own, all] = await page.evaluate(async (period) => {
    const ask = async (unit: string) => (await fetch(`/api/rates/${unit}/tickets?period=${period}&count=valid`)).status
    return [await ask('110102009'), await ask('110102001')]
  }, PERIOD)
  expect([own, all]).toEqual([200, 403])
  await page.context().close()
})
