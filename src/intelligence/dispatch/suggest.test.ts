import { beforeAll, describe, expect, it } from 'vitest'
import { chooseByCatalogue } from '../../domain/dispatch/catalogue.ts'
import { makeOrg, type Org } from '../../domain/org/unit.ts'
import type { Policy } from '../../domain/policy/policy.ts'
import { loadOrg, loadPolicy } from '../../store/policy-files.ts'
import { makeClassifier } from '../classify/keywords.ts'
import { makeGazetteer } from '../place/gazetteer.ts'
import { type Dispatcher, type DispatchQuestion, makeDispatcher } from './suggest.ts'

const ROOT = new URL('../../../policy/beijing/', import.meta.url).pathname
const AT = '2026-03-10T02:00:00.000Z'

let policy: Policy
let org: Org
let dispatcher: Dispatcher

beforeAll(async () => {
  policy = await loadPolicy(`${ROOT}2026-01`)
  org = makeOrg(await loadOrg(`${ROOT}org`))
  dispatcher = makeDispatcher({ policy, org, classify: makeClassifier(policy), gazetteer: makeGazetteer(org) })
})

const suggest = (question: Partial<DispatchQuestion>) =>
  dispatcher.suggest({ title: null, words: '', place: {}, accuses: null, at: AT, ...question })
const codes = (question: Partial<DispatchQuestion>) => suggest(question).reasons.map((one) => one.code)

describe('a dispatch suggestion', () => {
  it('goes where the catalogue says for the category and the place of the words', () => {
    const found = suggest({ words: '展览路街道百万庄东社区楼道堆物，堆放杂物没人清理' })
    expect(found.classification?.category).toBe('07-03')
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
    expect(found).toMatchObject({ classification: null, decision: null })
    expect(found.reasons.map((one) => one.code)).toEqual(['category-unknown', 'place-unknown'])
  })

  it('knows that two districts still lie in the city (P25)', () => {
    const found = suggest({ words: '朝阳区和海淀区交界处楼道堆物' })
    expect(found.place.level).toBe('city')
    expect(found.decision).toEqual(
      chooseByCatalogue(
        {
          category: found.classification?.category ?? '',
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
