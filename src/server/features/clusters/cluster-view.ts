import { CLUSTER_BATCH, type ClusterList, type ClusterView } from '../../../contract/http/clusters.ts'
import { shownReporters } from '../../../domain/cluster/together.ts'
import type { GrantScope } from '../../../domain/policy/policy.ts'
import { scopesOf } from '../../../domain/rights/permit.ts'
import { subjectedBy } from '../../../domain/ticket/actions.ts'
import { ENDED } from '../../../domain/ticket/state.ts'
import type { Phase } from '../../../domain/ticket/terms.ts'
import { type Account, namesOf } from '../../../store/account/accounts.ts'
import { type ClusterReading, readCluster } from '../../../store/cluster/cluster-log.ts'
import { clustersFor, type MemberRow, membersOf } from '../../../store/cluster/cluster-rows.ts'
import { countFollowers } from '../../../store/portal/follows.ts'
import { readTicket } from '../../../store/read-models/ticket-reading.ts'
import { type Language, say } from '../../../words/say.ts'
import type { ServerDeps } from '../../deps.ts'
import { problem } from '../../http/problem.ts'
import { inboxOf } from '../../http/who.ts'
import { countReporters, visibleMembers } from '../../view/repeats.ts'
import { type Item, itemsFor } from './items.ts'
import { mayConfirm } from './rights.ts'

const MOST = 50

/** The clusters that my unit has a part in, the newest first. */
export async function clusterListFor(
  account: Account,
  scopes: readonly GrantScope[],
  language: Language,
  deps: ServerDeps,
): Promise<ClusterList> {
  const { pool, keys, rulebook } = deps
  const unit = inboxOf(account, scopes, rulebook.org)
  const ids = await clustersFor(pool, unit, MOST)
  const [members, followers, readings] = await Promise.all([
    membersOf(pool, ids),
    countFollowers(pool, ids),
    Promise.all(ids.map((id) => readCluster(pool, keys.master, id))),
  ])
  const leads = members.filter((one) => one.lead).map((one) => one.ticket_id)
  const items = await itemsFor(leads, unit, language, deps)
  return {
    clusters: readings
      .filter((one) => one !== null)
      .map((one) => {
        const own = members.filter((row) => row.cluster_id === one.clusterId)
        return summary(one, { members: own, followers: followers.get(one.clusterId) ?? 0 }, items, account, deps)
      }),
  }
}

/** One cluster as one reader may see it: whoever has no ticket in it does not know that it exists. */
export async function viewCluster(
  clusterId: string,
  account: Account,
  scopes: readonly GrantScope[],
  language: Language,
  deps: ServerDeps,
): Promise<ClusterView> {
  const { pool, keys, rulebook, clock } = deps
  const unit = inboxOf(account, scopes, rulebook.org)
  const reading = await readCluster(pool, keys.master, clusterId)
  const members = reading ? await membersOf(pool, [clusterId]) : []
  const followers = await countFollowers(pool, [clusterId])
  const policy = rulebook.inForce(clock.now())
  const shown = visibleMembers(members, policy)
  const items = await itemsFor(
    shown.map((one) => one.ticket_id),
    unit,
    language,
    deps,
  )
  if (!reading || items.size === 0) throw problem('cluster.unknown')
  const { state } = reading
  const confirmable = new Set(await confirmableBy(account, [...items.keys()], deps))
  const answered = new Set(state.answered)
  return {
    ...summary(reading, { members, followers: followers.get(reading.clusterId) ?? 0 }, items, account, deps),
    version: state.version,
    plan: reading.plan,
    answer: reading.answer,
    members: shown.flatMap((one) => {
      const ticket = items.get(one.ticket_id)
      const { ticket_id: id, lead } = one
      return ticket ? [{ ticket, lead, answered: answered.has(id), mine: confirmable.has(id) }] : []
    }),
    unseen: members.length - items.size,
    mayChange: state.lead !== null && confirmable.has(state.lead),
    batch: CLUSTER_BATCH.filter((command) => scopesOf(account, command, policy).length > 0),
    timeline: await tellTimeline(reading, language, deps),
  }
}

function summary(
  { clusterId, state, formedAt }: ClusterReading,
  { members, followers }: { readonly members: readonly MemberRow[]; readonly followers: number },
  items: ReadonlyMap<string, Item>,
  account: Account,
  { rulebook, clock }: ServerDeps,
): ClusterList['clusters'][number] {
  const shown = visibleMembers(members, rulebook.inForce(clock.now()))
  const reporters = countReporters(shown)
  return {
    clusterId,
    basis: state.basis ?? 'point',
    lead: (state.lead && items.get(state.lead)) || null,
    tickets: members.length,
    open: members.filter((one) => !ENDED.includes(one.phase as Phase)).length,
    // P20: community workers are neighbours too.
    reporters: account.role === 'community-worker' ? shownReporters(reporters) : reporters,
    followers,
    planned: state.planned,
    answeredAt: state.answeredAt,
    formedAt,
  }
}

/** Those of these tickets on which this account may confirm. */
async function confirmableBy(
  account: Account,
  ticketIds: readonly string[],
  { pool, keys, rulebook, clock }: ServerDeps,
): Promise<string[]> {
  const policy = rulebook.inForce(clock.now())
  const found: string[] = []
  for (const id of ticketIds) {
    const reading = await readTicket(pool, keys.master, id)
    if (reading && mayConfirm(account, subjectedBy(reading.state), policy, rulebook.org)) found.push(id)
  }
  return found
}

async function tellTimeline(
  { events }: ClusterReading,
  language: Language,
  { pool }: ServerDeps,
): Promise<ClusterView['timeline']> {
  const accounts = events.flatMap(({ actor }) => (actor.kind === 'person' ? [actor.account] : []))
  const names = await namesOf(pool, [...new Set(accounts)])
  return events.map(({ at, type, actor, texts }) => ({
    at,
    sentence: say(language, `cluster-event.${type}`),
    actor: actor.kind === 'person' ? (names.get(actor.account) ?? actor.account) : say(language, 'actor.rule'),
    text: texts['text'] ?? null,
  }))
}
