import type { Org } from '../../../domain/org/unit.ts'
import type { Policy } from '../../../domain/policy/policy.ts'
import { permit, type Subjected } from '../../../domain/rights/permit.ts'
import type { Account } from '../../../store/account/accounts.ts'
import { subjectOf } from '../../http/who.ts'

/** The commands whose holders confirm proposals: the centre's, who may merge, and officers of a responsible unit, who reply. */
export const CONFIRMING = ['merge', 'reply'] as const

/**
 * May this account say that a ticket is or is not the same matter as another, and keep its cluster? Whoever may merge any ticket,
 * and whoever replies for the responsible unit; whoever only assists may not. P3 holds: the accused unit never.
 */
export function mayConfirm(account: Account, on: Subjected, policy: Policy, org: Org): boolean {
  if (permit(subjectOf(account), 'merge', on, policy, org).permitted) return true
  const reply = permit(subjectOf(account), 'reply', on, policy, org)
  return reply.permitted && reply.scope === 'own'
}
