import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { makeOrg, type Org, type Unit } from '../../domain/org/unit.ts'
import { loadOrg } from '../../store/policy-files.ts'
import { explainPlace } from './explain.ts'
import { type Gazetteer, makeGazetteer } from './gazetteer.ts'

const ORG = new URL('../../../policy/beijing/org', import.meta.url).pathname
const runs = Number(process.env['HUYING_RUNS'] ?? 200)

let org: Org
let gazetteer: Gazetteer
let subdistricts: Unit[]
let communities: Unit[]

beforeAll(async () => {
  const units = await loadOrg(ORG)
  org = makeOrg(units)
  gazetteer = makeGazetteer(org)
  subdistricts = units.filter((unit) => unit.kind === 'subdistrict')
  communities = units.filter((unit) => unit.kind === 'community')
})

const areas = (text: string, given = {}) => {
  const { district, subdistrict, community } = gazetteer.resolve(text, given)
  return [district, subdistrict, community]
}
const nameOf = (code: string | null) => (code === null ? '' : (org.findUnit(code)?.name ?? ''))

describe('names in a text', () => {
  it.each([
    ['西城区展览路街道百万庄东社区3号楼漏水', ['110102', '110102009', '110102009009']],
    ['百万庄东', ['110102', '110102009', '110102009009']],
    ['展览路的路灯坏了', ['110102', '110102009', null]],
    ['百萬莊東社區', ['110102', '110102009', '110102009009']],
    ['展 览 路　街道', ['110102', '110102009', null]],
    ['复兴路２４号社区', ['110108', '110108001', '110108001019']],
    ['芳群园3区', ['110106', '110106013', '110106013009']],
    ['北京海淀四季青', ['110108', '110108027', null]],
    ['东风地区', ['110105', '110105030', null]],
    ['石景山八宝山街道', ['110107', '110107001', null]],
    ['西城的事', [null, null, null]],
    ['中关村南大街堵车', [null, null, null]],
    ['展览路医院排队', [null, null, null]],
    ['朝阳路上堵车', [null, null, null]],
    ['团结就是力量', [null, null, null]],
    ['暖气不热', [null, null, null]],
  ])('%s', (text, expected) => {
    expect(areas(text)).toEqual(expected)
  })

  it('keeps a name that several places bear ambiguous until something narrows it down', () => {
    const alone = gazetteer.resolve('八里庄街道')
    expect(alone.ambiguous[0]?.units).toEqual(['110105015', '110108005'])
    expect(alone.level).toBe('none')
    expect(areas('朝阳区八里庄街道')).toEqual(['110105', '110105015', null])
    expect(areas('八里庄街道', { district: '110108' })).toEqual(['110108', '110108005', null])
    expect(areas('团结社区')).toEqual([null, null, null])
    expect(areas('展览路街道团结社区')).toEqual(['110102', '110102009', '110102009023'])
  })

  it('says what disagrees instead of choosing (P25)', () => {
    const two = gazetteer.resolve('住朝阳区，单位在海淀区')
    expect(two).toMatchObject({ district: null, level: 'city' })
    expect(two.contradictions).toEqual([{ code: 'two-districts', units: ['110105', '110108'] }])

    const near = gazetteer.resolve('展览路街道和月坛街道交界处')
    expect(near).toMatchObject({ district: '110102', subdistrict: null, level: 'district' })
    expect(near.contradictions[0]?.code).toBe('two-subdistricts')

    const outside = gazetteer.resolve('百万庄东社区', { district: '110105' })
    expect(outside).toMatchObject({ district: '110105', community: null })
    expect(outside.contradictions).toEqual([
      { code: 'outside', text: '百万庄东社区', units: ['110102009009'], of: '110105' },
    ])
  })

  it('knows the city alone', () => {
    expect(gazetteer.resolve('北京什么时候供暖').level).toBe('city')
    expect(gazetteer.resolve('北京路堵车').level).toBe('none')
  })

  it('reads compounds and roads from an operator’s list; a road through two subdistricts gives their district', () => {
    const own = makeGazetteer(org, [
      { name: '北露园小区', unit: '110102009032', kind: 'compound' },
      { name: '试验大街', unit: '110102009', kind: 'road' },
      { name: '试验大街', unit: '110102010', kind: 'road' },
    ])
    expect(own.resolve('北露园小区没水').community).toBe('110102009032')
    const road = own.resolve('试验大街路灯不亮')
    expect(road).toMatchObject({ district: '110102', subdistrict: null, level: 'district' })
    expect(road.ambiguous[0]?.units).toEqual(['110102009', '110102010'])
    expect(own.resolve('展览路街道试验大街').subdistrict).toBe('110102009')
  })
})

describe('properties over the real units', () => {
  const noise = fc.stringMatching(/^[吃喝玩乐，。！、a-z ]{0,20}$/)
  const spaced = (text: string, every: number) =>
    every === 0 ? text : [...text].map((one, i) => (i % every === 0 ? `${one} ` : one)).join('')
  const wide = (text: string) => text.replace(/[0-9A-Za-z]/g, (one) => String.fromCharCode(one.charCodeAt(0) + 0xfee0))

  it('finds a full address of any community among noise', () => {
    fc.assert(
      fc.property(
        fc.nat(communities.length - 1),
        noise,
        noise,
        fc.nat(3),
        fc.boolean(),
        (which, before, after, every, full) => {
          const unit = communities[which]
          if (!unit) return
          const address = `${nameOf(unit.district)}${nameOf(unit.superior)}${unit.name}`
          const text = `${before}。${spaced(full ? wide(address) : address, every)}，${after}`
          const found = gazetteer.resolve(text)
          expect([found.district, found.subdistrict], text).toEqual([unit.district, unit.superior])
          if (found.community !== null) expect(found.community, text).toBe(unit.code)
        },
      ),
      { numRuns: runs },
    )
  })

  it('finds every area by its full address, the twins of one subdistrict apart, and none by another’s', () => {
    const missed: string[] = []
    for (const unit of [...subdistricts, ...communities]) {
      const address = `${nameOf(unit.district)}${unit.kind === 'community' ? nameOf(unit.superior) : ''}${unit.name}`
      const found = gazetteer.resolve(address)
      const got = unit.kind === 'community' ? found.community : found.subdistrict
      expect([unit.code, null], address).toContain(got)
      if (got === null) missed.push(address)
    }
    console.info(`gazetteer: ${missed.length} of ${subdistricts.length + communities.length} full addresses stay open`)
    expect(missed.length, missed.join(' ')).toBeLessThanOrEqual(10)
  })

  it('never takes a bare name for another place', () => {
    let [settled, open] = [0, 0]
    for (const unit of communities) {
      const found = gazetteer.resolve(unit.name)
      expect([unit.code, null], unit.name).toContain(found.community)
      if (found.community === null) open++
      else settled++
    }
    console.info(`gazetteer: by the community's name alone ${settled} settled, ${open} open`)
    expect(settled).toBeGreaterThan(open)
  })

  it('never puts a full subdistrict name elsewhere', () => {
    fc.assert(
      fc.property(fc.nat(subdistricts.length - 1), noise, (which, after) => {
        const unit = subdistricts[which]
        if (!unit) return
        const found = gazetteer.resolve(`${unit.name}，${after}`)
        if (found.subdistrict !== null) expect(found.subdistrict).toBe(unit.code)
        else expect(found.ambiguous.flatMap((one) => one.units)).toContain(unit.code)
      }),
      { numRuns: runs },
    )
  })

  it('never leaves the district that is given', () => {
    fc.assert(
      fc.property(
        fc.nat(subdistricts.length - 1),
        fc.array(fc.nat(communities.length - 1), { maxLength: 4 }),
        (which, several) => {
          const district = subdistricts[which]?.district ?? null
          const text = several.map((one) => communities[one]?.name).join('，')
          const found = gazetteer.resolve(text, { district })
          expect(found.district).toBe(district)
          for (const unit of [found.subdistrict, found.community]) {
            if (unit !== null) expect(org.findUnit(unit)?.district).toBe(district)
          }
          if (found.community !== null) expect(org.findUnit(found.community)?.superior).toBe(found.subdistrict)
        },
      ),
      { numRuns: runs },
    )
  })

  it('is total: any text at all has an answer', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        expect(['subdistrict', 'district', 'city', 'none']).toContain(gazetteer.resolve(text).level)
      }),
      { numRuns: runs },
    )
  })
})

it('is built in a blink and reads a message in well under a millisecond', () => {
  const before = performance.now()
  const own = makeGazetteer(org)
  const built = performance.now() - before
  const message = '我家住在西城区展览路街道，楼上邻居每天半夜装修，物业和社区都不管，请求尽快处理。'.repeat(12)
  for (let i = 0; i < 100; i++) own.resolve(message)
  const from = performance.now()
  for (let i = 0; i < 300; i++) own.resolve(message)
  const each = (performance.now() - from) / 300
  console.info(`gazetteer: built in ${built.toFixed(0)} ms, ${each.toFixed(3)} ms per message of ${message.length}`)
  // Three times the target: other work shares these cores.
  expect(built).toBeLessThan(900)
  expect(each).toBeLessThan(3)
})

describe('explained', () => {
  it('tells what led there', () => {
    expect(explainPlace(gazetteer.resolve('展览路街道百万庄东社区'), org)).toEqual([
      '西城区 110102 › 展览路街道 110102009 › 百万庄东社区居委会 110102009009',
      '依据「展览路街道」→ 西城区 展览路街道 110102009',
      '依据「百万庄东社区」→ 西城区 百万庄东社区居委会 110102009009',
    ])
  })

  it('tells what is unknown, ambiguous or at odds', () => {
    expect(explainPlace(gazetteer.resolve('暖气不热'), org)).toEqual(['地点不明'])
    expect(explainPlace(gazetteer.resolve('八里庄街道'), org)[1]).toContain('有 2 处：朝阳区 八里庄街道')
    expect(explainPlace(gazetteer.resolve('朝阳区，海淀区'), org)).toContain(
      '提到了 2 个区：朝阳区 110105、海淀区 110108',
    )
    expect(explainPlace(gazetteer.resolve('朝阳区百万庄东社区'), org).at(-1)).toContain('不在 朝阳区 110105')
  })
})
