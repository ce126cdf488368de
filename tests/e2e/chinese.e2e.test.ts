import { chromium } from 'playwright-core'
import { expect, inject, it } from 'vitest'

it('draws Chinese: each character differs from its neighbour and from the box for a missing one', async () => {
  const browser = await chromium.launch({
    executablePath: inject('chromium'),
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  })
  try {
    const page = await browser.newPage()
    const draw = async (text: string): Promise<string> => {
      await page.setContent(`<p id="text" style="font-size:48px;width:60px">${text}</p>`)
      return (await page.locator('#text').screenshot()).toString('base64')
    }
    const missing = await draw('\u{10FFFD}')
    const drawn = new Set([missing, await draw('呼'), await draw('应'), await draw('街')])
    expect(drawn.size).toBe(4)
  } finally {
    await browser.close()
  }
})
