import type { TicketKind } from '../domain/policy/policy.ts'
import type { DayMood } from './weather.ts'

/** Kinds of contacts (domain.md §11.4). */
export const KINDS: Readonly<Record<TicketKind, number>> = {
  consult: 58,
  help: 14,
  complaint: 19,
  report: 4,
  suggest: 4,
  praise: 1,
}

/** What people ask for, by leaf: shares of a central sub-district (domain.md §1.3) over a year; heating in its season. */
const LEAVES: Readonly<Record<string, number>> = {
  '01-01': 7,
  '01-02': 3.2,
  '01-03': 5.6,
  '01-04': 3,
  '01-05': 1.6,
  '01-06': 1.6,
  '02-01': 4,
  '02-02': 2.6,
  '02-03': 0.8,
  '02-04': 0.9,
  '02-05': 0.5,
  '02-06': 0.9,
  '03-01': 2.2,
  '03-02': 0.6,
  '03-03': 0.6,
  '03-04': 0.4,
  '03-05': 0.3,
  '03-06': 0.1,
}

/** Leaves that rain brings. */
const RAINY: Readonly<Record<string, readonly [number, number]>> = {
  '02-01': [2, 3.5],
  '02-02': [1.6, 2.6],
  '04-04': [4, 9],
  '01-03': [1.3, 1.8],
  '05-05': [1.2, 1.6],
}

/** Weights of the leaves on a day of this mood. */
export function leavesOn(mood: DayMood): Readonly<Record<string, number>> {
  const weights: Record<string, number> = {}
  for (const [leaf, share] of Object.entries(LEAVES)) {
    const heating = leaf.startsWith('03') && leaf !== '03-06' ? mood.heating : 1
    const rain = mood.rain === 0 ? 1 : (RAINY[leaf]?.[mood.rain - 1] ?? 1)
    weights[leaf] = share * heating * rain
  }
  return weights
}
