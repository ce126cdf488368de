import type { Day, Instant } from '../../domain/kernel/instant.ts'
import type { Sql } from '../database/connect.ts'
import { openText, sealText, unwrapSecrets } from '../ticket/secrets.ts'

/** A ticket that somebody keeps an eye on 盯办. */
export interface WatchedTicket {
  readonly ticketId: string
  /** Null where none was written, and once the ticket was forgotten. */
  readonly note: string | null
  /** The day on which to look again. */
  readonly lookOn: Day
  readonly pinnedAt: Instant
  /** The ticket's version at that moment: what came later is what moved. */
  readonly pinnedVersion: number
}

interface SecretRow {
  readonly seed: Buffer
  readonly wrapped_key: Buffer | null
}

const textIdOf = (account: string): string => `watch/${account}`

/**
 * Puts a ticket on somebody's list, or changes note and day of one that is there; what moved is counted from now. False when
 * there is no such ticket or it was forgotten.
 */
export async function watchTicket(
  sql: Sql,
  master: Buffer,
  watch: { readonly ticketId: string; readonly account: string; readonly note: string | null; readonly lookOn: Day },
  at: Instant,
): Promise<boolean> {
  const { ticketId, account, note, lookOn } = watch
  const { rows } = await sql.query<SecretRow & { version: number }>(
    'select s.seed, s.wrapped_key, t.version from ticket_secret s join ticket t using (ticket_id) where ticket_id = $1',
    [ticketId],
  )
  const [row] = rows
  if (!row?.wrapped_key) return false
  const secrets = unwrapSecrets(master, ticketId, row.seed, row.wrapped_key)
  const sealed = note === null ? null : sealText(secrets, textIdOf(account), note).row.sealed
  await sql.query(
    `insert into watched_ticket (ticket_id, account_id, note, look_on, pinned_at, pinned_version)
     values ($1, $2, $3, $4, $5, $6)
     on conflict (ticket_id, account_id) do update
       set note = excluded.note, look_on = excluded.look_on, pinned_at = excluded.pinned_at,
         pinned_version = excluded.pinned_version`,
    [ticketId, account, sealed, lookOn, at, row.version],
  )
  return true
}

/** Takes a ticket off somebody's list; one that is not there is no fault. */
export async function unwatchTicket(sql: Sql, ticketId: string, account: string): Promise<void> {
  await sql.query('delete from watched_ticket where ticket_id = $1 and account_id = $2', [ticketId, account])
}

/** Somebody's list, the next day to look first. */
export async function listWatched(sql: Sql, master: Buffer, account: string): Promise<WatchedTicket[]> {
  const { rows } = await sql.query<
    SecretRow & { ticket_id: string; note: Buffer | null; look_on: string; pinned_at: Instant; pinned_version: number }
  >(
    `select w.ticket_id, w.note, w.look_on::text as look_on, w.pinned_at, w.pinned_version, s.seed, s.wrapped_key
     from watched_ticket w join ticket_secret s using (ticket_id)
     where w.account_id = $1 order by w.look_on, w.ticket_id limit 100`,
    [account],
  )
  return rows.map((row) => {
    const secrets = unwrapSecrets(master, row.ticket_id, row.seed, row.wrapped_key)
    return {
      ticketId: row.ticket_id,
      note: row.note && openText(secrets, { textId: textIdOf(account), sealed: row.note }),
      lookOn: row.look_on,
      pinnedAt: row.pinned_at,
      pinnedVersion: row.pinned_version,
    }
  })
}
