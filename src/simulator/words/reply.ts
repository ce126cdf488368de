import type { Finding } from '../../domain/ticket/events.ts'
import type { Random } from '../random.ts'
import { basisOf } from './groups.ts'
import { fill, phrase } from './phrase.ts'

export interface ReplySituation {
  readonly category: string
  /** What solves this very matter. */
  readonly remedy: string
  readonly unit: string
  readonly found: Finding
  readonly claimsSolved: boolean
  /** A reply that could stand under any ticket. */
  readonly formula: boolean
  readonly again: boolean
}

export interface ReplyWords {
  readonly text: string
  readonly measures: string
  readonly legalBasis: string[]
  readonly nextStep: string | null
}

const FOUND: Readonly<Record<Finding, readonly string[]>> = {
  true: [
    '经现场核实，反映的情况属实',
    '接到诉求后到现场查看，情况属实',
    '经核查，所反映的问题存在',
    '与诉求人核对后确认情况属实',
  ],
  partly: [
    '经核实，反映的情况部分属实',
    '现场查看，部分内容属实，部分已在此前处理',
    '核查发现情况与反映的有出入，部分属实',
  ],
  untrue: ['经现场核实，未发现所反映的情况', '多次到现场查看，均未发现反映的问题', '经核查，反映的情况不属实'],
}

const FORMULAS = [
  '您反映的问题已收悉，我单位高度重视，已责成相关人员跟进处理',
  '针对您反映的问题，我单位已加强管理，感谢您的理解与支持',
  '已将您的诉求转交有关科室，后续将加大巡查力度',
  '我单位将进一步加强日常监管，举一反三，持续改进',
]

const UNDONE = [
  '已完成前期处置，剩余部分正在推进',
  '已与相关单位达成初步意见',
  '已采取临时措施，避免情况加重',
  '受条件所限，暂时未能全部解决',
]

const NEXT = [
  '将于{数}天内再次到现场处理并反馈',
  '待材料到位后安排施工，预计{数}个工作日',
  '继续组织各方协商，有进展随时告知',
  '已列入下月计划，社区专人跟进',
]

const TOLD = [
  '已将处理情况告知诉求人',
  '诉求人表示知晓',
  '诉求人对处理结果表示认可',
  '已电话反馈，诉求人表示理解',
  '已当面向诉求人说明',
]

/** A unit's reply: what was found, what was done, on what basis, what comes next. */
export function composeReply(it: ReplySituation, random: Random): ReplyWords {
  const again = it.again ? random.pick(['再次办理：', '二次办理期间，', '收到退回后，']) : ''
  const measures =
    it.found === 'untrue' ? '安排人员连续巡查，留存现场记录' : it.claimsSolved ? it.remedy : phrase(UNDONE, random)
  const nextStep = it.claimsSolved ? null : phrase(NEXT, random)
  const told = random.pick(TOLD)
  const text = it.formula
    ? `${random.pick(FORMULAS)}。`
    : `${again}${it.unit}${fill(random.pick(FOUND[it.found]), random)}。${measures}。${nextStep === null ? told : `${nextStep}，${told}`}。`
  return {
    text,
    measures,
    legalBasis: it.found === 'untrue' ? [] : basisOf(it.category),
    nextStep,
  }
}
