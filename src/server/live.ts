import pg from 'pg'
import { isWithin, type Org } from '../domain/org/unit.ts'
import type { TicketState } from '../domain/ticket/state.ts'
import type { Sql } from '../store/database/connect.ts'
import { inboxUnits } from '../store/read-models/inbox.ts'
import type { TicketLog } from '../store/ticket/ticket-log.ts'

/** A ticket that changed, and the units whose lists it may be in. */
interface Change {
  readonly ticketId: string
  readonly version: number
  readonly units: readonly string[]
}

/** What a subscriber hears: one ticket, or that too much changed at once to name it. */
export type News = { readonly ticketId: string; readonly version: number } | 'many'

const CHANNEL = 'huying'
/** A version of the rules was released. */
const RULES_CHANNEL = 'huying_rules'
/** contracts.md: at most ten notifications a second per process. */
const PAUSE_MS = 100
/** PostgreSQL takes payloads up to 8,000 bytes. */
const LONGEST_PAYLOAD = 7_500
const RECONNECT_MS = 1_000

/**
 * Tells every process which tickets changed: after commit (a NOTIFY inside the transaction would put all commits in one
 * queue), coalesced, and lossy by design — a listener that missed something is told `many` and asks again.
 */
export class LiveUpdates {
  private readonly org: Org
  private readonly sql: Sql
  private readonly listenUrl: string | undefined
  private readonly waiting = new Map<string, Change>()
  private readonly subscribers = new Map<(news: News) => void, string>()
  private onRules: () => void = () => {}
  private timer: NodeJS.Timeout | null = null
  private client: pg.Client | null = null
  private stopped = false

  constructor(sql: Sql, org: Org, listenUrl: string | undefined) {
    this.sql = sql
    this.org = org
    this.listenUrl = listenUrl
  }

  start(log: TicketLog): void {
    log.onCommitted(({ state }) => this.publish(state))
    if (this.listenUrl !== undefined) void this.connect(this.listenUrl)
  }

  /** Hears of the tickets that a unit may see, until the returned function is called. */
  subscribe(unit: string, hear: (news: News) => void): () => void {
    this.subscribers.set(hear, unit)
    return () => this.subscribers.delete(hear)
  }

  /** Whom to tell when rules were released, here or by another process, or may have been while nobody listened. */
  whenRulesChange(hear: () => void): void {
    this.onRules = hear
  }

  /** Tells every process, this one included, that a version was released; call it after the commit. */
  announceRules(): void {
    if (this.listenUrl === undefined) this.onRules()
    else this.sql.query(`select pg_notify($1, '')`, [RULES_CHANNEL]).catch(() => this.onRules())
  }

  async stop(): Promise<void> {
    this.stopped = true
    if (this.timer) clearTimeout(this.timer)
    await this.client?.end().catch(() => {})
  }

  private publish(state: TicketState): void {
    if (this.stopped) return
    const { ticketId, version } = state
    this.waiting.set(ticketId, { ticketId, version, units: concerned(state, this.org) })
    this.timer ??= setTimeout(() => this.flush(), PAUSE_MS)
  }

  private flush(): void {
    this.timer = null
    const changes = [...this.waiting.values()]
    this.waiting.clear()
    if (this.listenUrl === undefined) {
      this.deliver(changes)
      return
    }
    const payload = JSON.stringify(changes.map(({ ticketId, version, units }) => [ticketId, version, ...units]))
    const sent = Buffer.byteLength(payload) > LONGEST_PAYLOAD ? 'many' : payload
    // A notification that is lost while the database is away is made up for when the listener comes back.
    this.sql.query('select pg_notify($1, $2)', [CHANNEL, sent]).catch(() => {})
  }

  private async connect(url: string): Promise<void> {
    const client = new pg.Client({ connectionString: url, application_name: 'huying-live', keepAlive: true })
    let over = false
    const again = (): void => {
      if (over) return
      over = true
      void client.end().catch(() => {})
      if (!this.stopped) setTimeout(() => void this.connect(url), RECONNECT_MS).unref()
    }
    client.on('error', again)
    client.on('end', again)
    client.on('notification', ({ channel, payload }) => {
      if (channel === RULES_CHANNEL) this.onRules()
      else this.hear(payload ?? 'many')
    })
    try {
      await client.connect()
      await client.query(`listen ${CHANNEL}; listen ${RULES_CHANNEL}`)
      if (this.stopped) return await client.end()
      // Whatever happened while nobody listened.
      this.broadcast('many')
      this.onRules()
      this.client = client
    } catch {
      again()
    }
  }

  private hear(payload: string): void {
    const changes = readPayload(payload)
    if (changes) this.deliver(changes)
    else this.broadcast('many')
  }

  private deliver(changes: readonly Change[]): void {
    for (const [hear, unit] of this.subscribers) {
      for (const { ticketId, version, units } of changes) if (units.includes(unit)) hear({ ticketId, version })
    }
  }

  private broadcast(news: News): void {
    for (const hear of this.subscribers.keys()) hear(news)
  }
}

/** Who sees it now, and who had it before and must take it off the list. P3: never the accused unit. */
function concerned(state: TicketState, org: Org): string[] {
  const former = state.answerable.map((one) => one.unit)
  const { accuses } = state
  const isAccused = (unit: string) => accuses !== null && isWithin(org, unit, accuses)
  return [...new Set([...inboxUnits(state, org), ...former.filter((unit) => !isAccused(unit))])]
}

function readPayload(payload: string): Change[] | null {
  if (payload === 'many') return null
  try {
    const rows = JSON.parse(payload) as [string, number, ...string[]][]
    return rows.map(([ticketId, version, ...units]) => ({ ticketId, version, units }))
  } catch {
    return null
  }
}
