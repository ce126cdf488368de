import type { z } from 'zod'
import type { EscalationView, SupervisionDesk, SupervisionOrderView } from '../../../contract/http/supervision.ts'
import type { ticketListItem } from '../../../contract/http/ticket.ts'
import type { Instant } from '../../../domain/kernel/instant.ts'
import type { GrantScope } from '../../../domain/policy/policy.ts'
import type { TicketEvent } from '../../../domain/ticket/events.ts'
import type { SupervisionOrder } from '../../../domain/ticket/state.ts'
import { type Account, namesOf } from '../../../store/account/accounts.ts'
import { readAs } from '../../../store/database/reader.ts'
import { listOversight, type OversightMark } from '../../../store/read-models/oversight-list.ts'
import { readTicket, type TicketReading } from '../../../store/read-models/ticket-reading.ts'
import { titlesOf } from '../../../store/read-models/titles.ts'
import type { Language } from '../../../words/say.ts'
import type { ServerDeps } from '../../deps.ts'
import { inboxOf } from '../../http/who.ts'
import { listItems } from '../../view/list-items.ts'

const MARKS: readonly OversightMark[] = ['supervised', 'supervision-answered', 'escalated']

/** What one reader's unit has of both; row-level security lets nothing else through. */
export async function deskFor(
  account: Account,
  scopes: readonly GrantScope[],
  language: Language,
  deps: ServerDeps,
): Promise<SupervisionDesk> {
  const { pool, readerPool, keys, rulebook, clock } = deps
  const now = clock.now()
  const unit = inboxOf(account, scopes, rulebook.org)
  const { rows, titles, readings } = await readAs(readerPool ?? pool, unit, async (sql) => {
    const rows = await listOversight(sql, unit, MARKS)
    const readings = new Map<string, TicketReading>()
    for (const { ticket_id } of rows) {
      const reading = await readTicket(sql, keys.master, ticket_id)
      if (reading) readings.set(ticket_id, reading)
    }
    return { rows, readings, titles: await titlesOf(sql, keys.master, [...readings.keys()]) }
  })
  const names = await namesOf(
    pool,
    [...readings.values()].flatMap(({ events }) => events.flatMap(accountBehind)),
  )
  const items = listItems(rows, titles, language, rulebook, now)
  const named = (event: TicketEvent) => accountBehind(event).map((one) => names.get(one) ?? one)[0] ?? ''
  const orders: SupervisionOrderView[] = []
  const escalations: EscalationView[] = []
  for (const ticket of items) {
    const reading = readings.get(ticket.ticketId)
    if (!reading) continue
    for (const order of reading.state.supervision) orders.push(orderView(ticket, order, reading, now, named))
    const raised = reading.events.findLast((event) => event.type === 'escalated')
    if (raised?.type === 'escalated' && ticket.open) {
      const { to, reason } = raised.data
      escalations.push({
        ticket,
        to,
        at: raised.at,
        by: named(raised),
        reason: reason === null ? null : reading.text(reason.id),
      })
    }
  }
  return { now, orders: orders.toSorted(byPressure), escalations }
}

function accountBehind({ actor }: TicketEvent): string[] {
  return actor.kind === 'person' ? [actor.account] : []
}

function orderView(
  ticket: z.infer<typeof ticketListItem>,
  { order, at, due, answered, closed }: SupervisionOrder,
  { events, text }: TicketReading,
  now: Instant,
  named: (event: TicketEvent) => string,
): SupervisionOrderView {
  const given = events.find((event) => event.type === 'supervised' && event.data.order === order)
  const answer = events.findLast((event) => event.type === 'supervision-answered' && event.data.order === order)
  return {
    ticket,
    order,
    state: closed ? 'ended' : answered ? 'answered' : due < now ? 'overdue' : 'open',
    at,
    due,
    by: given ? named(given) : '',
    text: given?.type === 'supervised' ? text(given.data.text.id) : null,
    answer:
      answer?.type === 'supervision-answered'
        ? { at: answer.at, by: named(answer), text: text(answer.data.text.id) }
        : null,
    sentBack: events.filter((event) => event.type === 'supervision-sent-back' && event.data.order === order).length,
  }
}

const WEIGHT = { overdue: 0, open: 0, answered: 1, ended: 2 } as const

/** What still has to be answered by due time, then what waits to be looked at, then what has ended. */
function byPressure(a: SupervisionOrderView, b: SupervisionOrderView): number {
  return WEIGHT[a.state] - WEIGHT[b.state] || (a.due < b.due ? -1 : 1)
}
