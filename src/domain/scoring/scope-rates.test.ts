import { describe, expect, it } from 'vitest'
import { changeOf, ratesOfScope } from './scope-rates.ts'

const rate = (numerator: string, denominator: string) => ({ numerator, denominator, percent: null })
const NONE = { response: null, resolution: null, satisfaction: null, composite: null }
const unit = (contacted: string, solved: string, satisfied: string, valid: string) => ({
  rates: { response: rate(contacted, valid), resolution: rate(solved, valid), satisfaction: rate(satisfied, valid) },
  intervals: NONE,
})

describe('rates of a scope', () => {
  it('add up answers, not percentages: 9 of 10 and 50 of 100 are 59 of 110', () => {
    const { resolution } = ratesOfScope([unit('10', '9', '9', '10'), unit('100', '50', '40', '100')] as never)
    expect(resolution).toMatchObject({ numerator: '59', denominator: '110', percent: '53.64' })
    expect(Number(resolution.interval?.low)).toBeGreaterThan(44)
    expect(Number(resolution.interval?.high)).toBeLessThan(63)
  })

  it('keep shares exact', () => {
    const { satisfaction } = ratesOfScope([unit('1', '1/3', '0.9', '1'), unit('2', '2/3', '1.8', '2')] as never)
    expect(satisfaction).toMatchObject({ numerator: '2.7', denominator: '3', percent: '90.00' })
  })

  it('keep a single unit’s own interval, and leave out who has no sample', () => {
    const own = { low: '88.59', high: '95.78' }
    const one = { ...unit('198', '186', '183.5', '200'), intervals: { ...NONE, resolution: own } }
    expect(ratesOfScope([one, unit('0', '0', '0', '0')] as never).resolution).toMatchObject({
      percent: '93.00',
      interval: own,
    })
  })

  it('say no sample, never 0', () => {
    expect(ratesOfScope([]).response).toEqual({ numerator: '0', denominator: '0', percent: null, interval: null })
  })
})

describe('change of a rate', () => {
  it('is a word and points', () => {
    expect(changeOf('93.20', '92.40')).toEqual({ way: 'up', points: '0.8' })
    expect(changeOf('92.40', '93.20')).toEqual({ way: 'down', points: '0.8' })
    expect(changeOf('93.20', '93.18')).toEqual({ way: 'same', points: '0.0' })
  })

  it('is not told against nothing', () => {
    expect(changeOf('93.20', null)).toBeNull()
    expect(changeOf(null, '93.20')).toBeNull()
  })
})
