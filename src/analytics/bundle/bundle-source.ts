import type { AssessmentFact } from '../../domain/scoring/facts.ts'
import type { PeriodId, PeriodSpan } from '../../domain/scoring/period.ts'
import type { Sql } from '../../store/database/connect.ts'
import { readInBatches } from '../../store/database/cursor.ts'
import { commit, salt, streamName } from '../../store/log/commitment.ts'
import type { Seal } from '../../store/log/seal.ts'

/** A fact with what names it in the bundle: nothing of this but `id` is ever published as it is. */
export interface SourceFact {
  readonly fact: AssessmentFact
  /** See `BundleLine.id`. */
  readonly id: string
  readonly seed: Buffer
  /** The head of the ticket's log when the fact was read. */
  readonly version: number
  readonly head: string
}

/** Where a bundle comes from; everything is of one moment. */
export interface BundleSource {
  /** Facts that may belong to the period, in no order. */
  facts(): AsyncIterable<AssessmentFact>
  /** The same with their names, in the order of `id`, which is no order of time: a line's place says nothing. */
  named(): AsyncIterable<SourceFact>
  /** Every daily seal, from the first on. */
  seals(): Promise<readonly (Seal & { readonly number: number; readonly publicKey: string })[]>
}

const IN_PERIOD = '((dispatched_at >= $1 and dispatched_at < $2) or (counted_at >= $1 and counted_at < $2))'

const NAMED = `
  select * from (
    select f.fact, s.seed, t.version, t.head, encode(substr(sha256(
      s.seed || convert_to('assessment-line/' || $3 || '/' || f.unit_id || '/' || f.role, 'UTF8')), 1, 16), 'hex') as id
    from assessment_fact f join ticket_secret s using (ticket_id) join ticket t using (ticket_id)
    where ${IN_PERIOD}
  ) as named order by id collate "C"`

/** The database's; needs an open repeatable-read transaction. Which part of a fact counts is for `factInPeriod` to say. */
export function databaseSource(sql: Sql, period: PeriodId, { from, to }: PeriodSpan): BundleSource {
  return {
    async *facts() {
      const text = `select fact from assessment_fact where ${IN_PERIOD}`
      for await (const batch of readInBatches<{ fact: AssessmentFact }>(sql, 'bundle_facts', text, [from, to])) {
        for (const { fact } of batch) yield fact
      }
    },
    async *named() {
      for await (const batch of readInBatches<SourceFact>(sql, 'bundle_lines', NAMED, [from, to, period], 2_000)) {
        yield* batch
      }
    },
    async seals() {
      const { rows } = await sql.query<{ number: number; bytes: string; signature: string; public_key: string }>(
        'select number, bytes, signature, public_key from seal order by number',
      )
      return rows.map(({ public_key, ...seal }) => ({ ...seal, publicKey: public_key }))
    },
  }
}

/** The salt and value that `BundleLine.link` commits to: opened for one ticket, to its requester or an auditor. */
function openLink({ id, seed, version, head }: Omit<SourceFact, 'fact'>) {
  return [salt(seed, version, `line-${id}`), [streamName(seed), version, head]] as const
}

export function linkOf(source: Omit<SourceFact, 'fact'>): string {
  const [salted, value] = openLink(source)
  return commit(salted, value)
}
