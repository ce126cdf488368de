import type { CLUSTER_BATCH, ClusterBatchAnswer } from '../../../contract/http/clusters.ts'
import { REQUESTS, type TicketRequest } from '../../../contract/ticket/request.ts'
import type { GrantScope } from '../../../domain/policy/policy.ts'
import type { Account } from '../../../store/account/accounts.ts'
import { readCluster, submitCluster } from '../../../store/cluster/cluster-log.ts'
import type { Language } from '../../../words/say.ts'
import { giveOne, outcomeLine, tryOne } from '../../acts/one-of-many.ts'
import type { ServerDeps } from '../../deps.ts'
import { Problem, problem } from '../../http/problem.ts'
import { explainIssues } from '../../http/shape.ts'
import { actorOf, inboxOf } from '../../http/who.ts'
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
      ? await tryOne(ticketId, request, account, deps)
      : await giveOne(ticketId, request, order.key, account, deps)
    results.push(outcomeLine(ticketId, item.number, rejection, language, deps))
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
