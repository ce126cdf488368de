import { DAY, type Instant, plus } from '../../domain/kernel/instant.ts'
import type { Sql } from '../database/connect.ts'

export interface Board {
  readonly open: number
  readonly late: number
  /** Due within 24 hours and not late. */
  readonly dueSoon: number
  readonly phases: { readonly phase: string; readonly count: number; readonly late: number; readonly dueSoon: number }[]
  readonly marks: Record<string, number>
}

const PHASES = {
  name: 'board-phases',
  text: `select phase, count(*) as count, count(*) filter (where late) as late,
      count(*) filter (where not late and due_at <= $2) as "dueSoon"
    from inbox where unit_id = $1 and open group by phase order by phase`,
}

const MARKS = {
  name: 'board-marks',
  text: `select mark, count(*) as count from inbox, unnest(marks) as mark
    where unit_id = $1 and open and marks <> '{}' group by mark order by mark`,
}

/** Counts over a unit's open tickets; index inbox_phase holds no ended ticket, so the past costs nothing. */
export async function boardOf(sql: Sql, unit: string, now: Instant): Promise<Board> {
  const phases = await sql.query<Board['phases'][number]>({ ...PHASES, values: [unit, plus(now, DAY)] })
  const marks = await sql.query<{ mark: string; count: number }>({ ...MARKS, values: [unit] })
  const sum = (field: 'count' | 'late' | 'dueSoon') => phases.rows.reduce((all, row) => all + row[field], 0)
  return {
    open: sum('count'),
    late: sum('late'),
    dueSoon: sum('dueSoon'),
    phases: phases.rows,
    marks: Object.fromEntries(marks.rows.map(({ mark, count }) => [mark, count])),
  }
}
