import type { GrantScope } from '../../../domain/policy/policy.ts'
import type { Account } from '../../../store/account/accounts.ts'
import { type PersonDetails, readPerson } from '../../../store/person/person.ts'
import { logAccess } from '../../../store/read-models/access-log.ts'
import type { ServerDeps } from '../../deps.ts'
import { problem } from '../../http/problem.ts'
import { readPermitted } from '../../view/read-permitted.ts'

/** Name and phone in full. The line in the access log comes first: what cannot be logged is not shown. */
export async function unmask(
  ticketId: string,
  account: Account,
  scopes: readonly GrantScope[],
  reason: string,
  deps: ServerDeps,
): Promise<{ requester: PersonDetails | null; concerned: PersonDetails | null }> {
  const { pool, keys, clock } = deps
  const { reading, visible } = await readPermitted(ticketId, 'read-person', account, scopes, deps)
  const { requester, concerned } = reading.state
  if (!visible.person || (requester === null && concerned === null)) throw problem('person.none')
  const open = async (personId: string | null): Promise<PersonDetails | null> => {
    if (personId === null) return null
    await logAccess(pool, { ticketId, personId, accountId: account.accountId, what: 'person', reason, at: clock.now() })
    return readPerson(pool, keys.master, personId)
  }
  return { requester: await open(requester), concerned: await open(concerned) }
}
