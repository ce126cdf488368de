import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { findPersonal, maskPersonal } from './personal.ts'

const RUNS = { numRuns: Number(process.env['HUYING_RUNS'] ?? 200) }

const digits = (length: number) => fc.stringMatching(new RegExp(`^[0-9]{${length}}$`))
const mobile = fc
  .tuple(fc.constantFrom('3', '5', '7', '8', '9'), digits(9))
  .map(([second, rest]) => `1${second}${rest}`)
const birthday = fc
  .tuple(fc.integer({ min: 1930, max: 2020 }), fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 28 }))
  .map(([y, m, d]) => `${y}${String(m).padStart(2, '0')}${String(d).padStart(2, '0')}`)
const identity = fc
  .tuple(digits(6), birthday, digits(3), fc.constantFrom(...'0123456789X'))
  .map(([area, born, order, check]) => `${area}${born}${order}${check}`)
const name = fc
  .tuple(fc.constantFrom('王', '李', '张', '欧阳', '陈', '赵'), fc.constantFrom('小明', '建国', '伟', '秀英'))
  .map(([surname, given]) => `${surname}${given}`)
const dwelling = fc
  .tuple(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1, max: 9 }), fc.integer({ min: 101, max: 2806 }))
  .map(([building, door, flat]) => `${building}号楼${door}单元${flat}室`)
/** Text around a find: nothing that could be part of a number. */
const around = fc.constantFrom(
  '',
  '，请回电',
  '我住在万明园小区',
  '。',
  '（紧急）',
  '路灯坏了',
  'please call ',
  '电话：',
)
/** As people type digits: in one piece, in groups, full-width. */
const typed = (number: string) =>
  fc.constantFrom(
    number,
    [...number].map((one) => (/\d/.test(one) ? String.fromCharCode(one.charCodeAt(0) + 0xfee0) : one)).join(''),
    number.replace(/^(.{3})(.{4})/, '$1 $2 '),
    number.replace(/^(.{3})(.{4})/, '$1-$2-'),
  )

describe('nothing of a person is left', () => {
  test('no phone, however it is typed and whatever stands around it', () => {
    fc.assert(
      fc.property(
        around,
        mobile.chain((number) =>
          fc.tuple(fc.constant(number), typed(number), fc.constantFrom('', '+86', '+86 ', '0086')),
        ),
        around,
        (before, [number, shown, prefix], after) => {
          const masked = maskPersonal(`${before}${prefix}${shown}${after}`)
          expect(masked.normalize('NFKC').replace(/\D/g, '')).not.toContain(number.slice(3, 9))
          expect(masked).toContain(after)
        },
      ),
      RUNS,
    )
  })

  test('no identity number', () => {
    fc.assert(
      fc.property(
        around,
        identity.chain((one) => fc.tuple(fc.constant(one), typed(one))),
        around,
        (before, [number, shown], after) => {
          const masked = maskPersonal(`${before}${shown}${after}`).normalize('NFKC')
          expect(masked.replace(/\D/g, '')).not.toContain(number.slice(6, 14))
        },
      ),
      RUNS,
    )
  })

  test('no name after a cue or before a title, and no known name anywhere', () => {
    fc.assert(
      fc.property(name, fc.constantFrom('我叫', '联系人：', '姓名：', '联系人是'), around, (who, cue, after) => {
        expect(maskPersonal(`${cue}${who}，${after}`)).not.toContain(who)
        expect(maskPersonal(`找${who}先生${after}`)).not.toContain(who)
        expect(maskPersonal(`${after}${who}家的事${after}${who}`, { names: [who] })).not.toContain(who)
      }),
      RUNS,
    )
  })

  test('no dwelling, while compound and road stay', () => {
    fc.assert(
      fc.property(dwelling, around, (where, after) => {
        const masked = maskPersonal(`万明园小区${where}${after}`)
        expect(masked).not.toContain(where)
        expect(masked).toContain('万明园小区')
      }),
      RUNS,
    )
  })

  test('no card with a right check digit, no e-mail', () => {
    expect(maskPersonal('卡号4111 1111 1111 1111。')).toBe('卡号*******************。')
    expect(maskPersonal('写信到 wang.xm@example.com。')).not.toContain('example')
  })
})

test('what is no person stays as it is', () => {
  for (const text of [
    'JS-20261019-000123-4 这张工单',
    '路灯坏了3天，灯杆编号20240012',
    '2026年10月19日 08:30',
    '物业费1200元，一共3600.50元',
    '王府井大街和张自忠路',
    '12345热线，110报警',
    '订单号 1234567890123456789012',
    '门牌12号，共5层',
  ])
    expect(maskPersonal(text), text).toBe(text)
})

test('the length stays with stars, so that positions hold; masking twice changes nothing more', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), mobile, (text, number) => {
      const whole = `${text}${number}`
      const once = maskPersonal(whole)
      expect(once.length).toBe(whole.length)
      expect(maskPersonal(once)).toBe(once)
    }),
    RUNS,
  )
})

test('finds lie in order and never overlap; a hundred thousand characters take no time', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(mobile, identity, name, dwelling, around), { maxLength: 12 }), (parts) => {
      let at = 0
      for (const { from, to } of findPersonal(parts.join(''))) {
        expect(from).toBeGreaterThanOrEqual(at)
        at = to
      }
    }),
    RUNS,
  )
  for (const unit of ['1', '1 3 ', '我叫王', '3号楼', 'a.b@', '一二三']) {
    const started = performance.now()
    findPersonal(unit.repeat(100_000 / unit.length))
    expect(performance.now() - started, unit).toBeLessThan(2_000)
  }
})
