import type { Instant } from '../../domain/kernel/instant.ts'
import type { Sql } from '../database/connect.ts'

/** Somebody who looks on at a matter that others reported. */
export interface Follow {
  readonly followId: string
  readonly clusterId: string
  readonly category: string
  readonly subdistrict: string
  /** The keyed index of a phone; null: none was left. */
  readonly phoneIndex: string | null
  /** Whether the person asked to be counted beside those who reported it (P20: nobody is counted without consent). */
  readonly counts: boolean
  readonly followedAt: Instant
  readonly endedAt: Instant | null
}

/** Keeps a follow; the id was made with the page, so that pressing twice makes one. */
export async function saveFollow(sql: Sql, follow: Omit<Follow, 'endedAt'>): Promise<void> {
  const { followId, clusterId, category, subdistrict, phoneIndex, counts, followedAt } = follow
  await sql.query(
    `insert into matter_follow (follow_id, cluster_id, category, subdistrict, phone_index, counts, followed_at)
     values ($1, $2, $3, $4, $5, $6, $7) on conflict (follow_id) do nothing`,
    [followId, clusterId, category, subdistrict, phoneIndex, counts, followedAt],
  )
}

export async function readFollow(sql: Sql, followId: string): Promise<Follow | null> {
  const { rows } = await sql.query<Stored>(`${SELECT} where follow_id = $1`, [followId])
  return rows[0] ? toFollow(rows[0]) : null
}

/** Ends a follow and lets go of who it was. */
export async function endFollow(sql: Sql, followId: string, at: Instant): Promise<void> {
  await sql.query(
    'update matter_follow set ended_at = $2, phone_index = null where follow_id = $1 and ended_at is null',
    [followId, at],
  )
}

/** The follows with this phone that have not ended, the newest first. */
export async function followsByPhone(sql: Sql, index: string): Promise<Follow[]> {
  const { rows } = await sql.query<Stored>(
    `${SELECT} where phone_index = $1 and ended_at is null order by followed_at desc limit 50`,
    [index],
  )
  return rows.map(toFollow)
}

/** How many asked to be counted with each matter: each number once, who left none each time. */
export async function countFollowers(sql: Sql, clusterIds: readonly string[]): Promise<ReadonlyMap<string, number>> {
  if (clusterIds.length === 0) return new Map()
  const { rows } = await sql.query<{ cluster_id: string; n: number }>(
    `select cluster_id, count(distinct coalesce(phone_index, follow_id::text))::int as n from matter_follow
     where cluster_id = any ($1::uuid[]) and ended_at is null and counts group by cluster_id`,
    [clusterIds],
  )
  return new Map(rows.map((row) => [row.cluster_id, row.n]))
}

const SELECT = `select follow_id, cluster_id, category, subdistrict, phone_index, counts, followed_at, ended_at from matter_follow`

interface Stored {
  readonly follow_id: string
  readonly cluster_id: string
  readonly category: string
  readonly subdistrict: string
  readonly phone_index: string | null
  readonly counts: boolean
  readonly followed_at: Instant
  readonly ended_at: Instant | null
}

function toFollow(row: Stored): Follow {
  return {
    followId: row.follow_id,
    clusterId: row.cluster_id,
    category: row.category,
    subdistrict: row.subdistrict,
    phoneIndex: row.phone_index,
    counts: row.counts,
    followedAt: row.followed_at,
    endedAt: row.ended_at,
  }
}
