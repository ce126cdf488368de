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
      : `case when standing in (${lasting}) then dispatched_at else coalesce(counted_at, dispatched_at) end`
  return `
    select width_bucket(home, array[${borders.map(literal).join(', ')}]::timestamptz[]) as day, unit_id, cell,
      count(*)::int as facts
    from (
      select unit_id, case when answered_in then answered_at else dispatched_at end as home, ${CELL} as cell
      from (
        select unit_id, standing, fact, dispatched_at, answered_at,
          coalesce(${within('dispatched_at', from, to)}, false) as dispatched_in,
          coalesce(${within('answered_at', from, to)}, false) as answered_in
        from (
          select unit_id, standing, fact, dispatched_at, ${answeredAt} as answered_at from assessment_fact
          where ${within('dispatched_at', first, last)} or ${within('counted_at', first, last)}
        ) as near
      ) as placed
      where dispatched_in or answered_in
    ) as told
    where ${within('home', first, last)}
    group by 1, 2, 3`
}

const text = (field: string): string => `coalesce(fact->>'${field}', '')`
/** Facts from before these fields were kept have none: neither. */
const truth = (field: string): string => `coalesce(fact->>'${field}', 'false')`

/** The fields of a cell that is not yet answered in the period, from `standing` on. */
const OPEN: Readonly<Record<string, string>> = {
  standing: 'open',
  afterScore: 'false',
  returned: 'false',
  repeated: 'false',
}

const HEAD = 3
const CELL = `
  ${text('judgedUnder')} || '|' || (fact->>'share') || '|' ||
  case when dispatched_in then fact->>'dispatches' else '0' end || '|' ||
  case when answered_in then ${CELL_FIELDS.slice(HEAD)
    .map((field) => (field === 'returned' || field === 'repeated' ? truth(field) : text(field)))
    .join(` || '|' || `)}
  else ${literal(
    CELL_FIELDS.slice(HEAD)
      .map((field) => OPEN[field] ?? '')
      .join('|'),
  )} end`
