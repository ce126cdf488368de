import type { PRINT_FORMS, PrintMark } from '../../../contract/http/ticket.ts'
import type { GrantScope } from '../../../domain/policy/policy.ts'
import type { Account } from '../../../store/account/accounts.ts'
import { readPerson } from '../../../store/person/person.ts'
import { logAccess } from '../../../store/read-models/access-log.ts'
import type { Language } from '../../../words/say.ts'
import type { ServerDeps } from '../../deps.ts'
import { unitName } from '../../http/facts.ts'
import { problem } from '../../http/problem.ts'
import { readPermitted } from '../../view/read-permitted.ts'

/** P29: a print leaves the screen, so that it is logged first and bears who made it and when. */
export async function printTicket(
  ticketId: string,
  form: (typeof PRINT_FORMS)[number],
  account: Account,
  scopes: readonly GrantScope[],
  language: Language,
  deps: ServerDeps,
): Promise<PrintMark> {
  const { pool, rulebook, clock } = deps
  await readPermitted(ticketId, 'read-ticket', account, scopes, deps)
  const at = clock.now()
  await logAccess(pool, { ticketId, personId: null, accountId: account.accountId, what: 'print', reason: form, at })
  const { calendar } = rulebook.inForce(at)
  return { by: account.name, unit: unitName(account.unit, { language, org: rulebook.org, calendar }), at }
}

/** The number goes to the telephone, not onto the screen; the line in the access log comes first. */
export async function callPerson(
  ticketId: string,
  whom: 'requester' | 'concerned',
  account: Account,
  scopes: readonly GrantScope[],
  deps: ServerDeps,
): Promise<{ href: string }> {
  const { pool, keys, clock, dial } = deps
  if (dial === undefined) throw problem('telephony.off')
  const { reading, visible } = await readPermitted(ticketId, 'read-person', account, scopes, deps)
  const personId = reading.state[whom]
  if (!visible.person || personId === null) throw problem('person.none')
  const at = clock.now()
  await logAccess(pool, { ticketId, personId, accountId: account.accountId, what: 'call', reason: null, at })
  const phone = (await readPerson(pool, keys.master, personId))?.phone
  if (!phone) throw problem('person.none')
  return { href: dial.replace('{phone}', encodeURIComponent(phone)) }
}
