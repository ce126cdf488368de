import type { FastifyRequest } from 'fastify'
import type { RolePreview } from '../../../contract/http/people.ts'
import { NEVER_OWN } from '../../../domain/policy/grantable.ts'
import { guardedPermissions, refuseWish } from '../../../domain/rights/accounts.ts'
import { scopesOf } from '../../../domain/rights/permit.ts'
import type { Sql } from '../../../store/database/connect.ts'
import { hasSentence, type Language, say } from '../../../words/say.ts'
import type { ServerDeps } from '../../deps.ts'
import { readableFacts, unitName } from '../../http/facts.ts'
import { languageOf } from '../../http/language.ts'
import { problem } from '../../http/problem.ts'
import { accountOf, inboxOf } from '../../http/who.ts'
import { roleName } from './people-view.ts'

/** What somebody who gives a role may take for granted, and had better see denied. */
const WORTH_DENYING = [
  'read-ticket',
  'read-person',
  'dispatch',
  'reply',
  'attempt-callback',
  'decide-return',
  'decide-exclusion',
  'run-assessment',
  'read-access-log',
  'manage-accounts',
  'edit-policy',
] as const

export async function countByRole(sql: Sql): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql.query<{ role: string; count: number }>(
    'select role, count(*)::int as count from account where active group by role',
  )
  return new Map(rows.map((row) => [row.role, row.count]))
}

/** What a role at a unit would see and do: from the inbox that it would read and the rules in force. Counts only. */
export async function previewRole(
  role: string,
  code: string,
  request: FastifyRequest,
  { pool, rulebook, clock }: ServerDeps,
): Promise<RolePreview> {
  const language = languageOf(request)
  const policy = rulebook.inForce(clock.now())
  const readable = { language, org: rulebook.org, calendar: policy.calendar }
  const unit = rulebook.org.findUnit(code)
  if (!unit) throw problem('unit.unknown', { unit: code })
  const rule = policy.roles[role]
  if (!rule || role === 'requester') throw problem('people.unknown-role', { role: role.slice(0, 40) })
  const account = { ...accountOf(request), role, unit: code }
  const scopes = scopesOf({ role }, 'read-list', policy)
  const inbox = inboxOf(account, scopes, rulebook.org)
  const named = (command: string) => ({ command, name: nameOf(command, language) })
  const held = new Map<string, string[]>()
  for (const { command, on } of rule.grants) held.set(command, [...(held.get(command) ?? []), on])
  const refusal = refuseWish({ by: account.accountId, on: null, role, unit, administrators: 2 }, policy)
  return {
    role,
    roleName: roleName(role, language, policy),
    unit: code,
    unitName: unitName(code, readable),
    sees:
      scopes.length === 0
        ? null
        : { ...(await countInbox(pool, inbox)), everywhere: inbox !== code || unit.kind === 'centre' },
    may: [...held].map(([command, on]) => ({ ...named(command), on })),
    never: WORTH_DENYING.filter((command) => !held.has(command)).map(named),
    neverOwn: NEVER_OWN.filter((command) => held.has(command)).map(named),
    needsTwo: guardedPermissions(role, policy, 2).map(named),
    refused: refusal && say(language, refusal.code, readableFacts(refusal.facts, readable)),
    holders: (await countByRole(pool)).get(role) ?? 0,
  }
}

function nameOf(command: string, language: Language): string {
  const found = [`permission.${command}`, `command.${command}`].find(hasSentence)
  return found === undefined ? command : say(language, found)
}

async function countInbox(sql: Sql, unit: string): Promise<{ open: number; all: number }> {
  const { rows } = await sql.query<{ open: number; all: number }>(
    'select count(*) filter (where open)::int as open, count(*)::int as all from inbox where unit_id = $1',
    [unit],
  )
  return rows[0] ?? { open: 0, all: 0 }
}
