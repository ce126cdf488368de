import { beforeAll, describe, expect, it } from 'vitest'
import type { Policy } from '../../domain/policy/policy.ts'
import { loadPolicy } from '../../store/policy-files.ts'
import { emergencyLine, makeScopeCheck } from './out-of-scope.ts'

const POLICY = new URL('../../../policy/beijing/2026-01', import.meta.url).pathname

describe('out of scope', () => {
  let policy: Policy
  const groundsOf = (words: string) => makeScopeCheck(policy)(words).map((one) => one.ground)

  beforeAll(async () => {
    policy = await loadPolicy(POLICY)
  })

  it.each([
    ['法院已经判决了，对方不给钱，不服判决', 'litigation'],
    ['劳动仲裁裁决书下来了，公司不执行', 'litigation'],
    ['我对处罚不服，想申请行政复议', 'reconsideration'],
    ['举报村书记贪污受贿', 'discipline'],
    ['我提交的政府信息公开申请没有答复', 'disclosure'],
    ['这事信访局已经受理了，信访答复我不满意', 'petition'],
    ['我想反映涉密文件的内容', 'secrets'],
    ['隔壁部队营区施工扰民', 'not-beijing'],
    ['我住在河北廊坊，这里停水了', 'not-beijing'],
  ])('%s → %s', (words, ground) => {
    expect(groundsOf(words)[0]).toBe(ground)
  })

  it.each([
    '暖气不热，物业不管',
    '咨询公积金提取',
    '河北菜馆油烟扰民',
    '上海路上堵车',
    '在北京朝阳区，房东是河北人，押金不退',
    '电梯坏了没人修',
  ])('proposes nothing for %s', (words) => {
    expect(groundsOf(words)).toEqual([])
  })

  it('proposes only grounds of the policy', () => {
    const none = makeScopeCheck({ refusalGrounds: [] })
    expect(none('法院已经判决了，我在河北')).toEqual([])
    const known = policy.refusalGrounds.map((ground) => ground.code)
    expect(known).toEqual(expect.arrayContaining(groundsOf('法院判决、信访局、行政复议、信息公开申请、涉密')))
  })
})

describe('emergency lines', () => {
  it.each([
    ['对面楼着火了，浓烟滚滚', '119'],
    ['老人昏迷，没有呼吸了', '120'],
    ['有人持刀砍人', '110'],
    ['路口出了车祸，追尾', '122'],
  ])('%s → %s', (words, line) => {
    expect(emergencyLine(words)[0]?.line).toBe(line)
  })

  it('may propose several, and none for everyday matters', () => {
    expect(
      emergencyLine('车祸，司机昏迷')
        .map((one) => one.line)
        .toSorted(),
    ).toEqual(['120', '122'])
    expect(emergencyLine('路灯不亮，停车难，消防通道堵了')).toEqual([])
  })
})
