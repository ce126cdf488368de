import type { Channel } from '../../domain/ticket/events.ts'
import type { Random } from '../random.ts'
import type { Resident } from '../resident.ts'
import { groupOf, leafOf } from './groups.ts'
import { fill, phrase } from './phrase.ts'

export interface Told {
  readonly category: string
  readonly resident: Resident
  readonly concerned: Resident | null
  readonly channel: Channel
  readonly address: string | null
  /** Urgent and prompt matters have not lasted for months. */
  readonly isQuick: boolean
}

const LASTING = [
  '已经{数}天了',
  '持续了{月}个月',
  '这种情况有半年多了',
  '最近{数}周越来越明显',
  '{日}起就这样',
  '一直如此',
  '反映过{数}次',
  '断断续续有一年了',
  '从{日}开始',
]

const RECENT = ['从{日}开始', '{日}发现的', '已经{数}个小时了', '到现在还没有好', '今天特别严重']

/** A requester's matter in natural words: who, where, what, since when, with what effect, what is wished. */
export function composeWords(it: Told, random: Random): { title: string; words: string; remedy: string } {
  const group = groupOf(it.category)
  const [title, matter, remedy] = leafOf(it.category, random.pick)
  const what = fill(it.address === null ? matter : nearby(matter), random)
  const since = TIMED.test(what) || random.chance(0.3) ? '' : `，${phrase(it.isQuick ? RECENT : LASTING, random)}`
  const parts = [
    opening(it, random),
    it.address === null ? '' : `${it.address}，`,
    what,
    since,
    random.chance(0.75) ? `，${phrase(group.effects, random)}` : '',
    '。',
    phrase(group.wishes, random),
    '。',
  ]
  const place = it.address === null ? '' : it.address.replace(/\d+单元.*$/, '')
  return { title: `${place}${title}`, words: parts.join(''), remedy: fill(remedy, random) }
}

/** Where the address is known the matter happens there, not in some other building. */
function nearby(matter: string): string {
  return matter.replace('{栋}{门}', '本单元').replace('{栋}', '这栋楼')
}

/** The matter already says since when. */
const TIMED = /个月|天|周|昨|前天|上周|今天|这周|上个月|年|天前|起/

function opening({ channel, resident, concerned }: Told, random: Random): string {
  if (concerned)
    return phrase(
      [
        '代家里老人反映：',
        '替邻居老人打这个电话，老人耳朵不好：',
        '我母亲不会用手机，我替她反映：',
        '代楼下独居老人反映：',
      ],
      random,
    )
  if (resident.firm) return `${resident.firm}反映：`
  if (channel === 'window')
    return phrase(['居民到社区窗口反映，', '居民当面反映，由窗口代为登记：', '窗口代录：'], random)
  if (channel === 'phone')
    return phrase(['来电反映，', '市民来电：', '您好，我想反映一下，', '反映', '我是这儿的住户，', ''], random)
  return phrase(['您好，', '', '我要反映一个问题：', '麻烦帮忙看看，', '作为住户实在没办法了，'], random)
}
