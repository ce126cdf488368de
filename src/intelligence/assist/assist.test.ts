import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { adviseIntake } from './check-intake.ts'
import { asksOf, checkReply, type ReplyDraft } from './check-reply.ts'
import { lookUp } from './look-up.ts'

const RUNS = { numRuns: Number(process.env['HUYING_RUNS'] ?? 200) }
const WORDS = '万明园小区3号楼前的路灯坏了一周了，晚上老人出门看不见。希望尽快修好路灯，请问什么时候能修好？'
const GOOD: ReplyDraft = {
  text: '您好，您反映的路灯已于11月2日更换灯头，当晚恢复照明。',
  measures: '11月2日维修人员现场更换灯头并检查了线路。',
  nextStep: null,
  claimsSolved: true,
  legalBasis: ['beijing-city-appearance'],
}
const codes = (draft: Partial<ReplyDraft>, words: string | null = WORDS) =>
  checkReply({ ...GOOD, ...draft }, words).map((one) => one.code)

describe('a reply', () => {
  test('that takes up every ask, with action, date and ground, meets no remark', () => {
    expect(codes({})).toEqual([])
  })

  test('must take up each ask', () => {
    expect(asksOf(WORDS)).toEqual(['希望尽快修好路灯', '请问什么时候能修好？'])
    const [first] = checkReply(
      { ...GOOD, text: '您好，11月2日已安排人员清理了垃圾。', measures: '已清运垃圾。' },
      WORDS,
    )
    expect(first).toMatchObject({ code: 'ask-unanswered', weight: 'mend', facts: { ask: '希望尽快修好路灯' } })
    expect(codes({ text: '路灯已更换。', measures: '维修人员现场更换了路灯灯头并作检查。' })).toContain(
      'ask-unanswered',
    )
    expect(codes({ text: '路灯已更换。' }, null)).not.toContain('ask-unanswered')
  })

  test('must say what was done, when and on what ground', () => {
    expect(
      codes({ text: '您反映的路灯什么时候修好的事我们知道了，11月2日。', measures: '11月2日知道了路灯的事情。' }),
    ).toContain('no-action')
    expect(codes({ text: '路灯已现场更换灯头。', measures: '维修人员现场更换灯头。' })).toContain('no-date')
    expect(codes({ legalBasis: [] })).toContain('no-ground')
    expect(codes({ legalBasis: [], text: `${GOOD.text}依据《北京市市容环境卫生条例》。` })).not.toContain('no-ground')
    expect(codes({ claimsSolved: false, nextStep: '将更换灯杆' })).toContain('next-step-without-date')
    expect(codes({ claimsSolved: false, nextStep: '将于12月5日更换灯杆' })).not.toContain('next-step-without-date')
    expect(codes({ text: `${GOOD.text}后续将换灯杆。` })).toContain('solved-but-future')
    expect(codes({ text: '已修。', measures: '已修。' })).toContain('too-short')
  })

  test('leaks no number, and no name together with a dwelling; the remark does not repeat what it found', () => {
    const leaking = checkReply({ ...GOOD, text: `${GOOD.text}维修师傅电话13812345678。` }, WORDS)
    expect(leaking).toMatchObject([{ code: 'personal-data', facts: { kind: 'phone' } }])
    expect(JSON.stringify(leaking)).not.toContain('13812345678')
    expect(codes({ text: `${GOOD.text}身份证110101199003074258。` })).toContain('personal-data')
    expect(codes({ text: `${GOOD.text}联系人：王小明，住3号楼2单元501室。` })).toContain('name-and-address')
    expect(codes({ text: `${GOOD.text}位于3号楼2单元501室门口。` })).not.toContain('name-and-address')
  })

  test('speaks to the person and not in phrases', () => {
    expect(codes({ text: `诉求人反映的问题，${GOOD.text}` })).toContain('not-to-them')
    expect(codes({ text: `${GOOD.text}我单位高度重视，将进一步加强巡查。` })).toContain('phrases')
  })

  test('of any text whatever is read without an error', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 400 }),
        fc.string({ unit: 'grapheme', maxLength: 400 }),
        (text, words) => {
          checkReply({ ...GOOD, text, measures: words }, words)
        },
      ),
      RUNS,
    )
    const long = '请问什么时候能修好路灯，'.repeat(8_000)
    const started = performance.now()
    checkReply({ ...GOOD, text: long }, long)
    expect(performance.now() - started).toBeLessThan(3_000)
  })
})

describe('an intake', () => {
  const advise = (words: string, more: object = {}) =>
    adviseIntake({ words, title: null, placed: false, identity: 'normal', phone: '1', ...more }, [
      '路灯',
      '路灯不亮',
      '物业',
    ])

  test('gets a title from the place and the clause that tells most', () => {
    expect(advise(WORDS)).toMatchObject({ title: '万明园小区3号楼前的路灯坏了一周了', hints: [] })
    expect(advise('您好，我想反映一下，路灯不亮。在德胜门外大街。').title).toBe('德胜门外大街路灯不亮')
    expect(advise('随便说点什么').title).toBeNull()
  })

  test('is told what is missing, and nothing that is there', () => {
    const hints = (words: string, more: object = {}) => advise(words, more).hints.map((one) => one.code)
    expect(hints('路灯坏了')).toEqual(['no-place', 'no-since', 'no-wish'])
    expect(hints('路灯坏了', { placed: true })).toEqual(['no-since', 'no-wish'])
    expect(hints(WORDS, { phone: '' })).toEqual(['no-phone'])
    expect(hints(WORDS, { phone: null, identity: 'anonymous' })).toEqual([])
    expect(hints(`${WORDS}另外物业也不管。`)).toEqual(['several-matters'])
    expect(hints(WORDS, { title: '王女士家路灯，13812345678' })).toEqual(['title-has-person'])
    expect(hints(WORDS, { identity: 'confidential' })).toEqual(['confidential-title'])
    expect(advise('')).toEqual({ title: null, summary: null, hints: [] })
  })

  test('puts nothing of a person into what it proposes', () => {
    const { title, summary } = advise('我叫王小明，电话13812345678，万明园小区路灯不亮，请修。身份证110101199003074258')
    for (const text of [title, summary]) expect(text).not.toMatch(/王小明|1381|1101/)
    // P18: the title of a confidential ticket is the centre's own.
    expect(advise(WORDS, { identity: 'confidential' }).title).toBeNull()
  })
})

test('a look-up of any words gives entries of the list, best first, none below the threshold', () => {
  const entries = ['路灯不亮', '暖气不热', '物业收费']
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (words) => {
      const found = lookUp(words, entries, (title) => ({ title, cues: [title], text: title }), 2)
      expect(found.length).toBeLessThanOrEqual(2)
      for (const [index, one] of found.entries()) {
        expect(entries).toContain(one.entry)
        if (index > 0) expect(one.score).toBeLessThanOrEqual(found[index - 1]?.score ?? 0)
      }
    }),
    RUNS,
  )
  expect(lookUp('路灯不亮了', entries, (title) => ({ title, cues: [], text: title }), 1)[0]?.entry).toBe('路灯不亮')
})
