import { createHash } from 'node:crypto'
import { detectSignals } from '../domain/integrity/detect.ts'
import type { KnownTicket } from '../domain/integrity/known-ticket.ts'
import type { EvidencePrint } from '../domain/integrity/photos-alike.ts'
import type { Likeness, ReplyPrint } from '../domain/integrity/replies-alike.ts'
import type { Signal } from '../domain/integrity/signal.ts'
import { type Instant, plus } from '../domain/kernel/instant.ts'
import type { Policy } from '../domain/policy/policy.ts'
import { type SignalThresholds, thresholdsOf } from '../domain/policy/signal-thresholds.ts'
import { type PeriodId, periodSpan } from '../domain/scoring/period.ts'
import { type Pool, type Sql, withTransaction } from '../store/database/connect.ts'
import { forEachPhotoPrint, forEachText } from '../store/integrity/opened.ts'
import { readTrails, refreshTrails } from '../store/integrity/trails.ts'
import type { Rulebook } from '../store/rules/rulebook.ts'

export interface FoundSignal extends Signal {
  /** The same each time the signal is found: from its period, code, unit and key. */
  readonly id: string
}

/** Makes fingerprints of texts and compares them. */
export interface TextPrints<P> extends Likeness<P> {
  /** Null: the text is too short to be like another. */
  print(text: string): P | null
}

/**
 * The signals of a period as the log says now. Replies are opened for the comparison, one at a time, and only fingerprints are held
 * while it lasts; nothing of them is stored. @throws RangeError on a malformed period.
 */
export async function findSignals<P>(
  pool: Pool,
  rulebook: Rulebook,
  master: Buffer,
  question: {
    readonly period: PeriodId
    readonly policy: Policy
    readonly prints: TextPrints<P>
    readonly thresholds?: SignalThresholds
  },
): Promise<FoundSignal[]> {
  const { period, policy, prints, thresholds = thresholdsOf(policy) } = question
  const span = periodSpan(period, policy.period.startDay, policy.calendar)
  const range = { from: plus(span.from, -thresholds.refiledWithin), to: span.to }
  await refreshTrails(pool, rulebook, range)
  return withTransaction(
    pool,
    async (sql) => {
      const tickets = await readTrails(sql, range)
      const replies: ReplyPrint<P>[] = []
      const wanted = lastReplies(tickets).filter(({ at }) => at >= span.from && at < span.to)
      await forEachText(sql, master, wanted, (text, index) => {
        const reply = wanted[index]
        const print = prints.print(text)
        if (reply && print !== null) replies.push({ ...reply, print })
      })
      const photos = await evidencePrints(sql, master, tickets, span.to)
      const { calendar } = policy
      return detectSignals(tickets, { span, calendar, replies, likeness: prints, photos, thresholds }).map(
        (signal) => ({
          ...signal,
          id: idOf(period, signal),
        }),
      )
    },
    { isolation: 'repeatable read', readOnly: true },
  )
}

/**
 * The photos of all replies that were still seen by then: what was shown in an earlier period may be shown again in this one. Only
 * likenesses are opened, never a picture.
 */
async function evidencePrints(
  sql: Sql,
  master: Buffer,
  tickets: readonly KnownTicket[],
  to: Instant,
): Promise<EvidencePrint[]> {
  const shown = tickets.flatMap(({ ticketId, trail, cluster }) =>
    trail.replies
      .filter(({ at }) => at < to)
      .flatMap(({ unit, at, photos = [] }) =>
        photos.map((id) => ({ ticketId, unit, at, id, matter: cluster ?? ticketId })),
      ),
  )
  const prints: EvidencePrint[] = []
  await forEachPhotoPrint(sql, master, shown, (print, index) => {
    const one = shown[index]
    if (one) prints.push({ ticketId: one.ticketId, unit: one.unit, at: one.at, matter: one.matter, print })
  })
  return prints
}

/** A reply that was sent back or replaced is one and the same with what came of it. */
function lastReplies(tickets: readonly KnownTicket[]) {
  return tickets.flatMap(({ ticketId, trail, cluster }) => {
    const last = trail.replies.at(-1)
    return last ? [{ ticketId, id: last.text.id, unit: last.unit, at: last.at, matter: cluster ?? ticketId }] : []
  })
}

function idOf(period: PeriodId, { code, unit, key }: Signal): string {
  return createHash('sha256').update([period, code, unit, key].join('\n')).digest('hex').slice(0, 32)
}
