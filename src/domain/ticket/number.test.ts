import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isTicketNumber, ticketNumber } from './number.ts'

describe('the public number', () => {
  test('is day, running number and check digit', () => {
    expect(ticketNumber('2026-10-19', 1)).toMatch(/^JS-20261019-000001-\d$/)
    expect(ticketNumber('2026-10-19', 1_234_567)).toMatch(/^JS-20261019-1234567-\d$/)
  })

  test('has the check digit of ISO/IEC 7812 (Luhn)', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2_000_000 }), (sequence) => {
        const digits = ticketNumber('2026-10-19', sequence).replaceAll(/\D/g, '')
        let sum = 0
        for (const [place, digit] of [...digits].reverse().entries()) {
          sum += place % 2 === 0 ? Number(digit) : ([0, 2, 4, 6, 8, 1, 3, 5, 7, 9][Number(digit)] ?? 0)
        }
        expect(sum % 10).toBe(0)
      }),
    )
  })

  test('shows every wrong digit, and every swap of neighbours but 0 and 9', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2_000_000 }), fc.nat(20), fc.nat(8), (sequence, at, step) => {
        const number = ticketNumber('2026-10-19', sequence)
        expect(isTicketNumber(number)).toBe(true)
        const places = [...number].flatMap((sign, index) => (/\d/.test(sign) ? [index] : []))
        const place = places[at % places.length] ?? 0
        const digit = Number(number[place])
        const wrong = `${number.slice(0, place)}${(digit + 1 + step) % 10}${number.slice(place + 1)}`
        expect(isTicketNumber(wrong)).toBe(false)
        const next = number[place + 1]
        if (next === undefined || !/\d/.test(next) || Number(next) === digit || Number(next) + digit === 9) return
        const swapped = `${number.slice(0, place)}${next}${digit}${number.slice(place + 2)}`
        expect(isTicketNumber(swapped)).toBe(false)
      }),
    )
  })

  test.each([
    '',
    'JS-20261019-1-0',
    'js-20261019-000001-3',
    ' JS-20261019-000001-3',
    'JS-20261019-000001-',
    'JS-2026101-000001-3',
  ])('"%s" is none', (text) => expect(isTicketNumber(text)).toBe(false))
})
