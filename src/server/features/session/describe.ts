import type { FastifyRequest } from 'fastify'
import type { SessionView } from '../../../contract/http/session.ts'
import type { Account } from '../../../store/account/accounts.ts'
import type { ServerDeps } from '../../deps.ts'
import { unitName } from '../../http/facts.ts'
import { languageOf } from '../../http/language.ts'

/** A role and a unit in the reader's language. */
export function describeRole(account: Account, request: FastifyRequest, { rulebook, clock }: ServerDeps) {
  const language = languageOf(request)
  const policy = rulebook.inForce(clock.now())
  const rule = policy.roles[account.role]
  return {
    role: account.role,
    roleName: (language === 'zh' ? rule?.name : rule?.nameEn) ?? account.role,
    unit: account.unit,
    unitName: unitName(account.unit, { language, org: rulebook.org, calendar: policy.calendar }),
  }
}

export function describeSession(account: Account | null, request: FastifyRequest, deps: ServerDeps): SessionView {
  const now = deps.clock.now()
  const policy = deps.rulebook.inForce(now)
  return {
    account: account && {
      id: account.accountId,
      login: account.login,
      name: account.name,
      demo: account.demo,
      ...describeRole(account, request, deps),
      unitKind: deps.rulebook.org.findUnit(account.unit)?.kind ?? 'office',
      grants: (policy.roles[account.role]?.grants ?? []).map(({ command, on }) => ({ command, on })),
    },
    language: languageOf(request),
    now,
    simulated: deps.simulated ?? false,
    policy: policy.id,
    fill: deps.progress?.() ?? null,
  }
}
