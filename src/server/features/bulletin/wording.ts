import type { BulletinView } from '../../../contract/http/bulletin.ts'
import { type Language, say } from '../../../words/say.ts'

/** Everything a bulletin says in words, for a page of paper as for a sheet. */
export function wording(language: Language) {
  return (code: string, facts: Readonly<Record<string, string | number>> = {}): string =>
    say(language, `bulletin.${code}`, facts)
}

export type Line = BulletinView['classes'][number]['lines'][number]

/** The columns of a class's table, in order, with what stands in them for one unit. */
export const COLUMNS: readonly {
  readonly code: string
  readonly of: (line: Line) => string
  readonly number: boolean
}[] = [
  { code: 'rank', of: ({ rank }) => (rank === null ? '—' : String(rank)), number: true },
  { code: 'unit', of: ({ name }) => name, number: false },
  { code: 'volume', of: ({ volume }) => String(volume), number: true },
  { code: 'valid', of: ({ valid }) => valid, number: true },
  { code: 'response', of: ({ rates }) => rates.response.percent ?? '—', number: true },
  { code: 'resolution', of: ({ rates }) => rates.resolution.percent ?? '—', number: true },
  { code: 'satisfaction', of: ({ rates }) => rates.satisfaction.percent ?? '—', number: true },
  { code: 'composite', of: ({ composite }) => composite ?? '—', number: true },
  {
    code: 'interval',
    of: ({ intervals }) => (intervals.composite ? `${intervals.composite.low}–${intervals.composite.high}` : '—'),
    number: false,
  },
  {
    code: 'change',
    of: ({ change }) => (change === null ? '—' : Number(change) > 0 ? `+${change}` : change),
    number: true,
  },
  {
    code: 'rank-range',
    of: ({ rankRange }) => (rankRange ? `${rankRange.from}–${rankRange.to}` : '—'),
    number: false,
  },
  { code: 'classes', of: (line) => line.classes.map(({ name }) => name).join('、'), number: false },
]
