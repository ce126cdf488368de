import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Card, type Desks, ROLES, SIZES, startDesks } from './desks.ts'
import { expectAccessible, shoot } from './site.ts'

let desks: Desks

beforeAll(async () => {
  desks = await startDesks()
})
afterAll(() => desks.stop())

const WIDTHS = [1440, 1024, 390] as const

/** Where each role is pictured: the screen on which it spends its day. */
const PLACES: Readonly<Partial<Record<Card, string>>> = {
  agent: '/desk/register',
  'shift-leader': '/desk/alerts',
}

/** Whose day has a journey of its own, which leaves the pictures. */
const ELSEWHERE: ReadonlySet<Card> = new Set<Card>([
  'dispatcher',
  'unit-officer',
  'unit-reviewer',
  'callback-agent',
  'leader',
  'assessor',
  'inspector',
  'supervisor',
])

describe('screens', () => {
  test.each(WIDTHS)('sign-in at %i', async (width) => {
    const page = await desks.open({ viewport: SIZES[width] })
    await page.goto('/desk')
    await page.getByRole('button', { name: '承办人甲' }).waitFor()
    await expectAccessible(page)
    await shoot(page, `sign-in-${width}`)
    await page.context().close()
  })

  for (const role of ROLES.filter((one) => !ELSEWHERE.has(one))) {
    test.each(WIDTHS)(`${role} at %i`, async (width) => {
      const page = await desks.enter(role, width)
      const complaints: string[] = []
      page.on('console', (message) => {
        if (message.type() === 'error') complaints.push(message.text())
      })
      const place = PLACES[role]
      if (place !== undefined) await page.goto(place)
      else {
        await page.locator('[data-row]').first().waitFor()
        await expectAccessible(page)
        await page.locator('[data-row]').first().click()
        await page.getByRole('heading', { name: '办理经过' }).waitFor()
      }
      await page.getByRole('heading').first().waitFor()
      await page.waitForLoadState('networkidle').catch(() => undefined)
      await expectAccessible(page)
      expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true)
      await shoot(page, `${role}-${width}`)
      expect(complaints).toEqual([])
      await page.context().close()
    })
  }

  test('dark is as readable as light', async () => {
    const page = await desks.enter('unit-officer')
    await page.getByRole('button', { name: '深色' }).click()
    await page.locator('[data-row]').first().click()
    await page.getByRole('heading', { name: '办理经过' }).waitFor()
    await expectAccessible(page)
    await page.context().close()
  })
})
