import { DEMO_PASSWORD } from '../../contract/demo-password.ts'
import type { Org, UnitCode } from '../../domain/org/unit.ts'
import { cast } from '../../simulator/cast.ts'
import { hashPassword } from '../../store/account/passwords.ts'
import type { Sql } from '../../store/database/connect.ts'

/** Makes the accounts of everybody who acts in the simulation; one per role can sign in. */
export async function saveCast(sql: Sql, org: Org, units: readonly UnitCode[]): Promise<void> {
  const members = cast(org, units)
  const passwordHash = await hashPassword(DEMO_PASSWORD)
  await sql.query(
    `insert into account (account_id, login, name, role, unit_id, password_hash, demo)
     select account, account, name, role, unit_id, case when login then $5 end, login
     from unnest($1::text[], $2::text[], $3::text[], $4::text[], $6::boolean[]) as c(account, name, role, unit_id, login)
     on conflict do nothing`,
    [
      members.map((one) => one.account),
      members.map((one) => one.name),
      members.map((one) => one.role),
      members.map((one) => one.unit),
      passwordHash,
      members.map((one) => one.login),
    ],
  )
}
