import type { Sql } from '../database/connect.ts'
import { ACCOUNT_COLUMNS, type Account, type AccountRow, toAccount } from './accounts.ts'

export async function listAccounts(sql: Sql): Promise<Account[]> {
  const { rows } = await sql.query<AccountRow>(`select ${ACCOUNT_COLUMNS} from account a order by a.login`)
  return rows.map(toAccount)
}

/** Sets a new password and ends every session of the account; false when there is no such login. */
export async function setPassword(sql: Sql, login: string, passwordHash: string): Promise<boolean> {
  const { rowCount } = await sql.query(
    `with changed as (update account set password_hash = $2 where login = $1 returning account_id),
       ended as (delete from session using changed where session.account_id = changed.account_id)
     select from changed`,
    [login, passwordHash],
  )
  return rowCount === 1
}

/** Disables or enables an account; disabling signs it out everywhere. False when there is no such login. */
export async function setActive(sql: Sql, login: string, active: boolean): Promise<boolean> {
  const { rowCount } = await sql.query(
    `with changed as (update account set active = $2 where login = $1 returning account_id),
       ended as (delete from session using changed where session.account_id = changed.account_id and not $2)
     select from changed`,
    [login, active],
  )
  return rowCount === 1
}
