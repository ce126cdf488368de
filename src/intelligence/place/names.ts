import type { Org, Unit, UnitCode } from '../../domain/org/unit.ts'
import { plain } from '../text/plain.ts'
import type { Alias, AliasKind } from './alias.ts'
import { figures } from './figures.ts'

export type AreaKind = 'district' | 'subdistrict' | 'community'

/** One name of one unit, as it may stand in a text. */
export interface Name {
  readonly unit: UnitCode
  readonly kind: AreaKind | AliasKind
  /**
   * `whole`: counts as it stands · `long`: counts with its suffix, and alone when nothing around speaks against it ·
   * `short`: too short or too common a word to count without its suffix.
   */
  readonly strength: 'whole' | 'long' | 'short'
}

const SUBDISTRICT_END = /(?:街道|地区|镇|乡|(?:[满回蒙]族|[满回蒙]古族)乡)$/
const COMMUNITY_END =
  /(?:社区居民委员会|社区居委会|村民委员会|居民委员会|村委会|居委会|股份经济合作社生活区|生活区|社区)$/

/** Behind a name's stem these say which kind of unit is meant. */
export const SUFFIX: Readonly<Record<AreaKind, RegExp>> = {
  district: /区(?!域)/y,
  subdistrict: /街道|地区|镇|(?:[满回蒙]族)?乡/y,
  community: /村?(?:社区|居委|居民委员会|村委|村民委员会|生活区)|村/y,
}

/**
 * Stems that are roads, bodies or everyday words (复兴路, 外交部, 体育馆): of the community's name only the suffix tells
 * them from the thing itself, which may lie elsewhere.
 */
const COMMON_STEM =
  /(?:路|街|胡同|巷|道|桥|局|所|院|厂|馆|部|校|站|场|店|社|大学|学院|公司|部队|机关|中心|公园|宿舍|家园|花园|医院|银行|幸福里?|和平里?|阳光|光明|团结|科技园|中心区|新天地|碧桂园|葡萄园|新房子|欢乐谷|[一二三四五六七八九十]平台)$|^东?[0-9一二三四五六七八九十甲乙]+[区条里街院号]?$/

const NUMERALS = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九']
const NUMBERED = /第?([一二三四五六七八九])(?=区|里|社区|街|院|条|号)/g

/** Every name of the city's areas and of the aliases, read as `plain` reads a text. */
export function namesOf(org: Org, aliases: readonly Alias[]): [string, Name][] {
  const names: [string, Name][] = []
  for (const unit of org.units()) {
    if (unit.kind === 'district') addDistrict(unit)
    if (unit.kind === 'subdistrict') addStem(unit, 'subdistrict', SUBDISTRICT_END)
    if (unit.kind === 'community') addStem(unit, 'community', COMMUNITY_END)
  }
  for (const { name, unit, kind } of aliases) {
    const text = plain(name)
    for (const one of new Set([text, figures(text)])) names.push([one, { unit, kind, strength: 'whole' }])
  }
  return names

  function addDistrict(unit: Unit): void {
    const name = plain(unit.name)
    const stem = name.replace(/区$/, '')
    names.push([stem, { unit: unit.code, kind: 'district', strength: stem.length > 2 ? 'long' : 'short' }])
  }

  function addStem(unit: Unit, kind: 'subdistrict' | 'community', end: RegExp): void {
    const name = plain(unit.name)
    let stem = name.replace(end, '')
    if (kind === 'community' && stem.length > 2 && /[^新]村$/.test(stem)) {
      // 张家村村委会 is called 张家村 and 张家; the first counts as it stands.
      add(stem, stem.length > 3 ? 'long' : 'short')
      stem = stem.slice(0, -1)
    }
    const named = kind === 'subdistrict' && /[镇乡]$/.test(stem)
    const strength = (stem.length <= 2 && !named) || (kind === 'community' && COMMON_STEM.test(stem)) ? 'short' : 'long'
    add(stem, strength)
    // As it stands, with single numerals as figures (芳群园3区), and with all of them (八里庄 → 8里庄, see `figures`).
    const inFigures = stem.replace(NUMBERED, (_all, numeral: string) => String(NUMERALS.indexOf(numeral)))
    for (const one of new Set([inFigures, figures(name).replace(end, '')]))
      if (one !== stem && one.length > 1) add(one, strength)
    // A stem of one character (张镇) would match everywhere: only the full name counts.
    function add(text: string, strength: Name['strength']): void {
      if (text.length === 1) names.push([name, { unit: unit.code, kind, strength: 'whole' }])
      else names.push([text, { unit: unit.code, kind, strength }])
    }
  }
}
