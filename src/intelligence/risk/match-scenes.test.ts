import { describe, expect, it } from 'vitest'
import { makeSceneMatcher } from './match-scenes.ts'
import type { RiskRules } from './rule.ts'

const RULES: RiskRules = {
  kind: 'fire',
  shapes: [],
  slots: [],
  words: { thing: ['屋', '屋里'], burning: ['冒烟', /烧了?起来/g], quiet: ['演习'] },
  scenes: [{ of: ['thing', 'burning', 'who'], within: 10, unless: ['quiet'] }],
}
const match = makeSceneMatcher({ who: ['人', '里人'] }, [RULES])

describe('scenes', () => {
  it.each([
    ['屋冒烟有人', true],
    ['人在屋里，烧起来了', true],
    ['屋在很远很远很远的地方冒烟有人', false],
    ['屋里。冒烟有人', false],
    ['屋冒烟有人，是演习', false],
    ['屋冒烟有人。那边是演习', true],
    // 里人 would take a part of 屋里, but 屋 alone and 人 stand there too.
    ['屋里人冒烟', true],
    ['屋冒烟', false],
  ])('%s: %s', (text, alarmed) => {
    expect([...match(text)]).toEqual(alarmed ? ['fire'] : [])
  })

  it('never lets one place serve two classes', () => {
    const twice = makeSceneMatcher({}, [
      { ...RULES, words: { a: ['火'], b: ['火'] }, scenes: [{ of: ['a', 'b'], within: 9 }] },
    ])
    expect([...twice('火')]).toEqual([])
    expect([...twice('火火')]).toEqual(['fire'])
  })

  it('refuses a scene whose class has no words', () => {
    expect(() => makeSceneMatcher({}, [{ ...RULES, scenes: [{ of: ['nowhere'], within: 9 }] }])).toThrow('nowhere')
  })
})
