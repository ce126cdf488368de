/** Marks that lists show and filter by; a word each, never a colour alone. */
export const MARKS = [
  'alert',
  'second-handling',
  'reopened',
  'urged',
  'supervised',
  'supervision-answered',
  'escalated',
  'falsely-closed',
  'inspection-objected',
  'sent-back',
  'to-contact',
  'signed-late',
  'exclusion-pending',
  'exclusion-objected',
] as const
export type Mark = (typeof MARKS)[number]
