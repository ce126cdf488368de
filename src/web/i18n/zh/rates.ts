/** Ranks with their uncertainty, peers, classes and what stands behind a number. */
export const RATES = {
  'rates.rank-range': '可能在第 {from}–{to} 名',
  'rates.rank-fixed': '抽样波动不改变名次',
  'rates.all-alike': '答案全都一样，看不出波动',
  'rates.interval': '95% 区间 {low}–{high}',
  'rates.peers': '同组',
  'rates.peer-high': '高诉求量组',
  'rates.peer-middle': '中诉求量组',
  'rates.peer-low': '低诉求量组',
  'rates.peer-rank': '第 {rank}',
  'rates.classes': '分类与理由',
  'rates.plot': '综合成绩与 95% 区间：{group}',
  'rates.plot-lead':
    '点是成绩，线是换一批同样多的诉求人来回答时成绩大致会落在的范围。线段重叠的单位，名次先后不说明高下。',
  'rates.plot-more': '图中为其中 {shown} 个，共 {count} 个。',
  'ranks.title': '名次变化：最近 {count} 期',
  'ranks.lead':
    '本单位的竖线是抽样波动可能给出的名次范围；范围重叠，升降几名不说明好坏。没有本单位时，列出变动最大的 {count} 个。',
  'ranks.table': '名次表',
  'ranks.of': '{rank}（{from}–{to}）',
  'rates.extra-requests-per-10000': '万人诉求比',
  'rates.extra-repeat-rate': '重复诉求率',
  'rates.extra-return-rate': '退单率',
  'rates.extra-overdue-rate': '超期率',
  'rates.excluded': '剔除 {before} 件，其中回访后申请 {after} 件',
  'rates.how-counted': '怎样计入考核',
} as const
