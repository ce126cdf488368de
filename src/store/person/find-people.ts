import type { Sql } from '../database/connect.ts'
import { commitPersonal } from '../vault/cipher.ts'
import { normalisePhone, phoneIndex } from '../vault/phone.ts'

/** Ids of the people with this phone, whatever their names (P12); empty for a number of no known form. */
export async function findByPhone(sql: Sql, master: Buffer, phone: string): Promise<string[]> {
  const normal = normalisePhone(phone)
  if (normal === null) return []
  return idsOf(sql, 'phone_index', phoneIndex(master, normal))
}

/** Ids of the people with this very name. Whoever left no number has no index and is not found. */
export async function findByName(sql: Sql, master: Buffer, name: string): Promise<string[]> {
  return idsOf(sql, 'name_index', commitPersonal(master, 'name-index', name))
}

const MOST = 50

async function idsOf(sql: Sql, column: 'phone_index' | 'name_index', value: string): Promise<string[]> {
  const { rows } = await sql.query<{ person_id: string }>(
    `select person_id from person where ${column} = $1 and wrapped_key is not null limit ${MOST}`,
    [value],
  )
  return rows.map((row) => row.person_id)
}

export interface TicketOfPerson {
  readonly ticket_id: string
  readonly person: string
  /** P13: somebody else told it for this person. */
  readonly by_proxy: boolean
}

/**
 * The tickets that these people told, or that others told for them (P13), as far as the reading unit may see them, newest first.
 * P19: an anonymous one has neither.
 */
export async function ticketsOfPeople(
  sql: Sql,
  unit: string,
  people: readonly string[],
  size: number,
): Promise<TicketOfPerson[]> {
  const { rows } = await sql.query<TicketOfPerson>(
    `select t.ticket_id, told.person, told.by_proxy
     from (
       select ticket_id, requester as person, false as by_proxy from ticket where requester = any ($2::uuid[])
       union all
       select ticket_id, concerned, true from ticket
       where concerned = any ($2::uuid[]) and (requester is null or requester <> all ($2::uuid[]))
     ) told join ticket t using (ticket_id) join inbox i on i.ticket_id = t.ticket_id and i.unit_id = $1
     order by t.registered_at desc limit $3`,
    [unit, people, size],
  )
  return rows
}
