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

/** What a subscriber hears: one ticket, somebody who writes on one, or that too much changed at once to name it. */
export type News =
  | { readonly ticketId: string; readonly version: number }
  | { readonly ticketId: string; readonly presence: true }
  | 'many'

/** Somebody has a form of a ticket open; `command` null: no longer. `units`: whose lists it is in and who may know. */
interface Presence {
  readonly ticketId: string
  readonly account: string
  readonly name: string
  readonly unit: string
  readonly command: string | null
  readonly units: readonly string[]
}

interface Present {
  readonly account: string
  readonly name: string
  readonly unit: string
  readonly command: string
  /** By this process's own watch. */
  readonly until: number
}

const CHANNEL = 'huying'
/** A version of the rules was released. */
const RULES_CHANNEL = 'huying_rules'
/** contracts.md: at most ten notifications a second per process. */
const PAUSE_MS = 100
/** Something changed on the line: a call, or an agent's status. */
const CALLS_CHANNEL = 'huying_calls'
const PRESENCE_CHANNEL = 'huying_presence'
/** Whoever has not said so again for this long has gone: a closed lid says no goodbye. */
const PRESENT_MS = 30_000
/** Tickets of which is remembered who writes; beyond it the oldest are forgotten. */
const MOST_PRESENT = 5_000
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
  private readonly listeners = new Set<() => void>()
  private readonly present = new Map<string, Present[]>()
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

  /** Hears that something changed on the line, until the returned function is called. */
  subscribeCalls(hear: () => void): () => void {
    this.listeners.add(hear)
    return () => this.listeners.delete(hear)
  }

  /** Tells every process that something changed on the line; never what. Call it after the commit. */
  announceCalls(): void {
    if (this.listenUrl === undefined) this.hearCalls()
    else this.sql.query(`select pg_notify($1, '')`, [CALLS_CHANNEL]).catch(() => this.hearCalls())
  }

  /** Tells every process, this one included, that somebody writes on a ticket or has stopped. Lossy, and never stored. */
  tellPresence(presence: Presence): void {
    if (this.listenUrl === undefined) this.hearPresence(JSON.stringify(presence))
    else this.sql.query('select pg_notify($1, $2)', [PRESENCE_CHANNEL, JSON.stringify(presence)]).catch(() => {})
  }

  /** Who writes on a ticket now, as far as this process has heard. */
  presentOn(ticketId: string): readonly Present[] {
    const now = performance.now()
    return (this.present.get(ticketId) ?? []).filter((one) => one.until > now)
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
      else if (channel === CALLS_CHANNEL) this.hearCalls()
      else if (channel === PRESENCE_CHANNEL) this.hearPresence(payload ?? '')
      else this.hear(payload ?? 'many')
    })
    try {
      await client.connect()
      await client.query(
        [CHANNEL, RULES_CHANNEL, CALLS_CHANNEL, PRESENCE_CHANNEL].map((channel) => `listen ${channel}`).join('; '),
      )
      if (this.stopped) return await client.end()
      // Whatever happened while nobody listened.
      this.broadcast('many')
      this.hearCalls()
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

  private hearPresence(payload: string): void {
    const heard = readPresence(payload)
    if (!heard) return
    const { ticketId, account, name, unit, command, units } = heard
    const before = this.presentOn(ticketId)
    const known = before.find((one) => one.account === account)
    const after = before.filter((one) => one.account !== account)
    if (command !== null) after.push({ account, name, unit, command, until: performance.now() + PRESENT_MS })
    this.present.delete(ticketId)
    if (after.length > 0) this.present.set(ticketId, after)
    const [oldest] = this.present.keys()
    if (this.present.size > MOST_PRESENT && oldest !== undefined) this.present.delete(oldest)
    // Saying the same again is no news.
    if (known?.command === command || (!known && command === null)) return
    for (const [hear, reader] of this.subscribers) if (units.includes(reader)) hear({ ticketId, presence: true })
  }

  private deliver(changes: readonly Change[]): void {
    for (const [hear, unit] of this.subscribers) {
      for (const { ticketId, version, units } of changes) if (units.includes(unit)) hear({ ticketId, version })
    }
  }

  private hearCalls(): void {
    for (const hear of this.listeners) hear()
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

function readPresence(payload: string): Presence | null {
  try {
    return JSON.parse(payload) as Presence
  } catch {
    return null
  }
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
