import type { Rejection } from '../kernel/result.ts'
import type { Unit } from '../org/unit.ts'
import type { Policy } from '../policy/policy.ts'
import { roleSuits, scopesOf } from './permit.ts'

/** What makes a role one that a second administrator confirms: it reads people, every ticket, or the log of such reads. */
const GUARDED = ['read-person', 'read-callback-schedule', 'read-access-log'] as const

/** The permission of whoever keeps accounts. */
export const ADMINISTER = 'manage-accounts'

/**
 * Why giving this role takes two persons (design.md §3.6): the permissions concerned, empty when one person is enough.
 * `administrators`: how many active accounts keep accounts now. The very first makes the second alone, else nobody could.
 */
export function guardedPermissions(role: string, policy: Policy, administrators: number): readonly string[] {
  const held = GUARDED.filter((permission) => scopesOf({ role }, permission, policy).length > 0)
  const readsAll = scopesOf({ role }, 'read-ticket', policy).includes('any') ? ['read-ticket'] : []
  const keeps = administers(role, policy) && administrators > 1 ? [ADMINISTER] : []
  return [...readsAll, ...held, ...keeps]
}

export function administers(role: string, policy: Policy): boolean {
  return scopesOf({ role }, ADMINISTER, policy).length > 0
}

export interface AccountStanding {
  readonly accountId: string
  readonly role: string
  readonly active: boolean
}

/** What an administrator wants to do to an account. */
export interface AccountWish {
  readonly by: string
  /** Null: the account is new. */
  readonly on: AccountStanding | null
  /** The role it is to have; null: it is to be let in no more. */
  readonly role: string | null
  /** Null where the unit is of no account. */
  readonly unit: Unit | null
  /** Active accounts that keep accounts. */
  readonly administrators: number
}

const refused = (code: string, facts: Rejection['facts'] = {}): Rejection => ({ code, facts })

/** Null: it may be done (perhaps by two, see `guardedPermissions`). */
export function refuseWish({ by, on, role, unit, administrators }: AccountWish, policy: Policy): Rejection | null {
  if (on?.accountId === by) return refused('people.own-account')
  if (role !== null) {
    if (!policy.roles[role] || role === 'requester') return refused('people.unknown-role', { role: role.slice(0, 40) })
    if (unit && !roleSuits(role, unit, policy)) return refused('people.role-elsewhere', { unit: unit.code })
  }
  const was = on?.active === true && administers(on.role, policy)
  const stays = role !== null && administers(role, policy)
  if (was && !stays && administrators <= 1) return refused('people.last-administrator')
  return null
}
