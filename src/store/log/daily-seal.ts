import { addDays, type Calendar, dayOf, startOfDay } from '../../domain/clock/calendar.ts'
import type { Day, Instant } from '../../domain/kernel/instant.ts'
import { type Pool, type Sql, withTransaction } from '../database/connect.ts'
import { readInBatches } from '../database/cursor.ts'
import type { Keys } from '../vault/keys.ts'
import type { Head } from './merkle.ts'
import { exportPublicKey, makeSeal } from './seal.ts'

/** One lock for all who seal one database: `Hy`, `se`. */
const LOCK = [0x4879, 0x7365]

export interface DaySealed {
  readonly number: number
  readonly day: Day
  readonly leaves: number
}

interface HeadRow extends Head {
  readonly subject_id: string
  /** Whose stream: a ticket's, or a record's of any kind. */
  readonly of: 'ticket' | 'record'
  /** Index of the day whose last event this is. */
  readonly slot: number
}

/**
 * Seals every whole day that has none yet, oldest first, up to the day before `now`; an empty answer when all are sealed.
 * A day's seal holds the newest event, of that day or earlier, of each stream that changed since the seal before; an event
 * that was committed late goes into the next seal. Many nodes may call it at once: one works, the others find nothing left.
 * All or nothing: days are never sealed out of order.
 */
export async function sealDay(
  pool: Pool,
  keys: Pick<Keys, 'seal'>,
  now: Instant,
  calendar: Calendar,
): Promise<readonly DaySealed[]> {
  return withTransaction(pool, async (client) => {
    await client.query('select pg_advisory_xact_lock($1, $2)', LOCK)
    const { rows } = await client.query<{ number: number; day: Day; bytes: string }>(
      'select number, day, bytes from seal order by number desc limit 1',
    )
    const last = rows[0]
    const first = last ? addDays(last.day, 1) : await firstDay(client, calendar)
    const days = first === null ? [] : daysFrom(first, dayOf(now, calendar))
    if (days.length === 0) return []
    const sealed: DaySealed[] = []
    let previous = last?.bytes ?? null
    let number = last?.number ?? 0
    const seal = async (heads: readonly HeadRow[]) => {
      const day = days[sealed.length] ?? ''
      number++
      const { bytes, signature } = makeSeal({ number, day, heads, previous }, keys.seal.privateKey)
      await client.query('insert into seal (number, day, bytes, signature, public_key) values ($1, $2, $3, $4, $5)', [
        number,
        day,
        bytes,
        signature,
        exportPublicKey(keys.seal.publicKey),
      ])
      await writeHeads(client, number, heads)
      previous = bytes
      sealed.push({ number, day, leaves: heads.length })
    }
    const ends = days.map((day) => startOfDay(addDays(day, 1), calendar))
    let heads: HeadRow[] = []
    for await (const batch of readInBatches<HeadRow>(client, 'heads_to_seal', CHANGED, [ends, days.length])) {
      for (const head of batch) {
        while (sealed.length < head.slot) {
          await seal(heads)
          heads = []
        }
        heads.push(head)
      }
    }
    while (sealed.length < days.length) {
      await seal(heads)
      heads = []
    }
    return sealed
  })
}

function nameOf(seed: string): string {
  return `translate(encode(substr(sha256('stream'::bytea || ${seed}), 1, 16), 'base64'), '+/=', '-_')`
}

/**
 * The newest event of each changed stream by the end of each day. What was committed late falls into slot 0: its day has been
 * sealed. The stream's name is the one of `streamName`, which verification recomputes.
 */
const CHANGED = `
  with changed as (
    select t.ticket_id, coalesce(s.version, 0) as sealed from ticket t
    left join (select ticket_id, max(version) as version from seal_head group by ticket_id) s using (ticket_id)
    where t.version > coalesce(s.version, 0)
  ), newest as (
    select e.ticket_id, width_bucket(e.at, $1::timestamptz[]) as slot, max(e.version) as version
    from changed c join event e on e.ticket_id = c.ticket_id and e.version > c.sealed
    group by 1, 2
  ), changed_record as (
    select r.record_id, r.kind, r.seed, coalesce(s.version, 0) as sealed from record r
    left join (select record_id, max(version) as version from record_head group by record_id) s using (record_id)
    where r.version > coalesce(s.version, 0)
  ), newest_record as (
    select e.record_id, c.kind, c.seed, width_bucket(e.at, $1::timestamptz[]) as slot, max(e.version) as version
    from changed_record c join record_event e on e.record_id = c.record_id and e.version > c.sealed
    group by 1, 2, 3, 4
  )
  select 'ticket' as of, n.ticket_id as subject_id, n.slot, n.version, e.hash, 'ticket/' || ${nameOf('s.seed')} as stream
  from newest n
  join event e on e.ticket_id = n.ticket_id and e.version = n.version
  join ticket_secret s on s.ticket_id = n.ticket_id
  where n.slot < $2
  union all
  select 'record', n.record_id, n.slot, n.version, e.hash, n.kind || '/' || ${nameOf('n.seed')}
  from newest_record n
  join record_event e on e.record_id = n.record_id and e.version = n.version
  where n.slot < $2
  order by slot`

const CHUNK = 10_000

async function writeHeads(client: Sql, number: number, heads: readonly HeadRow[]): Promise<void> {
  for (const kind of ['ticket', 'record'] as const) {
    const its = heads.filter((head) => head.of === kind)
    for (let at = 0; at < its.length; at += CHUNK) await writeChunk(client, number, kind, its.slice(at, at + CHUNK))
  }
}

const HEAD_TABLES = { ticket: 'seal_head (ticket_id', record: 'record_head (record_id' } as const

async function writeChunk(
  client: Sql,
  number: number,
  of: keyof typeof HEAD_TABLES,
  chunk: readonly HeadRow[],
): Promise<void> {
  await client.query(
    `insert into ${HEAD_TABLES[of]}, number, stream, version, hash)
       select subject_id, $1, stream, version, hash
       from unnest($2::uuid[], $3::text[], $4::int[], $5::text[]) as head (subject_id, stream, version, hash)`,
    [
      number,
      chunk.map((head) => head.subject_id),
      chunk.map((head) => head.stream),
      chunk.map((head) => head.version),
      chunk.map((head) => head.hash),
    ],
  )
}

async function firstDay(client: Sql, calendar: Calendar): Promise<Day | null> {
  const { rows } = await client.query<{ at: Instant | null }>(
    'select least((select min(registered_at) from ticket), (select min(at) from record_event)) as at',
  )
  const at = rows[0]?.at ?? null
  return at === null ? null : dayOf(at, calendar)
}

/** The days from `first` up to, but not with, `today`. */
function daysFrom(first: Day, today: Day): Day[] {
  const days: Day[] = []
  for (let day = first; day < today; day = addDays(day, 1)) days.push(day)
  return days
}
