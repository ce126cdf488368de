import type { Example } from './example.ts'
import type { TrainingOrder } from './train.ts'

/** Made-up complaints of three kinds: enough for a model, quick to learn. */
const KINDS: Readonly<Record<string, readonly string[]>> = {
  'water->water-off': ['停水', '自来水发黄', '水压太低', '水管爆裂', '水费突然升高'],
  'school->school-fees': ['学校乱收费', '老师补课', '幼儿园入园', '食堂伙食差', '学生转学'],
  bus: ['公交车不到站', '地铁拥挤', '出租车拒载', '站牌坏了', '司机不停车'],
}
const FRAMES = [
  '我们小区{}，请尽快处理',
  '昨天{}，打电话没人管',
  '反映{}的情况已经很久',
  '{}，希望给个说法',
  '多次{}，非常不满',
]

export function madeUpExamples(rounds = 4): Example[] {
  return Object.entries(KINDS).flatMap(([label, matters]) =>
    Array.from({ length: rounds }, (_, round) =>
      matters.flatMap((matter, m) =>
        FRAMES.map((frame, f) => ({
          uid: `${label}-${round}-${m}-${f}`,
          title: (m + f) % 2 === 0 ? matter : null,
          text: `${frame.replace('{}', matter)}${'。'.repeat(round)}第${round}次`,
          label,
          group: `${label}-${m}-${f}`,
        })),
      ),
    ).flat(),
  )
}

export const ORDER: TrainingOrder = {
  name: 'test',
  trainedAt: '2026-10-19T02:00:00.000Z',
  seed: 1,
  source: 'made up',
  dictionary: 'test',
}
