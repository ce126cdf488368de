import { describe, expect, it } from 'vitest'
import { saySpan, spanOf, urgencyOf } from './span.ts'

const HOUR = 3_600_000

describe('spans as people say them', () => {
  it.each([
    [28 * HOUR, '1天4小时', '1 d 4 h'],
    [5 * HOUR, '5小时', '5 h'],
    [40 * 60_000, '40分钟', '40 min'],
    [90 * 60_000, '1小时30分钟', '1 h 30 min'],
    [11 * HOUR + 32 * 60_000, '11小时', '11 h'],
    [30_000, '不到1分钟', 'under a minute'],
    [0, '不到1分钟', 'under a minute'],
    [24 * HOUR + 60_000, '1天', '1 d'],
    [-5 * HOUR, '5小时', '5 h'],
    [(12 * 24 + 7) * HOUR, '12天', '12 d'],
  ])('%i ms is %s', (ms, zh, en) => {
    expect(saySpan(ms, 'zh')).toBe(zh)
    expect(saySpan(ms, 'en')).toBe(en)
  })

  it('never rounds up: a minute before the hour is still minutes', () => {
    expect(spanOf(HOUR - 1)).toEqual({ days: 0, hours: 0, minutes: 59 })
  })

  it('calls late, soon and paused by name', () => {
    expect(urgencyOf(-1, false)).toBe('late')
    expect(urgencyOf(0, false)).toBe('soon')
    expect(urgencyOf(24 * HOUR, false)).toBe('soon')
    expect(urgencyOf(24 * HOUR + 1, false)).toBe('calm')
    expect(urgencyOf(-1, true)).toBe('paused')
  })
})
