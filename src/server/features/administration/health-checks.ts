import { readdir, statfs } from 'node:fs/promises'
import { join } from 'node:path'
import type { HealthCheckName } from '../../../contract/http/operation.ts'
import { dayOf } from '../../../domain/clock/calendar.ts'
import { DAY, HOUR, type Instant, MINUTE, toMs } from '../../../domain/kernel/instant.ts'
import type { Sql } from '../../../store/database/connect.ts'
import { readFact } from '../../../store/installation.ts'
import { lastRetention } from '../../../store/retention/retention.ts'
import type { Facts } from '../../../words/say.ts'
import type { ServerDeps } from '../../deps.ts'
import { wallTime } from '../../http/facts.ts'

export interface HealthFinding {
  readonly check: HealthCheckName
  readonly grade: 'fine' | 'notice' | 'fault'
  /** The words' key after `health-said.`. */
  readonly said: string
  readonly facts: Facts
}

const MIGRATIONS = join(import.meta.dirname, '..', '..', '..', '..', 'sql')
const LEAST_FREE_GIB = 2
/** A backup every day: after a day and a half one was left out. */
const BACKUP_MS = 36 * HOUR
const VERIFY_MS = 30 * DAY
const BEHIND_MS = 5 * MINUTE
const SEAL_DAYS_MS = 2 * DAY

type Look = (deps: ServerDeps) => Promise<Omit<HealthFinding, 'check'>>

const fine = (said: string, facts: Facts = {}) => ({ grade: 'fine', said, facts }) as const
const graded = (grade: HealthFinding['grade'], said: string, facts: Facts = {}) => ({ grade, said, facts })

const LOOKS: Readonly<Record<HealthCheckName, Look>> = {
  database: async ({ pool }) => {
    const started = performance.now()
    const version = await one<{ version: string }>(pool, "select split_part(version(), ' on ', 1) as version")
    return fine('database', { version: version?.version, milliseconds: Math.round(performance.now() - started) })
  },
  migrations: async ({ pool }) => {
    const row = await one<{ applied: number }>(pool, 'select max(number) as applied from migration')
    const known = (await readdir(MIGRATIONS)).filter((file) => /^\d{4}-.*\.sql$/.test(file)).length
    const applied = row?.applied ?? 0
    return graded(applied === known ? 'fine' : 'fault', 'migrations', { applied, known })
  },
  rules: async ({ rulebook, clock }) => {
    const policy = rulebook.inForce(clock.now())
    return fine('rules', { policy: policy.id, day: policy.effectiveFrom })
  },
  disk: async ({ operation }) => {
    if (!operation) return graded('notice', 'disk-unknown')
    const { bavail, bsize } = await statfs(operation.dataFolder)
    const free = (bavail * bsize) / 2 ** 30
    return graded(free >= LEAST_FREE_GIB ? 'fine' : 'fault', 'disk', { free: free.toFixed(1) })
  },
  sweeper: async ({ pool, clock }) => {
    const row = await one<{ oldest: string | null; count: number }>(
      pool,
      'select min(next_check_at) as oldest, count(*)::int as count from ticket where next_check_at <= $1',
      [clock.now()],
    )
    const behind = row?.oldest ? between(row.oldest, clock.now()) : 0
    if (behind < BEHIND_MS) return fine('sweeper')
    return graded('fault', 'sweeper-behind', { minutes: Math.round(behind / MINUTE), count: row?.count ?? 0 })
  },
  queue: async ({ pool }) => {
    const there = await one<{ there: boolean }>(pool, "select to_regclass('pgboss.job') is not null as there")
    // A simulated database runs its nights by its own clock; the writer may not look into the queue's schema elsewhere.
    const may = await one<{ may: boolean }>(
      pool,
      "select coalesce(has_schema_privilege(to_regnamespace('pgboss'), 'usage') and has_table_privilege(to_regclass('pgboss.job'), 'select'), false) as may",
    )
    if (!there?.there || !may?.may) return fine('queue-none')
    const jobs = await one<{ waiting: number; failed: number }>(
      pool,
      `select count(*) filter (where state in ('created', 'retry'))::int as waiting,
         count(*) filter (where state = 'failed')::int as failed from pgboss.job`,
    )
    return graded(jobs?.failed ? 'notice' : 'fine', 'queue', { waiting: jobs?.waiting ?? 0, failed: jobs?.failed ?? 0 })
  },
  seal: async ({ pool, clock }) => {
    const row = await one<{ day: string | null; since: string | null }>(
      pool,
      'select (select max(day) from seal) as day, (select min(at) from event) as since',
    )
    if (row?.day) {
      const age = between(`${row.day}T00:00:00.000Z`, clock.now())
      return graded(age > SEAL_DAYS_MS + DAY ? 'fault' : 'fine', 'seal', { day: row.day })
    }
    const old = row?.since ? between(row.since, clock.now()) > SEAL_DAYS_MS : false
    return graded(old ? 'fault' : 'fine', 'seal-none')
  },
  verify: async ({ pool, clock, rulebook }) => {
    const last = await readFact(pool, 'last-verify')
    if (!last) return graded('notice', 'verify-none')
    const grade = last.faults > 0 ? 'fault' : between(last.at, clock.now()) > VERIFY_MS ? 'notice' : 'fine'
    const at = wallTime(last.at, rulebook.inForce(clock.now()).calendar)
    return graded(grade, 'verify', { at, events: last.events, faults: last.faults })
  },
  backup: async ({ pool, clock, rulebook, simulated }) => {
    const last = await readFact(pool, 'last-backup')
    // Nobody needs a backup of made-up tickets.
    if (!last) return graded(simulated ? 'notice' : 'fault', 'backup-none')
    const grade = between(last.at, clock.now()) > BACKUP_MS ? 'fault' : 'fine'
    return graded(grade, 'backup', { at: wallTime(last.at, rulebook.inForce(clock.now()).calendar) })
  },
  outbox: async ({ pool }) => {
    const row = await one<{ waiting: number; failed: number }>(
      pool,
      `select count(*) filter (where status = 'waiting')::int as waiting, count(*) filter (where status = 'failed')::int as failed
       from outgoing_message`,
    )
    return graded(row?.failed ? 'fault' : 'fine', 'outbox', { waiting: row?.waiting ?? 0, failed: row?.failed ?? 0 })
  },
  retention: async ({ pool, clock, rulebook }) => {
    const last = await lastRetention(pool)
    if (!last) return graded('notice', 'retention-none')
    const grade = between(last.at, clock.now()) > SEAL_DAYS_MS ? 'notice' : 'fine'
    const at = wallTime(last.at, rulebook.inForce(clock.now()).calendar)
    return graded(grade, 'retention', { at, tickets: last.tickets, people: last.people })
  },
  calendar: async ({ clock, rulebook }) => {
    const { calendar } = rulebook.inForce(clock.now())
    const year = Number(dayOf(clock.now(), calendar).slice(0, 4))
    return graded(year < calendar.lastYear ? 'fine' : 'notice', 'calendar', { year: calendar.lastYear })
  },
  version: async ({ operation }) => fine('version', { version: operation?.version, node: process.versions.node }),
}

/** Every check, also when some cannot be made: what cannot be looked at is a fault of the database's. */
export function lookAt(checks: readonly HealthCheckName[], deps: ServerDeps): Promise<HealthFinding[]> {
  return Promise.all(checks.map(async (check) => ({ check, ...(await LOOKS[check](deps)) })))
}

const between = (from: Instant, to: Instant): number => toMs(to) - toMs(from)

async function one<T extends object>(sql: Sql, text: string, values: unknown[] = []): Promise<T | undefined> {
  return (await sql.query<T>(text, values)).rows[0]
}
