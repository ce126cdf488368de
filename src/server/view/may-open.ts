import { isWithin, type UnitCode } from '../../domain/org/unit.ts'
import { scopesOf } from '../../domain/rights/permit.ts'
import type { Account } from '../../store/account/accounts.ts'
import type { ServerDeps } from '../deps.ts'

/** P21: of peers figures, never tickets. */
export function mayOpen(unit: UnitCode, account: Account, { rulebook, clock }: ServerDeps): boolean {
  const scopes = scopesOf(account, 'read-ticket', rulebook.inForce(clock.now()))
  if (scopes.includes('any')) return true
  return scopes.includes('own') && isWithin(rulebook.org, unit, account.unit)
}
