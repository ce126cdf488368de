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
  readonly ticket_id: string
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
  )
  select n.ticket_id, n.slot, n.version, e.hash,
    'ticket/' || translate(encode(substr(sha256('stream'::bytea || s.seed), 1, 16), 'base64'), '+/=', '-_') as stream
  from newest n
  join event e on e.ticket_id = n.ticket_id and e.version = n.version
  join ticket_secret s on s.ticket_id = n.ticket_id
  where n.slot < $2
  order by n.slot`

const CHUNK = 10_000

async function writeHeads(client: Sql, number: number, heads: readonly HeadRow[]): Promise<void> {
  for (let at = 0; at < heads.length; at += CHUNK) {
    const chunk = heads.slice(at, at + CHUNK)
    await client.query(
      `insert into seal_head (ticket_id, number, stream, version, hash)
       select ticket_id, $1, stream, version, hash
       from unnest($2::uuid[], $3::text[], $4::int[], $5::text[]) as head (ticket_id, stream, version, hash)`,
      [
        number,
        chunk.map((head) => head.ticket_id),
        chunk.map((head) => head.stream),
        chunk.map((head) => head.version),
        chunk.map((head) => head.hash),
      ],
    )
  }
}

async function firstDay(client: Sql, calendar: Calendar): Promise<Day | null> {
  const { rows } = await client.query<{ at: Instant | null }>('select min(registered_at) as at from ticket')
  const at = rows[0]?.at ?? null
  return at === null ? null : dayOf(at, calendar)
}

/** The days from `first` up to, but not with, `today`. */
function daysFrom(first: Day, today: Day): Day[] {
  const days: Day[] = []
  for (let day = first; day < today; day = addDays(day, 1)) days.push(day)
  return days
}
