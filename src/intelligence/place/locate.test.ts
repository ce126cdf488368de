import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { outlinesShape } from '../../contract/place/outlines.ts'
import { makeOrg, type Org, type Unit } from '../../domain/org/unit.ts'
import { loadOrg, loadOutlines } from '../../store/policy-files.ts'
import type { Alias } from './alias.ts'
import { fromGcj02, metresBetween, toGcj02 } from './datum.ts'
import { figures, numberOf, readHouse } from './figures.ts'
import { makePlaceFinder, type PlaceFinder } from './locate.ts'
import { isOneSlip } from './near-names.ts'
import { makeDistrictFinder, type Outlines } from './outline.ts'

const ORG = new URL('../../../policy/beijing/org', import.meta.url).pathname
const runs = Number(process.env['HUYING_RUNS'] ?? 200)
/** By the zoo, well inside the western city. */
const ZOO = { lat: 39.9375, lng: 116.331 }
const INSIDE_WEST = { lat: 39.9289, lng: 116.3483 }

let org: Org
let outlines: Outlines
let finder: PlaceFinder
let communities: Unit[]

const ENTRIES: readonly Alias[] = [
  { name: '北露园小区', unit: '110102009032', kind: 'compound', point: { lat: 39.9279, lng: 116.3451 } },
  { name: '试验大街', unit: '110102009', kind: 'road', point: { lat: 39.9301, lng: 116.3479 } },
  { name: '远处小区', unit: '110105015', kind: 'compound', point: { lat: 39.92, lng: 116.5 } },
  { name: '老展办', unit: '110102009', kind: 'other-name' },
]

beforeAll(async () => {
  const units = await loadOrg(ORG)
  org = makeOrg(units)
  outlines = outlinesShape.parse(await loadOutlines(ORG))
  finder = makePlaceFinder({ org, entries: ENTRIES, outlines })
  communities = units.filter((unit) => unit.kind === 'community')
})

describe('spoken numbers', () => {
  it.each([
    ['二十四', 24],
    ['十', 10],
    ['十二', 12],
    ['三百一十二', 312],
    ['一百零五', 105],
    ['三幺二', 312],
    ['一〇三', 103],
    ['两', 2],
    ['二十三百', null],
    ['', null],
  ])('%s', (spoken, value) => expect(numberOf(spoken)).toBe(value))

  it('become figures before the counters of an address only', () => {
    expect(figures('三号楼二单元')).toBe('3号楼2单元')
    expect(figures('三番五次找物业，一直没人管')).toBe('三番五次找物业，一直没人管')
  })

  it.each([
    ['百万庄东里三号楼三幺二', { building: '3', entrance: null, room: '312' }],
    ['5号楼2单元301室', { building: '5', entrance: '2', room: '301' }],
    ['十二号楼一单元幺零二', { building: '12', entrance: '1', room: '102' }],
    ['甲2号楼门口', { building: '甲2', entrance: null, room: null }],
    ['3号楼100元押金不退', { building: '3', entrance: null, room: null }],
    ['楼道灯坏了', null],
  ])('read %s', (text, house) => expect(readHouse(text)).toEqual(house))
})

describe('slips of typing', () => {
  it.each([
    ['展览路', '展揽路', true],
    ['展览路', '展路', true],
    ['展览路', '展览览路', true],
    ['展览路', '览展路', true],
    ['展览路', '展览路', false],
    ['展览路', '月坛路口', false],
  ])('%s %s', (a, b, is) => {
    expect(isOneSlip(a, b)).toBe(is)
    expect(isOneSlip(b, a)).toBe(is)
  })

  it.each([
    ['展览路街道百万庄东里', '110102009'],
    ['百万庄东里3号楼', null],
    ['展览路街道，百万庄东里', '110102009'],
  ])('takes no name that stands inside another for a slip: %s', (text, subdistrict) => {
    expect(finder.find({ text })).toMatchObject({ subdistrict, community: null, slips: [] })
  })

  it('are taken for the only name they can be, and else asked about', () => {
    expect(finder.find({ text: '西城区展揽路街道，路灯不亮' })).toMatchObject({
      subdistrict: '110102009',
      slips: [{ text: '展揽路街道', meant: '展览路' }],
      question: null,
    })
    const open = finder.find({ text: '展揽路街道，路灯不亮' })
    expect(open.subdistrict).toBeNull()
    expect(open.question).toEqual({ code: 'did-you-mean', text: '展揽路街道', options: ['110102009'] })
  })
})

describe('coordinates (WGS-84)', () => {
  it('convert there and back, and some hundred metres lie between the datums', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 39.4, max: 41.1, noNaN: true }),
        fc.double({ min: 115.4, max: 117.5, noNaN: true }),
        (lat, lng) => {
          const there = toGcj02({ lat, lng })
          const metres = metresBetween({ lat, lng }, there)
          expect(metres).toBeGreaterThan(300)
          expect(metres).toBeLessThan(900)
          expect(metresBetween(fromGcj02(there), { lat, lng })).toBeLessThan(0.01)
        },
      ),
      { numRuns: runs },
    )
    const shanghaiTower = { lat: 48.8584, lng: 2.2945 }
    expect(toGcj02(shanghaiTower)).toEqual(shanghaiTower)
  })

  it('give the district and the nearest entries, never a subdistrict', () => {
    const found = finder.find({ point: INSIDE_WEST })
    expect(found).toMatchObject({ district: '110102', subdistrict: null, community: null, level: 'district' })
    expect(found.point?.entries.map((one) => one.name)).toEqual(['试验大街', '北露园小区'])
    expect(found.question).toEqual({ code: 'which-subdistrict', text: null, options: ['110102009'] })
  })

  it('leave the district open close to a border and unknown outside the city', () => {
    const square = (west: number): [number, number][] => [
      [west, 40],
      [west + 0.1, 40],
      [west + 0.1, 40.1],
      [west, 40.1],
    ]
    const at = makeDistrictFinder({
      datum: 'WGS-84',
      districts: { '110101': [[square(116)]], '110102': [[square(116.1)]] },
    })
    expect(at({ lat: 40.05, lng: 116.05 })).toEqual({ district: '110101', near: [] })
    expect(at({ lat: 40.05, lng: 116.099 })).toEqual({ district: '110101', near: ['110102'] })
    expect(at({ lat: 40.05, lng: 116.5 })).toEqual({ district: null, near: [] })
    expect(finder.find({ point: { lat: 31.2, lng: 121.4 } })).toMatchObject({
      level: 'none',
      question: { code: 'where' },
    })
  })

  it('contradict the words aloud', () => {
    const found = finder.find({ text: '朝阳区团结湖', point: INSIDE_WEST })
    expect(found.contradictions).toEqual([{ code: 'point-elsewhere', units: ['110102'], of: '110105' }])
    expect(found.district).toBe('110105')
    expect(found.question?.code).toBe('point-or-words')
    expect(finder.find({ text: '西城区', point: ZOO }).contradictions).toEqual([])
  })

  it('know every district by a point in its own middle', () => {
    const at = makeDistrictFinder(outlines)
    const wrong = Object.entries(outlines.districts).filter(([code, polygons]) => {
      // The middle of the widest span at the middle latitude lies inside, whatever the shape.
      const ring = polygons.toSorted((a, b) => (b[0]?.length ?? 0) - (a[0]?.length ?? 0))[0]?.[0] ?? []
      const lats = ring.map(([, lat]) => lat)
      const lat = (Math.min(...lats) + Math.max(...lats)) / 2
      const cuts = ring
        .flatMap(([lng, y], i) => {
          const [lng2, y2] = ring[(i + 1) % ring.length] ?? [lng, y]
          return y > lat !== y2 > lat ? [lng + ((lat - y) / (y2 - y)) * (lng2 - lng)] : []
        })
        .toSorted((a, b) => a - b)
      const spans = cuts.flatMap((from, i) => (i % 2 === 0 ? [[from, cuts[i + 1] ?? from] as const] : []))
      const [from, to] = spans.toSorted((a, b) => b[1] - b[0] - (a[1] - a[0]))[0] ?? [0, 0]
      const found = at(fromGcj02({ lat, lng: (from + to) / 2 }))
      return found.district !== code
    })
    expect(wrong.map(([code]) => code)).toEqual([])
  })
})

describe('a question', () => {
  it.each([
    ['八里庄街道路灯不亮', 'which', ['110105015', '110108005']],
    ['住朝阳区，单位在海淀区', 'which-district', ['110105', '110108']],
    ['展览路街道和月坛街道交界处', 'which-subdistrict', ['110102009', '110102007']],
    ['暖气不热', 'where', []],
  ])('%s', (text, code, options) => {
    expect(finder.find({ text }).question).toMatchObject({ code, options })
  })

  it('is not asked where the place is settled, by an operator’s own name too', () => {
    expect(finder.find({ text: '老展办旁边' })).toMatchObject({ subdistrict: '110102009', question: null })
    expect(finder.find({ text: '路灯', given: { community: '110102009009' } }).question).toBeNull()
  })

  it('shows the words that lie outside what was chosen', () => {
    const found = finder.find({ text: '百万庄东社区', given: { district: '110105' } })
    expect(found.question).toEqual({ code: 'which', text: '百万庄东社区', options: ['110105', '110102009009'] })
  })
})

describe('generated addresses', () => {
  const SAID = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九']
  const spoken = (value: number) => [...String(value)].map((one) => SAID[Number(one)]).join('')
  const wide = (text: string) => text.replace(/[0-9A-Za-z]/g, (one) => String.fromCharCode(one.charCodeAt(0) + 0xfee0))
  const TRADITIONAL: Readonly<Record<string, string>> = {
    东: '東',
    庄: '莊',
    区: '區',
    里: '裡',
    门: '門',
    园: '園',
    览: '覽',
    广: '廣',
    马: '馬',
    乡: '鄉',
    镇: '鎮',
    号: '號',
    楼: '樓',
    单: '單',
    华: '華',
    龙: '龍',
  }
  const traditional = (text: string) => [...text].map((one) => TRADITIONAL[one] ?? one).join('')
  const nameOf = (code: string | null) => (code === null ? '' : (org.findUnit(code)?.name ?? ''))
  const withoutOffice = (name: string) =>
    name.replace(/(?:社区)?居(?:民)?委(?:员)?会$/, '社区').replace(/村(?:民)?委(?:员)?会$/, '村')

  /** Each writes an address as people do; the last makes one slip in the subdistrict's name. */
  const STYLES: Readonly<
    Record<
      string,
      (parts: {
        district: string
        subdistrict: string
        community: string
        building: number
        room: number
        at: number
      }) => string
    >
  > = {
    plain: (a) => `${a.district}${a.subdistrict}${a.community}${a.building}号楼${a.room}`,
    'no district': (a) => `${a.subdistrict}${a.community}${a.building}号楼${a.room}室`,
    'no subdistrict': (a) => `${a.district}${a.community}${a.building}号楼`,
    traditional: (a) => traditional(`${a.district}${a.subdistrict}${a.community}${a.building}号楼${a.room}`),
    'full-width': (a) => wide(`${a.district}${a.subdistrict}${a.community}${a.building}号楼${a.room}`),
    spoken: (a) => `${a.district}${a.subdistrict}${a.community}${spoken(a.building)}号楼${spoken(a.room)}`,
    spaced: (a) => [...`${a.district}${a.subdistrict}${a.community}${a.building}号楼`].join(' '),
    slip: (a) => {
      const at = a.at % Math.max(1, a.subdistrict.replace(/(?:街道|地区|镇|乡)$/, '').length)
      return `${a.district}${a.subdistrict.slice(0, at)}某${a.subdistrict.slice(at + 1)}${a.building}号楼`
    },
  }

  it.each(Object.keys(STYLES))('%s: mostly found, never put into another district', (style) => {
    const tally = { subdistrict: 0, community: 0, asked: 0, wrong: 0, all: 0 }
    fc.assert(
      fc.property(
        fc.nat(communities.length - 1),
        fc.integer({ min: 1, max: 99 }),
        fc.integer({ min: 101, max: 2906 }),
        fc.nat(9),
        (which, building, room, at) => {
          const unit = communities[which]
          const write = STYLES[style]
          if (!unit || !write) return
          const text = write({
            district: nameOf(unit.district),
            subdistrict: nameOf(unit.superior),
            community: withoutOffice(unit.name),
            building,
            room,
            at,
          })
          const found = finder.find({ text: `${text}，楼道灯不亮，请尽快处理。` })
          tally.all++
          if (found.subdistrict === unit.superior) tally.subdistrict++
          else if (found.subdistrict === null) tally.asked++
          else tally.wrong++
          if (found.community === unit.code) tally.community++
          if (style !== 'no district' && style !== 'slip') expect([unit.district, null], text).toContain(found.district)
        },
      ),
      { numRuns: runs },
    )
    const share = (count: number) => `${((100 * count) / tally.all).toFixed(1)} %`
    console.info(
      `place, ${style}: subdistrict ${share(tally.subdistrict)}, community ${share(tally.community)}, asked ${share(tally.asked)}, wrong ${share(tally.wrong)} of ${tally.all}`,
    )
    expect(tally.wrong / tally.all).toBeLessThanOrEqual(style === 'no subdistrict' || style === 'slip' ? 0.03 : 0.02)
    expect(tally.subdistrict / tally.all).toBeGreaterThan(style === 'no subdistrict' || style === 'slip' ? 0.6 : 0.9)
  })

  it('is total: any text and any point has an answer', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 120 }),
        fc.double({ min: -90, max: 90, noNaN: true }),
        fc.double({ min: -180, max: 180, noNaN: true }),
        (text, lat, lng) => {
          const found = finder.find({ text, point: { lat, lng } })
          expect(['subdistrict', 'district', 'city', 'none']).toContain(found.level)
          if (found.subdistrict === null) expect(found.question).not.toBeNull()
        },
      ),
      { numRuns: runs },
    )
  })
})
