import { fork } from 'node:child_process'
import { join } from 'node:path'
import type pg from 'pg'
import { createPool, type Pool, type Sql } from '../../store/database/connect.ts'
import { countSearchDue } from '../../store/search/due.ts'
import { indexAll } from '../../store/search/index-due.ts'
import type { House } from '../house.ts'
import { startBenchServer } from './bench-server.ts'
import type { LoadOrder, LoadReport } from './loader.ts'
import { describeMachine, median, percentile, rounded } from './machine.ts'
import { inParallel } from './scratch.ts'

export interface IntakeOptions {
  readonly clients: number
  readonly seconds: number
  readonly rounds: number
}

/** The statements of one intake as the server sent them: what the bare client repeats. */
type Statement = pg.QueryConfig

const WARMUP_SECONDS = 3
const INDEX_EVERY_MS = 250
const MOST_RECORDED = 60_000

/**
 * HTTP register + classify + dispatch, durable, with the loader on the same cores; beside it, in the same run, a bare pg client that
 * inserts the very same rows into empty copies of the tables, with nothing else to do.
 */
export async function benchIntake(house: House, options: IntakeOptions) {
  const recorded: Statement[][] = []
  const server = await startBenchServer({ ...house, log: house.log.over(recorder(recorded)) })
  const indexer = startIndexer(house)
  const http: LoadReport[] = []
  const bare: number[] = []
  /** Of the server's process, per ticket: the same whatever else the machine is doing. */
  const cpuMs: number[] = []
  try {
    for (let round = 0; round < options.rounds; round++) {
      recorded.length = 0
      const cpu = process.cpuUsage()
      const warmupSeconds = round === 0 ? WARMUP_SECONDS : 0
      const report = await runLoader({ ...server, clients: options.clients, warmupSeconds, seconds: options.seconds })
      const { user, system } = process.cpuUsage(cpu)
      const share = options.seconds / (options.seconds + warmupSeconds)
      cpuMs.push((share * (user + system)) / 1000 / report.accepted)
      http.push(report)
      bare.push(await runBare(house, recorded, options))
    }
  } finally {
    await indexer.stop()
    await server.app.close()
  }
  const waiting = await countSearchDue(house.pool)
  const rates = http.map((one) => one.accepted / one.seconds)
  const latencies = http.flatMap((one) => one.latenciesMs)
  const ticketsPerSecond = rounded(median(rates))
  const barePerSecond = rounded(median(bare))
  return {
    bench: 'intake',
    machine: await describeMachine(house.ownerPool),
    clients: options.clients,
    ticketsPerSecond,
    rounds: rates.map((rate) => rounded(rate)),
    latencyMs: {
      p50: rounded(percentile(latencies, 0.5)),
      p95: rounded(percentile(latencies, 0.95)),
      p99: rounded(percentile(latencies, 0.99)),
    },
    serverCpuMsPerTicket: rounded(median(cpuMs), 2),
    failed: http.reduce((sum, one) => sum + one.failed, 0),
    /** Tickets that could not be found yet when the last round ended; the indexer worked beside it, as it does in `serve`. */
    waitingForSearch: waiting,
    barePerSecond,
    bareRounds: bare.map((rate) => rounded(rate)),
    shareOfBare: rounded(ticketsPerSecond / barePerSecond, 2),
    aims: { ticketsPerSecond: 1000, shareOfBare: 0.33, p99Ms: 50 },
  }
}

/** The indexer of `serve`, on the same cores: what it takes from intake is in the figures. */
function startIndexer(house: House): { stop(): Promise<void> } {
  let stopping = false
  const working = (async () => {
    while (!stopping) {
      await indexAll(house.pool, house, () => stopping)
      await new Promise((resolve) => setTimeout(resolve, INDEX_EVERY_MS))
    }
  })()
  return {
    stop: () => {
      stopping = true
      return working
    },
  }
}

/** Makes pools that note the writes of each ticket as they pass: person first, then the append. */
function recorder(into: Statement[][]): (pool: Pool) => Pool {
  let persons: Statement[] = []
  return (pool) =>
    new Proxy(pool, {
      get(target, property) {
        if (property !== 'query') return Reflect.get(target, property)
        return (config: Statement) => {
          if (config.name === 'person-save') persons.push(config)
          if (config.name === 'ticket-first' && into.length < MOST_RECORDED) {
            into.push([...persons.splice(0, 1), config])
            persons = persons.slice(-64)
          }
          return target.query(config)
        }
      },
    })
}

function runLoader(order: LoadOrder): Promise<LoadReport> {
  const child = fork(join(import.meta.dirname, 'loader.ts'), { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
  const { port, serviceKey, clients, warmupSeconds, seconds } = order
  return new Promise((resolve, reject) => {
    child.once('message', (report) => resolve(report as LoadReport))
    child.once('error', reject)
    // Not at its exit: a long report may still be on its way then.
    child.once('disconnect', () => reject(new Error('the loader ended without a report')))
    child.send({ port, serviceKey, clients, warmupSeconds, seconds } satisfies LoadOrder)
  })
}

async function runBare(
  { ownerPool, database }: House,
  recorded: readonly Statement[][],
  options: IntakeOptions,
): Promise<number> {
  await ownerPool.query('drop schema if exists bare cascade; create schema bare')
  for (const table of await writtenTables(ownerPool))
    await ownerPool.query(`create table bare.${table} (like public.${table} including all)`)
  const pool = createPool(database.url, {
    max: options.clients,
    settings: { search_path: 'bare', plan_cache_mode: 'force_generic_plan' },
  })
  try {
    const started = performance.now()
    let done = 0
    let finishedAt = 0
    await inParallel(options.clients, options.seconds, async (index) => {
      const statements = recorded[index]
      // The recording is used up: the rest of the time is not counted.
      if (!statements) return new Promise((resolve) => setTimeout(resolve, 1))
      for (const statement of statements) await pool.query(statement)
      done++
      if (done === recorded.length) finishedAt = performance.now()
    })
    const ended = done === recorded.length ? finishedAt : performance.now()
    return (done * 1000) / (ended - started)
  } finally {
    await pool.end()
    await ownerPool.query('drop schema bare cascade')
  }
}

/** What an append writes: whatever is keyed by ticket, and the persons. What others make of it later is not the append's. */
async function writtenTables(sql: Sql): Promise<string[]> {
  const { rows } = await sql.query<{ name: string }>(
    `select c.relname::text as name from pg_class c join pg_attribute a on a.attrelid = c.oid
     where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.relname <> 'ticket_search'
       and a.attname = case c.relname when 'person' then 'person_id' else 'ticket_id' end`,
  )
  return rows.map((row) => row.name)
}
