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

/** Kinds of risk that a text carries (P2). */
export type RiskScan = (words: string) => readonly string[]

/** The plain words of the policy; a shell that knows more turns of speech gives its own scan. */
function riskWordsIn({ riskWords }: Pick<City['policy'], 'riskWords'>): RiskScan {
  const kinds = Object.entries(riskWords)
  return (words) => kinds.filter(([, list]) => list.some((word) => words.includes(word))).map(([kind]) => kind)
}

const TEXT = { id: '', commit: '' }

/** Keeps no text, no number and no person: of these the behaviours only need to know whether they are there. */
export function shadowDesk(city: City, risksIn: RiskScan = riskWordsIn(city.policy)): ShadowDesk {
  const states = new Map<string, TicketState>()
  const stateOf = (ticketId: string) => states.get(ticketId) ?? unborn(ticketId)
  return {
    stateOf,
    perform(submission, now) {
      const { policy, org } = city
      const command = shadowCommand(submission, submission.ticketId, risksIn)
      const context = { now, actor: submission.actor, policy, judged: policy, org }
      const { decision, state } = perform(stateOf(submission.ticketId), command, context)
      if (!decision.ok) return decision.rejection
      states.set(submission.ticketId, state)
      return null
    },
  }
}

/** The command that a shell would make of a request, with empty references for texts and persons. */
function shadowCommand(request: TicketRequest, ticketId: string, risksIn: RiskScan): TicketCommand {
  const data: Record<string, unknown> = { ...request.body }
  for (const name of TEXT_FIELDS[request.type] ?? []) data[name] = typeof data[name] === 'string' ? TEXT : null
  if (request.type === 'register') {
    const { words, place, contact } = request.body
    data['number'] = ''
    data['contact'] = contact ?? ticketId
    data['requester'] = null
    data['concerned'] = null
    data['place'] = { ...place, address: place.address === null ? null : TEXT }
    data['risks'] = risksIn(words)
  }
  if (request.type === 'merge') data['sameRequester'] = true
  return { type: request.type, data } as TicketCommand
}
