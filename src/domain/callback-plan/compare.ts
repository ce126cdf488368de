import { wilson } from '../scoring/wilson.ts'
import type { CallbackAnswer } from '../ticket/terms.ts'

type Answers = Pick<CallbackAnswer, 'contacted' | 'solved' | 'satisfied'>

/** One re-check: what was said first, and what to a second person; null where nobody was reached. */
export interface Recheck {
  readonly first: Answers
  readonly again: Answers | null
}

/** Of those reached, how many said the same; the interval is Wilson's at 95 %, 0 to 1, null without a sample. */
export interface Agreement {
  readonly same: number
  readonly of: number
  readonly interval: readonly [number, number] | null
}

export interface Comparison {
  readonly drawn: number
  readonly reached: number
  readonly contacted: Agreement
  readonly solved: Agreement
  readonly satisfied: Agreement
  /** All three the same. */
  readonly all: Agreement
}

/** How far first answers can be relied on: a figure about the callback, not about any unit (P23). */
export function compareRechecks(rechecks: readonly Recheck[]): Comparison {
  const reached = rechecks.flatMap(({ first, again }) => (again === null ? [] : [{ first, again }]))
  const agreement = (isSame: (one: { readonly first: Answers; readonly again: Answers }) => boolean): Agreement => {
    const same = reached.filter(isSame).length
    return { same, of: reached.length, interval: wilson(same, reached.length) }
  }
  const on =
    (question: keyof Answers) =>
    ({ first, again }: { readonly first: Answers; readonly again: Answers }) =>
      first[question] === again[question]
  return {
    drawn: rechecks.length,
    reached: reached.length,
    contacted: agreement(on('contacted')),
    solved: agreement(on('solved')),
    satisfied: agreement(on('satisfied')),
    all: agreement((one) => on('contacted')(one) && on('solved')(one) && on('satisfied')(one)),
  }
}
