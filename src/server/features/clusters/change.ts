import type { z } from 'zod'
import type { ClusterChange, newCluster } from '../../../contract/http/clusters.ts'
import type { ClusterCommand } from '../../../domain/cluster/events.ts'
import { isHiddenFromOthers } from '../../../domain/cluster/together.ts'
import type { GrantScope } from '../../../domain/policy/policy.ts'
import { subjectedBy } from '../../../domain/ticket/actions.ts'
import type { Account } from '../../../store/account/accounts.ts'
import { readCluster, submitCluster } from '../../../store/cluster/cluster-log.ts'
import { readAs } from '../../../store/database/reader.ts'
import { readTicket } from '../../../store/read-models/ticket-reading.ts'
import { keepDistinct } from '../../../store/similar/candidates.ts'
import type { ServerDeps } from '../../deps.ts'
import { Problem, problem } from '../../http/problem.ts'
import { actorOf, inboxOf } from '../../http/who.ts'
import { mayConfirm } from './rights.ts'

/** A person puts tickets of different people together. The client makes the id, so that a repeat finds its cluster. */
export async function formCluster(
  body: z.infer<typeof newCluster>,
  account: Account,
  scopes: readonly GrantScope[],
  deps: ServerDeps,
): Promise<void> {
  const known = await readCluster(deps.pool, deps.keys.master, body.clusterId)
  if (known?.events[0]?.data['lead'] === body.lead && known.state.phase === 'standing') return
  await checkTickets([body.lead, ...body.members], account, scopes, deps)
  const { clusterId, basis, lead, members, reason } = body
  await submit(clusterId, { type: 'form', data: { basis, lead, members } }, reason, account, deps)
}

export async function changeCluster(
  clusterId: string,
  change: ClusterChange,
  account: Account,
  scopes: readonly GrantScope[],
  deps: ServerDeps,
): Promise<void> {
  const reading = await readCluster(deps.pool, deps.keys.master, clusterId)
  const lead = reading?.state.lead
  if (!reading || !lead) throw problem('cluster.unknown')
  switch (change.type) {
    case 'join':
      await checkTickets([lead, change.ticket], account, scopes, deps)
      return submit(clusterId, { type: 'join', data: { ticket: change.ticket } }, undefined, account, deps)
    case 'split-off': {
      // Whoever answers for a ticket may take it out again, also from a cluster that another unit leads.
      await checkRights([change.ticket], account, scopes, deps)
      await submit(clusterId, { type: 'split-off', data: { ticket: change.ticket } }, change.reason, account, deps)
      // Said by a person: a machine does not propose the two again.
      if (change.ticket !== lead) {
        await keepDistinct(deps.pool, [change.ticket, lead], account.accountId, deps.clock.now())
      }
      return
    }
    case 'move-lead':
      await checkTickets([lead, change.to], account, scopes, deps)
      return submit(clusterId, { type: 'move-lead', data: { to: change.to } }, undefined, account, deps)
    case 'plan':
      await checkRights([lead], account, scopes, deps)
      return submit(clusterId, { type: 'plan', data: {} }, change.text, account, deps)
    case 'dissolve':
      await checkRights([lead], account, scopes, deps)
      return submit(clusterId, { type: 'dissolve', data: {} }, change.reason, account, deps)
  }
}

/** A person says that two are not the same matter. */
export async function refuseProposal(
  pair: readonly [string, string],
  account: Account,
  scopes: readonly GrantScope[],
  deps: ServerDeps,
): Promise<void> {
  const [one, other] = pair
  if (one === other) throw problem('cluster.same-ticket')
  await checkRights([one], account, scopes, deps)
  await readFor(other, account, scopes, deps)
  await keepDistinct(deps.pool, pair, account.accountId, deps.clock.now())
}

/** P20 besides the rights: nothing hidden becomes visible through a cluster. */
async function checkTickets(
  ticketIds: readonly string[],
  account: Account,
  scopes: readonly GrantScope[],
  deps: ServerDeps,
): Promise<void> {
  const states = await checkRights(ticketIds, account, scopes, deps)
  const policy = deps.rulebook.inForce(deps.clock.now())
  if (states.some((state) => isHiddenFromOthers(state, policy))) throw problem('cluster.hidden')
}

async function checkRights(
  ticketIds: readonly string[],
  account: Account,
  scopes: readonly GrantScope[],
  deps: ServerDeps,
) {
  const { rulebook, clock } = deps
  const policy = rulebook.inForce(clock.now())
  const states = []
  for (const id of new Set(ticketIds)) {
    const { state } = await readFor(id, account, scopes, deps)
    if (!mayConfirm(account, subjectedBy(state), policy, rulebook.org)) throw problem('rights.other-unit')
    states.push(state)
  }
  return states
}

/** A ticket that this account's inbox has; what another unit has does not exist for this one. */
async function readFor(id: string, account: Account, scopes: readonly GrantScope[], deps: ServerDeps) {
  const { readerPool, pool, keys, rulebook } = deps
  const unit = inboxOf(account, scopes, rulebook.org)
  const reading = await readAs(readerPool ?? pool, unit, (sql) => readTicket(sql, keys.master, id))
  if (!reading) throw problem('ticket.unknown')
  return reading
}

async function submit(
  clusterId: string,
  command: ClusterCommand,
  text: string | undefined,
  account: Account,
  { pool, keys, rulebook, clock }: ServerDeps,
): Promise<void> {
  const now = clock.now()
  const policy = rulebook.inForce(now).id
  const result = await submitCluster(
    pool,
    keys,
    { clusterId, command, actor: actorOf(account), policy, ...(text === undefined ? {} : { text }) },
    now,
  )
  if (!result.ok) throw new Problem(result.rejection)
}
