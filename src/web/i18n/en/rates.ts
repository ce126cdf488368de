/** Ranks with their uncertainty, peers, classes and what stands behind a number. */
export const RATES = {
  'rates.rank-range': 'could be {from}–{to}',
  'rates.rank-fixed': 'chance would not change the rank',
  'rates.all-alike': 'all answers alike: chance cannot be told',
  'rates.interval': '95% interval {low}–{high}',
  'rates.peers': 'Peers',
  'rates.peer-high': 'High volume',
  'rates.peer-middle': 'Middle volume',
  'rates.peer-low': 'Low volume',
  'rates.peer-rank': 'rank {rank}',
  'rates.classes': 'Class and reason',
  'rates.plot': 'Composite with its 95% interval: {group}',
  'rates.plot-lead':
    'The dot is the score; the line is where it would roughly lie if as many other people had answered. Between units whose lines overlap the order says little.',
  'rates.plot-more': '{shown} of {count} are drawn.',
  'ranks.title': 'Ranks over the last {count} periods',
  'ranks.lead':
    'The upright lines of your own unit are the ranks that chance alone could have given; where they overlap, a few places up or down say nothing. Without a unit of your own, the {count} that moved most are drawn.',
  'ranks.table': 'Ranks in a table',
  'ranks.of': '{rank} ({from}–{to})',
  'rates.extra-requests-per-10000': 'Requests per 10,000 residents',
  'rates.extra-repeat-rate': 'Repeat rate',
  'rates.extra-return-rate': 'Return rate',
  'rates.extra-overdue-rate': 'Overdue rate',
  'rates.excluded': '{before} excluded, {after} of them applied for after the callback',
  'rates.how-counted': 'How it counts',
} as const
