import type { BatchAnswer, BatchCommand } from '../../../contract/http/roster.ts'
import type { TicketRequest } from '../../../contract/ticket/request.ts'
import type { GrantScope } from '../../../domain/policy/policy.ts'
import type { Account } from '../../../store/account/accounts.ts'
import { readAs } from '../../../store/database/reader.ts'
import { listByIds } from '../../../store/read-models/ticket-list.ts'
import { loadHistory } from '../../../store/ticket/history.ts'
import type { Language } from '../../../words/say.ts'
import { giveOne, outcomeLine, tryOne } from '../../acts/one-of-many.ts'
import { requirePeople, unitsWithin } from '../../acts/own-people.ts'
import type { ServerDeps } from '../../deps.ts'
import { problem } from '../../http/problem.ts'
import { inboxOf } from '../../http/who.ts'
import { listPeople } from './people.ts'

interface BatchOrder {
  readonly command: BatchCommand
  readonly tickets: readonly string[]
  readonly preview: boolean
  readonly unit: string | undefined
  readonly person: string | undefined
  readonly key: string
}

/**
 * P28, P29: one thing for several tickets of a list. Each gets a command of its own with its own rights and clock; what one of
 * them refuses, the others do not feel. What the unit may not see is not there.
 */
export async function batchOn(
  order: BatchOrder,
  account: Account,
  scopes: readonly GrantScope[],
  language: Language,
  deps: ServerDeps,
): Promise<BatchAnswer> {
  const { readerPool, pool, rulebook } = deps
  const unit = inboxOf(account, scopes, rulebook.org)
  const rows = await readAs(readerPool ?? pool, unit, (sql) => listByIds(sql, unit, order.tickets))
  if (rows.length === 0) throw problem('ticket.unknown')
  const request = await requestFor(order, account, language, deps)
  const numbers = new Map(rows.map((row) => [row.ticket_id, row.number]))
  const results: BatchAnswer['results'] = []
  for (const ticketId of order.tickets) {
    const number = numbers.get(ticketId)
    if (number === undefined) continue
    const wanted = await request(ticketId)
    const rejection = order.preview
      ? await tryOne(ticketId, wanted, account, deps)
      : await giveOne(ticketId, wanted, order.key, account, deps)
    results.push(outcomeLine(ticketId, number, rejection, language, deps))
  }
  return { preview: order.preview, results }
}

type RequestOf = (ticketId: string) => Promise<TicketRequest>

async function requestFor(
  { command, unit, person }: BatchOrder,
  account: Account,
  language: Language,
  deps: ServerDeps,
): Promise<RequestOf> {
  if (person !== undefined) await requirePeople(account, [person], deps)
  if (command === 'sign') return async () => ({ type: 'sign', body: {} })
  if (command === 'assign') {
    if (unit === undefined) throw problem('roster.whom')
    if (!unitsWithin(account, deps).includes(unit)) throw problem('roster.other-unit')
    return async () => ({ type: 'assign', body: { unit, person: person ?? null } })
  }
  if (person === undefined) throw problem('roster.whom')
  const { people } = await listPeople(account, {}, language, deps)
  const theirs = people.find((one) => one.account === person)?.unit.code ?? account.unit
  return (ticketId) => handTo(ticketId, person, theirs, deps)
}

/** Whoever has it in hand passes it on; a ticket in nobody's hands is assigned. */
async function handTo(
  ticketId: string,
  person: string,
  unit: string,
  { pool, keys }: ServerDeps,
): Promise<TicketRequest> {
  const history = await loadHistory(pool, keys.master, ticketId)
  const from = history?.state.assignedPerson ?? null
  // Only a transfer inside one unit leaves the responsible office as it is; to another it is an assignment.
  if (from !== null && (history?.state.assignedUnit === unit || history?.state.phase === 'suspended'))
    return { type: 'transfer', body: { from, to: person } }
  return { type: 'assign', body: { unit, person } }
}
