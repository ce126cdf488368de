import { createHash, randomBytes } from 'node:crypto'
import { SAMPLE_KINDS, type SampleKind } from '../../contract/http/inspection.ts'
import type { Instant } from '../../domain/kernel/instant.ts'
import type { SampleSizes } from '../../domain/policy/sample-sizes.ts'
import type { PeriodId, PeriodSpan } from '../../domain/scoring/period.ts'
import type { Actor } from '../../domain/ticket/terms.ts'
import { type Pool, type Sql, withTransaction } from '../database/connect.ts'
import { appendRecord } from '../record/record-log.ts'
import type { Keys } from '../vault/keys.ts'
import { drawFrom } from './draw.ts'

const SEED_BYTES = 16

export interface Sample {
  readonly sampleId: string
  readonly period: PeriodId
  readonly seed: string
  readonly by: string
  readonly drawnAt: Instant
  readonly populations: Readonly<Record<SampleKind, number>>
}

export interface SampleItem {
  readonly ticketId: string
  readonly kind: SampleKind
}

interface NewSample {
  readonly sampleId: string
  readonly period: PeriodId
  readonly span: PeriodSpan
  readonly sizes: SampleSizes
  readonly at: Instant
  readonly policy: string
  readonly actor: Actor & { readonly kind: 'person' }
}

// The list of types is that of index event_notable, word for word, so that the planner may use it. Records of other systems are
// handled by nobody here, and of a forgotten ticket there is nothing to look at.
const POPULATION = `
  select distinct on (e.ticket_id) e.ticket_id, e.type
  from event e join ticket t using (ticket_id) join ticket_secret s using (ticket_id)
  where e.type in (
      'answered', 'refused', 'closed', 'limit-passed', 'second-handling-ordered', 'reopened', 'absorbed', 'urged', 'suspended',
      'alert-raised', 'supervised', 'escalated', 'falsely-closed'
    ) and e.type in ('answered', 'refused', 'closed') and e.at >= $1 and e.at < $2
    and t.phase = e.type and s.wrapped_key is not null
    and (t.judged_under is null or t.judged_under not like '%/elsewhere')
    and not exists (
      select from inspection_item i join inspection_sample d using (sample_id)
      where i.ticket_id = e.ticket_id and d.period = $3
    )
  order by e.ticket_id, e.at desc`

/**
 * Draws a sample of what ended in a period and stores it, with its seed and a digest of each population, before anybody looks
 * at a ticket of it (P30). What an earlier sample of the period holds is not drawn again. The same id again changes nothing.
 * False: nothing is left to draw.
 */
export async function drawSample(pool: Pool, keys: Pick<Keys, 'master'>, wanted: NewSample): Promise<boolean> {
  const { sampleId, period, span, sizes, at, policy, actor } = wanted
  return withTransaction(pool, async (sql) => {
    if (await readSample(sql, sampleId)) return true
    const { rows } = await sql.query<{ ticket_id: string; type: SampleKind }>(POPULATION, [span.from, span.to, period])
    if (rows.length === 0) return false
    const seed = randomBytes(SEED_BYTES).toString('hex')
    const of = (kind: SampleKind) => rows.filter((row) => row.type === kind).map((row) => row.ticket_id)
    const items = SAMPLE_KINDS.flatMap((kind) =>
      drawFrom(of(kind), sizes[kind], seed).map((ticketId) => ({ ticketId, kind })),
    )
    const populations = Object.fromEntries(SAMPLE_KINDS.map((kind) => [kind, of(kind).length]))
    const digests = Object.fromEntries(SAMPLE_KINDS.map((kind) => [kind, digestOf(of(kind))]))
    const appended = await appendRecord(sql, keys, {
      recordId: sampleId,
      kind: 'sample',
      version: 0,
      at,
      policy,
      actor,
      facts: [
        {
          type: 'sample.drawn',
          data: { period, seed, populations, digests, items: items.map(({ ticketId, kind }) => ({ ticketId, kind })) },
          open: ['period', 'seed', 'populations', 'digests'],
        },
      ],
    })
    if (!appended) return true
    await sql.query(
      `insert into inspection_sample (sample_id, period, seed, populations, account_id, drawn_at)
       values ($1, $2, $3, $4, $5, $6)`,
      [sampleId, period, seed, JSON.stringify(populations), actor.account, at],
    )
    await sql.query(
      `insert into inspection_item (ticket_id, sample_id, kind, place)
       select t.id, $1, t.kind, t.place from unnest($2::uuid[], $3::text[]) with ordinality as t (id, kind, place)`,
      [sampleId, items.map((one) => one.ticketId), items.map((one) => one.kind)],
    )
    return true
  })
}

/** `sha256:…` over the sorted ids, a line each: whoever has the log can check what could have been drawn. */
function digestOf(ids: readonly string[]): string {
  const lines = ids.toSorted().map((id) => `${id}\n`)
  return `sha256:${createHash('sha256').update(lines.join(''), 'utf8').digest('hex')}`
}

const SAMPLE = `
  select sample_id as "sampleId", period, seed, populations, account_id as by, drawn_at as "drawnAt" from inspection_sample`

export async function readSample(sql: Sql, sampleId: string): Promise<Sample | null> {
  const { rows } = await sql.query<Sample>(`${SAMPLE} where sample_id = $1`, [sampleId])
  return rows[0] ?? null
}

/** A period's samples, newest first. */
export async function listSamples(sql: Sql, period: PeriodId): Promise<Sample[]> {
  const { rows } = await sql.query<Sample>(`${SAMPLE} where period = $1 order by drawn_at desc, sample_id`, [period])
  return rows
}

/** What a sample holds, in the order in which it was drawn. */
export async function itemsOf(sql: Sql, sampleId: string): Promise<SampleItem[]> {
  const { rows } = await sql.query<SampleItem>(
    'select ticket_id as "ticketId", kind from inspection_item where sample_id = $1 order by place',
    [sampleId],
  )
  return rows
}

export interface InspectionStanding {
  readonly inspected: boolean
  readonly mark: 'standing' | 'objected' | 'upheld' | 'lifted' | null
}

const MARKS: Readonly<Record<string, InspectionStanding['mark']>> = {
  inspected: null,
  'falsely-closed': 'standing',
  'inspection-objected': 'objected',
  'inspection-upheld': 'upheld',
  'inspection-lifted': 'lifted',
}

/** Where the newest inspection of each ticket stands, from the log; tickets without one are absent. */
export async function standingsOf(sql: Sql, ticketIds: readonly string[]): Promise<Map<string, InspectionStanding>> {
  const { rows } = await sql.query<{ ticket_id: string; type: string }>(
    `select distinct on (ticket_id) ticket_id, type from event
     where ticket_id = any ($1::uuid[]) and type = any ($2::text[]) order by ticket_id, version desc`,
    [[...ticketIds], Object.keys(MARKS)],
  )
  return new Map(rows.map(({ ticket_id, type }) => [ticket_id, { inspected: true, mark: MARKS[type] ?? null }]))
}
