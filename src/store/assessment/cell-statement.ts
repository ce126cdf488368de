import pg from 'pg'
import type { Instant } from '../../domain/kernel/instant.ts'
import { type Attribution, LASTING } from '../../domain/scoring/attribution.ts'
import { CELL_FIELDS } from '../../domain/scoring/cells.ts'

const literal = pg.escapeLiteral
const at = (instant: Instant): string => `${literal(instant)}::timestamptz`
const within = (column: string, from: string, to: string): string => `(${column} >= ${from} and ${column} < ${to})`

export interface CellStatement {
  readonly attribution: Attribution
  /** The first instant of each day of the period and of the day after it. */
  readonly borders: readonly Instant[]
  /** Only facts that belong to this day, 1 is the first; all days without it. */
  readonly day?: number
}

/**
 * `select day, unit_id, cell, facts`: what `factInPeriod` and `cellText` say, in SQL, because a million facts need not leave the
 * database to be counted. A property test holds the two together. Values are written into the text, since `create table as` takes
 * no parameters; they are instants and codes of ours.
 */
export function cellStatement({ attribution, borders, day }: CellStatement): string {
  const from = at(borders[0] ?? '')
  const to = at(borders.at(-1) ?? '')
  const [first, last] = day === undefined ? [from, to] : [at(borders[day - 1] ?? ''), at(borders[day] ?? '')]
  const lasting = [...LASTING].map(literal).join(', ')
  const answeredAt =
    attribution === 'dispatch'
      ? 'dispatched_at'
      : `case when counted_at is null or standing in (${lasting}) then dispatched_at else counted_at end`
  return `
    select width_bucket(home, array[${borders.map(literal).join(', ')}]::timestamptz[]) as day, unit_id, cell,
      count(*)::int as facts
    from (
      select unit_id, case when answered_in then answered_at else dispatched_at end as home, ${CELL} as cell
      from (
        select unit_id, cell, dispatched_at, answered_at,
          coalesce(${within('dispatched_at', from, to)}, false) as dispatched_in,
          coalesce(${within('answered_at', from, to)}, false) as answered_in
        from (
          select unit_id, cell, dispatched_at, ${answeredAt} as answered_at from assessment_fact
          where ${within('dispatched_at', first, last)} or ${within('counted_at', first, last)}
          ${EACH_ONCE}
        ) as near
        ${EACH_ONCE}
      ) as placed
      ${EACH_ONCE}
    ) as told
    where ${within('home', first, last)}
    group by 1, 2, 3`
}

/**
 * Keeps the planner from writing an expression out wherever it is named: so merged, `answered_at` alone was computed some twenty
 * times for each fact, and one process that computes it once is faster than three that do not.
 */
const EACH_ONCE = 'offset 0'

/** The fields of a cell that is not yet answered in the period, from `standing` on. */
const OPEN: Readonly<Record<string, string>> = {
  standing: 'open',
  afterScore: 'false',
  returned: 'false',
  repeated: 'false',
}

const field = (number: number): string => `split_part(cell, '|', ${number})`
const HEAD = `${field(1)} || '|' || ${field(2)} || '|'`
const NOT_ANSWERED = literal(
  `|${CELL_FIELDS.slice(3)
    .map((name) => OPEN[name] ?? '')
    .join('|')}`,
)

/** The stored cell, or what of it belongs to the period: without its dispatches, or with nothing but them. */
const CELL = `case
    when dispatched_in and answered_in then cell
    when answered_in then ${HEAD} || '0' || substr(cell, length(${HEAD} || ${field(3)}) + 1)
    else ${HEAD} || ${field(3)} || ${NOT_ANSWERED}
  end`
