import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { newKey } from './cipher.ts'
import { maskPhone, normalisePhone, phoneIndex } from './phone.ts'

const numRuns = Number(process.env['HUYING_RUNS'] ?? 200)

describe('normalisePhone', () => {
  it.each([
    ['13812345678', '13812345678'],
    ['138 1234 5678', '13812345678'],
    ['138-1234-5678', '13812345678'],
    ['138.1234.5678', '13812345678'],
    ['+86 138 1234 5678', '13812345678'],
    ['+86-138-1234-5678', '13812345678'],
    ['(+86)13812345678', '13812345678'],
    ['008613812345678', '13812345678'],
    ['8613812345678', '13812345678'],
    ['013812345678', '13812345678'],
    ['１３８１２３４５６７８', '13812345678'],
    ['＋８６ １３８　１２３４　５６７８', '13812345678'],
    ['\u202d13812345678\u202c', '13812345678'],
    ['19912345678', '19912345678'],
    ['010-65081234', '010-65081234'],
    ['01065081234', '010-65081234'],
    ['(010) 6508 1234', '010-65081234'],
    ['（０１０）６５０８１２３４', '010-65081234'],
    ['010—6508—1234', '010-65081234'],
    ['+86 10 6508 1234', '010-65081234'],
    ['+86 (0)10 6508 1234', '010-65081234'],
    ['010-65081234-8021', '010-65081234-8021'],
    ['010-6508-1234-8021', '010-65081234-8021'],
    ['01065081234转8021', '010-65081234-8021'],
    ['010-65081234 分机 8021', '010-65081234-8021'],
    ['010 6508 1234 ext. 8021', '010-65081234-8021'],
    ['010-65081234 x8021', '010-65081234-8021'],
    ['010-65081234#8021', '010-65081234-8021'],
    ['0311-8888888', '0311-8888888'],
    ['03118888888', '0311-8888888'],
    ['0311-88888888', '0311-88888888'],
    ['0311-8888888-12', '0311-8888888-12'],
    ['021 2345 6789', '021-23456789'],
    ['+852 9123 4567', '+85291234567'],
    ['0085291234567', '+85291234567'],
    ['+1 (415) 555-0100', '+14155550100'],
  ])('%s → %s', (text, normal) => {
    expect(normalisePhone(text)).toBe(normal)
  })

  it.each([
    '',
    ' ',
    '12345',
    '110',
    '65081234',
    '12812345678',
    '1381234567',
    '138123456789',
    '010-6508123',
    '010-15081234',
    '026-65081234',
    '010-65081234-1234567',
    '010-65081234-12转34',
    '13812345678转1',
    '+86',
    '+123',
    'abc',
    '一三八一二三四五六七八',
    `13812345678${' '.repeat(80)}`,
    '138123456\u000078',
  ])('refuses %j', (text) => {
    expect(normalisePhone(text)).toBeNull()
  })

  it('leaves a normal number as it is, whatever was typed', () => {
    const typed = fc.string({ unit: fc.constantFrom(...'0123456789+-() 转x.０１３'), maxLength: 20 })
    fc.assert(
      fc.property(typed, (text) => {
        const normal = normalisePhone(text)
        if (normal !== null) expect(normalisePhone(normal)).toBe(normal)
      }),
      { numRuns },
    )
  })

  it('finds the same number behind any spacing', () => {
    const mobile = fc.stringMatching(/^1[3-9]\d{9}$/)
    const gap = fc.constantFrom('', ' ', '-', '　', '.')
    fc.assert(
      fc.property(mobile, fc.array(gap, { minLength: 11, maxLength: 11 }), (number, gaps) => {
        const spaced = [...number].map((digit, i) => digit + gaps[i]).join('')
        expect(normalisePhone(`+86${spaced}`)).toBe(number)
      }),
      { numRuns },
    )
  })
})

describe('phoneIndex', () => {
  it('is the same for the same number and master key, and takes the normal spelling only', () => {
    const master = newKey()
    expect(phoneIndex(master, '13812345678')).toBe(phoneIndex(master, '13812345678'))
    expect(phoneIndex(master, '13812345678')).not.toBe(phoneIndex(master, '13812345679'))
    expect(phoneIndex(newKey(), '13812345678')).not.toBe(phoneIndex(master, '13812345678'))
    expect(() => phoneIndex(master, '138 1234 5678')).toThrowError(
      expect.objectContaining({ code: 'vault.phone-not-normal' }),
    )
  })
})

describe('maskPhone', () => {
  it.each([
    ['13812345678', '138****5678'],
    ['010-65081234', '010-****1234'],
    ['010-65081234-8021', '010-****1234'],
    ['0311-8888881', '0311-****8881'],
    ['+85291234567', '+****4567'],
    ['12345', '****'],
    ['张三 13812345678', '****'],
    ['', '****'],
  ])('%s → %s', (phone, masked) => {
    expect(maskPhone(phone)).toBe(masked)
  })
})
