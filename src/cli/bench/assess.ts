import { assessPeriod } from '../../analytics/assessment.ts'
import { frameOf } from '../../analytics/assessment-frame.ts'
import { isValidOn } from '../../domain/org/unit.ts'
import type { House } from '../house.ts'
import { makeProgress } from '../terminal.ts'
import { storeMonthOfFacts } from './fact-rows.ts'
import { describeMachine, median, rounded } from './machine.ts'

export interface AssessOptions {
  readonly tickets: number
  readonly rounds: number
}

const PERIOD = '2026-10'
const UNITS = 400

/**
 * One month assessed from its fact rows: with nothing kept (cold), after every ticket of one day had its answers changed
 * (incremental), and beside both, in the same run, a bare SQL aggregate over the same rows that does no more than add up the three
 * rates of each unit. A round does all three, so that what else the machine does hits them alike.
 */
export async function benchAssess(house: House, options: AssessOptions) {
  const { ownerPool, rulebook, clock } = house
  const { span, policy } = frameOf(rulebook, PERIOD)
  const units = [...rulebook.org.units()]
    .filter((unit) => policy.rankedKinds.includes(unit.kind) && isValidOn(unit, span.lastDay))
    .map(({ code }) => code)
    .slice(0, UNITS)
  const bar = makeProgress(`storing ${options.tickets} facts`)
  await storeMonthOfFacts(ownerPool, { tickets: options.tickets, units, span, judgedUnder: policy.id }).finally(() =>
    bar.stop(),
  )
  const assess = async () => {
    const started = performance.now()
    const run = await assessPeriod(ownerPool, rulebook, PERIOD, clock.now())
    if (!run.ok) throw new Error(run.rejection.code)
    return { seconds: (performance.now() - started) / 1000, run: run.value }
  }
  const cold: number[] = []
  const incremental: number[] = []
  const bare: number[] = []
  let facts = 0
  for (let round = 0; round < options.rounds; round++) {
    await ownerPool.query('delete from assessment_frame; truncate assessment_day')
    const first = await assess()
    cold.push(first.seconds)
    facts = first.run.facts
    await changeOneDay(house, round, span.from)
    incremental.push((await assess()).seconds)
    bare.push(await timeOf(() => ownerPool.query(BARE, [span.from, span.to])))
  }
  const bareSeconds = median(bare)
  return {
    bench: 'assess',
    machine: await describeMachine(ownerPool),
    tickets: options.tickets,
    units: units.length,
    facts,
    coldSeconds: rounded(median(cold), 2),
    coldRounds: cold.map((one) => rounded(one, 2)),
    oneDaySeconds: rounded(median(incremental), 2),
    oneDayRounds: incremental.map((one) => rounded(one, 2)),
    bareSeconds: rounded(bareSeconds, 2),
    bareRounds: bare.map((one) => rounded(one, 2)),
    coldPerBare: rounded(median(cold) / bareSeconds, 2),
    peakMebibytes: Math.round(process.resourceUsage().maxRSS / 1024),
    aims: { coldSeconds: 10, oneDaySeconds: 1, coldPerBare: 3 },
  }
}

/** Every answer of one day becomes another, as the command handler would note it. */
async function changeOneDay({ ownerPool }: House, round: number, from: string): Promise<void> {
  await ownerPool.query(
    `with changed as (
       update assessment_fact set fact = jsonb_set(fact, '{solved}', to_jsonb(case fact->>'solved' when 'yes' then 'no' else 'yes' end))
       where standing = 'counted'
         and counted_at >= $1::timestamptz + make_interval(days => $2)
         and counted_at < $1::timestamptz + make_interval(days => $2 + 1)
       returning ticket_id, dispatched_at, counted_at
     )
     insert into assessment_touch (ticket_id, version, at)
     select ticket_id, $2 + 100, array[counted_at] from changed
     on conflict (ticket_id, version) do update set moved_in = pg_current_xact_id()`,
    [from, 12 + round],
  )
}

/** What a database does with one pass over the rows, and nothing else of an assessment. */
const BARE = `
  select unit_id, count(*) as facts,
    count(*) filter (where standing = 'counted') as valid,
    count(*) filter (where standing = 'counted' and fact->>'contacted' = 'true') as contacted,
    count(*) filter (where standing = 'counted' and fact->>'solved' = 'yes') as solved,
    count(*) filter (where standing = 'counted' and fact->>'satisfied' = 'satisfied') as satisfied,
    count(*) filter (where standing = 'counted' and fact->>'satisfied' = 'basically') as basically,
    count(*) filter (where fact->>'onTime' = 'true') as on_time,
    count(*) filter (where standing = 'excluded') as excluded
  from assessment_fact
  where (dispatched_at >= $1 and dispatched_at < $2) or (counted_at >= $1 and counted_at < $2)
  group by unit_id`

async function timeOf(act: () => Promise<unknown>): Promise<number> {
  const started = performance.now()
  await act()
  return (performance.now() - started) / 1000
}
