import { describe, expect, test } from 'vitest'
import { COMMAND_TYPES } from '../../domain/ticket/decide.ts'
import { REQUESTS, TEXT_FIELDS } from './request.ts'

const register = (words: unknown) => REQUESTS.register.safeParse({ channel: 'phone', words })
const refusalOf = (words: unknown) => register(words).error?.issues.map((issue) => issue.message)

describe('the words of a request', () => {
  test.each([
    ['emoji, joined ones too', '电梯坏了👨‍👩‍👧‍👦😡'],
    ['rare Han beyond the BMP', '𠮷先生住𪚥字胡同，门牌𰻞'],
    ['10,000 characters', '路'.repeat(10_000)],
    ['mark-up', '<script>alert(1)</script> & "引号"'],
    ['several lines', '一楼\n二楼\t三楼'],
  ])('are kept as they are: %s', (_what, words) => {
    expect(register(words).data?.words).toBe(words)
  })

  test.each([
    ['NUL', '路\0灯', 'nul-character'],
    ['a high surrogate alone', '路\ud83d灯', 'broken-character'],
    ['a low surrogate alone', '路\udc00灯', 'broken-character'],
    ['a pair in the wrong order', '\ude00\ud83d', 'broken-character'],
  ])('are refused by name: %s', (_what, words, code) => {
    expect(refusalOf(words)).toEqual([code])
  })

  test.each([
    ['nothing', ''],
    ['blanks', ' \u3000\n'],
    ['10,001 characters', '路'.repeat(10_001)],
    ['a number', 12],
    ['a list', ['路灯']],
    ['null', null],
  ])('are refused: %s', (_what, words) => {
    expect(register(words).success).toBe(false)
  })
})

describe('other fields', () => {
  test.each([
    ['a name of 10,000 characters', { requester: { name: '名'.repeat(10_000), phone: null } }],
    ['a phone of a page', { requester: { name: '', phone: '1'.repeat(41) } }],
    ['a channel that is none', { channel: 'fax' }],
    ['an identity that is none', { identity: 'secret' }],
    ['a contact that is no id', { contact: 'today' }],
    ['a time without a zone', { saidAt: '2026-10-19T02:00:00' }],
    ['a code that is a page', { place: { district: 'x'.repeat(81) } }],
  ])('%s is refused', (_what, more) => {
    expect(REQUESTS.register.safeParse({ channel: 'phone', words: '路灯', ...more }).success).toBe(false)
  })

  test('an instant comes in UTC, whatever zone it was given in', () => {
    const { data } = REQUESTS.register.safeParse({
      channel: 'phone',
      words: '路灯',
      saidAt: '2026-10-19T10:00:00+08:00',
    })
    expect(data?.saidAt).toBe('2026-10-19T02:00:00.000Z')
  })

  test('nobody brings a number, a risk or a person’s id of their own', () => {
    const given = { channel: 'phone', words: '路灯', number: 'JS-1', risks: [], sameRequester: true }
    const { data } = REQUESTS.register.safeParse(given)
    for (const name of ['number', 'risks', 'sameRequester']) expect(data).not.toHaveProperty(name)
  })
})

describe('texts', () => {
  test('every field that goes into the vault is one of its request', () => {
    for (const type of COMMAND_TYPES) {
      const { shape } = REQUESTS[type]
      for (const name of TEXT_FIELDS[type] ?? []) expect(Object.keys(shape), type).toContain(name)
    }
  })

  test('every field of a request that takes 10,000 characters goes into the vault', () => {
    const long = '长'.repeat(10_000)
    for (const type of COMMAND_TYPES) {
      const open = Object.entries(REQUESTS[type].shape)
        .filter(([, field]) => field.safeParse(long).success)
        .map(([name]) => name)
      expect([...(TEXT_FIELDS[type] ?? [])].sort(), type).toEqual(open.sort())
    }
  })
})
