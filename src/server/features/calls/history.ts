import type { CallerTicket, CallHistory } from '../../../contract/http/calls.ts'
import { permit } from '../../../domain/rights/permit.ts'
import { subjectedBy } from '../../../domain/ticket/actions.ts'
import type { Account } from '../../../store/account/accounts.ts'
import { readPhone } from '../../../store/call/calls.ts'
import { readAs } from '../../../store/database/reader.ts'
import { findByPhone, ticketsOfPeople } from '../../../store/person/find-people.ts'
import { type PersonDetails, readPerson } from '../../../store/person/person.ts'
import { logAccess } from '../../../store/read-models/access-log.ts'
import { listByIds } from '../../../store/read-models/ticket-list.ts'
import { readTicket, type TicketReading } from '../../../store/read-models/ticket-reading.ts'
import { titlesOf } from '../../../store/read-models/titles.ts'
import { type Language, say } from '../../../words/say.ts'
import type { ServerDeps } from '../../deps.ts'
import { subjectOf } from '../../http/who.ts'
import { listItems } from '../../view/list-items.ts'
import { visibilityFor } from '../../view/visibility.ts'

const MOST_TICKETS = 12
const MOST_PEOPLE = 5
const LONGEST_ANSWER = 200

/**
 * Who calls, and what became of their earlier matters. The number opens in full to whoever has it on the line, and each person
 * behind it leaves a line in the access log.
 */
export async function historyOfCall(
  callId: string,
  unit: string,
  account: Account,
  language: Language,
  deps: ServerDeps,
): Promise<CallHistory> {
  const { pool, readerPool, keys, rulebook, clock } = deps
  const { master } = keys
  const at = clock.now()
  const phone = await readPhone(pool, master, callId)
  if (phone === null) return { people: [], phone: null, tickets: [] }
  const ids = (await findByPhone(pool, master, phone)).slice(0, MOST_PEOPLE)
  const people: PersonDetails[] = []
  for (const personId of ids) {
    await logAccess(pool, {
      ticketId: null,
      personId,
      accountId: account.accountId,
      what: 'person',
      reason: say(language, 'call.reason'),
      at,
    })
    const person = await readPerson(pool, master, personId)
    if (person) people.push(person)
  }
  const found = await readAs(readerPool ?? pool, unit, async (sql) => {
    const told = await ticketsOfPeople(sql, unit, ids, MOST_TICKETS)
    const tickets = told.map((one) => one.ticket_id)
    const byProxy = new Set(told.filter((one) => one.by_proxy).map((one) => one.ticket_id))
    const readings: TicketReading[] = []
    for (const id of tickets) {
      const reading = await readTicket(sql, master, id)
      if (reading) readings.push(reading)
    }
    const rows = await listByIds(sql, unit, tickets)
    return { readings, byProxy, items: listItems(rows, await titlesOf(sql, master, tickets), language, rulebook, at) }
  })
  const policy = rulebook.inForce(at)
  const tickets: CallerTicket[] = []
  for (const reading of found.readings) {
    const { state } = reading
    const item = found.items.find(({ ticketId }) => ticketId === state.ticketId)
    const granted = permit(subjectOf(account), 'read-ticket', subjectedBy(state), policy, rulebook.org)
    if (!item || !granted.permitted) continue
    const visible = visibilityFor(state, account, granted.scope, policy, rulebook.org, false)
    if (!visible.matter || !visible.person) continue
    const byProxy = found.byProxy.has(state.ticketId)
    const concerned = byProxy || state.concerned === null ? null : await readPerson(pool, master, state.concerned)
    const onBehalfOf = concerned && familyName(concerned.name)
    tickets.push({ ...item, onBehalfOf, byProxy, answer: lastAnswer(reading) })
  }
  return { people: people.map(({ name, phone: number }) => ({ name, phone: number })), phone, tickets }
}

function familyName(name: string): string {
  const [first = ''] = [...name]
  return first === '' ? '' : `${first}**`
}

/** What the person was told: an answer at once, or a reply that a reviewer let pass. */
function lastAnswer({ state, events, text }: TicketReading): string | null {
  if (state.phase === 'replied') return null
  const told = events.findLast((one) => ['answered', 'replied', 'reply-replaced'].includes(one.type))
  if (told?.type !== 'answered' && told?.type !== 'replied' && told?.type !== 'reply-replaced') return null
  const words = text(told.data.text.id)
  return words !== null && words.length > LONGEST_ANSWER ? `${words.slice(0, LONGEST_ANSWER)}…` : words
}
