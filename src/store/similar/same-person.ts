import type { Instant } from '../../domain/kernel/instant.ts'
import type { Sql } from '../database/connect.ts'
import { normalisePhone, phoneIndex } from '../vault/phone.ts'

const MOST = 20

/** The newest tickets of one requester that a unit may see. Reads index ticket_requester. */
export async function ticketsOfPersons(
  sql: Sql,
  unit: string,
  persons: readonly string[],
  since: Instant,
): Promise<string[]> {
  if (persons.length === 0) return []
  const { rows } = await sql.query<{ ticket_id: string }>(
    `select t.ticket_id from ticket t join inbox i on i.ticket_id = t.ticket_id and i.unit_id = $1
     where t.requester = any ($2::uuid[]) and t.registered_at >= $3
     order by t.registered_at desc, t.ticket_id limit ${MOST}`,
    [unit, persons, since],
  )
  return rows.map((row) => row.ticket_id)
}

/** Everybody behind one phone: P12, they may be several people. A number of no known form finds nobody. */
export async function personsBehind(sql: Sql, master: Buffer, phone: string): Promise<string[]> {
  const normal = normalisePhone(phone)
  if (normal === null) return []
  const { rows } = await sql.query<{ person_id: string }>('select person_id from person where phone_index = $1', [
    phoneIndex(master, normal),
  ])
  return rows.map((row) => row.person_id)
}
