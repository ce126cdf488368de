import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Desks, openPlace, startDesks } from './desks.ts'
import { expectAccessible, shoot } from './site.ts'

let desks: Desks

beforeAll(async () => {
  desks = await startDesks()
  const told = [
    '污水井往外冒水，一楼进不去',
    '楼道污水井反水，臭得很',
    '污水井又冒水了，没人来修',
    '院里污水井冒水三天了',
  ]
  for (const [index, words] of told.entries()) {
    const taken = await desks.server.as('agent', {
      method: 'POST',
      url: '/api/tickets',
      payload: {
        ticketId: uuidv7(),
        channel: 'phone',
        words: `枫林苑小区三号楼${words}，请尽快疏通。`,
        requester: { name: `诉求人${index}`, phone: `1380000${String(1_000 + index)}` },
        place: { district: '110102', subdistrict: '110102009', community: null, address: null },
        classify: { category: '02-02' },
      },
    })
    expect(taken.statusCode, taken.body).toBe(201)
  }
})
afterAll(() => desks.stop())

describe('hot spots', () => {
  test('officer: what comes again, and the tickets behind each number', async () => {
    const page = await desks.enter('unit-officer')
    await openPlace(page, '高发点位')
    await page.getByRole('heading', { name: '高发点位', level: 1 }).waitFor()
    const topics = page.getByRole('region', { name: '反复出现的事' })
    const leak = topics.getByRole('row').filter({ hasText: '枫林苑' }).first()
    await leak.waitFor()
    await leak.getByText('4 张工单').click()
    await expect.poll(() => leak.getByRole('link').count()).toBe(4)
    await shoot(page, 'hotspots-unit-officer')
    await expectAccessible(page)
    await leak.getByRole('link').first().click()
    await page.getByText('枫林苑').first().waitFor()
    await page.context().close()
  })

  test('officer: another span stands in the address; a narrow screen shows it all', async () => {
    const page = await desks.enter('unit-officer', 390)
    await page.goto('/desk/hotspots?days=7')
    await page.getByText(/近 7 天 · 比对 \d+ 张工单/).waitFor()
    await shoot(page, 'hotspots-unit-officer-390')
    await expectAccessible(page)
    await page.getByText('近 90 天').click()
    await page.getByText(/近 90 天 · 比对 \d+ 张工单/).waitFor()
    expect(page.url()).toContain('days=90')
    await page.context().close()
  })
})
