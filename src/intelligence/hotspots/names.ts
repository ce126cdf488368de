import { plain } from '../text/plain.ts'

/** A text cut into what it names and what it says. */
export interface Reading {
  /** Names of places and actors that the text gives: estates, roads, villages, companies, schools. */
  readonly names: readonly string[]
  /** Administrative areas: A市, A3区, 海淀区, 展览路街道. */
  readonly areas: readonly string[]
  /** The text without names, areas and the turns of every letter, in runs of Chinese characters, letters and digits. */
  readonly matter: readonly string[]
}

/** How names end. Longer ends first: 国际城 before 城. */
const ENDS = [
  '有限公司|分公司|幼儿园|国际城|开发区|产业园|工业园|科技园|批发市场|购物中心|商业街',
  '小区|新城(?!区)|花园|家园|花苑|嘉园|公寓|公馆|国际(?![化航机贸大物标惯])|广场|大厦|山庄|别墅|学校|小学|中学|大学|学院|医院|公司|集团|社区|新村|大道|胡同|东里|西里|南里|北里|水岸|豪庭|名邸|名都|帝景|雅苑|佳苑|大桥',
  '苑|府|湾|城(?![镇市乡管区郊际建投中铁轨])|园(?![区林博丁艺])|郡|庭|轩|阁|墅|邸|村(?![民委镇庄干支部级里集小上])|路(?![口灯面段线边过况由费人政上程网途径障牌基权标局桥])|街(?![道区坊头边面])|巷',
].join('|')
const END = new RegExp(ENDS, 'g')

/** Masked or real administrative areas; what stands before a real one is found like a name. */
const MASKED_AREA = /[a-z]\d{0,3}(?:市|区|县|州)/g
const AREA_END = /街道|[区县镇乡]/g
/** Words that end like an area and are none. */
const NO_AREA =
  /^(?:.*(?:小|社|校|园|景|厂|库|市|山|辖|片|灾|疫|战|盲|误|禁|特|专|新|老|旧|城|郊|城镇|乡镇|各|全|本|我|该|这|那)区|.*(?:各|全|本|我|该|外|贫困)县|.*(?:城|乡|各|村|集|冰|全|本|我)镇|.*(?:城|家|老|故|下|返|各|水|回|离|本|我|同)乡)$/

/** Characters that never stand inside a name: what is before them is not part of it. */
const BREAK = new Set(
  '的在是了和与对于到从我们你他她它请让被把将有为向等及或不都也还这那该本各每某个于来去由给跟着过吗呢吧啊就才又再很太已经没要能会可想说叫请求位至往距离',
)
/** Words after which a name begins anew (投诉丽园小区). */
const LEAD =
  /(?:投诉|反映|反应|关于|咨询|举报|建议|希望|附近|旁边|旁|隔壁|对面|周边|业主|居民|住户|市民|严查|严惩|强烈|曝光|揭露|质疑|维权|购买|买房|入住|居住|开发商|物业公司|物业|施工|违规|违法|非法|省|市区|市|县|区|镇|乡|街道|社区|小区|附属|承建|开发|建设|建成|修建|新建|扩建|改建|打造|创建|开展|加快|加大|提高|推进|导致|影响|进入|进出|临近|靠近|目前|现在|一般|处理|出示|查处|解决|乘坐|前往|途经|经过|连接|沿线|沿|整个|所有|全部|部分|其他|其它|另外|如果|虽然|因此|但是|而且|以及|包括|周围|外面|里面|门口|楼下|普通|大量|严重|立即|组织|规划|规模|合法|满|如)/g
/** Before an end these make a kind of thing, no name (安置小区, 有限公司, 水泥路). */
const COMMON =
  /^(?:安置|居民|住宅|生活|整个|老旧|老|旧|新|大|小|高档|封闭|开放|商品房|保障房|公租房|廉租房|经济适用房|回迁|配套|公办|公立|民办|私立|普惠|普惠性|无证|黑|多家|物业|有限|责任|股份|房地产|置业|地产|投资|担保|服务|物业服务|科技|网络|网络科技|管理|合资|成立合资|壳|子|装修|装饰|保洁|劳务|培训|网贷|中介|开发|建筑|工程|燃气|自来水|供水|供电|电力|热力|公交|出租|外地|国有|国|上市|总|子|母|分|政|省|市|区|县|镇|乡|省市|市政|人民政|州|全|进|出|入|门|城中|城|中|山|乡|农|贫困|拆迁|水泥|柏油|沥青|泥|石子|断头|主干|主|次干|干|支|辅|环形|绕城|道|公|铁|马|线|网|电|短|思|出|走|修|筑|让|问|带|销|回|来|去|顺|高速公|高速|省道|国道|商业|步行|小吃|美食|美食一条|一条|上|逛|满|居|后|花|校|公|家|乐|果|菜|田|桑拿|动物|植物|湿地|森林|体育公|主题公|儿童公|市民公|街|大|背|走街串|街头|深|农贸|菜|集贸|批发|中心|市民|文化|人民|综合|三甲|中|西|人民医|附属|私人|地方|当地|重点|职业|技工|驾|中小|义务教育|希望|村办|城乡|新时|时|法|网|古|县|商贸|物流|汽配|建材|建材市场|书|影视|游乐|不夜|港|海|河|江|台|水|海)$/
/** Kinds of thing that say nothing by themselves however they are preceded. */
const NEVER =
  /(?:政府|道路|公路|马路|铁路|线路|网路|电路|短路|套路|出路|公园|校园|田园|农村|乡村|城市|商城|县城|全城|家庭|法庭|花园式|大街小巷|街巷|门路|管路|水路|高速路|市区|建设路段)$/

/** Turns that open or close a letter whatever it is about. */
const FRAME =
  /(?:请求|恳请|强烈|尽快|加快|加强|加大|希望|建议|咨询|询问|请问|反映|投诉|举报|关于|有关部门|相关部门|有关|相关|领导|书记|市长|您好|你好|尊敬的|谢谢|感谢|建设力度|力度|步伐|刻不容缓|什么时候|何时|能不能|是否|可不可以|为什么|为何|怎么办|问题|情况|事宜|解决|处理|给予|一下)/g

const RUN = /[\p{Script=Han}a-z0-9]+/gu
/** Places before the end that a name may take up. */
const LONGEST_NAME = 8
const SHORTEST_NAME = 3
/** Of the occurrences of a name's tail, the share that must continue with the same character for it to belong to the name. */
const BELONGS = 0.6

interface Span {
  readonly start: number
  readonly end: number
}

/**
 * Reads names out of the texts of one stream by what repeats in it, without a gazetteer: a name ends like an estate, a road, a
 * company, and reaches to the left as far as the stream always continues with the same character. `texts` are the whole stream:
 * with more of it the borders become surer. Deterministic, and independent of the order of the texts.
 */
export function makeNameReader(texts: readonly string[]): (text: string) => Reading {
  const tails = countTails(texts)
  return (text) => {
    const names = new Set<string>()
    const areas = new Set<string>()
    const matter: string[] = []
    for (const { area, run } of runsOf(text)) {
      if (area !== null) {
        areas.add(area)
        continue
      }
      const taken: Span[] = []
      for (const end of endsIn(run, END)) {
        const start = leftBorder(run, end, tails)
        const name = run.slice(start, end.end)
        if (!isName(name, end.end - end.start)) continue
        names.add(name)
        taken.push({ start, end: end.end })
      }
      for (const end of endsIn(run, AREA_END)) {
        const start = leftBorder(run, end, tails)
        const area = run.slice(start, end.end)
        if (area.length < SHORTEST_NAME || area.length > LONGEST_NAME || NO_AREA.test(area)) continue
        areas.add(area)
        taken.push({ start, end: end.end })
      }
      for (const piece of without(run, taken)) matter.push(...piece.split(FRAME).filter((rest) => rest.length > 1))
    }
    return { names: [...names].sort(), areas: [...areas].sort(), matter }
  }
}

/** Runs of text between signs; masked areas stand by themselves. */
function runsOf(text: string): { readonly area: string | null; readonly run: string }[] {
  const found: { area: string | null; run: string }[] = []
  for (const [run] of plain(text).matchAll(RUN)) {
    let from = 0
    for (const match of run.matchAll(MASKED_AREA)) {
      if (match.index > from) found.push({ area: null, run: run.slice(from, match.index) })
      found.push({ area: match[0].toUpperCase(), run: '' })
      from = match.index + match[0].length
    }
    if (from < run.length) found.push({ area: null, run: run.slice(from) })
  }
  return found
}

function endsIn(run: string, pattern: RegExp): Span[] {
  return [...run.matchAll(pattern)].map((match) => ({ start: match.index, end: match.index + match[0].length }))
}

/** In how many texts each tail of up to ten characters before a name's end occurs. */
function countTails(texts: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const text of texts) {
    const here = new Set<string>()
    for (const { area, run } of runsOf(text)) {
      if (area !== null) continue
      for (const end of [...endsIn(run, END), ...endsIn(run, AREA_END)]) {
        const first = Math.max(0, end.end - LONGEST_NAME - 2)
        for (let start = first; start <= end.start; start++) here.add(run.slice(start, end.end))
      }
    }
    for (const tail of here) counts.set(tail, (counts.get(tail) ?? 0) + 1)
  }
  return counts
}

function leftBorder(run: string, end: Span, tails: ReadonlyMap<string, number>): number {
  const floor = Math.max(0, end.end - LONGEST_NAME - 2, firstAllowed(run, end.start))
  let start = Math.max(floor, end.start - 1)
  while (start > floor) {
    const here = tails.get(run.slice(start, end.end)) ?? 1
    const wider = tails.get(run.slice(start - 1, end.end)) ?? 1
    // Two characters before the end are the least a name has; what stands once in the stream has nothing to compare with.
    if (end.start - start >= 2 && wider < here * BELONGS) break
    if (end.start - start >= 4 && here < 2) break
    start--
  }
  return start
}

/** The first place left of `before` at which a name may begin. */
function firstAllowed(run: string, before: number): number {
  let first = 0
  for (let at = before - 1; at >= 0; at--) {
    if (BREAK.has(run.charAt(at))) {
      first = at + 1
      break
    }
  }
  const lead = run.slice(first, before)
  let from = first
  for (const match of lead.matchAll(LEAD)) from = first + match.index + match[0].length
  return from
}

const KINDS = {
  road: /(?:路|街|巷|胡同|大道|大桥)$/,
  village: /(?:村|社区)$/,
  company: /(?:公司|集团)$/,
  institution: /(?:学校|小学|中学|大学|学院|幼儿园|医院)$/,
} as const

/** What a name is the name of. Two texts contradict each other only where they name two of one kind. */
export type NameKind = keyof typeof KINDS | 'estate'

/** The kind of a name that `makeNameReader` found. */
export function kindOfName(name: string): NameKind {
  for (const [kind, end] of Object.entries(KINDS)) if (end.test(name)) return kind as keyof typeof KINDS
  return 'estate'
}

const ONLY_END = new RegExp(`^(?:${ENDS})+$`)

function isName(name: string, end: number): boolean {
  if (name.length < SHORTEST_NAME || NEVER.test(name) || ONLY_END.test(name)) return false
  const stem = name.slice(0, name.length - end)
  return stem.length > 0 && !COMMON.test(stem) && !/^\d+$/.test(stem)
}

function without(run: string, taken: readonly Span[]): string[] {
  const left: string[] = []
  let from = 0
  for (const { start, end } of [...taken].sort((a, b) => a.start - b.start || b.end - a.end)) {
    if (start > from) left.push(run.slice(from, start))
    from = Math.max(from, end)
  }
  if (from < run.length) left.push(run.slice(from))
  return left
}
