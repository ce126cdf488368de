/** Signals: what a human is asked to look at, not what was concluded. */
export const SIGNALS = {
  'signals.title': 'Signals',
  'signals.lead':
    'A signal says what was seen, so that a person looks into it. It accuses no unit and nobody, and changes no score. Answers from a cluster and by registered proxies give no signals about answers.',
  'signals.span': '{first} to {last} · {count} signals',
  'signals.none': 'No signals in this period',
  'signals.none-hint': 'Please try another period.',
  'signals.tickets': '{count} tickets',
  'signals.unlisted': '{count} more are not listed.',
  'signals.not-reviewed': 'Not looked at yet',
  'signals.reviewed': 'Looked at {count} times',
  'signals.note-gone': '(the words were deleted as the rules require)',
  'signals.write': 'Note what was found',
  'signals.finding': 'Finding',
  'signals.note': 'Note (kept under your name for ever; no personal details of requesters, please)',
  'signals.send': 'Save',
} as const
