import { decideCluster } from '../../domain/cluster/decide.ts'
import { type ClusterCommand, type ClusterEvent, OPEN_CLUSTER_FIELDS } from '../../domain/cluster/events.ts'
import { type ClusterState, evolveCluster, NO_CLUSTER } from '../../domain/cluster/state.ts'
import type { Instant } from '../../domain/kernel/instant.ts'
import { done, type Result, rejected } from '../../domain/kernel/result.ts'
import type { Actor } from '../../domain/ticket/terms.ts'
import { type Pool, type Sql, sqlState, withTransaction } from '../database/connect.ts'
import { openEvent } from '../log/sealed-event.ts'
import { appendRecord, type RecordEvent, readRecord } from '../record/record-log.ts'
import type { Keys } from '../vault/keys.ts'

/** A cluster with its newest texts. */
export interface ClusterReading {
  readonly clusterId: string
  readonly state: ClusterState
  readonly formedAt: Instant
  readonly plan: string | null
  readonly answer: string | null
  readonly events: readonly RecordEvent[]
}

export interface ClusterSubmission {
  /** Made by the client for `form`, so that a repeat finds itself. */
  readonly clusterId: string
  readonly command: ClusterCommand
  /** The plan's, the answer's or the reason's words. */
  readonly text?: string
  readonly actor: Actor
  /** The id of the policy version in force. */
  readonly policy: string
}

const ATTEMPTS = 5
const UNIQUE_VIOLATION = '23505'

export async function readCluster(sql: Sql, master: Buffer, clusterId: string): Promise<ClusterReading | null> {
  const record = await readRecord(sql, master, clusterId)
  if (record?.kind !== 'cluster') return null
  const { events } = record
  const newest = (type: string) => events.findLast((one) => one.type === type)?.texts['text'] ?? null
  return {
    clusterId,
    state: events.map(toClusterEvent).reduce(evolveCluster, NO_CLUSTER),
    formedAt: events[0]?.at ?? '',
    plan: newest('planned'),
    answer: newest('answered'),
    events,
  }
}

/** Loads, decides, appends, and keeps who stands where, all in one transaction; decides again when somebody else was first. */
export async function submitCluster(
  pool: Pool,
  keys: Pick<Keys, 'master'>,
  submission: ClusterSubmission,
  now: Instant,
): Promise<Result<ClusterState>> {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    try {
      const result = await withTransaction(pool, (sql) => attemptOn(sql, keys, submission, now))
      if (result) return result
    } catch (error) {
      // One of its tickets stands in another cluster.
      if (sqlState(error) === UNIQUE_VIOLATION) return rejected('cluster.elsewhere')
      throw error
    }
  }
  return rejected('ticket.busy')
}

/** Null: somebody else appended first; nothing was written. */
async function attemptOn(
  sql: Sql,
  keys: Pick<Keys, 'master'>,
  { clusterId, command, text, actor, policy }: ClusterSubmission,
  now: Instant,
): Promise<Result<ClusterState> | null> {
  const before = (await readCluster(sql, keys.master, clusterId))?.state ?? NO_CLUSTER
  const decision = decideCluster(before, command)
  if (!decision.ok) return decision
  const facts = decision.value
  const after = facts.map((fact): ClusterEvent => ({ ...fact, at: now })).reduce(evolveCluster, before)
  const appended = await appendRecord(sql, keys, {
    recordId: clusterId,
    kind: 'cluster',
    version: before.version,
    at: now,
    policy,
    actor,
    facts: facts.map((fact, index) => ({
      type: fact.type,
      data: { ...fact.data },
      open: OPEN_CLUSTER_FIELDS[fact.type],
      // Words go with the first of the facts that they explain.
      ...(index === 0 && text !== undefined ? { texts: { text } } : {}),
    })),
  })
  if (!appended) return null
  await keepMembers(sql, clusterId, after, now)
  return done(after)
}

async function keepMembers(sql: Sql, clusterId: string, { members, lead }: ClusterState, now: Instant): Promise<void> {
  await sql.query('delete from cluster_member where cluster_id = $1 and ticket_id <> all ($2::uuid[])', [
    clusterId,
    members,
  ])
  // A ticket of another cluster meets the primary key: in one at most.
  await sql.query(
    `insert into cluster_member (ticket_id, cluster_id, lead, joined_at)
     select t.id, $1, t.id = $3::uuid, $4 from unnest($2::uuid[]) as t (id)
     where not exists (select from cluster_member m where m.ticket_id = t.id and m.cluster_id = $1)`,
    [clusterId, members, lead, now],
  )
  await sql.query(
    'update cluster_member set lead = not lead where cluster_id = $1 and lead <> (ticket_id = $2::uuid)',
    [clusterId, lead],
  )
}

/** Who stands in which cluster, made anew from the clusters' streams; needs no key. Returns the number of clusters. */
export async function rebuildClusterMembers(pool: Pool): Promise<number> {
  return withTransaction(pool, async (sql) => {
    await sql.query('delete from cluster_member')
    const { rows } = await sql.query<{ record_id: string }>("select record_id from record where kind = 'cluster'")
    for (const { record_id } of rows) {
      const { rows: events } = await sql.query<{ bytes: string; opening: string }>(
        'select bytes, opening from record_event where record_id = $1 order by version',
        [record_id],
      )
      const opened = events.map(({ bytes, opening }) => openEvent(bytes, opening, record_id))
      const folded = opened.map(toClusterEvent)
      const joinedAt = new Map<string, Instant>()
      let state = NO_CLUSTER
      for (const event of folded) {
        state = evolveCluster(state, event)
        for (const member of state.members) if (!joinedAt.has(member)) joinedAt.set(member, event.at)
        for (const member of joinedAt.keys()) if (!state.members.includes(member)) joinedAt.delete(member)
      }
      await sql.query(
        `insert into cluster_member (ticket_id, cluster_id, lead, joined_at)
         select t.id, $1, t.id = $3::uuid, t.at from unnest($2::uuid[], $4::timestamptz[]) as t (id, at)`,
        [record_id, state.members, state.lead, state.members.map((one) => joinedAt.get(one))],
      )
    }
    return rows.length
  })
}

function toClusterEvent(event: { readonly type: string; readonly at: Instant; readonly data: object }): ClusterEvent {
  return { type: event.type, at: event.at, data: event.data } as ClusterEvent
}
