import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Desks, SIZES, startDesks } from './desks.ts'
import { expectAccessible, shoot } from './site.ts'

let desks: Desks

beforeAll(async () => {
  desks = await startDesks()
})
afterAll(() => desks.stop())

const WIDTHS = [1440, 1024, 390] as const

describe('screens', () => {
  test.each(WIDTHS)('sign-in at %i', async (width) => {
    const page = await desks.open({ viewport: SIZES[width] })
    await page.goto('/desk')
    await page.getByRole('button', { name: '承办人甲' }).waitFor()
    await expectAccessible(page)
    await shoot(page, `sign-in-${width}`)
    await page.context().close()
  })

  test('dark is as readable as light', async () => {
    const page = await desks.enter('unit-officer')
    await page.getByRole('button', { name: '深色' }).click()
    await page.locator('[data-row]').first().click()
    await page.getByRole('heading', { name: '办理经过' }).waitFor()
    await expectAccessible(page)
    await page.context().close()
  })

  test('a browser that asks for English gets labels, names and sentences in one language, until another is chosen', async () => {
    const page = await desks.open({ viewport: SIZES[1440], locale: 'en-GB' })
    await page.goto('/desk')
    await page.getByRole('button', { name: '领导甲' }).click()
    await page.getByRole('heading', { name: /Zhanlanlu Subdistrict/ }).waitFor()
    expect(await page.getByRole('banner').innerText()).not.toMatch(/概览|街道/)
    await shoot(page, 'leader-english-1440')
    await page.getByRole('button', { name: '中文' }).click()
    await page.getByRole('heading', { name: /展览路街道/ }).waitFor()
    await page.reload()
    await page.getByRole('heading', { name: /展览路街道/ }).waitFor()
    expect(await page.getByRole('banner').innerText()).toMatch(/概览/)
    await page.context().close()
  })

  test.each(['light', 'dark'] as const)('the shared components, %s', async (look) => {
    const page = await desks.enter('unit-officer')
    if (look === 'dark') await page.getByRole('button', { name: '深色' }).click()
    await page.goto('/desk/ui')
    await page.getByRole('heading', { name: 'ClockBar' }).waitFor()
    await page.getByRole('button', { name: '说一句' }).click()
    await page.getByRole('status').getByText('已经做好了。').waitFor()
    await expectAccessible(page)
    await shoot(page, `ui-${look}`)
    await page.context().close()
  })
})
