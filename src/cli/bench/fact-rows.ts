import type { UnitCode } from '../../domain/org/unit.ts'
import type { PeriodSpan } from '../../domain/scoring/period.ts'
import type { Pool } from '../../store/database/connect.ts'

export interface MonthOfFacts {
  readonly tickets: number
  readonly units: readonly UnitCode[]
  readonly span: PeriodSpan
  readonly judgedUnder: string
}

/** A ticket's own chance, from its number: the same facts every time. */
const chance = (salt: number): string => `(hashint8extended(n, ${salt}) & 1048575) / 1048576.0`

/**
 * Stores the fact rows of one month without the tickets behind them: the proportions are those of a busy month (nine of ten
 * answered, some units far larger than others), the values are chance. Nothing to do when there are facts already.
 */
export async function storeMonthOfFacts(
  pool: Pool,
  { tickets, units, span, judgedUnder }: MonthOfFacts,
): Promise<void> {
  const { rows } = await pool.query<{ there: boolean }>('select exists (select from assessment_fact) as there')
  if (rows[0]?.there) return
  await pool.query(
    `insert into assessment_fact (ticket_id, unit_id, role, standing, dispatched_at, counted_at, fact)
     select ticket_id, unit_id, 'lead', standing, dispatched_at, counted_at, jsonb_build_object(
       'ticketId', ticket_id, 'unit', unit_id, 'role', 'lead', 'share', '1', 'dispatches', 1, 'standing', standing,
       'excludedGround', case when standing = 'excluded' then 'E03' when standing = 'suspended' then 'H02' end,
       'afterScore', false,
       'contacted', case when counted then a < 0.97 end,
       'solved', case when counted then case when b < 0.86 then 'yes' when b < 0.90 then 'partly' else 'no' end end,
       'satisfied', case when counted then
         case when c < 0.80 then 'satisfied' when c < 0.91 then 'basically' when c < 0.98 then 'dissatisfied'
              else 'no-opinion' end end,
       'countedAt', to_char(counted_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
       'dispatchedAt', to_char(dispatched_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
       'onTime', d < 0.95, 'returned', false, 'repeated', e < 0.03, 'judgedUnder', $5::text, 'basis', 'lead',
       'scored', unit_id)
     from (
       select lpad(to_hex(n), 32, '0')::uuid as ticket_id,
         ($2::text[])[1 + floor(${chance(1)} * ${chance(2)} * cardinality($2::text[]))::int] as unit_id,
         standing, standing = 'counted' as counted, dispatched_at,
         case when standing = 'counted' then dispatched_at + make_interval(secs => 86400 * (1 + 6 * ${chance(3)})) end
           as counted_at,
         ${chance(4)} as a, ${chance(5)} as b, ${chance(6)} as c, ${chance(7)} as d, ${chance(8)} as e
       from (
         select n, $3::timestamptz + ($4::timestamptz - $3::timestamptz) * (${chance(9)})::float8 as dispatched_at,
           case when ${chance(10)} < 0.90 then 'counted' when ${chance(10)} < 0.93 then 'excluded'
                when ${chance(10)} < 0.94 then 'suspended' when ${chance(10)} < 0.96 then 'unreachable'
                else 'no-callback' end as standing
         from generate_series(1, $1::bigint) as n
       ) as sent
     ) as lived
     order by dispatched_at`,
    [tickets, units, span.from, span.to, judgedUnder],
  )
  await pool.query('analyze assessment_fact')
}
