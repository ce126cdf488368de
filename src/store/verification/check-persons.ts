import type { Sql } from '../database/connect.ts'
import { readInBatches } from '../database/cursor.ts'
import type { PersonDetails } from '../person/person.ts'
import { commitPersonal, decryptText, unwrapKey } from '../vault/cipher.ts'
import { normalisePhone, phoneIndex } from '../vault/phone.ts'
import { VaultError } from '../vault/vault-error.ts'
import type { CheckDeps } from './check-ticket.ts'

interface PersonStored {
  readonly person_id: string
  readonly phone_index: string | null
  readonly name_index: string | null
  readonly wrapped_key: Buffer | null
  readonly sealed: Buffer | null
  readonly forgotten: boolean
}

/** Checks that each person's row opens and is found under its own phone and name, and that the forgotten are gone. */
export async function checkPersons(sql: Sql, master: Buffer, report: CheckDeps['report']): Promise<number> {
  const text = `
    select p.person_id, p.phone_index, p.name_index, p.wrapped_key, p.sealed, f.subject_id is not null as forgotten
    from person p left join forgotten f on f.kind = 'person' and f.subject_id = p.person_id`
  let count = 0
  for await (const batch of readInBatches<PersonStored>(sql, 'persons_to_check', text)) {
    count += batch.length
    for (const row of batch) checkPerson(row, master, report)
  }
  return count
}

function checkPerson(row: PersonStored, master: Buffer, report: CheckDeps['report']): void {
  const facts = { person: row.person_id }
  if (row.wrapped_key === null || row.sealed === null) {
    if (!row.forgotten) report('key.missing', facts)
    return
  }
  if (row.forgotten) {
    report('key.not-forgotten', facts)
    return
  }
  try {
    const key = unwrapKey(master, row.wrapped_key, `person/${row.person_id}`)
    const details = JSON.parse(decryptText(key, row.sealed, `person/${row.person_id}`)) as PersonDetails
    const phone = details.phone === null ? null : normalisePhone(details.phone)
    const byPhone = phone === null ? null : phoneIndex(master, phone)
    const byName = phone === null ? null : commitPersonal(master, 'name-index', details.name)
    if (row.phone_index !== byPhone) report('person.index-differs', { ...facts, field: 'phone_index' })
    if (row.name_index !== byName) report('person.index-differs', { ...facts, field: 'name_index' })
  } catch (error) {
    if (!(error instanceof VaultError)) throw error
    report('person.unusable', { ...facts, reason: error.code })
  }
}
