import type { FastifyRequest } from 'fastify'
import type { Rejection } from '../../domain/kernel/result.ts'
import { CENTRE, type Org } from '../../domain/org/unit.ts'
import type { GrantScope, Policy } from '../../domain/policy/policy.ts'
import { permit, type Subject } from '../../domain/rights/permit.ts'
import { subjectedBy } from '../../domain/ticket/actions.ts'
import type { Actor } from '../../domain/ticket/events.ts'
import type { TicketState } from '../../domain/ticket/state.ts'
import type { Account } from '../../store/account/accounts.ts'
import { problem } from './problem.ts'

/** The account of a request that a guard has let through. */
export function accountOf(request: FastifyRequest): Account {
  if (!request.account) throw problem('session.needed')
  return request.account
}

export function actorOf(account: Account | null): Actor {
  if (!account) return { kind: 'requester', person: null, via: 'web' }
  return { kind: 'person', account: account.accountId, unit: account.unit, role: account.role }
}

export function subjectOf(account: Account): Subject {
  return { role: account.role, unit: account.unit, person: null }
}

/** For the command handler: asked with the state the command meets. */
export function permitFor(account: Account, command: string, policy: Policy, org: Org) {
  return (state: TicketState): Rejection | null => {
    const permission = permit(subjectOf(account), command, subjectedBy(state), policy, org)
    return permission.permitted ? null : { code: permission.code, facts: {} }
  }
}

/**
 * Whose inbox an account reads. The centre's inbox holds every ticket: only the centre's own people and the supervision body
 * outside the line of command read it, and only with a grant on every ticket; all others read their own unit's.
 */
export function inboxOf(account: Account, scopes: readonly GrantScope[], org: Org): string {
  const kind = org.findUnit(account.unit)?.kind
  return scopes.includes('any') && (kind === 'centre' || kind === 'supervision') ? CENTRE : account.unit
}
