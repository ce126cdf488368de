/** The bulletin of a month, on the page, in the document and in the workbook. */
export const BULLETIN = {
  'bulletin.not-frozen': 'Period {period} is not frozen yet; there is no bulletin.',
  'bulletin.title': 'Bulletin on the handling of requests, period {period}',
  'bulletin.span': 'From {first} to {last}, under {policy}.',
  'bulletin.funnel':
    '{received} requests received, {dispatched} dispatches, {valid} valid callbacks, {solved} solved, {satisfied} satisfied or fairly satisfied.',
  'bulletin.class': '{class} ({ranked} ranked)',
  'bulletin.named': '{unit}: {why}',
  'bulletin.cases': 'Cases',
  'bulletin.exclusions': 'Exclusions, suspensions and withdrawals (outside the rates, published apart)',
  'bulletin.exclusions-sheet': 'Exclusions',
  'bulletin.withdrawn': 'Withdrawn after the unit’s contact',
  'bulletin.method': 'Method',
  'bulletin.method-class':
    '{class}: {formula}; units with fewer than {minimumSample} valid callbacks are shown, not ranked.',
  'bulletin.method-text':
    'Valid callbacks are the denominator of the three rates; a requester whom the callback team did not reach is in no numerator and no denominator. Intervals are 95 %: Wilson for response and resolution, 2,000 draws for satisfaction, composite and the plausible rank. No sample is never 0.',
  'bulletin.note-run': 'All figures come from run {run}, hash {hash}; the public verifier recomputes them.',
  'bulletin.note-method':
    'Computed under {policy}; a difference in rank that is smaller than the interval may be chance.',
  'bulletin.column-rank': 'Rank',
  'bulletin.column-unit': 'Unit',
  'bulletin.column-volume': 'Volume',
  'bulletin.column-valid': 'Valid callbacks',
  'bulletin.column-response': 'Response %',
  'bulletin.column-resolution': 'Resolution %',
  'bulletin.column-satisfaction': 'Satisfaction %',
  'bulletin.column-composite': 'Composite',
  'bulletin.column-interval': 'Interval',
  'bulletin.column-change': 'Change',
  'bulletin.column-rank-range': 'Plausible rank',
  'bulletin.column-classes': 'Class',
  'bulletin.column-ground': 'Ground',
  'bulletin.column-before': 'Before the callback',
  'bulletin.column-after': 'After score',
} as const
