/** 核查线索：请人去看的事，不是结论。 */
export const SIGNALS = {
  'signals.title': '核查线索',
  'signals.lead':
    '线索只说明看到了什么，请人核实；不认定任何单位或个人有问题，也不改变任何成绩。来自同类诉求和登记代为反映的评价，不列入评价类线索。',
  'signals.span': '{first} 至 {last} · {count} 条',
  'signals.none': '这个考核期没有线索',
  'signals.none-hint': '换一个考核期再看。',
  'signals.tickets': '{count} 张工单',
  'signals.unlisted': '另有 {count} 张未列出。',
  'signals.not-reviewed': '尚未核查',
  'signals.reviewed': '已核查 {count} 次',
  'signals.note-gone': '（内容已按规定清除）',
  'signals.write': '记录核查结果',
  'signals.finding': '核查结果',
  'signals.note': '核查说明（署名保存，不可修改；请勿写入诉求人个人信息）',
  'signals.send': '保存',
} as const
