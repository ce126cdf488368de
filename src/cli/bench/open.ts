import { CENTRE } from '../../domain/org/unit.ts'
import type { House } from '../house.ts'
import { startBenchServer } from './bench-server.ts'
import { storeTickets } from './lifecycle.ts'
import { signIn } from './list.ts'
import { describeMachine, percentile, rounded } from './machine.ts'

export interface OpenOptions {
  readonly tickets: number
  readonly seconds: number
}

const WARMUP_PAGES = 20

/** What the ticket's page asks for when it is opened, and for whom it is asked. */
const PAGES = [
  { who: 'subdistrict', role: 'unit-officer', unit: '110102009', requests: ['', '/why', '/similar', '/presence'] },
  {
    who: 'centre',
    role: 'dispatcher',
    unit: CENTRE,
    requests: ['', '/why', '/similar', '/decision', '/consult', '/presence'],
  },
] as const

/**
 * A ticket opened among so many stored: every request of the page over the real server, another ticket each time, so that none is
 * in memory because it was just asked for. `page` is all requests at once, as a browser sends them.
 */
export async function benchOpen(house: House, options: OpenOptions) {
  const fill = await storeTickets(house, options.tickets)
  const server = await startBenchServer(house)
  const results = []
  try {
    for (const { who, role, unit, requests } of PAGES) {
      const headers = { cookie: await signIn(house, role, unit), 'x-huying-service-key': server.serviceKey }
      const ids = await someTickets(house, unit)
      const times = new Map<string, number[]>(['page', ...requests].map((one) => [one, []]))
      const timed = async (name: string, work: () => Promise<unknown>, warm: boolean) => {
        const started = performance.now()
        await work()
        if (!warm) times.get(name)?.push(performance.now() - started)
      }
      const until = performance.now() + (options.seconds * 1000) / PAGES.length
      for (let turn = 0; turn < ids.length - 1 && (turn <= WARMUP_PAGES || performance.now() < until); turn += 2) {
        const warm = turn < WARMUP_PAGES
        const open = (id: string | undefined, request: string) =>
          get(`http://127.0.0.1:${server.port}/api/tickets/${id}${request}`, headers)
        for (const request of requests) await timed(request, () => open(ids[turn], request), warm)
        await timed('page', () => Promise.all(requests.map((request) => open(ids[turn + 1], request))), warm)
      }
      for (const [name, found] of times) {
        results.push({
          who,
          request: name === 'page' ? 'the whole page' : `GET /api/tickets/:id${name}`,
          requests: found.length,
          p50Ms: rounded(percentile(found, 0.5), 1),
          p95Ms: rounded(percentile(found, 0.95), 1),
        })
      }
    }
  } finally {
    await server.app.close()
  }
  const pages = results.filter((one) => one.request === 'the whole page')
  return {
    bench: 'open',
    machine: await describeMachine(house.ownerPool),
    tickets: options.tickets,
    worstPageP95Ms: Math.max(...pages.map((one) => one.p95Ms)),
    opened: results,
    fill,
    aims: { pageP95Ms: 100 },
  }
}

/** Of the unit's inbox, from all over it: by the hash of their id. */
async function someTickets({ ownerPool }: House, unit: string): Promise<string[]> {
  const { rows } = await ownerPool.query<{ ticket_id: string }>(
    `select ticket_id from inbox where unit_id = $1 order by md5(ticket_id::text) limit 4000`,
    [unit],
  )
  return rows.map((row) => row.ticket_id)
}

async function get(url: string, headers: Record<string, string>): Promise<void> {
  const answer = await fetch(url, { headers })
  await answer.text()
  // A ticket that nobody has dispatched has no reason yet: that is an answer too.
  if (answer.status !== 200 && answer.status !== 409) throw new Error(`${url} answered ${answer.status}`)
}
