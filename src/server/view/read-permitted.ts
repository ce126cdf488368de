import type { GrantScope } from '../../domain/policy/policy.ts'
import { permit } from '../../domain/rights/permit.ts'
import { subjectedBy } from '../../domain/ticket/actions.ts'
import type { Account } from '../../store/account/accounts.ts'
import { readAs } from '../../store/database/reader.ts'
import { readTicket, type TicketReading } from '../../store/read-models/ticket-reading.ts'
import type { ServerDeps } from '../deps.ts'
import { Problem, problem } from '../http/problem.ts'
import { inboxOf, subjectOf } from '../http/who.ts'
import { isAnswerReleased } from './released.ts'
import { type Visibility, visibilityFor } from './visibility.ts'

/** A ticket that a permission opens for an account: row-level security first, then the rights of the domain. */
export async function readPermitted(
  ticketId: string,
  permission: string,
  account: Account,
  scopes: readonly GrantScope[],
  deps: ServerDeps,
): Promise<{ readonly reading: TicketReading; readonly visible: Visibility }> {
  const { readerPool, pool, keys, rulebook, clock } = deps
  const { org } = rulebook
  const unit = inboxOf(account, scopes, org)
  const reading = await readAs(readerPool ?? pool, unit, (sql) => readTicket(sql, keys.master, ticketId))
  // What another unit has does not exist for this one.
  if (!reading) throw problem('ticket.unknown')
  const policy = rulebook.inForce(clock.now())
  const granted = permit(subjectOf(account), permission, subjectedBy(reading.state), policy, org)
  if (!granted.permitted) throw new Problem({ code: granted.code, facts: {} })
  // Who reads every ticket needs no release: spare the look at the month.
  const released = granted.scope !== 'any' && (await isAnswerReleased(reading.state, deps))
  return { reading, visible: visibilityFor(reading.state, account, granted.scope, policy, org, released) }
}
