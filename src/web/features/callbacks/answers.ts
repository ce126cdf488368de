import type { CallAnswer, CallItem } from '../../api/callbacks.ts'

/** What was answered so far; a question that was not asked is absent. */
export interface Answers {
  readonly contacted?: boolean
  readonly solved?: 'yes' | 'partly' | 'no'
  readonly satisfied?: 'satisfied' | 'basically' | 'dissatisfied' | 'no-opinion'
}

export interface Choice {
  /** Digits, and `y` or `n` where the question is one of yes or no. */
  readonly keys: readonly string[]
  readonly prefix: 'contacted' | 'solved' | 'satisfied'
  readonly code: string
  readonly answer: Answers
}

/** The three questions in the order in which they are asked (domain.md §8.1). */
export const QUESTIONS: readonly (readonly Choice[])[] = [
  [
    { keys: ['1', 'y'], prefix: 'contacted', code: 'yes', answer: { contacted: true } },
    { keys: ['2', 'n'], prefix: 'contacted', code: 'no', answer: { contacted: false } },
  ],
  [
    { keys: ['1', 'y'], prefix: 'solved', code: 'yes', answer: { solved: 'yes' } },
    { keys: ['2'], prefix: 'solved', code: 'partly', answer: { solved: 'partly' } },
    { keys: ['3', 'n'], prefix: 'solved', code: 'no', answer: { solved: 'no' } },
  ],
  [
    { keys: ['1'], prefix: 'satisfied', code: 'satisfied', answer: { satisfied: 'satisfied' } },
    { keys: ['2'], prefix: 'satisfied', code: 'basically', answer: { satisfied: 'basically' } },
    { keys: ['3'], prefix: 'satisfied', code: 'dissatisfied', answer: { satisfied: 'dissatisfied' } },
    { keys: ['4'], prefix: 'satisfied', code: 'no-opinion', answer: { satisfied: 'no-opinion' } },
  ],
]

/** Something was not as it should be: it is asked why. */
export function asksWhy({ contacted, solved, satisfied }: Answers): boolean {
  return contacted === false || (solved !== undefined && solved !== 'yes') || satisfied === 'dissatisfied'
}

export interface Remarks {
  readonly reasons: readonly string[]
  readonly why: string
  readonly missing: string
}

/** The body that is sent; null while a question is open. */
export function answerOf(kind: CallItem['kind'], answers: Answers, remarks: Remarks): CallAnswer | null {
  const { contacted, solved, satisfied } = answers
  if (contacted === undefined || solved === undefined || satisfied === undefined) return null
  const said = [remarks.reasons.join('；'), remarks.why.trim()].filter((one) => one !== '').join('。')
  const why = said === '' ? null : said
  if (kind === 'recheck') {
    return { command: 'recheck-callback', body: { reached: true, contacted, solved, satisfied, why } }
  }
  const missing = solved === 'yes' || remarks.missing.trim() === '' ? null : remarks.missing.trim()
  return { command: 'answer-callback', body: { contacted, solved, satisfied, by: 'call', why, missing } }
}
