import type { FastifyRequest } from 'fastify'
import type { z } from 'zod'
import type { auditView, PersonView } from '../../../contract/http/people.ts'
import type { Policy } from '../../../domain/policy/policy.ts'
import { namesOf } from '../../../store/account/accounts.ts'
import type { AuditLine, PersonAccount } from '../../../store/account/people.ts'
import type { Language } from '../../../words/say.ts'
import type { ServerDeps } from '../../deps.ts'
import { unitName } from '../../http/facts.ts'
import { languageOf } from '../../http/language.ts'
import { accountOf } from '../../http/who.ts'

export function roleName(role: string, language: Language, policy: Policy): string {
  const rule = policy.roles[role]
  return (language === 'zh' ? rule?.name : rule?.nameEn) ?? role
}

export async function personViews(
  people: readonly PersonAccount[],
  request: FastifyRequest,
  { pool, rulebook, clock }: ServerDeps,
): Promise<PersonView[]> {
  const language = languageOf(request)
  const policy = rulebook.inForce(clock.now())
  const readable = { language, org: rulebook.org, calendar: policy.calendar }
  const names = await namesOf(
    pool,
    people.flatMap((one) => (one.waiting ? [one.waiting.askedBy] : [])),
  )
  const reader = accountOf(request).accountId
  return people.map(({ accountId, waiting, ...one }) => ({
    id: accountId,
    login: one.login,
    name: one.name,
    role: one.role,
    roleName: roleName(one.role, language, policy),
    unit: one.unit,
    unitName: unitName(one.unit, readable),
    active: one.active,
    demo: one.demo,
    hasPassword: one.hasPassword,
    createdAt: one.createdAt,
    lastSignInAt: one.lastSignInAt,
    sessions: one.sessions,
    waiting: waiting && {
      requestId: waiting.requestId,
      what: waiting.what,
      role: waiting.role,
      roleName: roleName(waiting.role, language, policy),
      unit: waiting.unit,
      unitName: unitName(waiting.unit, readable),
      askedBy: names.get(waiting.askedBy) ?? waiting.askedBy,
      own: waiting.askedBy === reader,
      reason: waiting.reason,
      askedAt: waiting.askedAt,
    },
  }))
}

/** What was done, with every code put into words. */
export async function auditViews(
  lines: readonly AuditLine[],
  request: FastifyRequest,
  { pool, rulebook, clock }: ServerDeps,
): Promise<z.infer<typeof auditView>[]> {
  const language = languageOf(request)
  const policy = rulebook.inForce(clock.now())
  const readable = { language, org: rulebook.org, calendar: policy.calendar }
  const names = await namesOf(
    pool,
    lines.flatMap((line) => [line.by, ...(line.facts['asked'] === undefined ? [] : [line.facts['asked']])]),
  )
  const inWords = (name: string, value: string): string => {
    if (name === 'unit' || name === 'unit-before') return unitName(value, readable)
    if (name === 'asked') return names.get(value) ?? value
    return policy.roles[value] ? roleName(value, language, policy) : value
  }
  return lines.map(({ auditId, what, facts, by, reason, at }) => ({
    id: auditId,
    what,
    facts: Object.fromEntries(Object.entries(facts).map(([name, value]) => [name, inWords(name, value)])),
    by: names.get(by) ?? by,
    reason,
    at,
  }))
}
