import type { Channel } from '../../domain/ticket/events.ts'
import type { Random } from '../random.ts'
import type { Resident } from '../resident.ts'
import { groupOf, leafOf } from './groups.ts'
import { phrase } from './phrase.ts'

export interface Told {
  readonly category: string
  readonly resident: Resident
  readonly concerned: Resident | null
  readonly channel: Channel
  readonly address: string | null
}

const SINCE = [
  '从{日}开始',
  '已经{数}天了',
  '持续了{月}个月',
  '这种情况有半年多了',
  '最近{数}周越来越明显',
  '{日}起就这样',
  '入住以来一直如此',
  '反映过{数}次',
  '断断续续有一年了',
  '这几天特别严重',
]

/** A requester's matter in natural words: who, where, what, since when, with what effect, what is wished. */
export function composeWords(it: Told, random: Random): { title: string; words: string } {
  const group = groupOf(it.category)
  const leaf = leafOf(it.category)
  if (!group || !leaf) throw new Error(`no words for category ${it.category}`)
  const place = it.address === null ? '' : `${it.address}，`
  const parts = [
    opening(it, random),
    place,
    phrase(leaf.matters, random),
    random.chance(0.75) ? `，${phrase(SINCE, random)}` : '',
    random.chance(0.8) ? `，${phrase(group.effects, random)}` : '',
    '。',
    phrase(group.wishes, random),
    '。',
  ]
  const title = phrase(leaf.titles, random)
  return {
    title: it.address === null ? title : `${it.address.replace(/\d+单元.*$/, '')}${title}`,
    words: parts.join(''),
  }
}

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
