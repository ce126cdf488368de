import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { makeTimeReader, offsetsOf } from './wall-times.ts'

const runs = Number(process.env['HUYING_RUNS'] ?? 200)
const NEW_YORK = offsetsOf('America/New_York')
const american = makeTimeReader(['MM/dd/yyyy hh:mm:ss a'], NEW_YORK)
const iso = makeTimeReader(['yyyy-MM-ddTHH:mm:ss.SSS', 'zoned'], NEW_YORK)

describe('offsets of a zone', () => {
  it('change where the law changed them', () => {
    expect(NEW_YORK).toContainEqual({ from: '2018-03-11T07:00:00.000Z', minutes: -240 })
    expect(NEW_YORK).toContainEqual({ from: '2018-11-04T06:00:00.000Z', minutes: -300 })
    expect(offsetsOf('Asia/Shanghai').at(-1)?.minutes).toBe(480)
  })
})

describe('times on a wall clock', () => {
  it('are read in winter and in summer', () => {
    expect(american('01/15/2018 12:00:00 AM')).toBe('2018-01-15T05:00:00.000Z')
    expect(american('07/04/2018 12:30:01 PM')).toBe('2018-07-04T16:30:01.000Z')
    expect(iso('2023-12-10T12:00:00.250')).toBe('2023-12-10T17:00:00.250Z')
    expect(iso('2023-12-10T12:00:00+08:00')).toBe('2023-12-10T04:00:00.000Z')
  })

  it('that come twice mean the first, that never come mean the change', () => {
    expect(american('11/04/2018 01:30:00 AM')).toBe('2018-11-04T05:30:00.000Z')
    expect(american('03/11/2018 02:30:00 AM')).toBe('2018-03-11T07:00:00.000Z')
  })

  it.each([
    '',
    '13/01/2018 01:00:00 AM',
    '02/30/2018 01:00:00 AM',
    '01/01/2018 13:00:00 AM',
    '2018-01-01',
    '01/01/2018 01:00:00 AM x',
  ])('%j is none', (text) => expect(american(text)).toBeNull())

  it('keep the order that the wall shows, so that in time is what a spreadsheet says', () => {
    const wall = fc.date({
      min: new Date('1990-01-01T00:00:00Z'),
      max: new Date('2036-01-01T00:00:00Z'),
      noInvalidDate: true,
    })
    fc.assert(
      fc.property(wall, fc.integer({ min: 0, max: 7_200_000 }), (date, more) => {
        const text = (ms: number) => new Date(ms).toISOString().slice(0, 23)
        const [a, b] = [iso(text(date.getTime())), iso(text(date.getTime() + more))]
        expect(a !== null && b !== null && a <= b).toBe(true)
      }),
      { numRuns: runs },
    )
  })
})
