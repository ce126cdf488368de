import { SESSION_COOKIE } from '../../server/http/access.ts'
import { openSession } from '../../store/account/sessions.ts'
import type { House } from '../house.ts'
import { startBenchServer } from './bench-server.ts'
import { storeTickets } from './lifecycle.ts'
import { describeMachine, percentile, rounded } from './machine.ts'

export interface ListOptions {
  readonly tickets: number
  readonly seconds: number
}

/** Enough for the code to be compiled and the pages to be in memory; people's first list of the day is slower than this says. */
const WARMUP_REQUESTS = 100

/** The lists people live in: one subdistrict's and the whole city's, plain and filtered, by time left and by age. */
const QUERIES = [
  { name: 'by time left', query: 'order=due&size=50' },
  { name: 'one phase', query: 'order=due&size=50&phase=handling' },
  { name: 'one category', query: 'order=due&size=50&category=02' },
  { name: 'late ones', query: 'order=due&size=50&late=true' },
  { name: 'newest of all', query: 'order=newest&size=50' },
] as const

const ACCOUNTS = [
  { who: 'subdistrict', role: 'unit-officer', unit: '110102009' },
  { who: 'centre', role: 'dispatcher', unit: 'centre' },
] as const

/** GET /api/tickets over the real server, one request after the other, rights and row-level security included. */
export async function benchList(house: House, options: ListOptions) {
  const fill = await storeTickets(house, options.tickets)
  const server = await startBenchServer(house)
  const results = []
  try {
    for (const { who, role, unit } of ACCOUNTS) {
      // Signed in as that role; the service key keeps the rate limit out of the figures.
      const headers = { cookie: await signIn(house, role, unit), 'x-huying-service-key': server.serviceKey }
      for (const { name, query } of QUERIES) {
        const times = await measure(
          `http://127.0.0.1:${server.port}/api/tickets?${query}`,
          headers,
          options.seconds / QUERIES.length,
        )
        results.push({
          who,
          list: name,
          requests: times.length,
          p50Ms: rounded(percentile(times, 0.5), 2),
          p95Ms: rounded(percentile(times, 0.95), 2),
        })
      }
    }
  } finally {
    await server.app.close()
  }
  return {
    bench: 'list',
    machine: await describeMachine(house.ownerPool),
    tickets: options.tickets,
    worstP95Ms: Math.max(...results.map((one) => one.p95Ms)),
    lists: results,
    fill,
    aims: { p95Ms: 20 },
  }
}

async function measure(url: string, headers: Record<string, string>, seconds: number): Promise<number[]> {
  const times: number[] = []
  const end = performance.now() + seconds * 1000
  for (let warm = 0; performance.now() < end || times.length === 0; warm++) {
    const started = performance.now()
    const answer = await fetch(url, { headers })
    await answer.text()
    if (answer.status !== 200) throw new Error(`${url} answered ${answer.status}`)
    if (warm >= WARMUP_REQUESTS) times.push(performance.now() - started)
  }
  return times
}

export async function signIn({ ownerPool, clock }: House, role: string, unit: string): Promise<string> {
  const accountId = `bench-${role}`
  await ownerPool.query(
    `insert into account (account_id, login, name, role, unit_id) values ($1, $1, 'bench', $2, $3) on conflict do nothing`,
    [accountId, role, unit],
  )
  return `${SESSION_COOKIE}=${await openSession(ownerPool, accountId, clock.now())}`
}
