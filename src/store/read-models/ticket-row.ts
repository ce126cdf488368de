import type { Policy } from '../../domain/policy/policy.ts'
import type { TicketState } from '../../domain/ticket/state.ts'
import { nextCheckAt, nextDutyAt, promisedAt } from '../../domain/ticket/time.ts'

/** The columns of `ticket` that follow from its state, in one fixed order that the statements share. */
export const TICKET_COLUMNS = [
  'version',
  'head',
  'number',
  'phase',
  'kind',
  'channel',
  'identity',
  'category',
  'limit_class',
  'responsible',
  'district',
  'subdistrict',
  'community',
  'hop',
  'judged_under',
  'requester',
  'concerned',
  'contact',
  'registered_at',
  'promised_at',
  'due_at',
  'callback_at',
  'closed_at',
  'next_check_at',
] as const

export type TicketColumn = (typeof TICKET_COLUMNS)[number]

export function ticketRow(
  state: TicketState,
  head: string,
  judged: Policy,
): Record<TicketColumn, string | number | null> {
  return {
    version: state.version,
    head,
    number: state.number,
    phase: state.phase,
    kind: state.kind,
    channel: state.channel,
    identity: state.identity,
    category: state.category,
    limit_class: state.limit,
    responsible: state.responsible,
    district: state.place.district,
    subdistrict: state.place.subdistrict,
    community: state.place.community,
    hop: state.hop,
    judged_under: state.judgedUnder,
    requester: state.requester,
    concerned: state.concerned,
    contact: state.contact,
    registered_at: state.registeredAt,
    promised_at: promisedAt(state, judged),
    due_at: nextDutyAt(state, judged),
    callback_at: state.phase === 'awaiting-callback' ? state.callbackNext : null,
    closed_at: state.closedAt,
    next_check_at: nextCheckAt(state, judged),
  }
}
