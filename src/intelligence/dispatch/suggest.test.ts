import { beforeAll, describe, expect, it } from 'vitest'
import { chooseByCatalogue } from '../../domain/dispatch/catalogue.ts'
import { makeOrg, type Org } from '../../domain/org/unit.ts'
import type { Policy } from '../../domain/policy/policy.ts'
import { loadOrg, loadPolicy } from '../../store/policy-files.ts'
import { makeClassifier } from '../classify/keywords.ts'
import { makePlaceFinder } from '../place/locate.ts'
import { categoryOf, combine, type TextModel } from './opinion.ts'
import { type Dispatcher, type DispatchQuestion, makeDispatcher } from './suggest.ts'

const ROOT = new URL('../../../policy/beijing/', import.meta.url).pathname
const AT = '2026-03-10T02:00:00.000Z'

let policy: Policy
let org: Org
let dispatcher: Dispatcher

beforeAll(async () => {
  policy = await loadPolicy(`${ROOT}2026-01`)
  org = makeOrg(await loadOrg(`${ROOT}org`))
  dispatcher = makeDispatcher({ policy, org, keywords: makeClassifier(policy), places: makePlaceFinder({ org }) })
})

const suggest = (question: Partial<DispatchQuestion>) =>
  dispatcher.suggest({ title: null, words: '', place: {}, accuses: null, at: AT, ...question })
const codes = (question: Partial<DispatchQuestion>) => suggest(question).reasons.map((one) => one.code)

describe('a dispatch suggestion', () => {
  it('goes where the catalogue says for the category and the place of the words', () => {
    const found = suggest({ words: '展览路街道百万庄东社区楼道堆物，堆放杂物没人清理' })
    expect(found.together?.category).toBe('07-03')
    expect(found.place.community).toBe('110102009009')
    const place = { district: '110102', subdistrict: '110102009', community: '110102009009' }
    expect(found.decision).toEqual(chooseByCatalogue({ category: '07-03', place, accuses: null, at: AT }, policy, org))
    expect(found.reasons.map((one) => one.code)).toEqual(
      expect.arrayContaining(['category-by-words', 'place-by-words', 'catalogue-row']),
    )
  })

  it('takes the given place before the words and tells where they disagree', () => {
    const found = suggest({ words: '朝阳区楼道堆物', place: { subdistrict: '110102009' } })
    expect(found.place.subdistrict).toBe('110102009')
    expect(found.reasons.map((one) => one.code)).toEqual(expect.arrayContaining(['place-given', 'place-contradiction']))
  })

  it('reads the place’s own words', () => {
    expect(suggest({ words: '楼道堆物', place: { words: '展览路街道' } }).place.subdistrict).toBe('110102009')
  })

  it('leaves the category to the centre when the words tell nothing', () => {
    const found = suggest({ words: '喂，听得见吗' })
    expect(found).toMatchObject({ together: null, decision: null })
    expect(found.reasons.map((one) => one.code)).toEqual(['category-unknown', 'place-unknown'])
  })

  it('knows that two districts still lie in the city (P25)', () => {
    const found = suggest({ words: '朝阳区和海淀区交界处楼道堆物' })
    expect(found.place.level).toBe('city')
    expect(found.decision).toEqual(
      chooseByCatalogue(
        {
          category: found.together?.category ?? '',
          place: { district: 'centre', subdistrict: null, community: null },
          accuses: null,
          at: AT,
        },
        policy,
        org,
      ),
    )
  })

  it('never leads a complaint to the unit that it accuses (P3)', () => {
    const question = { words: '展览路街道办干部不作为，推诿，领导不管', accuses: '110102009' }
    const found = suggest(question)
    expect(found.decision?.lead).not.toBe('110102009')
    expect(found.decision?.assisting).not.toContain('110102009')
    expect(codes({ ...question, accuses: null })).toContain('may-accuse')
  })
})

describe('two readers', () => {
  const knows = (category: string) => category !== '77-77'
  const say = (category: string, confidence: number) => ({ category, confidence })
  const model = (category: string, confidence: number, abstained = false) => ({ category, confidence, abstained })

  it('are surer together where they agree', () => {
    expect(combine(say('07-01', 0.6), model('07-01', 0.7), knows)).toEqual(say('07-01', 0.88))
  })

  it('follow the surer one where they differ, with less confidence than it has alone', () => {
    expect(combine(say('07-01', 0.3), model('09-01', 0.8), knows)).toEqual(say('09-01', 0.68))
    expect(combine(say('07-01', 0.9), model('09-01', 0.5), knows)).toEqual(say('07-01', 0.675))
  })

  it('hear an abstaining model softly and a strange label not at all', () => {
    expect(combine(say('07-01', 0.5), model('09-01', 0.8, true), knows)).toEqual(say('07-01', 0.4))
    expect(combine(null, model('09-01', 0.4, true), knows)).toEqual(say('09-01', 0.2))
    expect(combine(say('07-01', 0.5), model('77-77', 0.99), knows)).toEqual(say('07-01', 0.5))
    expect(combine(null, null, knows)).toBeNull()
  })

  it('read labels of one and of two levels', () => {
    expect([categoryOf('07-01'), categoryOf('07->07-01')]).toEqual(['07-01', '07-01'])
  })
})

describe('with a model', () => {
  const lights: TextModel = {
    name: 'test/1',
    classify: () => ({
      label: '08->08-01',
      confidence: 0.9,
      abstained: false,
      second: '07-01',
      phrases: () => ['路灯'],
    }),
  }
  const withModel = () =>
    makeDispatcher({ policy, org, keywords: makeClassifier(policy), places: makePlaceFinder({ org }), model: lights })
  const ask = (part: Partial<DispatchQuestion>) =>
    withModel().suggest({ title: null, words: '喂，听得见吗', place: {}, accuses: null, at: AT, ...part })

  it('keeps what each reader thought, and where the catalogue led', () => {
    const { advice, phrases, reasons } = ask({ place: { subdistrict: '110102009' } })
    expect(advice).toMatchObject({
      keywords: null,
      model: { category: '08-01', confidence: 0.9, model: 'test/1', abstained: false },
      together: { category: '08-01', confidence: 0.9 },
      place: { level: 'subdistrict', from: ['chosen'], contradictions: [], question: null },
    })
    expect(advice.lead).not.toBeNull()
    expect(phrases).toEqual(['路灯'])
    expect(reasons.map((one) => one.code)).toContain('category-by-model')
  })

  it('follows the category that a person chose, and says what it would have done itself', () => {
    const found = ask({ place: { subdistrict: '110102009' }, category: '01-03' })
    expect(found.decision?.row).toBe(
      chooseByCatalogue(
        {
          category: '01-03',
          place: { district: null, subdistrict: '110102009', community: null },
          accuses: null,
          at: AT,
        },
        policy,
        org,
      ).row,
    )
    expect(found.advice.together?.category).toBe('08-01')
    expect(found.reasons[0]).toEqual({ code: 'category-chosen', facts: { category: '01-03' } })
  })

  it('tells by when the centre names the lead of two districts (P25)', () => {
    const found = ask({ words: '朝阳区和海淀区交界处的路灯' })
    expect(found.reasons).toContainEqual({
      code: 'two-districts',
      facts: { units: ['110105', '110108'], by: '2026-03-10T04:00:00.000Z' },
    })
  })

  it('takes that time from the rules in force, not from the program', () => {
    const slower: Policy = { ...policy, twoDistricts: { amount: 90, unit: 'minutes' } }
    const other = makeDispatcher({
      policy: slower,
      org,
      keywords: makeClassifier(slower),
      places: makePlaceFinder({ org }),
    })
    const { reasons } = other.suggest({
      title: null,
      words: '朝阳区和海淀区交界处的路灯',
      place: {},
      accuses: null,
      at: AT,
    })
    expect(reasons.find((one) => one.code === 'two-districts')?.facts['by']).toBe('2026-03-10T03:30:00.000Z')
  })
})
