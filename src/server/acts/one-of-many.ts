import type { BatchAnswer } from '../../contract/http/roster.ts'
import type { TicketRequest } from '../../contract/ticket/request.ts'
import type { Rejection } from '../../domain/kernel/result.ts'
import { perform } from '../../domain/ticket/decide.ts'
import type { Account } from '../../store/account/accounts.ts'
import { loadHistory } from '../../store/ticket/history.ts'
import { prepare } from '../../store/ticket/prepare.ts'
import { type Language, say } from '../../words/say.ts'
import type { ServerDeps } from '../deps.ts'
import { readableFacts } from '../http/facts.ts'
import { actorOf, permitFor } from '../http/who.ts'

/** Under the batch's key, which is unique per ticket: sent again, each ticket gives its first answer. */
export async function giveOne(
  ticketId: string,
  request: TicketRequest,
  key: string,
  account: Account,
  { log, rulebook, clock }: ServerDeps,
): Promise<Rejection | null> {
  const now = clock.now()
  const permit = permitFor(account, request.type, rulebook.inForce(now), rulebook.org)
  const result = await log.submit({ ...request, ticketId, key, actor: actorOf(account) }, now, permit)
  return result.ok ? null : result.rejection
}

/** What would be said to it now; nothing is written. */
export async function tryOne(
  ticketId: string,
  request: TicketRequest,
  account: Account,
  { pool, keys, rulebook, clock }: ServerDeps,
): Promise<Rejection | null> {
  const now = clock.now()
  const policy = rulebook.inForce(now)
  const history = await loadHistory(pool, keys.master, ticketId)
  if (!history) return { code: 'ticket.unknown', facts: {} }
  const { state, secrets } = history
  const refusal = permitFor(account, request.type, policy, rulebook.org)(state)
  if (refusal) return refusal
  if (secrets.key === null) return { code: 'ticket.forgotten', facts: {} }
  const { command } = prepare(request, ticketId, secrets, {
    number: '',
    risks: [],
    personOf: () => '',
    sameRequester: false,
    prefix: String(state.version + 1),
  })
  const judged = state.judgedUnder === null ? policy : rulebook.getVersion(state.judgedUnder)
  const { decision } = perform(state, command, { now, actor: actorOf(account), policy, judged, org: rulebook.org })
  return decision.ok ? null : decision.rejection
}

/** One line of a batch's answer: done, or why not in words. */
export function outcomeLine(
  ticketId: string,
  number: string,
  rejection: Rejection | null,
  language: Language,
  { rulebook, clock }: ServerDeps,
): BatchAnswer['results'][number] {
  const { calendar } = rulebook.inForce(clock.now())
  const facts = rejection && readableFacts(rejection.facts, { language, org: rulebook.org, calendar })
  return {
    ticketId,
    number,
    ok: rejection === null,
    code: rejection?.code ?? null,
    sentence: rejection && facts ? say(language, rejection.code, facts) : null,
  }
}
