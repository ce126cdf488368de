import type { CLUSTER_BATCH, ClusterBatchAnswer } from '../../../contract/http/clusters.ts'
import { REQUESTS, type TicketRequest } from '../../../contract/ticket/request.ts'
import type { Rejection } from '../../../domain/kernel/result.ts'
import type { GrantScope } from '../../../domain/policy/policy.ts'
import { perform } from '../../../domain/ticket/decide.ts'
import type { Account } from '../../../store/account/accounts.ts'
import { readCluster, submitCluster } from '../../../store/cluster/cluster-log.ts'
import { loadHistory } from '../../../store/ticket/history.ts'
import { prepare } from '../../../store/ticket/prepare.ts'
import { type Language, say } from '../../../words/say.ts'
import type { ServerDeps } from '../../deps.ts'
import { readableFacts } from '../../http/facts.ts'
import { Problem, problem } from '../../http/problem.ts'
import { explainIssues } from '../../http/shape.ts'
import { actorOf, inboxOf, permitFor } from '../../http/who.ts'
import { itemsFor } from './items.ts'

type BatchCommand = (typeof CLUSTER_BATCH)[number]

export interface BatchOrder {
  readonly clusterId: string
  readonly command: BatchCommand
  readonly tickets: readonly string[]
  readonly body: Readonly<Record<string, unknown>>
  readonly preview: boolean
  readonly key: string
}

/**
 * P29: one command for several members of a cluster. Each gets a command of its own with its own rights, clock, callback and
 * score; what one of them refuses, the others do not feel. Of a reply the cluster notes whom it reached.
 */
export async function batchOn(
  order: BatchOrder,
  account: Account,
  scopes: readonly GrantScope[],
  language: Language,
  deps: ServerDeps,
): Promise<ClusterBatchAnswer> {
  const { pool, keys, rulebook, clock } = deps
  const cluster = await readCluster(pool, keys.master, order.clusterId)
  const unit = inboxOf(account, scopes, rulebook.org)
  const members = order.tickets.filter((one) => cluster?.state.members.includes(one))
  const items = await itemsFor(members, unit, language, deps)
  if (!cluster || items.size === 0) throw problem('cluster.unknown')
  const request = readRequest(order.command, order.body)
  const policy = rulebook.inForce(clock.now())
  const results: ClusterBatchAnswer['results'] = []
  for (const ticketId of members) {
    const item = items.get(ticketId)
    if (!item) continue
    const rejection = order.preview
      ? await tryOut(ticketId, request, account, deps)
      : await give(ticketId, request, order.key, account, deps)
    const facts =
      rejection && readableFacts(rejection.facts, { language, org: rulebook.org, calendar: policy.calendar })
    results.push({
      ticketId,
      number: item.number,
      ok: rejection === null,
      code: rejection?.code ?? null,
      sentence: rejection && facts ? say(language, rejection.code, facts) : null,
    })
  }
  const reached = results.filter((one) => one.ok).map((one) => one.ticketId)
  if (request.type === 'reply' && !order.preview && reached.length > 0) {
    const answer = { type: 'answer', data: { tickets: reached } } as const
    const noted = await submitCluster(
      pool,
      keys,
      {
        clusterId: order.clusterId,
        command: answer,
        text: request.body.text,
        actor: actorOf(account),
        policy: policy.id,
      },
      clock.now(),
    )
    if (!noted.ok) throw new Problem(noted.rejection)
  }
  return { preview: order.preview, results }
}

function readRequest(command: BatchCommand, body: unknown): TicketRequest {
  const parsed = REQUESTS[command].safeParse(body)
  if (!parsed.success) throw new Problem(explainIssues(parsed.error.issues))
  return { type: command, body: parsed.data } as TicketRequest
}

/** Under the batch's key, which is unique per ticket: sent again, each member gives its first answer. */
async function give(
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
async function tryOut(
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
