import type { Instant } from '../../domain/kernel/instant.ts'
import { isWithin, lineOfCommand, type Org, type UnitCode } from '../../domain/org/unit.ts'
import type { Mark } from '../../domain/ticket/marks.ts'
import { currentLead, isOpen, type TicketState } from '../../domain/ticket/state.ts'
import { HANDED_IN, type Phase } from '../../domain/ticket/terms.ts'

/**
 * The units that may see a ticket: the responsible and assisting ones, whoever stands above them, and the one it is assigned
 * to inside. P3: the accused unit and all below it never do.
 */
export function inboxUnits(state: TicketState, org: Org): UnitCode[] {
  const units = new Set<UnitCode>()
  const add = (unit: UnitCode | null): void => {
    if (unit !== null) for (const one of lineOfCommand(org, unit)) units.add(one)
  }
  add(state.responsible)
  add(state.assignedUnit)
  for (const one of state.answerable) if (one.endedAt === null && one.role === 'assisting') add(one.unit)
  // Whom a consult asks sees what it is about, until it is settled.
  if (state.phase === 'consulting') for (const one of state.opinions) add(one.unit)
  const accused = state.accuses === null ? undefined : org.findUnit(state.accuses)
  if (!accused || accused.kind === 'centre') return [...units]
  return [...units].filter((unit) => !isWithin(org, unit, accused.code))
}

/** A list by time left begins with what presses: nothing is due of a unit that handed its reply in (P9). */
export function pressesAt<Due>(phase: Phase, dueAt: Due): Due | null {
  return HANDED_IN.includes(phase) ? null : dueAt
}

export function marksOf(state: TicketState): Mark[] {
  const marks: Mark[] = []
  if (state.alerts.some((alert) => alert.by === null)) marks.push('alert')
  if (state.secondHandlings > 0 && isOpen(state)) marks.push('second-handling')
  if (state.reopenings > 0 && isOpen(state)) marks.push('reopened')
  if (state.urges > 0) marks.push('urged')
  if (state.supervision.some((order) => !order.answered)) marks.push('supervised')
  if (state.supervision.some((order) => order.answered && !order.closed)) marks.push('supervision-answered')
  if (state.escalatedTo !== null && isOpen(state)) marks.push('escalated')
  const mark = state.inspections.findLast((one) => one.mark !== null)?.mark
  if (mark === 'standing' || mark === 'objected' || mark === 'upheld') marks.push('falsely-closed')
  if (mark === 'objected') marks.push('inspection-objected')
  if (state.phase === 'handling' && currentLead(state)?.ledger.at(-1)?.kind === 'sent-back') marks.push('sent-back')
  if (isToContact(state)) marks.push('to-contact')
  if (currentLead(state)?.signedLate) marks.push('signed-late')
  if (state.exclusionPending) marks.push('exclusion-pending')
  if (state.exclusion?.objected && !state.exclusion.kept) marks.push('exclusion-objected')
  return marks
}

/** Signed, and nobody has reached the requester yet. Attempts are no contact (P22); of an anonymous one no number is kept (P19). */
function isToContact(state: TicketState): boolean {
  const lead = currentLead(state)
  return state.phase === 'handling' && state.identity !== 'anonymous' && lead !== undefined && lead.contactedAt === null
}

/** When the unit that answers now got the ticket; null before any dispatch. */
export function arrivedAt(state: TicketState): Instant | null {
  return currentLead(state)?.dispatchedAt ?? null
}

export function isLate(state: TicketState): boolean {
  return isOpen(state) && (currentLead(state)?.limitPassed ?? state.promisePassed)
}
