import type { StreamMessage } from './message.ts'

/** A message whose true matter is known; null where it belongs to none that is looked for. */
export interface InventedMessage extends StreamMessage {
  readonly matter: string | null
}

interface Matter {
  readonly titles: readonly string[]
  readonly lines: readonly string[]
}

/** What people say of each matter; ◇ is the place, as one writes it (with or without 小区, its phase, its district). */
const MATTERS: Readonly<Record<string, Matter>> = {
  mixing: {
    titles: [
      '◇旁边建搅拌站，噪音灰尘谁来管',
      '投诉◇附近的混凝土搅拌站扰民',
      '◇门口搅拌站日夜施工，居民无法入睡',
      '请取缔◇附近违规建设的搅拌站',
      '小区旁边的水泥搅拌厂什么时候搬走',
      '搅拌站粉尘污染，老人孩子怎么活',
      '◇搅拌站半夜还在加工砂石料',
      '环保部门对◇边上的搅拌站为何不作为',
      '救救我们，家门口的搅拌站太吵了',
      '再次反映◇搅拌站污染环境的问题',
      '◇居民被灰尘包围',
      '无证搅拌站何时能拆',
    ],
    lines: [
      '离我们楼不到一百米建了一个混凝土搅拌站。',
      '每天大货车进进出出，灰尘漫天，窗户都不敢开。',
      '机器从晚上十点响到凌晨四点，根本睡不着觉。',
      '家里有刚出生的宝宝，粉尘进了屋子，一直咳嗽。',
      '我们向环保部门反映过很多次，都说已经责令整改，第二天照样开工。',
      '这个搅拌站没有环评，也没有公示，居民毫不知情。',
      '砂石料堆在露天，一刮风到处都是水泥灰。',
      '听说是为附近的高架工程供料的，手续不齐就投产了。',
      '老人有哮喘，最近已经住院两次。',
      '希望有关部门马上查处，把搅拌站搬离居民区。',
      '阳台上一天就能擦出一层白灰。',
      '幼儿园和小学就在旁边，孩子们天天吸粉尘。',
      '噪音超标，我们自己测过有七十多分贝。',
      '业主群里几百户人家都在抗议。',
      '运料车把路也压坏了，过往的人很危险。',
      '请领导到现场看一看，听一听。',
    ],
  },
  parking: {
    titles: [
      '◇开发商强制捆绑销售车位',
      '投诉◇买房必须买车位',
      '◇捆绑车位，不买车位不让选房',
      '买房被要求同时交十几万车位款，合法吗',
      '请查处◇车位捆绑销售的霸王条款',
      '◇职工定向房为何要绑定车位',
      '◇强买强卖何时休',
      '关于◇购房资格与车位捆绑的投诉',
      '坚决反对捆绑销售，还购房人公道',
      '◇开发商变相涨价',
    ],
    lines: [
      '开盘前通知我们，每套房必须搭一个车位，不签就取消购房资格。',
      '车位价格十八万，远远高于周边。',
      '我们都是普通职工，攒了半辈子钱才够首付，哪里还拿得出车位钱。',
      '认购书上写着自愿购买，其实不买就不让选房。',
      '这明显违反了商品房销售管理办法，属于捆绑销售。',
      '开发商说房价是限价的，所以要从车位上赚回来。',
      '我家没有车，买车位有什么用。',
      '打电话给住建部门，答复说会调查，一直没有下文。',
      '销售人员态度很差，说爱买不买，后面排队的人多得是。',
      '几百户职工联名反映，希望政府管一管。',
      '车位没有产权，只是使用权，还要一次性付清。',
      '请求有关部门责令开发商取消捆绑，退还已经收取的车位款。',
      '这是单位的定向限价房，本来是照顾职工的。',
      '先交车位定金才给房号，这不是强买强卖吗。',
    ],
  },
  water: {
    titles: ['◇物业断水逼交物业费', '◇又停水了', '◇强行停水三天'],
    lines: [
      '物业以欠费为由把水停了。',
      '家里老人没法做饭洗澡。',
      '停水没有任何通知。',
      '希望尽快恢复供水。',
      '自来水公司说是物业关的总阀。',
    ],
  },
  rubbish: {
    titles: ['◇垃圾站臭气熏天', '◇垃圾堆成山没人清', '请迁走◇门口的垃圾中转站'],
    lines: [
      '夏天苍蝇满天飞，臭味飘到家里。',
      '垃圾好几天没人清运。',
      '中转站紧挨着居民楼。',
      '希望增加清运次数。',
      '污水流了一地。',
    ],
  },
  road: {
    titles: ['◇门口的路坑坑洼洼', '◇旁边的断头路什么时候修通', '◇道路积水严重'],
    lines: [
      '一下雨就积水，车子托底。',
      '路面破损好几年没人修。',
      '晚上没有路灯，老人摔过跤。',
      '希望尽快修复。',
      '上下班都要绕一大圈。',
    ],
  },
  fumes: {
    titles: ['◇楼下饭店油烟扰民', '◇一楼商铺违规开餐馆', '◇烧烤店油烟直排'],
    lines: [
      '油烟直接排到楼上，家里全是味道。',
      '没有专用烟道就开了饭店。',
      '半夜还有人划拳喝酒。',
      '城管来过几次没有效果。',
      '抽油烟机对着我家窗户。',
    ],
  },
  stalls: {
    titles: ['◇乱停车堵了消防通道', '◇车位不够，地面停车乱收费', '◇外来车辆占用车位'],
    lines: [
      '消防通道被堵死，出了事救护车都进不来。',
      '物业把公共车位拿来出租。',
      '停车费说涨就涨。',
      '晚上回来找不到停车的地方。',
      '希望划线规范停车。',
    ],
  },
  lift: {
    titles: ['◇电梯天天坏', '◇电梯困人无人管', '◇电梯年久失修'],
    lines: [
      '一周坏了三次，老人只能爬楼。',
      '维保公司敷衍了事。',
      '维修资金一直批不下来。',
      '电梯运行时哐哐响。',
      '希望质监部门检查。',
    ],
  },
  school: {
    titles: ['◇配套幼儿园迟迟不开园', '◇孩子上学划片问题', '◇学位不足怎么办'],
    lines: [
      '开发商承诺的学校一直没有动静。',
      '孩子今年就要上学了。',
      '教育局让我们等通知。',
      '希望明确划片范围。',
      '周边公办学位已经满了。',
    ],
  },
  deed: {
    titles: ['◇交房五年办不了房产证', '◇产权证遥遥无期', '咨询◇办证问题'],
    lines: [
      '开发商欠税导致证办不下来。',
      '不动产中心说资料不齐。',
      '孩子落户因此耽误了。',
      '维权多年没有结果。',
      '请协调解决办证问题。',
    ],
  },
  dancing: {
    titles: ['◇广场舞噪音太大', '◇早上六点就放音乐', '◇跳舞音响扰民'],
    lines: ['音响开得震天响。', '学生没法写作业。', '劝说几次反而被骂。', '希望规定时间和音量。', '每天跳到晚上十点。'],
  },
  bus: {
    titles: ['建议◇增设公交站', '◇公交等半小时', '◇没有公交出行难'],
    lines: ['最近的车站要走二十分钟。', '早高峰挤不上去。', '希望增加班次。', '附近有上万居民。', '末班车太早了。'],
  },
}

const FIRST = '云澜锦翠霞沁枫茗瑶蓝皓晴岚芷棠栖澄璟屿汐'
const SECOND = '栖湖岸溪泽庭麓洲川岭桥林屏泉波月坪港浦洛'
const ENDS = ['新城', '花园', '苑', '府', '家园', '国际城', '公馆', '湾']

/** A small linear congruential sequence in [0, 1): the same stream from the same seed on every machine. */
function sequence(seed: number): () => number {
  let state = (seed * 2654435761) >>> 0
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 4294967296
  }
}

/**
 * An invented stream: `background` everyday messages about hundreds of estates, and in it a mixing station beside one estate and
 * forced parking sales at another, told by many people in their own order, some of whom never name the place; around them the same
 * estates' other troubles, and the same troubles of other estates (matter null). Nobody real wrote or is named in it.
 */
export function inventedStream(seed: number, background = 1_000): InventedMessage[] {
  const next = sequence(seed)
  const pick = <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)] as T
  const estate = () => `${pick([...FIRST])}${pick([...SECOND])}${pick(ENDS)}`
  const names = new Set<string>()
  while (names.size < 220) names.add(estate())
  const [station = '', sales = '', other = '', another = '', ...rest] = names
  const stream: InventedMessage[] = []
  const start = Date.UTC(2030, 0, 1)
  const add = (kind: string, name: string, matter: string | null, from: number, to: number) => {
    const { titles, lines } = MATTERS[kind] as Matter
    const district = `A${1 + (name.charCodeAt(0) % 8)}区`
    const place = () =>
      pick([name, `${name}小区`, `${district}${name}`, `A市${district}${name}`, `${name}${pick(['一', '二', '三'])}期`])
    const count = 1 + Math.floor(next() * 6)
    const said = [...lines].sort(() => next() - 0.5).slice(0, count)
    const named = matter === null || next() < 0.85
    const opening = named
      ? `${pick(['我是', '我们是', '您好，本人住在', '尊敬的领导，我们是'])}${place()}的${pick(['业主', '居民', '住户'])}。`
      : '领导您好！'
    stream.push({
      id: String(100_000 + stream.length),
      user: `u${Math.floor(next() * 100_000)}`,
      at: start + Math.floor((from + next() * (to - from)) * 86_400_000),
      title: pick(titles).replaceAll('◇', place()),
      text: opening + said.join(''),
      support: next() < 0.1 ? Math.floor(next() * 30) : 0,
      against: 0,
      matter,
    })
  }
  for (let i = 0; i < 55; i++) add('mixing', station, 'mixing', 90, 170)
  for (let i = 0; i < 45; i++) add('parking', sales, 'parking', 10, 60)
  for (const kind of ['water', 'rubbish', 'road', 'stalls', 'lift'])
    for (let i = 0; i < 3; i++) add(kind, station, null, 0, 180)
  for (const kind of ['school', 'deed', 'stalls']) for (let i = 0; i < 3; i++) add(kind, sales, null, 0, 180)
  for (const name of [other, another]) for (let i = 0; i < 4; i++) add('mixing', name, null, 0, 180)
  for (const name of [other, rest[0] ?? '']) for (let i = 0; i < 4; i++) add('parking', name, null, 0, 180)
  const everyday = Object.keys(MATTERS).filter((kind) => kind !== 'mixing' && kind !== 'parking')
  for (let i = 0; i < background; i++) add(pick(everyday), pick(rest), null, 0, 180)
  return stream.sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1))
}
