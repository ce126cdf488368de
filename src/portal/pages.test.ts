import { describe, expect, test } from 'vitest'
import type { Calendar } from '../domain/clock/calendar.ts'
import { type Ledger, readClock } from '../domain/clock/ledger.ts'
import type { LimitRule } from '../domain/policy/policy.ts'
import { errorPage, errorStatusOf } from './error-page.ts'
import { type Frame, type Page, renderPage } from './page.ts'
import { linkTo, type Reader, sayWhen } from './reader.ts'
import { renderClock } from './track/clock-bar.ts'

const READER: Reader = { language: 'zh', large: false, contrast: false, carried: [] }
const FRAME: Frame = {
  reader: READER,
  assets: { style: '/portal/style.css', script: null },
  here: '/',
  simulated: false,
  filling: null,
}
const CALENDAR: Calendar = {
  id: 'test',
  offsets: [{ from: '1990-01-01T00:00:00.000Z', minutes: 480 }],
  firstYear: 2026,
  lastYear: 2026,
  holidays: [],
  makeUpDays: [],
}
const RULE = { name: '一般', nameEn: 'General', limit: { amount: 7, unit: 'natural-days' } } as LimitRule
const START = {
  kind: 'start',
  at: '2026-10-19T02:00:00.000Z',
  limit: RULE.limit,
  class: 'general',
  ground: 'x',
} as const

function clock(ledger: Ledger, now: string): string {
  const main = renderClock({ reading: readClock(ledger, now, CALENDAR), rule: RULE, calendar: CALENDAR, now }, READER)
  return renderPage({ title: '', main } as Page, FRAME)
}

describe('the clock says in words what it draws', () => {
  test('runs, is paused, is late, is done', () => {
    expect(clock([START], '2026-10-20T02:00:00.000Z')).toContain('还剩 6天 · 10月26日 10:00 前有结果 · 一般件，7 天')
    const paused: Ledger = [START, { kind: 'pause', at: '2026-10-20T02:00:00.000Z', ground: 'x' }]
    const page = clock(paused, '2026-10-21T02:00:00.000Z')
    expect(page).toContain('暂停计时，还剩 6天')
    expect(page).toContain('10月20日 10:00 至 10月21日 10:00 暂停计时')
    expect(page).toContain('<rect class="paused"')
    expect(clock([START], '2026-10-26T07:00:00.000Z')).toContain('比答应您的晚了 5小时 · 原定 10月26日 10:00')
    const done: Ledger = [START, { kind: 'submit', at: '2026-10-20T02:00:00.000Z' }]
    expect(clock(done, '2026-10-29T02:00:00.000Z')).toContain('按时完成')
    expect(clock([], '2026-10-29T02:00:00.000Z')).not.toContain('<svg')
  })

  test('a date says its year when that is another', () => {
    expect(sayWhen('2026-12-31T17:00:00.000Z', '2026-12-30T00:00:00.000Z', CALENDAR, 'zh')).toBe('2027年1月1日 01:00')
    expect(sayWhen('2026-10-19T02:00:00.000Z', '2026-12-30T00:00:00.000Z', CALENDAR, 'en')).toBe('19 Oct 10:00')
  })
})

describe('errors', () => {
  test('carry what was sent, escaped, to be sent again', () => {
    const resend = { action: '/report', fields: [['words', '"><script>x</script>']] as const }
    const page = renderPage(errorPage({ reader: READER, status: 503, facts: {}, resend }), FRAME)
    expect(page).toContain('您写的内容也没有丢')
    expect(page).toContain('value="&quot;>&lt;script>x&lt;/script>"')
    expect(page).toContain('action="/report"')
  })

  test('every status has a page', () => {
    expect([400, 404, 415, 418, 429, 500, 502, 503].map(errorStatusOf)).toEqual([
      422, 404, 422, 422, 429, 500, 500, 503,
    ])
  })
})

test('links carry the settings and keep the anchor', () => {
  const reader: Reader = { ...READER, carried: [['lang', 'en']] }
  expect(linkTo(reader, '/track/x#now', { secret: 'a b' })).toBe('/track/x?secret=a+b&lang=en#now')
  expect(linkTo(READER, '/')).toBe('/')
})

test('the fill of a demonstration is shown, and told', () => {
  const page = renderPage({ title: 'x', main: [] }, { ...FRAME, filling: 40 })
  expect(page).toContain('已完成 40%')
  expect(page).toContain('<progress max="100" value="40"')
})
