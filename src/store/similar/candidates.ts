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
}

/** Found by a key in common; not compared yet. */
export interface Candidate {
  readonly ticketId: string
  readonly sketch: TicketSignature['sketch']
  readonly category: string | null
  readonly subdistrict: string | null
  readonly community: string | null
  readonly registeredAt: Instant
  /** Plain name keys that both have. */
  readonly names: readonly string[]
}

interface Row {
  readonly ticket_id: string
  readonly sketch: Buffer
  readonly size: number
  readonly category: string | null
  readonly subdistrict: string | null
  readonly community: string | null
  readonly registered_at: Instant
  readonly hits: string[] | null
}

/** Newest first; a matter with more neighbours than this in three months is found by its newest. */
const MOST_BY_NAME = 120
const MOST_BY_TEXT = 200

/**
 * Both questions read the GIN index over keys (a bitmap of the few tickets that share one), put the newest first, and ask the
 * inbox by its primary key until there are enough.
 * Run by the writer's role: the reader's has no right on signatures, and the inbox of `unit` is said in the statement.
 */
export const FIND = `
  with near as (
    select n.ticket_id, n.registered_at, i.category, i.subdistrict, i.community
    from (
      select * from similar_near($1::bigint[]) where ticket_id is distinct from $4::uuid
      order by registered_at desc, ticket_id
    ) n join inbox i on i.ticket_id = n.ticket_id and i.unit_id = $3
    order by n.registered_at desc, n.ticket_id limit $5
  )
  select near.*, s.sketch, s.size,
    array(select k from unnest($2::bigint[]) as k where k = any (s.keys))::text[] as hits
  from near join ticket_signature s on s.ticket_id = near.ticket_id`

export async function findCandidates(sql: Sql, master: Buffer, question: CandidateQuestion): Promise<Candidate[]> {
  const { signature, at, unit, ticketId } = question
  const names = askedKeys(
    master,
    signature.nameKeys.map((one) => one.key),
    at,
  )
  const texts = askedKeys(master, signature.textKeys, at)
  const named = [...names.keys()].map(String)
  const ask = async (keys: readonly string[], wanted: readonly string[], most: number, name: string) =>
    keys.length === 0
      ? []
      : (await sql.query<Row>({ name, text: FIND, values: [keys, wanted, unit, ticketId, most] })).rows
  const found = await Promise.all([
    ask(named, named, MOST_BY_NAME, 'similar-by-name'),
    ask([...texts.keys()].map(String), [], MOST_BY_TEXT, 'similar-by-text'),
  ])
  // What was found by name tells its names, and stands over the same ticket found by text.
  const byTicket = new Map(found.toReversed().flatMap((rows) => rows.map((row) => [row.ticket_id, row])))
  return [...byTicket.values()].map((row) => ({
    ticketId: row.ticket_id,
    sketch: sketchFrom(row.sketch, row.size),
    category: row.category,
    subdistrict: row.subdistrict,
    community: row.community,
    registeredAt: row.registered_at,
    names: (row.hits ?? []).flatMap((hit) => names.get(BigInt(hit)) ?? []),
  }))
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
