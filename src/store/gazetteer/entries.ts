import type { Instant } from '../../domain/kernel/instant.ts'
import type { UnitCode } from '../../domain/org/unit.ts'
import type { Sql } from '../database/connect.ts'

/** A name that the operator entered: a compound, a road, a landmark, a station, or another name of a unit. */
export interface GazetteerRow {
  readonly name: string
  readonly unit: UnitCode
  readonly kind: string
  /** WGS-84. */
  readonly point: { readonly lat: number; readonly lng: number } | null
}

export interface EnteredRow extends GazetteerRow {
  readonly enteredBy: string
  readonly enteredAt: Instant
}

interface Stored {
  readonly name: string
  readonly unit_id: string
  readonly kind: string
  readonly lat: number | null
  readonly lng: number | null
  readonly entered_by: string
  readonly entered_at: Instant
}

/** All entries, by name. There are thousands at most: they are read whole and kept in memory. */
export async function listEntries(sql: Sql): Promise<EnteredRow[]> {
  const { rows } = await sql.query<Stored>(
    'select name, unit_id, kind, lat, lng, entered_by, entered_at from gazetteer_entry order by name, unit_id',
  )
  return rows.map(({ name, unit_id, kind, lat, lng, entered_by, entered_at }) => ({
    name,
    unit: unit_id,
    kind,
    point: lat === null || lng === null ? null : { lat, lng },
    enteredBy: entered_by,
    enteredAt: entered_at,
  }))
}

/** Changes when an entry is added, changed or removed, so that every process knows when to read again. */
export async function entriesRevision(sql: Sql): Promise<string> {
  const { rows } = await sql.query<{ revision: string }>(
    `select count(*)::text || '/' || coalesce(sum(hashtext(name || unit_id || kind || coalesce(lat::text || lng::text, '')))::text, '') as revision
     from gazetteer_entry`,
  )
  return rows[0]?.revision ?? ''
}

/** Adds entries; one that is there already takes the new kind and point. Returns how many were written. */
export async function enterAll(sql: Sql, entries: readonly GazetteerRow[], by: string, at: Instant): Promise<number> {
  const result = await sql.query(
    `insert into gazetteer_entry (name, unit_id, kind, lat, lng, entered_by, entered_at)
     select e.*, $6::text, $7::timestamptz
     from unnest($1::text[], $2::text[], $3::text[], $4::float8[], $5::float8[]) as e
     on conflict (name, unit_id) do update set kind = excluded.kind, lat = excluded.lat, lng = excluded.lng,
       entered_by = excluded.entered_by, entered_at = excluded.entered_at`,
    [
      entries.map((one) => one.name),
      entries.map((one) => one.unit),
      entries.map((one) => one.kind),
      entries.map((one) => one.point?.lat ?? null),
      entries.map((one) => one.point?.lng ?? null),
      by,
      at,
    ],
  )
  return result.rowCount ?? 0
}

/** False: there was none of that name for that unit. */
export async function removeEntry(sql: Sql, name: string, unit: UnitCode): Promise<boolean> {
  const result = await sql.query('delete from gazetteer_entry where name = $1 and unit_id = $2', [name, unit])
  return (result.rowCount ?? 0) > 0
}
