import type { Random } from '../random.ts'
import { phrase } from './phrase.ts'

/** What requesters say after the first time. */

export function urgeNote(random: Random): string {
  return phrase(
    [
      '来电催办，问什么时候有人来处理',
      '诉求人表示问题还在，希望尽快',
      '再次来电，情况比之前更严重了',
      '催问办理进度，要求承办人回电话',
      '说一直没有人联系，请尽快',
      '来电问处理到哪一步了',
    ],
    random,
  )
}

export function supplementText(random: Random): string {
  return phrase(
    [
      '补充：{日}又发生了一次，时间在{夜}',
      '补充：同楼{数}户都有一样的情况',
      '补充：当时拍了照片，可以现场提供',
      '补充：方便的时间是工作日{数}点以后',
      '补充：物业的联系人说这事归别的部门管',
      '更正：位置在小区{侧}，不是原来说的地方',
      '补充：家里白天有人，随时可以来看',
    ],
    random,
  )
}

export function withdrawalReason(random: Random): string {
  return phrase(
    [
      '问题已经自行解决，不用再办了',
      '和对方已经协商好了，撤回诉求',
      '物业已经来修好了，不再反映',
      '弄清楚情况了，不需要处理',
      '暂时不想追究了',
    ],
    random,
  )
}

export function refusalObjection(random: Random): string {
  return phrase(
    [
      '我反映的是管理问题，不只是合同纠纷，请再看一下',
      '这件事以前是有人管的，不应该不受理',
      '说的途径我已经走过了，没有结果',
      '请换一位工作人员核实我的情况',
    ],
    random,
  )
}

export function suspensionObjection(random: Random): string {
  return phrase(
    ['等的时间太长，希望先采取临时措施', '去年也说要等，不同意再往后拖', '没有说清楚要等到什么时候'],
    random,
  )
}

export function missingWork(solved: 'partly' | 'no', random: Random): string {
  return solved === 'partly'
    ? phrase(
        [
          '只处理了一部分，还有{数}处没有弄',
          '修了以后又坏了',
          '清理过一次，过几天又恢复原样',
          '答应的时间到了还没有全部完成',
          '主要问题好了，善后没有人管',
        ],
        random,
      )
    : phrase(
        [
          '没有人来过现场',
          '来看过但没有处理',
          '只打了个电话解释，问题还在',
          '答复说已解决，实际没有变化',
          '说要协调，一直没有下文',
          '给的办法行不通',
        ],
        random,
      )
}

export function whyText(satisfied: string, contacted: boolean, random: Random): string {
  if (satisfied === 'dissatisfied') {
    return contacted
      ? phrase(
          ['处理太慢', '只解释不解决', '态度敷衍', '承诺的时间没有兑现', '问题反复出现', '来的人说不归他们管'],
          random,
        )
      : phrase(['从头到尾没有人联系我', '没接到过任何电话', '不知道是谁在处理'], random)
  }
  return phrase(
    [
      '工作人员很耐心',
      '处理得挺快，谢谢',
      '结果可以接受',
      '社区的同志上门好几次，辛苦了',
      '基本解决了',
      '希望能保持住',
    ],
    random,
  )
}

export function correctionReason(random: Random): string {
  return phrase(
    [
      '回访以后又来人处理好了，更正评价',
      '当时没听清问题，重新评价',
      '回访之后问题又出现了，要求更正',
      '家人接的回访电话，我的意见不一样',
    ],
    random,
  )
}

export function pressureNote(random: Random): string {
  return phrase(['有人打电话让我回访时说满意', '工作人员上门希望我改评价', '接到电话说不满意会影响他们考核'], random)
}

export function reopenReason(random: Random): string {
  return phrase(
    [
      '问题并没有解决，要求重新办理',
      '修好没几天又坏了，要求再处理',
      '与答复内容不一致，现场没有变化',
      '承诺的后续措施没有落实',
      '抽查发现现场问题仍然存在',
    ],
    random,
  )
}
