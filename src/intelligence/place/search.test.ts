import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { makeOrg, type Org } from '../../domain/org/unit.ts'
import { loadOrg } from '../../store/policy-files.ts'
import type { Alias } from './alias.ts'
import { makePlaceFinder } from './locate.ts'
import { makePlaceSearcher, type PlaceSearcher } from './search.ts'

const ORG = new URL('../../../policy/beijing/org', import.meta.url).pathname
const runs = Number(process.env['HUYING_RUNS'] ?? 200)
const ENTRIES: readonly Alias[] = [
  { name: '北露园小区', unit: '110102009032', kind: 'compound' },
  { name: '试验大街', unit: '110102009', kind: 'road' },
  { name: '试验大街', unit: '110102010', kind: 'road' },
]

let org: Org
let places: PlaceSearcher

beforeAll(async () => {
  org = makeOrg(await loadOrg(ORG))
  places = makePlaceSearcher(org, ENTRIES, makePlaceFinder({ org, entries: ENTRIES }))
})

const names = (text: string) => places.search(text, 8).map(({ unit, entry }) => entry ?? org.getUnit(unit).name)

describe('searching for a place as one types', () => {
  it('finds by the beginning, by a part, and by an entry of the operator, the shortest first', () => {
    expect(names('展览路')[0]).toBe('展览路街道')
    expect(names('露园')).toContain('北露园小区')
    expect(names('西城')[0]).toBe('西城区')
  })

  it('reads the place out of a whole address', () => {
    expect(names('展览路街道北露园小区3号楼2单元')[0]).toBe('北露园小区')
  })

  it('gives a road once for each subdistrict that it runs through', () => {
    expect(places.search('试验大街', 8).map(({ unit }) => unit)).toEqual(
      expect.arrayContaining(['110102009', '110102010']),
    )
  })

  it('takes a slip of the pen for the name it is nearest to, and only where nothing bears the name', () => {
    expect(names('展缆路街道')).toContain('展览路街道')
    expect(names('北露园')).toEqual(['北露园小区'])
  })

  it('says nothing to one character, to nothing, and to what is nowhere here', () => {
    expect(names('展')).toEqual([])
    expect(names('')).toEqual([])
    expect(names('  ')).toEqual([])
    expect(names('浦东新区世纪大道')).toEqual([])
  })

  it('never gives more than asked for, nothing twice, and only what exists', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), fc.integer({ min: 1, max: 12 }), (text, most) => {
        const found = places.search(text, most)
        expect(found.length).toBeLessThanOrEqual(most)
        expect(new Set(found.map(({ unit, entry }) => `${unit}/${entry}`)).size).toBe(found.length)
        for (const { unit } of found) expect(org.findUnit(unit)).toBeDefined()
      }),
      { numRuns: Math.min(runs, 200) },
    )
  })
})
