import { v7 as uuidv7 } from 'uuid'
import type { PersonInput } from '../../contract/ticket/request.ts'
import type { Sql } from '../database/connect.ts'
import { commitPersonal, decryptText, encrypt, newKey, unwrapKey, wrapKey } from '../vault/cipher.ts'
import { normalisePhone, phoneIndex } from '../vault/phone.ts'

/** What the vault keeps of a person. */
export interface PersonDetails {
  readonly name: string
  /** As it was given; `normalised` is what look-ups use. */
  readonly phone: string | null
}

export interface PersonRow {
  readonly personId: string
  readonly phoneIndex: string | null
  readonly nameIndex: string | null
  readonly wrappedKey: Buffer
  readonly sealed: Buffer
}

/**
 * A person's row under a key of its own. Look-ups go by keyed indexes: a plain hash of a phone number could be guessed.
 * P12: one phone with two names is two people until a human says otherwise.
 */
export function personRow(master: Buffer, input: PersonInput, personId: string = uuidv7()): PersonRow {
  const key = newKey()
  // A number of no known form (a short line, no area code) is kept as it was said; it can be called, but not looked up.
  const normal = input.phone === null ? null : normalisePhone(input.phone)
  const phone = normal ?? input.phone
  return {
    personId,
    phoneIndex: normal === null ? null : phoneIndex(master, normal),
    nameIndex: normal === null ? null : commitPersonal(master, 'name-index', input.name),
    wrappedKey: wrapKey(master, key, `person/${personId}`),
    sealed: encrypt(key, JSON.stringify({ name: input.name, phone }), `person/${personId}`),
  }
}

const SAVE = {
  name: 'person-save',
  text: `insert into person (person_id, phone_index, name_index, wrapped_key, sealed) values ($1, $2, $3, $4, $5)
    on conflict (phone_index, name_index) do update set name_index = excluded.name_index
    returning person_id`,
}

/** Finds the person with this phone and name, or keeps a new one; without a phone every contact is a new person. */
export async function savePerson(sql: Sql, master: Buffer, input: PersonInput): Promise<string> {
  const row = personRow(master, input)
  const values = [row.personId, row.phoneIndex, row.nameIndex, row.wrappedKey, row.sealed]
  const { rows } = await sql.query<{ person_id: string }>({ ...SAVE, values })
  return rows[0]?.person_id ?? row.personId
}

/** Null when there is no such person, or when the person was forgotten. The caller logs the access. */
export async function readPerson(sql: Sql, master: Buffer, personId: string): Promise<PersonDetails | null> {
  const { rows } = await sql.query<{ wrapped_key: Buffer | null; sealed: Buffer | null }>(
    'select wrapped_key, sealed from person where person_id = $1',
    [personId],
  )
  const row = rows[0]
  if (!row?.wrapped_key || !row.sealed) return null
  const key = unwrapKey(master, row.wrapped_key, `person/${personId}`)
  return JSON.parse(decryptText(key, row.sealed, `person/${personId}`)) as PersonDetails
}

/**
 * Forgets a person for good: without the key nothing of them can be read, and the log still verifies. What they follow with the
 * same phone is no longer known to be theirs.
 */
export async function forgetPerson(sql: Sql, personId: string, at: string): Promise<boolean> {
  const { rowCount } = await sql.query(
    `with known as (
       select person_id, phone_index from person where person_id = $1 and wrapped_key is not null for update
     ), gone as (
       update person p set wrapped_key = null, sealed = null, phone_index = null, name_index = null
       from known where p.person_id = known.person_id returning p.person_id
     ), numbers as (
       -- P12: a number that another person still goes by is not forgotten with this one.
       select phone_index from known where phone_index is not null
         and not exists (select from person o where o.phone_index = known.phone_index and o.person_id <> known.person_id)
     ), calls as (
       update call set wrapped_key = null, sealed = null, phone_index = null
       where phone_index in (select phone_index from numbers)
     ), words as (
       update record set wrapped_key = null where record_id in (
         select case_id from abuse_case where phone_index in (select phone_index from numbers))
     ), cases as (
       update abuse_case set phone_index = null where phone_index in (select phone_index from numbers)
     ), drafts as (
       delete from draft where phone_index in (select phone_index from numbers)
     ), follows as (
       update matter_follow set phone_index = null where phone_index in (select phone_index from numbers)
     )
     insert into forgotten (subject_id, kind, at) select person_id, 'person', $2 from gone on conflict do nothing`,
    [personId, at],
  )
  return (rowCount ?? 0) > 0
}
