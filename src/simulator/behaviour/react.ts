import type { TicketState } from '../../domain/ticket/state.ts'
import type { Life, Thread } from '../thread.ts'
import { afterClosing, callBack, confirmWithdrawal } from './callback.ts'
import { begin, concludeConsult, decideReturn, lookAgain, redispatch, takeIn } from './centre.ts'
import { beginRelated } from './related.ts'
import { haveHabits, objectToRefusal, objectToSuspension } from './requester.ts'
import { answerOrders, decideExtension, decideSuspension, review } from './review.ts'
import { acknowledgeAlerts, decideExclusion, superviseLate } from './supervision.ts'
import { handle, receive, replyAnyway } from './unit.ts'

/** What everybody plans when a ticket has changed; `before` is null when the matter has just come to somebody's mind. */
export function react(life: Life, thread: Thread, before: TicketState | null): void {
  if (before === null) {
    begin(life, thread)
    return
  }
  const state = life.desk.stateOf(thread.matter.ticketId)
  if (state.phase !== before.phase) changePhase(life, thread, state, before)
  else stay(life, thread, state, before)
  if (state.alerts.length > before.alerts.length) acknowledgeAlerts(life, thread, state)
  if (state.exclusionPending && state.exclusionPending !== before.exclusionPending) decideExclusion(life, thread, state)
}

function changePhase(life: Life, thread: Thread, state: TicketState, before: TicketState): void {
  switch (state.phase) {
    case 'awaiting-dispatch':
      if (before.phase === 'unborn') {
        takeIn(life, thread)
        haveHabits(life, thread)
        beginRelated(life, thread)
      } else if (before.phase === 'refused') lookAgain(life, thread)
      else redispatch(life, thread)
      return
    case 'refused':
      objectToRefusal(life, thread, state)
      return
    case 'dispatched':
      receive(life, thread, state)
      return
    case 'return-review':
      decideReturn(life, thread, state)
      return
    case 'consulting':
      concludeConsult(life, thread, state)
      return
    case 'handling':
      handle(life, thread, state, before)
      return
    case 'suspended':
      objectToSuspension(life, thread, state)
      return
    case 'replied':
      review(life, thread, state)
      return
    case 'awaiting-callback':
      callBack(life, thread, state)
      return
    case 'withdrawing':
      confirmWithdrawal(life, thread)
      return
    case 'closed':
      afterClosing(life, thread, state)
      return
  }
}

function stay(life: Life, thread: Thread, state: TicketState, before: TicketState): void {
  if (state.phase === 'awaiting-callback' && state.callbackAttempts.length > before.callbackAttempts.length) {
    callBack(life, thread, state)
  }
  if (state.extensionPending && !before.extensionPending) decideExtension(life, thread)
  if (before.extensionPending && !state.extensionPending && state.extensions === before.extensions) {
    replyAnyway(life, thread, state)
  }
  if (state.suspensionPending && state.suspensionPending !== before.suspensionPending) {
    decideSuspension(life, thread, state)
  }
  if (before.suspensionPending && !state.suspensionPending) replyAnyway(life, thread, state)
  if (isLate(state) && !isLate(before)) superviseLate(life, thread, state)
  if (state.supervision.length > before.supervision.length) answerOrders(life, thread, state)
}

function isLate(state: TicketState): boolean {
  return state.answerable.some((one) => one.role === 'lead' && one.endedAt === null && one.limitPassed)
}
