import { randomInt, timingSafeEqual } from 'node:crypto'
import { v7 as uuidv7 } from 'uuid'
import { DAY, type Instant, MINUTE, plus, toMs } from '../../domain/kernel/instant.ts'
import type { Sql } from '../database/connect.ts'
import { commitPersonal } from '../vault/cipher.ts'

/** P16: how long a code holds, how often it may be tried, and how many one subject is sent. */
export const CODE_MS = 5 * MINUTE
const MOST_TRIES = 5
const MOST_SENDS = 3
const SEND_WINDOW_MS = 10 * MINUTE
const MOST_SENDS_A_DAY = 10

export interface MadeCode {
  readonly codeId: string
  /** Six digits: to be sent, and kept nowhere. */
  readonly code: string
}

/**
 * Makes a code for a subject (a ticket, or the keyed index of a phone); seconds to wait when it had too many. What is kept is a
 * keyed mark, so that whoever reads the table cannot try all million.
 */
export async function makeCode(
  sql: Sql,
  master: Buffer,
  subject: string,
  now: Instant,
): Promise<MadeCode | { readonly wait: number }> {
  const { rows } = await sql.query<{ created_at: Instant }>(
    'select created_at from one_time_code where subject = $1 and created_at > $2 order by created_at desc limit $3',
    [subject, plus(now, -DAY), MOST_SENDS_A_DAY],
  )
  const wait = Math.max(
    waitAfter(rows[MOST_SENDS - 1], SEND_WINDOW_MS, now),
    waitAfter(rows[MOST_SENDS_A_DAY - 1], DAY, now),
  )
  if (wait > 0) return { wait }
  const codeId = uuidv7()
  const code = String(randomInt(1_000_000)).padStart(6, '0')
  await sql.query(
    `insert into one_time_code (code_id, subject, mark, created_at, expires_at, tries) values ($1, $2, $3, $4, $5, 0)`,
    [codeId, subject, markOf(master, codeId, code), now, plus(now, CODE_MS)],
  )
  return { codeId, code }
}

/** Whether this is the code; a right one is used up. A code that is wrong, too old, used or another's are told alike. */
export async function spendCode(
  sql: Sql,
  master: Buffer,
  given: { readonly codeId: string; readonly subject: string; readonly code: string },
  now: Instant,
): Promise<boolean> {
  const { codeId, subject, code } = given
  // The try is counted before it is judged, in one statement: many at once are still counted each.
  const { rows } = await sql.query<{ mark: string }>(
    `update one_time_code set tries = tries + 1
     where code_id = $1 and subject = $2 and used_at is null and expires_at > $3 and tries < ${MOST_TRIES}
     returning mark`,
    [codeId, subject, now],
  )
  const [row] = rows
  if (!row) return false
  const [right, tried] = [Buffer.from(row.mark), Buffer.from(markOf(master, codeId, code))]
  if (right.length !== tried.length || !timingSafeEqual(right, tried)) return false
  const used = await sql.query('update one_time_code set used_at = $2 where code_id = $1 and used_at is null', [
    codeId,
    now,
  ])
  return used.rowCount === 1
}

/** Codes older than a day count for nothing any more. */
export async function removeOldCodes(sql: Sql, now: Instant): Promise<void> {
  await sql.query('delete from one_time_code where created_at <= $1', [plus(now, -DAY)])
}

function waitAfter(sent: { readonly created_at: Instant } | undefined, windowMs: number, now: Instant): number {
  if (!sent) return 0
  return Math.max(0, Math.ceil((toMs(sent.created_at) + windowMs - toMs(now)) / 1000))
}

function markOf(master: Buffer, codeId: string, code: string): string {
  return commitPersonal(master, 'one-time-code', `${codeId}/${code}`)
}
