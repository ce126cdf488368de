import { v7 as uuidv7 } from 'uuid'
import type { Instant } from '../../domain/kernel/instant.ts'
import type { Sql } from '../database/connect.ts'
import { decryptText, encrypt } from '../vault/cipher.ts'

/** A short text to somebody's phone. */
export interface ShortMessage {
  /** The number in its normal spelling. */
  readonly to: string
  readonly text: string
}

export interface WaitingMessage extends ShortMessage {
  readonly messageId: string
  readonly createdAt: Instant
}

/** After so many failures a message is given up. */
const MOST_ATTEMPTS = 3

const place = (messageId: string) => `outgoing-message/${messageId}`

/** Puts a message on its way, within whatever transaction it belongs to. After `expiresAt` it is neither sent nor readable. */
export async function enqueueMessage(
  sql: Sql,
  master: Buffer,
  message: ShortMessage,
  times: { readonly now: Instant; readonly expiresAt: Instant },
): Promise<string> {
  const messageId = uuidv7()
  const sealed = encrypt(master, JSON.stringify({ to: message.to, text: message.text }), place(messageId))
  await sql.query(
    `insert into outgoing_message (message_id, created_at, expires_at, status, attempts, sealed)
     values ($1, $2, $3, 'waiting', 0, $4)`,
    [messageId, times.now, times.expiresAt, sealed],
  )
  return messageId
}

/** What is to be sent, the oldest first, and still worth sending. Rows are locked; another process takes others. */
export async function takeWaiting(sql: Sql, master: Buffer, now: Instant, most: number): Promise<WaitingMessage[]> {
  const { rows } = await sql.query<Stored>(
    `select message_id, created_at, sealed from outgoing_message
     where status = 'waiting' and expires_at > $1 and sealed is not null
     order by created_at limit $2 for update skip locked`,
    [now, most],
  )
  return rows.map((row) => toMessage(row, master))
}

/** `sent`: its contents go at once. `shown`: the demonstration's page keeps them until they expire. */
export async function noteSent(sql: Sql, messageId: string, status: 'sent' | 'shown'): Promise<void> {
  await sql.query(
    `update outgoing_message set status = $2::text, attempts = attempts + 1,
       sealed = case when $2::text = 'sent' then null else sealed end
     where message_id = $1`,
    [messageId, status],
  )
}

export async function noteFailed(sql: Sql, messageId: string): Promise<void> {
  await sql.query(
    `update outgoing_message set attempts = attempts + 1,
       status = case when attempts + 1 >= ${MOST_ATTEMPTS} then 'failed' else 'waiting' end,
       sealed = case when attempts + 1 >= ${MOST_ATTEMPTS} then null else sealed end
     where message_id = $1`,
    [messageId],
  )
}

/** The demonstration's messages that still hold, the newest first. */
export async function shownMessages(sql: Sql, master: Buffer, now: Instant, most: number): Promise<WaitingMessage[]> {
  const { rows } = await sql.query<Stored>(
    `select message_id, created_at, sealed from outgoing_message
     where status = 'shown' and expires_at > $1 and sealed is not null order by message_id desc limit $2`,
    [now, most],
  )
  return rows.map((row) => toMessage(row, master))
}

type MessageStatus = 'waiting' | 'sent' | 'shown' | 'failed' | 'expired'

export interface MessageCounts {
  readonly waiting: number
  readonly handedOver: number
  readonly failed: number
  readonly expired: number
}

/** What became of the messages made after `since`. */
export async function countMessages(sql: Sql, since: Instant): Promise<MessageCounts> {
  const { rows } = await sql.query<MessageCounts>(
    `select count(*) filter (where status = 'waiting')::int as waiting,
       count(*) filter (where status in ('sent', 'shown'))::int as "handedOver",
       count(*) filter (where status = 'failed')::int as failed,
       count(*) filter (where status = 'expired')::int as expired
     from outgoing_message where expires_at > $1 and created_at > $1`,
    [since],
  )
  return rows[0] ?? { waiting: 0, handedOver: 0, failed: 0, expired: 0 }
}

/** Where a message stands; null: there is none such. */
export async function messageStatus(sql: Sql, messageId: string): Promise<MessageStatus | null> {
  const { rows } = await sql.query<{ status: MessageStatus }>(
    'select status from outgoing_message where message_id = $1',
    [messageId],
  )
  return rows[0]?.status ?? null
}

/** Wipes what has expired, sent or not. */
export async function wipeExpired(sql: Sql, now: Instant): Promise<void> {
  await sql.query(
    `update outgoing_message set sealed = null, status = case when status = 'waiting' then 'expired' else status end
     where expires_at <= $1 and sealed is not null`,
    [now],
  )
}

interface Stored {
  readonly message_id: string
  readonly created_at: Instant
  readonly sealed: Buffer
}

function toMessage({ message_id, created_at, sealed }: Stored, master: Buffer): WaitingMessage {
  const message = JSON.parse(decryptText(master, sealed, place(message_id))) as ShortMessage
  return { messageId: message_id, createdAt: created_at, ...message }
}
