import type { Key } from '../../i18n/words.ts'

/** What each text of an event is called where the timeline shows it. */
export const TEXT_LABELS = {
  text: 'text.text',
  measures: 'text.measures',
  nextStep: 'text.next-step',
  reason: 'text.reason',
  note: 'text.note',
  why: 'text.why',
  missing: 'text.missing',
  plan: 'text.plan',
  evidence: 'text.evidence',
  minutes: 'text.minutes',
  words: 'text.words',
  title: 'text.title',
  receiver: 'text.receiver',
} as const satisfies Record<string, Key>

export function hasTextLabel(field: string): field is keyof typeof TEXT_LABELS {
  return field in TEXT_LABELS
}
