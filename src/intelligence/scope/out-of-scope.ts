import { findGround, type Policy } from '../../domain/policy/policy.ts'
import type { EmergencyLine } from '../../domain/ticket/terms.ts'
import { plain } from '../text/plain.ts'

export interface ScopeProposal {
  /** Code of a refusal ground of the policy. */
  readonly ground: string
  /** The passages that led to it, as `plain` reads them. */
  readonly phrases: readonly string[]
}

export interface EmergencyProposal {
  readonly line: EmergencyLine
  readonly phrases: readonly string[]
}

/** Turns of speech by ground code (domain.md §4.4). A ground that the policy doesn't have is never proposed. */
const GROUNDS: readonly (readonly [ground: string, phrase: RegExp])[] = [
  [
    'litigation',
    /(?:已经?|正在|刚)?(?:向)?(?:人民)?法院[^，。！？；]{0,8}(?:判决|判了|裁定|立案|受理|开庭|起诉|执行|调解书)|(?:已经?|正在)[^，。！？；]{0,4}(?:起诉|打官司|上诉|诉讼|申请仲裁|走仲裁)|不服[^，。！？；]{0,6}(?:判决|裁定|裁决)|(?:一审|二审|终审|再审)(?:判决|已|裁定)?|仲裁(?:裁决|委员会?)[^，。！？；]{0,6}(?:已|受理|裁|不服)|(?:判决|裁决)书[^，。！？；]{0,6}(?:不执行|下来|生效|执行)|申请(?:强制)?执行/g,
  ],
  ['reconsideration', /行政复议|复议(?:决定|申请|机关)/g],
  [
    'discipline',
    /(?:受贿|行贿|贪污|贪腐|挪用公款|以权谋私|权钱交易|买官卖官|违纪违法|违反中央八项规定|公款吃喝|索贿|索要好处费)|(?:向)?纪委|纪检(?:监察)?|监察委/g,
  ],
  ['disclosure', /(?:政府)?信息公开(?:申请|答复|告知书)?|依申请公开|申请公开[^，。！？；]{0,10}(?:文件|信息|批复)/g],
  [
    'petition',
    /(?:已经?|正在|曾)?(?:到|去|向)?[^，。！？；]{0,5}信访(?:局|办|部门|件|事项|答复|复查|复核|程序|渠道)|(?:复查|复核)意见书|信访/g,
  ],
  [
    'secrets',
    /国家秘密|商业秘密|涉密|机密文件|绝密|保密文件|(?:要|查|问|告诉我)[^，。！？；]{0,6}(?:别人|他人|邻居|某人)的?(?:电话|住址|身份证|病历|隐私|个人信息)/g,
  ],
  [
    'malicious',
    /(?:我)?(?:就是|故意)(?:要)?(?:占着?线|骚扰|打爆)[^，。！？；]{0,6}|(?:每天|天天)打[^，。！？；]{0,4}(?:就是)?(?:玩|骂人|无聊)/g,
  ],
  [
    'not-beijing',
    /(?:部队|军区|军队|武警|解放军|军分区|军事管理区|军用|现役军人|营区)[^，。！？；]{0,10}(?:不|问题|扰|占|反映|待遇|管|施工|房)|(?:涉外|大使馆|领事馆|使领馆)/g,
  ],
]

/** Provinces and large cities outside; 北京's own roads and inns bear their names too, hence what must follow. */
const ELSEWHERE =
  /(?:在|到|是|住在?|位于|来自|发生在)(?:河北|天津|山西|内蒙古|辽宁|吉林|黑龙江|上海|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|广西|海南|重庆|四川|贵州|云南|西藏|陕西|甘肃|青海|宁夏|新疆|香港|澳门|台湾|石家庄|保定|廊坊|燕郊|三河|固安|涿州|香河|唐山|张家口|承德|秦皇岛)(?:省|市|自治区|县)?(?!路|街|大厦|饭店|宾馆|人|办事处|企业|驻京|会馆|菜|馆)/g

const HERE = /北京|本市|海淀|朝阳|西城|东城|丰台|通州|昌平|大兴/

/**
 * Proposes grounds on which the hotline doesn't take a matter (domain.md §4.4), the one with most phrases first. It
 * only proposes: a person decides, tells the route, and the refusal can be objected to (P24). Passing on that somebody
 * went to a petition office or a court isn't by itself a refusal.
 */
export function makeScopeCheck(policy: Pick<Policy, 'refusalGrounds'>): (words: string) => ScopeProposal[] {
  const grounds = GROUNDS.filter(([ground]) => findGround(policy.refusalGrounds, ground) !== undefined)
  const hasElsewhere = findGround(policy.refusalGrounds, 'not-beijing') !== undefined
  return (words) => {
    const text = plain(words)
    const found = new Map<string, string[]>()
    const add = (ground: string, phrases: readonly string[] | null) => {
      if (phrases && phrases.length > 0) found.set(ground, [...new Set([...(found.get(ground) ?? []), ...phrases])])
    }
    for (const [ground, phrase] of grounds) add(ground, text.match(phrase))
    if (hasElsewhere && !HERE.test(text)) add('not-beijing', text.match(ELSEWHERE))
    return [...found]
      .map(([ground, phrases]) => ({ ground, phrases }))
      .toSorted((a, b) => b.phrases.length - a.phrases.length)
  }
}

const LINES: readonly (readonly [line: EmergencyLine, phrase: RegExp])[] = [
  ['119', /着(?:大)?火|起火|失火|火灾(?!隐患|报警)|浓烟|爆炸|燃气泄漏|煤气泄漏|被困(?!扰)|塌了|坍塌/g],
  [
    '120',
    /昏迷|昏倒|没有?呼吸|心脏病(?:发作|犯了)|心梗|大出血|流(?:了)?(?:很多|好多|一地)血|抽搐|中毒|要生了|快不行了|摔(?:伤|断)[^，。！？；]{0,6}(?:动不了|起不来)|吞(?:了)?[^，。！？；]{0,4}(?:药|农药)|触电/g,
  ],
  [
    '110',
    /(?:正在|被)(?:打|抢劫|殴打|跟踪|绑架|捅|砍|非法拘禁)|持刀|拿着?刀|抢劫|砍人|捅人|杀人|入室盗窃|正在打架|打起来了|家暴|要跳楼|跳河|走失|走丢|失踪(?!人口登记)/g,
  ],
  ['122', /(?:发生|出)(?:了)?(?:交通事故|车祸)|车祸|撞(?:车|人|伤)了?|追尾|肇事逃逸|交通事故/g],
]

/**
 * Proposes the emergency lines that a message belongs to (P1: a hand-over, never a refusal; the caller isn't let go),
 * the one with most phrases first. Empty when there is none.
 */
export function emergencyLine(words: string): EmergencyProposal[] {
  const text = plain(words)
  return LINES.flatMap(([line, phrase]) => {
    const phrases = text.match(phrase)
    return phrases ? [{ line, phrases: [...new Set<string>(phrases)] }] : []
  }).toSorted((a, b) => b.phrases.length - a.phrases.length)
}
