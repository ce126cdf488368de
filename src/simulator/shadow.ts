import type { TicketRequest } from '../contract/ticket/request.ts'
import { TEXT_FIELDS } from '../contract/ticket/request.ts'
import type { Submission } from '../contract/ticket/submission.ts'
import type { Instant } from '../domain/kernel/instant.ts'
import type { Rejection } from '../domain/kernel/result.ts'
import type { TicketCommand } from '../domain/ticket/commands.ts'
import { perform } from '../domain/ticket/decide.ts'
import { type TicketState, unborn } from '../domain/ticket/state.ts'
import type { City } from './city.ts'
import type { Desk } from './thread.ts'

/** A desk that keeps the states itself by running the pure rules: for tests, and beside a live command handler. */
export interface ShadowDesk extends Desk {
  /** Folds one submission in; null when the rules took it. */
  perform(submission: Submission, now: Instant): Rejection | null
}

const TEXT = { id: '', commit: '' }

/** Keeps no text, no number and no person: of these the behaviours only need to know whether they are there. */
export function shadowDesk(city: City, judged = city.policy): ShadowDesk {
  const states = new Map<string, TicketState>()
  const stateOf = (ticketId: string) => states.get(ticketId) ?? unborn(ticketId)
  return {
    stateOf,
    perform(submission, now) {
      const { policy, org } = city
      const command = shadowCommand(submission, submission.ticketId, policy.riskWords)
      const context = { now, actor: submission.actor, policy, judged, org }
      const { decision, state } = perform(stateOf(submission.ticketId), command, context)
      if (!decision.ok) return decision.rejection
      states.set(submission.ticketId, state)
      return null
    },
  }
}

/** The command that a shell would make of a request, with empty references for texts and persons. */
function shadowCommand(
  request: TicketRequest,
  ticketId: string,
  riskWords: Readonly<Record<string, readonly string[]>>,
): TicketCommand {
  const data: Record<string, unknown> = { ...request.body }
  for (const name of TEXT_FIELDS[request.type] ?? []) data[name] = typeof data[name] === 'string' ? TEXT : null
  if (request.type === 'register') {
    const { words, place, contact } = request.body
    data['number'] = ''
    data['contact'] = contact ?? ticketId
    data['requester'] = null
    data['concerned'] = null
    data['place'] = { ...place, address: place.address === null ? null : TEXT }
    data['risks'] = Object.keys(riskWords).filter((risk) => riskWords[risk]?.some((word) => words.includes(word)))
  }
  if (request.type === 'merge') data['sameRequester'] = true
  return { type: request.type, data } as TicketCommand
}
