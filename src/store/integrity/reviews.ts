import type { ReviewFinding } from '../../domain/integrity/signal.ts'
import type { Instant } from '../../domain/kernel/instant.ts'
import type { PeriodId } from '../../domain/scoring/period.ts'
import type { Actor } from '../../domain/ticket/terms.ts'
import { type Pool, type Sql, withTransaction } from '../database/connect.ts'
import { appendRecord, readRecord } from '../record/record-log.ts'
import type { Keys } from '../vault/keys.ts'

/** What a human found about a signal. */
export interface Review {
  readonly reviewId: string
  readonly signal: string
  readonly finding: ReviewFinding
  /** The account. */
  readonly by: string
  readonly at: Instant
  /** Null once its key is gone. */
  readonly note: string | null
}

export interface NewReview extends Pick<Review, 'reviewId' | 'signal' | 'finding' | 'at'> {
  readonly period: PeriodId
  readonly note: string
  /** What was looked at, as it then was. */
  readonly code: string
  readonly unit: string
  readonly tickets: number
  readonly actor: Actor & { readonly kind: 'person' }
  readonly policy: string
}

/** Appends a review; it is never changed, a second look is a second review. The same id again changes nothing. */
export async function appendReview(pool: Pool, keys: Pick<Keys, 'master'>, review: NewReview): Promise<void> {
  const { reviewId, signal, finding, period, note, code, unit, tickets, actor, policy, at } = review
  await withTransaction(pool, async (sql) => {
    const appended = await appendRecord(sql, keys, {
      recordId: reviewId,
      kind: 'signal',
      version: 0,
      at,
      policy,
      actor,
      facts: [
        {
          type: 'signal.reviewed',
          data: { signal, period, code, unit, tickets, finding },
          open: ['period', 'code', 'unit', 'tickets', 'finding'],
          texts: { note },
        },
      ],
    })
    if (!appended) return
    await sql.query(
      'insert into signal_review (review_id, signal, period, finding, account_id, at) values ($1, $2, $3, $4, $5, $6)',
      [reviewId, signal, period, finding, actor.account, at],
    )
  })
}

/** Every review of a period's signals, oldest first. */
export async function listReviews(sql: Sql, master: Buffer, period: PeriodId): Promise<Review[]> {
  const { rows } = await sql.query<{
    review_id: string
    signal: string
    finding: ReviewFinding
    account_id: string
    at: Instant
  }>('select review_id, signal, finding, account_id, at from signal_review where period = $1 order by at, review_id', [
    period,
  ])
  const reviews: Review[] = []
  for (const { review_id: reviewId, signal, finding, account_id: by, at } of rows) {
    const record = await readRecord(sql, master, reviewId)
    reviews.push({ reviewId, signal, finding, by, at, note: record?.events[0]?.texts['note'] ?? null })
  }
  return reviews
}
