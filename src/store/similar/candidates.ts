import type { Instant } from '../../domain/kernel/instant.ts'
import type { Sql } from '../database/connect.ts'
import { askedKeys, sketchFrom, type TicketSignature } from './signature-row.ts'

export interface CandidateQuestion {
  /** Whose inbox: what this unit may not see is no candidate. */
  readonly unit: string
  readonly signature: TicketSignature
  /** When the matter was told; candidates are at most 90 days and a span older or younger. */
  readonly at: Instant
  /** Not itself. */
  readonly ticketId: string | null
  /** How near one is by its sketch and names alone; the nearest are held against the inbox first. Without it the newest. */
  readonly nearness?: (one: Neighbour) => number
  /** How many that the unit may see are enough. */
  readonly most?: number
}

/** Found by a key in common; nobody has asked yet who may see it. */
export interface Neighbour {
  readonly ticketId: string
  readonly sketch: TicketSignature['sketch']
  readonly registeredAt: Instant
  /** Plain name keys that both have. */
  readonly names: readonly string[]
}

/** A neighbour that the asking unit's inbox holds; not compared yet. */
export interface Candidate extends Neighbour {
  readonly category: string | null
  readonly subdistrict: string | null
  readonly community: string | null
}

interface SketchRow {
  readonly ticket_id: string
  readonly sketch: Buffer
  readonly size: number
  readonly registered_at: Instant
  readonly hits: string[]
  readonly by_text: boolean
}

/** Older spans are asked only while fewer than these share a name and a text: a matter with more is found by its newest. */
const ENOUGH_BY_NAME = 120
const ENOUGH_BY_TEXT = 200
/** Of one span at most: a sketch is small, but thousands of the same wording tell no more than the newest of them. */
const MOST_OF_SPAN = 500
const MOST = 64

/** The GIN index over keys, a bitmap of what shares one. Run by the writer's role: the reader's has no right on signatures. */
export const FIND = `
  select s.ticket_id, s.registered_at, s.sketch, s.size, s.keys && $2::bigint[] as by_text,
    array(select k from unnest($1::bigint[]) as k where k = any (s.keys))::text[] as hits
  from (
    select ticket_id from similar_near($1::bigint[] || $2::bigint[]) where ticket_id is distinct from $3::uuid
    order by registered_at desc, ticket_id limit ${MOST_OF_SPAN}
  ) near join ticket_signature s on s.ticket_id = near.ticket_id`

const SEEN = `select ticket_id, category, subdistrict, community from inbox
  where unit_id = $1 and ticket_id = any ($2::uuid[])`

/** The nearest that the unit may see, at least `most` where there are so many; in no order. */
export async function findCandidates(sql: Sql, master: Buffer, question: CandidateQuestion): Promise<Candidate[]> {
  const { unit, nearness = () => 0, most = MOST } = question
  const ranked = (await findNeighbours(sql, master, question))
    .map((one) => ({ one, near: nearness(one) }))
    .toSorted((a, b) => b.near - a.near)
    .map(({ one }) => one)
  const found: Candidate[] = []
  for (let from = 0; from < ranked.length && found.length < most; from += most) {
    const batch = ranked.slice(from, from + most)
    const { rows } = await sql.query<{ ticket_id: string } & Pick<Candidate, 'category' | 'subdistrict' | 'community'>>(
      {
        name: 'similar-seen',
        text: SEEN,
        values: [unit, batch.map((one) => one.ticketId)],
      },
    )
    const seen = new Map(rows.map(({ ticket_id, ...row }) => [ticket_id, row]))
    for (const one of batch) {
      const row = seen.get(one.ticketId)
      if (row) found.push({ ...one, ...row })
    }
  }
  return found
}

/** Whatever shares a name or a band, the newest span first; older ones only while there are few. */
async function findNeighbours(sql: Sql, master: Buffer, question: CandidateQuestion): Promise<Neighbour[]> {
  const { signature, at, ticketId } = question
  const nameKeys = signature.nameKeys.map((one) => one.key)
  const found = new Map<string, Neighbour>()
  let byName = 0
  let byText = 0
  for (const [first, last] of [
    [0, 2],
    [-1, -1],
    [-2, -2],
  ] as const) {
    const names = byName < ENOUGH_BY_NAME ? askedKeys(master, nameKeys, at, first, last) : new Map<bigint, string>()
    const texts = byText < ENOUGH_BY_TEXT ? askedKeys(master, signature.textKeys, at, first, last) : new Map()
    if (names.size + texts.size === 0) break
    const { rows } = await sql.query<SketchRow>({
      name: 'similar-sketches',
      text: FIND,
      values: [[...names.keys()].map(String), [...texts.keys()].map(String), ticketId],
    })
    for (const row of rows) {
      if (row.hits.length > 0) byName++
      if (row.by_text) byText++
      found.set(row.ticket_id, {
        ticketId: row.ticket_id,
        sketch: sketchFrom(row.sketch, row.size),
        registeredAt: row.registered_at,
        names: row.hits.flatMap((hit) => names.get(BigInt(hit)) ?? []),
      })
    }
  }
  return [...found.values()]
}

/** Pairs of which a person said that they are not the same matter. */
export async function findDistinct(sql: Sql, ticketId: string): Promise<ReadonlySet<string>> {
  const { rows } = await sql.query<{ other_id: string }>('select other_id from similar_verdict where ticket_id = $1', [
    ticketId,
  ])
  return new Set(rows.map((row) => row.other_id))
}

/** Remembers it for both; saying it again changes nothing. */
export async function keepDistinct(
  sql: Sql,
  pair: readonly [string, string],
  accountId: string,
  at: Instant,
): Promise<void> {
  const [one, other] = pair
  await sql.query(
    `insert into similar_verdict (ticket_id, other_id, account_id, at)
     values ($1, $2, $3, $4), ($2, $1, $3, $4) on conflict do nothing`,
    [one, other, accountId, at],
  )
}
