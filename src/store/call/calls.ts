import { v7 as uuidv7 } from 'uuid'
import { type Call, type CallEvent, type CallEventType, type CallState, foldCall } from '../../domain/call/call.ts'
import type { Instant } from '../../domain/kernel/instant.ts'
import type { Sql } from '../database/connect.ts'
import { decryptText, encrypt, newKey, unwrapKey, wrapKey } from '../vault/cipher.ts'
import { normalisePhone, phoneIndex } from '../vault/phone.ts'
import { chooseAgent, findAgentBehind, setStatus } from './agents.ts'

/** One thing that a telephony system, or an agent's own key, tells of a call. */
export interface ToldCall {
  readonly system: string
  /** The telephony system's own id of the call. */
  readonly sourceId: string
  readonly event: CallEventType
  readonly at: Instant
  /** Tells a repeat from a second `held`: the system's own event id, else the event and its time. */
  readonly key: string
  readonly phone: string | null
  readonly extension: string | null
  /** For this agent, whatever the extension says. */
  readonly account: string | null
  readonly receiver: string | null
}

export interface StoredCall {
  readonly callId: string
  readonly account: string | null
  readonly extension: string | null
  readonly state: CallState
  readonly phoneIndex: string | null
  readonly rangAt: Instant
  readonly answeredAt: Instant | null
  readonly heldSince: Instant | null
  readonly transferredTo: string | null
  readonly hungUpAt: Instant | null
  readonly readyAt: Instant | null
}

interface CallRow {
  readonly call_id: string
  readonly account_id: string | null
  readonly extension: string | null
  readonly state: CallState
  readonly phone_index: string | null
  readonly rang_at: Instant
  readonly answered_at: Instant | null
  readonly held_since: Instant | null
  readonly transferred_to: string | null
  readonly hung_up_at: Instant | null
  readonly ready_at: Instant | null
}

const COLUMNS = `call_id, account_id, extension, state, phone_index, rang_at, answered_at, held_since, transferred_to,
  hung_up_at, ready_at`

/**
 * Takes down one event of a call and gives the call to an agent: the one named or at the extension, else whoever is free the
 * longest, else nobody yet. The same event again changes nothing. Needs an open transaction.
 */
export async function takeDown(
  sql: Sql,
  master: Buffer,
  told: ToldCall,
  now: Instant,
): Promise<{ readonly call: StoredCall; readonly repeated: boolean; readonly before: string | null }> {
  const callId = await openCall(sql, master, told)
  const { rows: known } = await sql.query<CallRow>(`select ${COLUMNS} from call where call_id = $1 for update`, [
    callId,
  ])
  const { rows: events } = await sql.query<CallEvent & { key: string; account_id: string | null }>(
    'select event, at, receiver, key, account_id from call_event where call_id = $1 order by number',
    [callId],
  )
  const before = known[0]?.account_id ?? null
  const repeated = events.some((one) => one.key === told.key)
  if (repeated) return { call: toCall(known[0] as CallRow), repeated, before }
  const call = foldCall([...events, told]) as Call
  const account = await agentFor(sql, told, before, call, now)
  await sql.query(
    `insert into call_event (call_id, number, event, at, key, account_id, extension, receiver)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [callId, events.length + 1, told.event, told.at, told.key, account, told.extension, told.receiver],
  )
  const { rows } = await sql.query<CallRow>(
    `update call set account_id = $2, extension = coalesce($3, extension), state = $4, rang_at = $5, answered_at = $6,
       held_since = $7, transferred_to = $8, hung_up_at = $9
     where call_id = $1 returning ${COLUMNS}`,
    [
      callId,
      account,
      told.extension,
      call.state,
      call.rangAt,
      call.answeredAt,
      call.heldSince,
      call.transferredTo,
      call.hungUpAt,
    ],
  )
  // Only who spoke has something to write up; a call that nobody took leaves its agent free.
  if (call.hungUpAt !== null && account !== null && call.answeredAt !== null) {
    await setStatus(sql, account, 'wrap-up', call.hungUpAt)
  }
  return { call: toCall(rows[0] as CallRow), repeated, before }
}

async function openCall(sql: Sql, master: Buffer, { system, sourceId, phone, at }: ToldCall): Promise<string> {
  const callId = uuidv7()
  const normal = phone === null ? null : normalisePhone(phone)
  const key = newKey()
  const sealed = phone === null ? null : encrypt(key, normal ?? phone, `call/${callId}`)
  const { rows } = await sql.query<{ call_id: string }>(
    `insert into call (call_id, system, source_id, phone_index, wrapped_key, sealed, state, rang_at)
     values ($1, $2, $3, $4, $5, $6, 'ringing', $7)
     on conflict (system, source_id) do update set system = excluded.system returning call_id`,
    [
      callId,
      system,
      sourceId,
      normal === null ? null : phoneIndex(master, normal),
      sealed && wrapKey(master, key, `call/${callId}`),
      sealed,
      at,
    ],
  )
  return rows[0]?.call_id ?? callId
}

async function agentFor(
  sql: Sql,
  told: ToldCall,
  before: string | null,
  call: Call,
  now: Instant,
): Promise<string | null> {
  if (told.account !== null) return told.account
  if (told.extension !== null) return (await findAgentBehind(sql, told.extension)) ?? before
  if (before !== null && (told.event !== 'transferred' || call.state !== 'ringing')) return before
  return call.state === 'ringing' ? chooseAgent(sql, before, now) : before
}

/** A call by its id. */
export async function findCall(sql: Sql, callId: string): Promise<StoredCall | null> {
  const { rows } = await sql.query<CallRow>(`select ${COLUMNS} from call where call_id = $1`, [callId])
  return rows[0] ? toCall(rows[0]) : null
}

/** The system and id under which an agent's own keys go on telling of a call. */
export async function sourceOf(sql: Sql, callId: string): Promise<{ system: string; sourceId: string } | null> {
  const { rows } = await sql.query<{ system: string; sourceId: string }>(
    'select system, source_id as "sourceId" from call where call_id = $1',
    [callId],
  )
  return rows[0] ?? null
}

/** The call that an agent has on the line, or has yet to write up; the newest, if several. */
export async function currentCall(sql: Sql, account: string): Promise<StoredCall | null> {
  const { rows } = await sql.query<CallRow>(
    `select ${COLUMNS} from call
     where account_id = $1 and (state <> 'over' or (answered_at is not null and ready_at is null))
     order by state = 'over', rang_at desc limit 1`,
    [account],
  )
  return rows[0] ? toCall(rows[0]) : null
}

/** Calls that ring and have nobody, the longest first. */
export async function waitingCalls(sql: Sql, size: number): Promise<StoredCall[]> {
  const { rows } = await sql.query<CallRow>(
    `select ${COLUMNS} from call where state = 'ringing' and account_id is null order by rang_at limit $1`,
    [size],
  )
  return rows.map(toCall)
}

/** Gives the call that waits longest to an agent who became free; null when none waits. */
export async function takeWaiting(sql: Sql, account: string): Promise<string | null> {
  const { rows } = await sql.query<{ call_id: string }>(
    `update call set account_id = $1 where call_id = (
       select call_id from call where state = 'ringing' and account_id is null order by rang_at limit 1 for update skip locked
     ) returning call_id`,
    [account],
  )
  return rows[0]?.call_id ?? null
}

/** The end of writing up: stored once, so that it can be said how long it took. */
export async function endWrapUp(sql: Sql, account: string, at: Instant): Promise<void> {
  await sql.query(
    `update call set ready_at = greatest($2::timestamptz, hung_up_at)
     where account_id = $1 and state = 'over' and ready_at is null`,
    [account, at],
  )
}

/** How many calls came from this number since then, this one included. */
export async function countCalls(sql: Sql, index: string, since: Instant): Promise<number> {
  const { rows } = await sql.query<{ count: number }>(
    'select count(*)::int as count from call where phone_index = $1 and rang_at >= $2',
    [index, since],
  )
  return rows[0]?.count ?? 0
}

/** Tickets that were made in this call, oldest first. */
export async function ticketsOfCall(sql: Sql, callId: string): Promise<string[]> {
  const { rows } = await sql.query<{ ticket_id: string }>(
    'select ticket_id from ticket where contact = $1 and contact <> ticket_id order by registered_at, ticket_id',
    [callId],
  )
  return rows.map((row) => row.ticket_id)
}

/** The number in full; null when it was withheld or its person was forgotten. The caller logs the access. */
export async function readPhone(sql: Sql, master: Buffer, callId: string): Promise<string | null> {
  const { rows } = await sql.query<{ wrapped_key: Buffer | null; sealed: Buffer | null }>(
    'select wrapped_key, sealed from call where call_id = $1',
    [callId],
  )
  const row = rows[0]
  if (!row?.wrapped_key || !row.sealed) return null
  return decryptText(unwrapKey(master, row.wrapped_key, `call/${callId}`), row.sealed, `call/${callId}`)
}

function toCall(row: CallRow): StoredCall {
  return {
    callId: row.call_id,
    account: row.account_id,
    extension: row.extension,
    state: row.state,
    phoneIndex: row.phone_index,
    rangAt: row.rang_at,
    answeredAt: row.answered_at,
    heldSince: row.held_since,
    transferredTo: row.transferred_to,
    hungUpAt: row.hung_up_at,
    readyAt: row.ready_at,
  }
}

/** The call that an agent wrote up last. */
export async function lastCall(sql: Sql, account: string): Promise<StoredCall | null> {
  const { rows } = await sql.query<CallRow>(
    `select ${COLUMNS} from call where account_id = $1 and ready_at is not null order by rang_at desc limit 1`,
    [account],
  )
  return rows[0] ? toCall(rows[0]) : null
}
