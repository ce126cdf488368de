import type { Page } from 'playwright-core'
import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Desks, startDesks } from './desks.ts'
import { expectAccessible } from './site.ts'

const HERE = '110102009'
/** More than a hundred screens; the same list with a million behind it differs in nothing but its length. */
const MANY = 10_000

let desks: Desks
beforeAll(async () => {
  desks = await startDesks()
  await multiply(MANY)
})
afterAll(() => desks.stop())

/** Copies of one ticket's row in the unit's list: enough rows to scroll through, without living ten thousand lives. */
async function multiply(count: number): Promise<void> {
  const { pool } = desks.server.deps
  await pool.query(
    `insert into inbox (unit_id, ticket_id, number, phase, kind, category, limit_class, responsible, subdistrict, community,
       open, late, marks, registered_at, due_at, assignee, arrived_at)
     select unit_id, gen_random_uuid(), 'JS-20261018-' || lpad(n::text, 6, '0') || '-X', 'handling', kind, category, limit_class,
       responsible, subdistrict, community, true, false, '{}', registered_at, timestamptz '2026-11-01T00:00:00Z' + n * interval '1 minute',
       null, arrived_at
     from (select * from inbox where unit_id = $1 and open and due_at is not null order by ticket_id limit 1) as one,
       generate_series(1, $2::int) as n`,
    [HERE, count],
  )
}

async function newTicket(title: string): Promise<string> {
  const ticketId = uuidv7()
  const answer = await desks.server.as('agent', {
    method: 'POST',
    url: '/api/tickets',
    payload: {
      ticketId,
      channel: 'phone',
      words: `${title}，请尽快处理。`,
      title,
      requester: { name: '王女士', phone: '13800000000' },
      place: { district: '110102', subdistrict: HERE, community: null, address: null },
      classify: { category: '02-01' },
    },
  })
  expect(answer.statusCode, answer.body).toBe(201)
  return ticketId
}

const rows = (page: Page) => page.locator('[data-row]')
const list = (page: Page) => page.locator('[data-scroll-restoration-id="tickets"]')
const scrollTop = (page: Page): Promise<number> => list(page).evaluate((pane) => pane.scrollTop)

describe('a list of ten thousand', () => {
  test('only what is seen is in the page, all the way to the end', async () => {
    const page = await desks.enter('unit-officer')
    await rows(page).first().waitFor()
    let most = 0
    const ended = page.getByText(/^共 1\d{4} 件/)
    const begun = performance.now()
    for (let turn = 0; turn < 400 && (await ended.count()) === 0; turn++) {
      await list(page).evaluate((pane) => pane.scrollTo(0, pane.scrollHeight))
      await page.waitForTimeout(30)
      most = Math.max(most, await rows(page).count())
    }
    await ended.waitFor({ timeout: 30_000 })
    expect(most).toBeLessThan(80)
    expect(performance.now() - begun).toBeLessThan(90_000)
    await page.context().close()
  })

  test('the frames keep coming while it is thrown about', async () => {
    const page = await desks.enter('unit-officer')
    await rows(page).first().waitFor()
    const longest = await list(page).evaluate(
      (pane) =>
        new Promise<number>((resolve) => {
          let last = performance.now()
          let worst = 0
          let frames = 0
          const step = (now: number): void => {
            worst = frames > 3 ? Math.max(worst, now - last) : 0
            last = now
            pane.scrollTop += 240
            frames += 1
            if (frames < 60) requestAnimationFrame(step)
            else resolve(worst)
          }
          requestAnimationFrame(step)
        }),
    )
    // A frame of this machine's, shared with a database and a server: a stutter would be many times as long.
    expect(longest).toBeLessThan(250)
    await page.context().close()
  })

  test('comes back to where it was after a ticket was open, side by side and on a phone', async () => {
    const page = await desks.enter('unit-officer')
    await rows(page).first().waitFor()
    await list(page).evaluate((pane) => pane.scrollTo(0, 400))
    await expect.poll(() => scrollTop(page)).toBeGreaterThan(300)
    const before = await scrollTop(page)
    await rows(page).nth(8).click()
    await expect.poll(() => page.url()).toMatch(/tickets\/[0-9a-f-]{36}/)
    await page.getByRole('heading', { name: '办理经过' }).waitFor()
    await page.keyboard.press('Escape')
    await page.waitForURL(/\/desk\/tickets$/)
    expect(Math.abs((await scrollTop(page)) - before)).toBeLessThan(40)
    await page.context().close()

    const phone = await desks.enter('unit-officer', 390)
    await rows(phone).first().waitFor()
    await phone.evaluate('scrollTo(0, 600)')
    await expect.poll(() => phone.evaluate('scrollY')).toBe(600)
    await rows(phone).nth(8).scrollIntoViewIfNeeded()
    const left = await phone.evaluate('scrollY')
    await rows(phone).nth(8).click()
    const back = phone.getByRole('link', { name: '回到列表' })
    await back.waitFor()
    expect(await phone.evaluate('scrollY')).toBeLessThan(200)
    await back.click()
    await expect.poll(() => phone.evaluate('scrollY'), { timeout: 10_000 }).toBe(left)
    await phone.context().close()
  })
})

describe('a list that changes while somebody reads it', () => {
  test('under a hand nothing moves: what is new waits to be shown', async () => {
    const page = await desks.enter('unit-officer')
    await rows(page).nth(3).hover()
    const top = await rows(page).first().getAttribute('data-row')
    await newTicket('井盖翘起绊倒老人')
    const news = page.getByRole('button', { name: /件有变化/ })
    await news.waitFor()
    expect(await rows(page).first().getAttribute('data-row')).toBe(top)
    await news.click()
    await page.goto('/desk/tickets?arrived=today')
    await page.getByRole('link', { name: /井盖翘起绊倒老人/ }).waitFor()
    await page.context().close()
  })

  test('an open list shows a change of a row in less than a second, where it stands', async () => {
    const ticketId = await newTicket('楼道堆放杂物')
    const page = await desks.enter('unit-officer')
    await page.goto('/desk/tickets?arrived=today')
    const row = page.locator(`[data-row="${ticketId}"]`)
    await row.getByText('待签收').waitFor()
    const begun = performance.now()
    const signed = await desks.server.as('officer', {
      method: 'POST',
      url: `/api/tickets/${ticketId}/commands/sign`,
      headers: { 'idempotency-key': uuidv7() },
      payload: {},
    })
    expect(signed.statusCode, signed.body).toBe(200)
    await row.getByText('办理中').waitFor()
    expect(performance.now() - begun).toBeLessThan(1_000)
    await page.context().close()
  })

  test('opens a ticket at once from the list', async () => {
    const page = await desks.enter('unit-officer')
    const took: number[] = []
    await page.goto('/desk/tickets?phase=dispatched')
    for (let nth = 0; nth < 2; nth++) {
      const row = rows(page).nth(nth)
      await row.hover()
      await page.waitForTimeout(400)
      took.push(
        await row.evaluate(
          (link) =>
            new Promise<number>((resolve) => {
              const begun = performance.now()
              const id = link.getAttribute('data-row')
              new MutationObserver((_changes, watch) => {
                if (!location.pathname.endsWith(String(id)) || !document.querySelector('#ticket-title')) return
                watch.disconnect()
                resolve(performance.now() - begun)
              }).observe(document.body, { subtree: true, childList: true })
              link.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true }))
            }),
        ),
      )
    }
    // The first loads the page of a ticket besides; from then on it is there at once.
    expect(took[1]).toBeLessThan(100)
    await page.context().close()
  })
})

describe('choosing several', () => {
  test('x chooses, Shift x chooses a range, they are tried and then signed, each with its outcome', async () => {
    for (const title of ['路灯不亮一', '路灯不亮二', '路灯不亮三']) await newTicket(title)
    const page = await desks.enter('unit-officer')
    await page.goto('/desk/tickets?phase=dispatched&arrived=today')
    await rows(page).nth(2).waitFor()
    await page.keyboard.press('j')
    await page.keyboard.press('x')
    await page.keyboard.press('j')
    await page.keyboard.press('j')
    await page.keyboard.press('Shift+X')
    const bar = page.getByRole('region', { name: '一并办理' })
    await bar.getByText('已选 3 件').waitFor()
    await bar.getByRole('button', { name: '签收', exact: true }).click()
    await expect.poll(() => bar.textContent(), { timeout: 10_000 }).toContain('3 件可以办')
    await expectAccessible(page)
    await bar.getByRole('button', { name: '签收 3 件' }).click()
    await bar.waitFor({ state: 'detached' })
    await page.context().close()
  })
})
