import type { AgentStatus } from '../../domain/call/call.ts'
import { type Instant, MINUTE, plus } from '../../domain/kernel/instant.ts'
import type { Sql } from '../database/connect.ts'

export interface AgentRow {
  readonly account: string
  readonly status: AgentStatus
  readonly extension: string | null
  readonly since: Instant
  readonly seenAt: Instant
}

/** A desk that was not heard of for so long has nobody in front of it: a browser that was closed takes no calls. */
const GONE_MS = 2 * MINUTE

const COLUMNS = 'account_id as account, status, extension, since, seen_at as "seenAt"'

export async function statusOfAgent(sql: Sql, account: string): Promise<AgentRow | null> {
  const { rows } = await sql.query<AgentRow>(`select ${COLUMNS} from agent_status where account_id = $1`, [account])
  return rows[0] ?? null
}

/** Everybody whose desk was heard of in the last half day, those who came first, first. */
export async function listAgents(sql: Sql, since: Instant): Promise<AgentRow[]> {
  const { rows } = await sql.query<AgentRow>(
    `select ${COLUMNS} from agent_status where seen_at >= $1 order by account_id`,
    [since],
  )
  return rows
}

/** Sets the status; `since` stays when it was the same before. */
export async function setStatus(sql: Sql, account: string, status: AgentStatus, at: Instant): Promise<void> {
  await sql.query(
    `insert into agent_status (account_id, status, since, seen_at) values ($1, $2, $3, $3)
     on conflict (account_id) do update set status = $2, seen_at = greatest(agent_status.seen_at, $3),
       since = case when agent_status.status = $2 then agent_status.since else $3 end`,
    [account, status, at],
  )
}

/** An extension belongs to whoever sat down at it last. */
export async function setExtension(sql: Sql, account: string, extension: string | null): Promise<void> {
  await sql.query('update agent_status set extension = null where extension = $1 and account_id <> $2', [
    extension,
    account,
  ])
  await sql.query('update agent_status set extension = $2 where account_id = $1', [account, extension])
}

/** The desk is still open. */
export async function noteSeen(sql: Sql, account: string, at: Instant): Promise<void> {
  await sql.query('update agent_status set seen_at = $2 where account_id = $1 and seen_at < $2', [account, at])
}

export async function findAgentBehind(sql: Sql, extension: string): Promise<string | null> {
  const { rows } = await sql.query<{ account_id: string }>('select account_id from agent_status where extension = $1', [
    extension,
  ])
  return rows[0]?.account_id ?? null
}

/** Whoever is ready, at the desk, and without a call, for the longest; never `not`, who hands the call on. */
export async function chooseAgent(sql: Sql, not: string | null, now: Instant): Promise<string | null> {
  const { rows } = await sql.query<{ account_id: string }>(
    `select account_id from agent_status s
     where status = 'ready' and seen_at >= $1 and account_id is distinct from $2
       and not exists (select from call c where c.account_id = s.account_id and c.state <> 'over')
     order by since, account_id limit 1 for update skip locked`,
    [plus(now, -GONE_MS), not],
  )
  return rows[0]?.account_id ?? null
}

/** A shift leader who is at the desk and has no call, whoever was free the longest. */
export async function chooseLeader(sql: Sql, not: string, now: Instant): Promise<string | null> {
  const { rows } = await sql.query<{ account_id: string }>(
    `select s.account_id from agent_status s join account a on a.account_id = s.account_id
     where a.role = 'shift-leader' and a.active and s.seen_at >= $1 and s.account_id <> $2
       and not exists (select from call c where c.account_id = s.account_id and c.state <> 'over')
     order by s.since, s.account_id limit 1`,
    [plus(now, -GONE_MS), not],
  )
  return rows[0]?.account_id ?? null
}
