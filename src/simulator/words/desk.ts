import type { EmergencyLine } from '../../domain/ticket/events.ts'
import type { Random } from '../random.ts'
import { phrase } from './phrase.ts'

/** Sentences that people at the desks write: short, in the tone of the trade. */

const LINES: Readonly<Record<EmergencyLine, string>> = {
  '110': '110接警台',
  '119': '119指挥中心',
  '120': '120调度台',
  '122': '122接警台',
}

export function answerReceiver(line: EmergencyLine, random: Random): string {
  return `${LINES[line]}${random.int(1, 48)}号接警员，${random.pick(['三方通话已接通', '已转接并保持通话', '已确认地址后接手'])}`
}

export function summaryTitle(random: Random): string {
  return phrase(
    [
      '回拨诉求人核实了发生地址',
      '诉求人补充说明了具体位置',
      '与诉求人核对后更正地址',
      '经电话核实，地址以本次登记为准',
    ],
    random,
  )
}

export function returnReason(ground: string, random: Random): string {
  const reasons: Readonly<Record<string, readonly string[]>> = {
    'wrong-duty': [
      '经核查，该事项的行业管理职责不在我单位，建议由主管部门承办',
      '此事项属执法权限以外内容，我单位无处置权',
      '按职责清单，该事项应由其他单位主办，我单位可配合',
    ],
    'unclear-ownership': [
      '现场核实，该处产权单位与管理单位均不明确，申请会商确定主办单位',
      '该路段权属未移交，我单位暂无管理依据',
    ],
    'wrong-place': ['经现场核实，发生地位于相邻街道辖区', '诉求人所述地址与我单位辖区不符，请核实后改派'],
  }
  return phrase(reasons[ground] ?? ['申请退回，请重新核定承办单位'], random)
}

export function returnVerdict(accept: boolean, random: Random): string {
  return accept
    ? phrase(['理由成立，同意退回并改派', '经核对派单目录，同意改派', '属派单不准，同意退回'], random)
    : phrase(
        [
          '事项发生在辖区内，按首接负责制继续办理',
          '理由不充分，职责清单列明由你单位主办',
          '可协调相关部门配合，主办单位不变',
          '属地责任明确，不予退回',
        ],
        random,
      )
}

export function consultMinutes(unit: string, random: Random): string {
  const closing = phrase(
    ['其他单位按职责配合', '涉及执法的由相关部门到场配合', '五个工作日内回看办理效果', '请及时向诉求人说明会商结果'],
    random,
  )
  return `经热线中心召集有关单位会商，确定由${unit}主办，${closing}。`
}

export function contactNote(outcome: 'reached' | 'no-answer', inPerson: boolean, random: Random): string | null {
  if (outcome === 'no-answer') {
    return phrase(
      inPerson
        ? ['入户无人，已留联系条', '敲门无人应答']
        : ['无人接听', '响铃后未接', '提示正在通话中', '已关机，稍后再拨'],
      random,
    )
  }
  if (random.chance(0.3)) return null
  return inPerson
    ? phrase(
        [
          '入户当面了解情况，诉求人带看了现场',
          '已与诉求人见面，说明处理打算',
          '现场见到诉求人，约定了处理时间',
          '上门查看并拍照留存',
        ],
        random,
      )
    : phrase(
        [
          '电话联系上，核实了地址和诉求',
          '已联系诉求人，约定明天上午到现场',
          '诉求人表示希望尽快处理',
          '电话沟通，说明了办理步骤',
          '核实情况一致，已告知办理人',
        ],
        random,
      )
}

export function extensionReason(random: Random): string {
  return phrase(
    [
      '施工需要备料，预计{数}天后进场',
      '需多部门现场会商，原时限内无法完成',
      '产权单位正在走维修资金程序',
      '连续降雨影响施工，申请延期',
      '需要安排检测，出具结果需要时间',
      '涉及{数}户意见征求，尚未完成',
    ],
    random,
  )
}

export function suspensionPlan(random: Random): string {
  return phrase(
    [
      '已列入年度改造计划，资金到位后实施，按月向诉求人通报进展',
      '等待规划审批，批复后一个月内启动',
      '树木移栽须待适宜季节进行，已先行安全支护',
      '产权遗留问题正在协调档案，明确责任后处理',
      '已进入司法程序，待结果明确后继续办理',
    ],
    random,
  )
}

export function reviewReason(random: Random): string {
  return phrase(
    [
      '答复内容未说明解决时限，请补充',
      '缺少现场处置情况，请核实后重报',
      '未写明与诉求人沟通的情况',
      '理由不充分，请在原时限内办结',
      '措施表述笼统，请写清做了什么',
      '办理依据与事项不符，请更正',
    ],
    random,
  )
}

export function replaceReason(random: Random): string {
  return phrase(
    ['答复中的完成时间有误，更正', '补充现场复核结果', '原答复引用的处置单位有误', '补充与诉求人沟通的内容'],
    random,
  )
}

export function exclusionEvidence(ground: string, random: Random): string {
  const words: Readonly<Record<string, readonly string[]>> = {
    E02: ['所提要求没有法律依据，已当面解释并留存记录', '要求超出规定标准，有关规定原文已附'],
    E03: ['该纠纷已由法院立案，案号已登记', '当事双方已申请仲裁，受理通知书已核对'],
    E05: ['同一诉求人就同类商品短期内多次提出索赔，记录已整理', '经核实属同业竞争引起，有往来记录'],
    E07: ['属民事纠纷，已告知调解和诉讼途径，谈话记录已存档', '双方合同争议，已书面告知解决途径'],
    E08: ['受极端天气影响，停工通知已留存', '重大活动期间按统一要求暂停施工，有通知为据'],
  }
  return phrase(words[ground] ?? ['有关材料已整理归档'], random)
}

export function exclusionObjection(random: Random): string {
  return phrase(['我的问题是真实存在的，不应该不算数', '我没有起诉，说法不对', '请再核实，我不同意这个认定'], random)
}

export function decisionReason(random: Random): string {
  return phrase(['证据不足以支持所列理由，不予剔除', '属于承办单位职责范围，照常计入', '材料与诉求内容不对应'], random)
}

export function orderText(random: Random): string {
  return phrase(
    [
      '该件已超时限，请两日内反馈办理情况',
      '请主管领导牵头，明确解决时间并回复诉求人',
      '请说明超期原因和下一步措施',
      '请尽快到现场处置，结果报热线中心',
    ],
    random,
  )
}

export function orderAnswer(random: Random): string {
  return phrase(
    [
      '已安排专人负责，本周内完成',
      '超期系施工备料所致，现已进场，明日完工',
      '已与诉求人沟通并取得理解，正在收尾',
      '主管领导已到现场调度，问题正在解决',
    ],
    random,
  )
}
