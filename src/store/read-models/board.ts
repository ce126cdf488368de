import { DAY, type Instant, plus } from '../../domain/kernel/instant.ts'
import type { Sql } from '../database/connect.ts'
import { STANDING } from './ticket-list.ts'

export interface Board {
  readonly open: number
  readonly late: number
  /** Due within 24 hours and not late. */
  readonly dueSoon: number
  /** Owed before the end of the city's day, and not late. */
  readonly dueToday: number
  /** Came to their unit since the day began. */
  readonly arrivedToday: number
  readonly phases: { readonly phase: string; readonly count: number; readonly late: number; readonly dueSoon: number }[]
  readonly marks: Record<string, number>
}

const PHASES = {
  name: 'board-phases',
  text: `select phase, count(*) as count, count(*) filter (where late) as late,
      count(*) filter (where not late and due_at < $2 and phase <> all ($5::text[])) as "dueSoon",
      count(*) filter (where not late and due_at < $4 and phase <> all ($5::text[])) as "dueToday",
      count(*) filter (where arrived_at >= $3) as "arrivedToday"
    from inbox where unit_id = $1 and open group by phase order by phase`,
}

const MARKS = {
  name: 'board-marks',
  text: `select mark, count(*) as count from inbox, unnest(marks) as mark
    where unit_id = $1 and open and marks <> '{}' group by mark order by mark`,
}

interface PhaseRow {
  readonly phase: string
  readonly count: number
  readonly late: number
  readonly dueSoon: number
  readonly dueToday: number
  readonly arrivedToday: number
}

/**
 * Counts over a unit's open tickets; index inbox_phase holds no ended ticket, so the past costs nothing. `today` is the city's
 * day: from its first instant up to the next day's.
 */
export async function boardOf(
  sql: Sql,
  unit: string,
  now: Instant,
  today: { readonly from: Instant; readonly to: Instant },
): Promise<Board> {
  const phases = await sql.query<PhaseRow>({
    ...PHASES,
    values: [unit, plus(now, DAY), today.from, today.to, STANDING],
  })
  const marks = await sql.query<{ mark: string; count: number }>({ ...MARKS, values: [unit] })
  const sum = (field: 'count' | 'late' | 'dueSoon' | 'dueToday' | 'arrivedToday') =>
    phases.rows.reduce((all, row) => all + row[field], 0)
  return {
    open: sum('count'),
    late: sum('late'),
    dueSoon: sum('dueSoon'),
    dueToday: sum('dueToday'),
    arrivedToday: sum('arrivedToday'),
    phases: phases.rows.map(({ phase, count, late, dueSoon }) => ({ phase, count, late, dueSoon })),
    marks: Object.fromEntries(marks.rows.map(({ mark, count }) => [mark, count])),
  }
}
