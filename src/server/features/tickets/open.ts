import type { TicketView } from '../../../contract/http/ticket.ts'
import type { GrantScope } from '../../../domain/policy/policy.ts'
import { permit } from '../../../domain/rights/permit.ts'
import { subjectedBy } from '../../../domain/ticket/actions.ts'
import { type Account, namesOf } from '../../../store/account/accounts.ts'
import { readAs } from '../../../store/database/reader.ts'
import { readPerson } from '../../../store/person/person.ts'
import { logAccess } from '../../../store/read-models/access-log.ts'
import { readTicket, type TicketReading } from '../../../store/read-models/ticket-reading.ts'
import type { Language } from '../../../words/say.ts'
import type { ServerDeps } from '../../deps.ts'
import { Problem, problem } from '../../http/problem.ts'
import { inboxOf, subjectOf } from '../../http/who.ts'
import { viewTicket } from '../../view/ticket-view.ts'
import { type Visibility, visibilityFor } from '../../view/visibility.ts'

/** A ticket that a permission opens for an account: row-level security first, then the rights of the domain. */
export async function readPermitted(
  ticketId: string,
  permission: string,
  account: Account,
  scopes: readonly GrantScope[],
  { readerPool, pool, keys, rulebook, clock }: ServerDeps,
): Promise<{ readonly reading: TicketReading; readonly visible: Visibility }> {
  const { org } = rulebook
  const unit = inboxOf(account, scopes, org)
  const reading = await readAs(readerPool ?? pool, unit, (sql) => readTicket(sql, keys.master, ticketId))
  // What another unit has does not exist for this one.
  if (!reading) throw problem('ticket.unknown')
  const now = clock.now()
  const policy = rulebook.inForce(now)
  const granted = permit(subjectOf(account), permission, subjectedBy(reading.state), policy, org)
  if (!granted.permitted) throw new Problem({ code: granted.code, facts: {} })
  return { reading, visible: visibilityFor(reading.state, account, granted.scope, policy, org, now) }
}

export async function openTicket(
  ticketId: string,
  account: Account,
  scopes: readonly GrantScope[],
  language: Language,
  deps: ServerDeps,
): Promise<TicketView> {
  const { pool, keys, rulebook, clock } = deps
  const { reading, visible } = await readPermitted(ticketId, 'read-ticket', account, scopes, deps)
  const { state } = reading
  const now = clock.now()
  const person = async (id: string | null) =>
    id === null || !visible.person ? null : readPerson(pool, keys.master, id)
  const [names, requester, concerned] = await Promise.all([
    namesOf(pool, accountsIn(reading)),
    person(state.requester),
    person(state.concerned),
  ])
  if (visible.matter) {
    const access = {
      ticketId,
      personId: null,
      accountId: account.accountId,
      what: 'words',
      reason: null,
      at: now,
    } as const
    await logAccess(pool, access)
  }
  return viewTicket({ reading, visible, account, language, now, rulebook, names, requester, concerned })
}

function accountsIn({ state, events }: TicketReading): string[] {
  const found = new Set<string>()
  if (state.assignedPerson !== null) found.add(state.assignedPerson)
  for (const event of events) {
    if (event.actor.kind === 'person') found.add(event.actor.account)
    if (event.type === 'transferred') found.add(event.data.from).add(event.data.to)
  }
  return [...found]
}
