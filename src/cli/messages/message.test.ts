import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Calendar } from '../../domain/clock/calendar.ts'
import { parseMessage, parseTime } from './message.ts'

const calendar: Calendar = {
  id: 'test',
  offsets: [{ from: '1991-09-15T00:00:00.000Z', minutes: 480 }],
  firstYear: 2026,
  lastYear: 2026,
  holidays: [],
  makeUpDays: [],
}
const parse = (value: unknown) => parseMessage(typeof value === 'string' ? value : JSON.stringify(value), calendar)

describe('a line of messages', () => {
  it('needs uid and text, takes title and time', () => {
    expect(parse({ uid: 'a', text: ' 暖气不热 ', title: ' 供暖 ', time: '2026/1/8 7:05:09', label: 'x' })).toEqual({
      uid: 'a',
      text: '暖气不热',
      title: '供暖',
      saidAt: '2026-01-07T23:05:09.000Z',
    })
    expect(parse({ uid: 'a', text: '暖气不热', title: null })).toMatchObject({ title: null, saidAt: null })
  })

  it('is named for what is wrong with it', () => {
    const wrong: readonly (readonly [unknown, string])[] = [
      ['{', 'not-json'],
      ['"text"', 'not-an-object'],
      [[], 'not-an-object'],
      ['null', 'not-an-object'],
      [{ text: 'x' }, 'uid-missing'],
      [{ uid: '', text: 'x' }, 'uid-missing'],
      [{ uid: '  ', text: 'x' }, 'uid-missing'],
      [{ uid: 7, text: 'x' }, 'uid-not-text'],
      [{ uid: 'u'.repeat(81), text: 'x' }, 'uid-too-long'],
      [{ uid: 'a' }, 'text-missing'],
      [{ uid: 'a', text: null }, 'text-missing'],
      [{ uid: 'a', text: ['x'] }, 'text-not-text'],
      [{ uid: 'a', text: ' \n ' }, 'text-empty'],
      [{ uid: 'a', text: 'x', title: 5 }, 'title-not-text'],
      [{ uid: 'a', text: 'x', time: 5 }, 'time-not-text'],
      [{ uid: 'a', text: 'x\0y' }, 'nul-character'],
      ['{"uid":"a","text":"x\\ud800"}', 'broken-character'],
    ]
    for (const [line, fault] of wrong) expect(parse(line)).toBe(fault)
  })

  it('never throws, whatever it is', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.json()), (line) => {
        parseMessage(line, calendar)
      }),
    )
  })

  it('keeps a heading that is none with the text', () => {
    const long = '很长'.repeat(300)
    expect(parse({ uid: 'a', text: '正文', title: long })).toMatchObject({ title: null, text: `${long}\n正文` })
  })

  it('reads times on the city’s wall clock, and those that name a zone', () => {
    const read = (text: string) => parseTime(text, calendar)
    expect(read('2019-08-01 18:44')).toBe('2019-08-01T10:44:00.000Z')
    expect(read('2019年8月1日 18时44分03秒')).toBe('2019-08-01T10:44:03.000Z')
    expect(read('2019/12/31')).toBe('2019-12-30T16:00:00.000Z')
    expect(read('2019-08-01T18:44:03Z')).toBe('2019-08-01T18:44:03.000Z')
    expect(read('2019-08-01T18:44:03+0800')).toBe('2019-08-01T10:44:03.000Z')
    for (const text of ['', '昨天', '2019/2/30 10:00', '2019/13/1', '2019/8/1 24:30:00', '1/8/2019']) {
      expect(read(text), text).toBeNull()
    }
  })
})
