import type { TicketView } from '../../../contract/http/ticket.ts'
import type { GrantScope } from '../../../domain/policy/policy.ts'
import { type Account, namesOf } from '../../../store/account/accounts.ts'
import { readPerson } from '../../../store/person/person.ts'
import { logAccess } from '../../../store/read-models/access-log.ts'
import type { TicketReading } from '../../../store/read-models/ticket-reading.ts'
import type { Language } from '../../../words/say.ts'
import type { ServerDeps } from '../../deps.ts'
import { readPermitted } from '../../view/read-permitted.ts'
import { viewTicket } from '../../view/ticket-view.ts'

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
