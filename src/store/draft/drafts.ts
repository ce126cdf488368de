import type { Instant } from '../../domain/kernel/instant.ts'
import type { Sql } from '../database/connect.ts'
import { decryptText, encrypt, newKey, unwrapKey, wrapKey } from '../vault/cipher.ts'
import { normalisePhone, phoneIndex } from '../vault/phone.ts'

/** A form that is not finished, under the id of the ticket that it will become. */
export interface Draft {
  readonly draftId: string
  readonly form: string
  readonly savedAt: Instant
}

/** Keeps the form, encrypted under a key of its own. False when the id is another person's. */
export async function saveDraft(
  sql: Sql,
  master: Buffer,
  { draftId, form, savedAt, account, phone }: Draft & { readonly account: string; readonly phone: string | null },
): Promise<boolean> {
  const key = newKey()
  const normal = phone === null ? null : normalisePhone(phone)
  const { rowCount } = await sql.query(
    `insert into draft as d (draft_id, account_id, phone_index, wrapped_key, sealed, saved_at) values ($1, $2, $3, $4, $5, $6)
     on conflict (draft_id) do update set phone_index = $3, wrapped_key = $4, sealed = $5, saved_at = $6
     where d.account_id = $2`,
    [
      draftId,
      account,
      normal === null ? null : phoneIndex(master, normal),
      wrapKey(master, key, `draft/${draftId}`),
      encrypt(key, form, `draft/${draftId}`),
      savedAt,
    ],
  )
  return rowCount === 1
}

/** A person's own, the newest first. */
export async function listDrafts(sql: Sql, master: Buffer, account: string): Promise<Draft[]> {
  const { rows } = await sql.query<{ draft_id: string; wrapped_key: Buffer; sealed: Buffer; saved_at: Instant }>(
    'select draft_id, wrapped_key, sealed, saved_at from draft where account_id = $1 order by saved_at desc limit 20',
    [account],
  )
  return rows.map(({ draft_id: draftId, wrapped_key, sealed, saved_at: savedAt }) => {
    const key = unwrapKey(master, wrapped_key, `draft/${draftId}`)
    return { draftId, form: decryptText(key, sealed, `draft/${draftId}`), savedAt }
  })
}

export async function removeDraft(sql: Sql, draftId: string, account: string): Promise<void> {
  await sql.query('delete from draft where draft_id = $1 and account_id = $2', [draftId, account])
}

/** What nobody came back to: personal data is not kept for a form that was given up. */
export async function removeOldDrafts(sql: Sql, before: Instant): Promise<number> {
  const { rowCount } = await sql.query('delete from draft where saved_at < $1', [before])
  return rowCount ?? 0
}
