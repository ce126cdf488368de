/** How tickets count, and why a unit is in a ranking class. */
export const ASSESSMENT = {
  'fact.counted': 'Counts for {unit} ({basis}): valid callback, {contacted}, {solved}, {satisfied}.',
  'fact.counted-assisting': 'Counts for {unit} ({basis}): valid callback, {contacted}, {solved}, {satisfied}.',
  'fact.counted-shared':
    'Counts for {unit} by a share of {share} ({basis}): valid callback, {contacted}, {solved}, {satisfied}.',
  'fact.no-callback':
    'Belongs to {unit} ({basis}), replied, not called back yet: in the volume, not yet in the three rates.',
  'fact.unreachable':
    'Belongs to {unit} ({basis}), callback not reached: in the volume, in no part of the three rates, never taken for satisfied.',
  'fact.excluded':
    'Not in the three rates of {unit} ({basis}), ground: {ground}; still in the volume, and published by ground.',
  'fact.excluded-after-score':
    'Not in the three rates of {unit} ({basis}), ground: {ground}; applied for after the callback, published apart.',
  'fact.suspended': 'Belongs to {unit} ({basis}), suspended: {ground}; not in the three rates, the count is published.',
  'fact.suspended-after-score':
    'Belongs to {unit} ({basis}), suspended after the callback: {ground}; not in the three rates, published apart.',
  'fact.anonymous': 'Belongs to {unit} ({basis}), anonymous: in the volume on a line of its own, outside the rates.',
  'fact.own-entry': 'Entered and handled by {unit} itself: not in its own assessment.',
  'fact.withdrawn':
    'Belongs to {unit} ({basis}), withdrawn by the requester: not in the rates, published beside the exclusions.',
  'fact.elsewhere': 'Closed by {unit} in another system ({basis}): no callback, in no rate.',
  'fact.open': 'Belongs to {unit} ({basis}), still being handled: in the volume, not yet in the three rates.',
  'fact.hidden': 'Belongs to {unit} ({basis}): in the volume; the callback can be seen once the period is locked.',
  'fact.redirected': 'Was sent to {unit} and redirected: {scored} is scored for it; {unit} keeps one dispatch.',
  'fact.moved':
    'Belonged to {unit} and moved when units were reorganised; the score is that of {scored}, answerable when the reply was given.',
  'basis.lead': 'lead',
  'basis.replied': 'answerable when the reply was given; the ticket has moved on since',
  'basis.final-handler': 'passed on by the district, scored as final handler',
  'basis.assisting': 'assisting, own task and time only',
  'basis.shared': 'sent to two',
  'answered.none': 'not answered',
  'ranking.top': 'Place {place} of {of} in its group, with {valid} valid callbacks.',
  'ranking.rise-rank': 'Rise number {place}: from rank {from} to rank {to}.',
  'ranking.rise-score': 'Rise number {place}: from {before} to {now}, {points} points.',
  'ranking.bottom': 'Place {place} from the bottom of {of} ranked.',
  'ranking.falls': '{falls} falls in a row, each of more than {points} points.',
  'ranking.volume': 'Volume {volume}, place {place} of {of}, score below the median {median} of its group.',
  'ranking.fixed': 'On the list of the year, unchanged since period {since}.',
  'run.unknown': 'There is no such assessment: {run}.',
  'run.unit-unknown': 'This assessment has no unit {unit}.',
} as const
