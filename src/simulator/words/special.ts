import type { LimitClass } from '../../domain/policy/policy.ts'
import type { Fate } from '../matter.ts'
import type { Random } from '../random.ts'
import { phrase } from './phrase.ts'

interface Composed {
  readonly category: string
  readonly limit: LimitClass | null
  readonly title: string
  readonly words: string
  readonly fate: Fate
}

/** P1: what belongs to 110, 119, 120 or 122 and is handed over while the caller stays on the line. */
export function composeEmergency(address: string | null, random: Random): Composed {
  const place = address ?? '附近路边'
  const found = random.pick([
    {
      category: '16-06',
      to: '110',
      title: '有人打架',
      words: ['有{数}个人在打架，动了手，请快派人', '有人拿着棍子砸门，家里只有老人', '有人在楼下扬言闹事，情绪很激动'],
    },
    {
      category: '16-01',
      to: '119',
      title: '冒烟起火',
      words: ['{层}层阳台在冒烟，敲门没人应', '电动车棚起火了，火苗很高', '楼道堆的东西着火，烟很大'],
    },
    {
      category: '13-06',
      to: '120',
      title: '老人突发疾病',
      words: ['老人突然倒地叫不醒，请马上派救护车', '邻居胸口疼得厉害，喘不上气', '有人从台阶上摔下来，流了很多血'],
    },
    {
      category: '10-05',
      to: '122',
      title: '交通事故',
      words: ['路口两辆车撞了，有人受伤，路堵住了', '电动车和轿车相撞，人躺在地上'],
    },
  ] as const)
  return {
    category: found.category,
    limit: 'urgent',
    title: found.title,
    words: `${place}，${phrase(found.words, random)}！`,
    fate: { does: 'hand-over', to: found.to },
  }
}

/** What has to go another way: the person is told which. */
export function composeRefused(random: Random): Composed {
  const found = random.pick([
    {
      ground: 'litigation',
      category: '17-05',
      title: '借款纠纷',
      words: ['朋友借了{元}元不还，法院已经判了，对方就是不给', '合伙做生意散伙分账谈不拢，要求政府判一判'],
    },
    {
      ground: 'beyond-duty-market',
      category: '11-05',
      title: '买卖纠纷',
      words: ['二手物品买卖双方谈不拢价钱，要求出面退{元}元', '定制家具颜色和想的不一样，商家按合同不退'],
    },
    {
      ground: 'beyond-duty-individual',
      category: '17-01',
      title: '家庭财产纠纷',
      words: ['兄弟姐妹对老人的房子分配有争议，要求给个说法', '离婚后对方不让看孩子，要求强制执行'],
    },
    {
      ground: 'not-beijing',
      category: '99-99',
      title: '外省事项',
      words: ['老家的宅基地被邻居占了，要求北京处理', '在外地旅游买的票退不了'],
    },
    {
      ground: 'disclosure',
      category: '20-01',
      title: '信息公开',
      words: ['要求提供{数}年前某项目的审批文件复印件', '要求公开相关会议纪要'],
    },
    {
      ground: 'petition',
      category: '99-99',
      title: '信访事项',
      words: ['同一件事已经在信访部门登记了，问这边能不能再办一次', '信访答复不满意，要求热线重新处理'],
    },
  ] as const)
  return {
    category: found.category,
    limit: null,
    title: found.title,
    words: `${phrase(['来电反映，', '', '我想说一件事，'], random)}${phrase(found.words, random)}。`,
    fate: { does: 'refuse', ground: found.ground },
  }
}

/** A sentence that alarms the shift leader (P2). */
export function riskSentence(random: Random): string {
  return phrase(
    [
      '再没人管我真是不想活了。',
      '楼道里能闻到燃气味。',
      '墙皮往下掉，感觉墙要倒。',
      '家里老人走失过一次。',
      '插座漏电，手都麻了。',
      '再不解决就去拉横幅。',
      '老人现在被困在楼上下不来。',
    ],
    random,
  )
}
