import { isWithin, type Org, type UnitCode } from '../../domain/org/unit.ts'
import { makePhraseIndex } from '../text/phrases.ts'
import { ALIAS_KINDS, type Alias, type AliasKind } from './alias.ts'
import { type AreaKind, type Name, namesOf, SUFFIX } from './names.ts'

/** A place named in a text, with every unit that it may be. */
export interface Mention {
  readonly text: string
  readonly start: number
  readonly end: number
  readonly kind: AreaKind | AliasKind
  readonly units: readonly UnitCode[]
  /** Its suffix stood with it, or an operator entered the name: more than a stem that happens to occur. */
  readonly sure: boolean
}

/** What follows a stem and makes another name of it: 中关村南大街, 展览路医院, 太平庄小区, 望京西站. */
const OTHER_NAME =
  /[东西南北中新老前后内外上下一二三四五六七八九十0-9]*(?:大街|大道|街|路(?![灯口边上面段况牌])|胡同|巷|桥|站|里|条|环|庄|村|苑|园|湖|河|山|口)|(?:小区|家园|花园|公寓|大厦|广场|商场|市场|超市|医院|公园|学校|小学|中学|大学|学院|幼儿园|派出所|银行|饭店|酒店|餐厅|药店|影院|剧院|博物馆|体育|机场|地铁|火车|高速|检查站|监狱|农场|水库|水厂|电厂|工厂|公司|集团)/y
const OTHER_ROAD = /[东西南北中前后内外]+(?:大街|街|路|胡同|巷|桥|里)|大街|路(?![灯口边上面段况牌])|(?:高速|胡同|巷)/y
/** What stands before a stem and makes another name of it: 东新华里, 小太平庄. */
const BEFORE = new Set('东西南北新老小大前后上下')

interface Found extends Mention {
  readonly name: Name
}

/**
 * Finds names in a text read by `plain`: longest first where they overlap. A stem counts alone only when it is long
 * enough and no neighbouring characters make another name of it; a short one needs its suffix (团结社区), or, for a
 * district, 北京 before or one of its own places directly after it (海淀四季青).
 */
export function makeMentionFinder(org: Org, aliases: readonly Alias[]): (text: string) => Mention[] {
  const index = makePhraseIndex(namesOf(org, aliases))
  return (text) => {
    const byPlace = new Map<string, Found>()
    const leaning: Found[] = []
    for (const { start, end, value: name } of index.scan(text)) {
      const found = read(text, start, end, name)
      if (found === null) continue
      if (found === 'leaning') {
        leaning.push({
          text: text.slice(start, end),
          start,
          end,
          kind: name.kind,
          units: [name.unit],
          sure: false,
          name,
        })
        continue
      }
      const key = `${start} ${found.end} ${rankOf(found)}`
      const same = byPlace.get(key)
      byPlace.set(key, same ? { ...same, units: [...new Set([...same.units, name.unit])] } : found)
    }
    const mentions = keepLongest([...byPlace.values()], text)
    for (const one of leaning) if (isLeantOn(one, mentions, org)) mentions.push(one)
    return mentions
      .toSorted((a, b) => a.start - b.start)
      .map(({ name: _name, ...mention }) => ({ ...mention, units: exactOf(mention, org) }))
  }
}

function read(text: string, start: number, end: number, name: Name): Found | 'leaning' | null {
  const asItStands = { text: text.slice(start, end), start, end, kind: name.kind, units: [name.unit], name }
  if (isAlias(name.kind) || name.kind === 'district' || name.strength === 'whole') {
    const suffix = name.kind === 'district' ? lengthAt(SUFFIX.district, text, end) : 0
    if (suffix > 0) return { ...asItStands, text: text.slice(start, end + suffix), end: end + suffix, sure: true }
    if (name.kind === 'district') {
      if (/北京市?$/.test(text.slice(Math.max(0, start - 3), start))) return { ...asItStands, sure: true }
      if (name.strength === 'short') return 'leaning'
      return lengthAt(OTHER_NAME, text, end) > 0 ? null : { ...asItStands, sure: false }
    }
    return lengthAt(OTHER_ROAD, text, end) > 0 ? null : { ...asItStands, sure: true }
  }
  const kind: AreaKind = name.kind === 'subdistrict' ? 'subdistrict' : 'community'
  const suffix = lengthAt(SUFFIX[kind], text, end)
  if (suffix > 0) return { ...asItStands, text: text.slice(start, end + suffix), end: end + suffix, sure: true }
  if (name.strength === 'short' || lengthAt(OTHER_NAME, text, end) > 0) return null
  return { ...asItStands, sure: false }
}

function isAlias(kind: Name['kind']): kind is AliasKind {
  return ALIAS_KINDS.some((one) => one === kind)
}

function lengthAt(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at
  return pattern.exec(text)?.[0].length ?? 0
}

/** Among names of the same characters an operator's stands above the codes', a larger area above a smaller. */
function rankOf(found: Found): number {
  if (isAlias(found.kind)) return 0
  return found.kind === 'district' ? 1 : found.kind === 'subdistrict' ? 2 : 3
}

function keepLongest(found: readonly Found[], text: string): Found[] {
  const kept: Found[] = []
  const order = found.toSorted(
    (a, b) =>
      b.end - b.start - (a.end - a.start) ||
      a.start - b.start ||
      Number(b.sure) - Number(a.sure) ||
      rankOf(a) - rankOf(b),
  )
  for (const one of order) {
    const same = kept.findIndex((other) => other.start === one.start && other.end === one.end)
    if (same >= 0) {
      // One stem names a subdistrict and communities: both may be meant (the resolver narrows them down).
      const other = kept[same]
      if (other && rankOf(other) > 0 && other.sure === one.sure)
        kept[same] = { ...other, units: [...new Set([...other.units, ...one.units])] }
      continue
    }
    if (kept.every((other) => one.end <= other.start || one.start >= other.end)) kept.push(one)
  }
  const ends = new Set(kept.map((one) => one.end))
  return kept.filter((one) => rankOf(one) < 2 || ends.has(one.start) || !BEFORE.has(text.charAt(one.start - 1)))
}

/** A short district name counts when one of the district's own places follows at once: 海淀四季青, but not 朝阳路. */
function isLeantOn(one: Found, mentions: readonly Found[], org: Org): boolean {
  const next = mentions.find((other) => other.start === one.end)
  return next?.units.some((unit) => org.findUnit(unit)?.district === one.name.unit) ?? false
}

/**
 * 东风地区 and 东风街道 are different places, and so are 太平庄社区 and 太平庄村 of one subdistrict: where the suffix as
 * written fits only some of the units, those are meant. Across subdistricts 社区 is said of villages too, so that it
 * settles nothing.
 */
export function exactOf(mention: Pick<Mention, 'text' | 'kind' | 'units' | 'sure'>, org: Org): readonly UnitCode[] {
  if (mention.units.length === 1) return mention.units
  // 太师屯镇 has a community 太师屯镇社区: the larger area is meant as long as nothing says community.
  const outer = mention.units.filter(
    (unit) => !mention.units.some((other) => other !== unit && isWithin(org, unit, other)),
  )
  if (outer.length < mention.units.length) return exactOf({ ...mention, units: outer }, org)
  const exact = mention.units.filter((unit) => org.findUnit(unit)?.name.startsWith(mention.text))
  const near = new Set(mention.units.map((unit) => org.findUnit(unit)?.superior)).size === 1
  return exact.length > 0 && mention.sure && (near || mention.kind === 'subdistrict') ? exact : mention.units
}
