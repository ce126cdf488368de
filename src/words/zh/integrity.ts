/** Signals to a human: what was seen, never what somebody is accused of (P23). */
export const INTEGRITY = {
  'signal.pressure-reported': '诉求人反映受压',
  'signal.answer-changed-after-contact': '联系后改评',
  'signal.answers-prompted': '联系后即评',
  'signal.answers-in-a-burst': '评价扎堆',
  'signal.one-phone-many': '一号多评',
  'signal.reply-without-contact': '未联系即答复',
  'signal.reply-within-minutes': '刚派即结',
  'signal.pauses-before-due': '到期前集中延期',
  'signal.replies-alike': '答复雷同',
  'signal.longer-limit': '改为更长时限',
  'signal.bounce-loop': '反复退单',
  'signal.refiled': '办结后再诉',
  'signal.evidence-reused': '佐证重复使用',
  'signal-sentence.pressure-reported': '诉求人反映{unit}的人员就评价与其联系（{times} 次）。请核实是否影响了评价。',
  'signal-sentence.answer-changed-after-contact':
    '诉求人先作了评价，{unit}与其联系之后改得更好。可能是问题后来解决了，请向诉求人核实。',
  'signal-sentence.answers-prompted':
    '{unit}有 {count} 件的好评是在联系诉求人后 {minutes} 分钟内通过链接提交的。请核实是否由工作人员代填或催填。',
  'signal-sentence.answers-in-a-burst':
    '{begin} 起 {minutes} 分钟内，有 {people} 人通过链接给{unit}好评（{count} 件）。请核实是否为本人提交。',
  'signal-sentence.one-phone-many': '同一个电话号码名下，{unit}有 {count} 件好评。请核实是否为代为反映而未登记。',
  'signal-sentence.reply-without-contact': '{unit}有 {count} 件在没有联系上诉求人的情况下答复已解决。请抽查办理情况。',
  'signal-sentence.reply-within-minutes': '{unit}有 {count} 件在派单后 {minutes} 分钟内答复已解决。请抽查办理情况。',
  'signal-sentence.pauses-before-due':
    '{day}，{unit}有 {count} 件在到期前 {hours} 小时内申请延期或挂起。请查看理由是否充分。',
  'signal-sentence.replies-alike': '{unit}有 {count} 件答复的文字约有 {percent}% 以上相同。请查看是否逐件办理。',
  'signal-sentence.longer-limit': '再次派单时，时限由“{was}”改为“{is}”，现由{unit}办理。请查看改动理由。',
  'signal-sentence.bounce-loop': '这件工单退过 {times} 次，现由{unit}办理。请查看职责是否明确。',
  'signal-sentence.refiled': '{unit}答复已解决，{days} 天后同一人在同一地点又反映了同类问题。请查看是否真正解决。',
  'signal-sentence.evidence-reused': '{unit}有 {count} 件答复用了同一份佐证材料。请查看材料与事项是否相符。',
  'review.explained': '可以解释',
  'review.passed-on': '已转有关方面',
  'review.watched': '继续关注',
  'signal.unknown': '没有这条线索，或数据已有变化。请刷新后再看。',
  'signal.own-unit': '涉及本单位的线索，请由其他单位的人员核查。',
  'signal.period-malformed': '考核期请写成 2026-10 这样的形式。',
} as const
