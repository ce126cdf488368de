import { Counter, Gauge, Histogram, Registry } from 'prom-client'
import type { Receipt } from '../../contract/ticket/submission.ts'
import type { Result } from '../../domain/kernel/result.ts'
import type { ServerDeps } from '../deps.ts'
import type { Routes } from './routing.ts'

export interface Metrics {
  readonly contentType: string
  text(): Promise<string>
  /** One command answered: `ok`, `repeated`, or the code of its rejection. */
  command(type: string, outcome: string): void
  /** Seconds by which the sweeper is behind the oldest due ticket. */
  sweeperLag(seconds: number): void
}

/** What Prometheus reads. Labels are route patterns, command types and codes: never an id, a number or a name. */
export function makeMetrics(routes: Routes, { log, pool }: ServerDeps): Metrics {
  const registry = new Registry()
  const registers = [registry]
  const durations = new Histogram({
    name: 'huying_http_seconds',
    help: 'Time to answer a request',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers,
  })
  const commands = new Counter({
    name: 'huying_commands_total',
    help: 'Commands by type and outcome',
    labelNames: ['type', 'outcome'],
    registers,
  })
  const events = new Counter({ name: 'huying_events_total', help: 'Events appended', labelNames: ['type'], registers })
  const lag = new Gauge({ name: 'huying_sweeper_lag_seconds', help: 'Age of the oldest due ticket', registers })
  new Gauge({
    name: 'huying_pool_connections',
    help: 'Connections to the database',
    labelNames: ['state'],
    registers,
    collect() {
      this.set({ state: 'open' }, pool.totalCount)
      this.set({ state: 'idle' }, pool.idleCount)
      this.set({ state: 'waiting' }, pool.waitingCount)
    },
  })
  log.onCommitted((committed) => {
    for (const event of committed.events) events.inc({ type: event.type })
  })
  routes.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'none'
    durations.observe({ method: request.method, route, status: reply.statusCode }, reply.elapsedTime / 1000)
  })
  return {
    contentType: registry.contentType,
    text: () => registry.metrics(),
    command: (type, outcome) => commands.inc({ type, outcome }),
    sweeperLag: (seconds) => lag.set(seconds),
  }
}

/** The label of a command's outcome. */
export function outcomeOf(result: Result<Pick<Receipt, 'repeated'>>): string {
  if (!result.ok) return result.rejection.code
  return result.value.repeated ? 'repeated' : 'ok'
}
