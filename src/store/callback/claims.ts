import type { WaitingKind } from '../../domain/callback-plan/queue.ts'
import { type Instant, MINUTE, plus } from '../../domain/kernel/instant.ts'
import type { Sql } from '../database/connect.ts'

/** Whom one agent has on the line, until the claim runs out or is let go. */
export interface Claim {
  readonly callId: string
  /** The person, or the ticket of somebody who is nobody in the vault. */
  readonly subject: string
  readonly accountId: string
  /** What each ticket is on the line for. */
  readonly tickets: ReadonlyMap<string, WaitingKind>
  readonly claimedAt: Instant
  readonly expiresAt: Instant
}

interface ClaimRow {
  readonly call_id: string
  readonly subject: string
  readonly account_id: string
  readonly tickets: string[]
  readonly kinds: WaitingKind[]
  readonly claimed_at: Instant
  readonly expires_at: Instant
}

const COLUMNS = 'call_id, subject, account_id, tickets, kinds, claimed_at, expires_at'

/** A screen that is open renews its claim; one that was closed or lost lets go of the person after this. */
const CLAIM_FOR = 10 * MINUTE

function toClaim(row: ClaimRow): Claim {
  return {
    callId: row.call_id,
    subject: row.subject,
    accountId: row.account_id,
    tickets: new Map(row.tickets.map((id, index) => [id, row.kinds[index] ?? 'callback'])),
    claimedAt: row.claimed_at,
    expiresAt: row.expires_at,
  }
}

/** The claim that an account holds and that has not run out. */
export async function findClaim(sql: Sql, accountId: string, now: Instant): Promise<Claim | null> {
  const { rows } = await sql.query<ClaimRow>(
    `select ${COLUMNS} from callback_claim where account_id = $1 and expires_at > $2`,
    [accountId, now],
  )
  return rows[0] ? toClaim(rows[0]) : null
}

export interface NewClaim extends Pick<Claim, 'callId' | 'subject' | 'accountId' | 'tickets'> {
  /** The keyed index of the number that will be rung. */
  readonly line: string | null
}

/**
 * Takes a person onto the line. Null: somebody else has the person, or somebody of the same number, or this account has another.
 * Three unique keys see to it, so that of two who try at once one wins.
 */
export async function takeClaim(sql: Sql, claim: NewClaim, now: Instant): Promise<Claim | null> {
  await sql.query('delete from callback_claim where expires_at <= $1', [now])
  const { rows } = await sql.query<ClaimRow>(
    `insert into callback_claim (subject, call_id, account_id, line, tickets, kinds, claimed_at, expires_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing returning ${COLUMNS}`,
    [
      claim.subject,
      claim.callId,
      claim.accountId,
      claim.line,
      [...claim.tickets.keys()],
      [...claim.tickets.values()],
      now,
      plus(now, CLAIM_FOR),
    ],
  )
  return rows[0] ? toClaim(rows[0]) : null
}

/** False: it ran out, and somebody else may have the person by now. */
export async function renewClaim(sql: Sql, callId: string, accountId: string, now: Instant): Promise<boolean> {
  const { rowCount } = await sql.query(
    'update callback_claim set expires_at = $4 where call_id = $1 and account_id = $2 and expires_at > $3',
    [callId, accountId, now, plus(now, CLAIM_FOR)],
  )
  return rowCount === 1
}

export async function releaseClaim(sql: Sql, callId: string, accountId: string): Promise<void> {
  await sql.query('delete from callback_claim where call_id = $1 and account_id = $2', [callId, accountId])
}
