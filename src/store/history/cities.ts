import type { Unit } from '../../domain/org/unit.ts'
import { CENTRE } from '../../domain/org/unit.ts'
import { type CityElsewhere, DUTY_HOURS_ELSEWHERE } from '../../domain/policy/elsewhere.ts'
import type { Sql } from '../database/connect.ts'

interface CityRow {
  readonly system: string
  readonly name: string
  readonly name_en: string
  readonly offsets: CityElsewhere['offsets']
  readonly categories: CityElsewhere['categories']
}

/** Every city whose record was imported, and the units that its record names. */
export async function loadCities(
  sql: Sql,
): Promise<{ readonly cities: readonly CityElsewhere[]; readonly units: readonly Unit[] }> {
  const { rows } = await sql.query<CityRow>(
    'select system, name, name_en, offsets, categories from history_city order by system',
  )
  const units = await sql.query<{ code: string; name: string; name_en: string; from: string; to: string | null }>(
    `select code, name, name_en, valid_from::text as from, valid_to::text as to from unit
     where duty_hours = $1 order by code`,
    [DUTY_HOURS_ELSEWHERE],
  )
  return {
    cities: rows.map(({ name_en, ...row }) => ({ ...row, nameEn: name_en })),
    units: units.rows.map(({ code, name, name_en, from, to }) => ({
      code,
      name,
      nameEn: name_en,
      kind: 'department',
      superior: CENTRE,
      district: null,
      validFrom: from,
      validTo: to,
      dutyHours: DUTY_HOURS_ELSEWHERE,
    })),
  }
}

/**
 * Writes a city down with the units its record names; what an earlier import named stays. Its units are valid for the days
 * that the record covers, so that nobody can send them a ticket of today. Returns the city as it is stored.
 */
export async function saveCity(
  sql: Sql,
  city: CityElsewhere,
  units: readonly { readonly code: string; readonly name: string }[],
  span: { readonly from: string; readonly to: string },
): Promise<CityElsewhere> {
  const before = (await loadCities(sql)).cities.find((one) => one.system === city.system)
  const known = new Set(before?.categories.map(({ code }) => code))
  const categories = [...(before?.categories ?? []), ...city.categories.filter(({ code }) => !known.has(code))]
  await sql.query(
    `insert into history_city (system, name, name_en, offsets, categories) values ($1, $2, $3, $4, $5)
     on conflict (system) do update set name = excluded.name, name_en = excluded.name_en, offsets = excluded.offsets,
       categories = excluded.categories`,
    [city.system, city.name, city.nameEn, JSON.stringify(city.offsets), JSON.stringify(categories)],
  )
  await sql.query(
    `insert into unit (code, name, name_en, kind, superior, district, valid_from, valid_to, duty_hours)
     select code, name, name, 'department', $3, null, $4, $5, $6 from unnest($1::text[], $2::text[]) as u (code, name)
     on conflict (code) do update set valid_from = least(unit.valid_from, excluded.valid_from),
       valid_to = greatest(unit.valid_to, excluded.valid_to)`,
    [units.map(({ code }) => code), units.map(({ name }) => name), CENTRE, span.from, span.to, DUTY_HOURS_ELSEWHERE],
  )
  return { ...city, categories }
}
