import { plain } from '../text/plain.ts'
import { inFigures } from './figures.ts'

/** `building` 楼栋 · `point` 小区、院、路 · `actor` a company, school, landlord · `asset` a lift, a garage, a road lamp. */
export type NameKind = 'building' | 'point' | 'actor' | 'asset'

/** Something named by a text that another text may name too. */
export interface Named {
  readonly kind: NameKind
  /** Equal for equal things, as far as the spelling can tell. */
  readonly key: string
}

const ACTOR_END =
  '(?:物业(?:服务|管理)?|房地产(?:开发)?|置业|供热|热力|燃气|装修|装饰|科技|商贸|餐饮|教育|传媒|劳务|健身|旅游|保洁|建筑|建设|租赁)?(?:有限(?:责任)?公司|分公司|公司|集团)|物业|房东|中介|幼儿园|小学|中学|学校|医院|超市|驾校|健身房|饭店|餐厅|烧烤店|网吧|酒吧|搅拌站|工地'
const POINT_END =
  '小区|家园|花园|公寓|大厦|广场|嘉园|花苑|[东西南北][一二三四五六七八九]?里|胡同|新村|佳苑|雅苑|大街|大院|苑|庄|路(?![街灯口边上面段况牌费])|街(?!道)|巷'
const ASSET = /([0-9]{1,3})(?:号|#)(?:客|货|消防)?(电梯|扶梯|梯|路灯|车库|井盖|锅炉房|变压器|配电室|垃圾站)/g
const BUILDING = /([0-9a-z]{1,4})(?:号?楼|栋|幢|座)(?!上|下|道|顶|梯|盘|宇|市|里|面|房)/g

const ACTOR = new RegExp(`([\\p{Script=Han}a-z0-9]{2,14}?)(?:${ACTOR_END})`, 'gu')
const POINT = new RegExp(`([\\p{Script=Han}a-z0-9]{1,10}?)(?:${POINT_END})+`, 'gu')

/** What stands before a name and is no part of it. */
const BREAK =
  /[的在是了被把给让就都也还请找说要我你他她您们这那该每某个位住从到对因称叫于离往约仅]|投诉|反映|举报|咨询|关于|业主|居民|住户|附近|旁边|隔壁|对面|周边|附属|位于|属于|承建|施工|违规|违法|开发商|希望|要求|建议|门口|整个|老旧|所有|不管|没有|通过|使用|小区(?=.)/g
/** 北京市西城区展览路街道百万庄 is 百万庄. */
const ADMINISTRATIVE =
  /^.*(?:省|自治区|(?<![城都夜超])市|(?<![小社校园景厂库辖片])区|县|街道|(?<![城小集])镇|(?<!家)乡|社区)(?=.{2,}$)/
/** Kinds of thing that name nothing by themselves. */
const KIND =
  /^(?:物业|公司|有限公司|分公司|中介|房东|医院|学校|幼儿园|超市|工地|饭店|餐厅|小学|中学|小区|公寓|大厦|广场|大街|胡同|路|街|巷|庄)$/
/** What stands before a kind of thing and still names nothing: 附近公寓, 民办学校, 十字路. */
const QUALITY =
  /^(?:公立|民办|公办|私立|人民|第?[一二三四五六七八九]?人民|中心|附属|第?[一二三四五六七八九0-9]+|三甲|重点|当地|地方|普惠性?|老旧?|新|大|小|整个|安置|居民|建筑|出租车?|自来水|电力|燃气|供热|热力|物业|开发|求|与|所|各|级|属|读|上|去|和|跟|[一二两三几各多这那某哪]?[家个所处座条间]|商品房|回迁|儿童|妇幼|中|中小|实验|十字|交叉|高速公|城际铁|[水柏]?[泥油]|群众|走投无|自谋生|主|辅|人行|非机动车|快速|环|步行|商业|导致|严重影响|影响|原|我)?(?:小区|公寓|大厦|广场|大街|胡同|路|街|巷|庄|医院|学校|幼儿园|小学|中学|超市|公司|集团|有限公司|物业|物业公司|中介|房东|工地|饭店|餐厅)$/

/** 锦和物业管理有限公司 is 锦和物业; what stands before the last characters may not belong to the name. */
const CORPORATE = /(?:服务|管理|开发|有限|责任|股份|公司|集团|分公司)+$/
const LONGEST_ACTOR = 6

/** At most this many names of a text count: a list of forty companies is about none of them. */
const MOST = 8

/**
 * What a ticket is about besides its words: who (actor), which thing (asset), which point and building. Read by their endings;
 * a name that is spelt in two ways is two names, and the words must do.
 */
export function namesIn(words: string, address: string | null = null): Named[] {
  const found = new Map<string, Named>()
  const add = (kind: NameKind, key: string): void => {
    if (found.size < MOST) found.set(`${kind}/${key}`, { kind, key })
  }
  const place = address === null ? null : inFigures(plain(address))
  const text = inFigures(plain(words))
  const points = [...(place === null ? [] : pointsOf(place)), ...pointsOf(text)]
  const [home] = points
  for (const key of new Set(points)) add('point', key)
  if (home !== undefined) for (const key of buildingsOf(place ?? text)) add('building', `${home}${key}`)
  for (const match of text.matchAll(ACTOR)) {
    const key = core(match[0])?.replace(CORPORATE, '').slice(-LONGEST_ACTOR)
    if (key !== undefined && key.length > 2) add('actor', key)
  }
  // 3号电梯 is one thing only together with where it stands.
  if (home !== undefined) for (const match of text.matchAll(ASSET)) add('asset', `${home}${match[1]}${match[2]}`)
  return [...found.values()]
}

/** The text without its points, buildings and actors: they are weighed as names, not once more as words. */
export function withoutNames(text: string, names: readonly Named[]): string {
  const said = names.filter(({ kind }) => kind === 'point' || kind === 'actor')
  return said.reduce((rest, { key }) => rest.replaceAll(key, ''), text).replace(BUILDING, '')
}

function pointsOf(text: string): string[] {
  return [...text.matchAll(POINT)].flatMap((match) => core(match[0]) ?? [])
}

function buildingsOf(text: string): string[] {
  return [...text.matchAll(BUILDING)].map((match) => match[1] ?? '').slice(0, 2)
}

/** The name itself, without what stands before it; null where nothing of a name is left. */
function core(match: string): string | null {
  let start = 0
  for (const before of match.matchAll(BREAK)) {
    const end = before.index + before[0].length
    if (end < match.length) start = end
  }
  const name = match
    .slice(start)
    .replace(ADMINISTRATIVE, '')
    .replace(/^[0-9]+(?:号|日|月|年|楼|层)?/, '')
  if (name.length < 3 || KIND.test(name) || QUALITY.test(name)) return null
  // 百万庄东里小区 is 百万庄东里; of 月湖小区 too little would be left.
  return name.length > 4 ? name.replace(/小区$/, '') : name
}
