import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { finished } from 'node:stream/promises'
import { v5 as uuidv5 } from 'uuid'
import type { Mapping } from '../../contract/history/mapping.ts'
import { makeTimeReader, offsetsOf } from '../../contract/history/wall-times.ts'
import { REQUESTS, type TicketRequest } from '../../contract/ticket/request.ts'
import { addDays, dayOf } from '../../domain/clock/calendar.ts'
import { type Instant, later } from '../../domain/kernel/instant.ts'
import type { UnitCode } from '../../domain/org/unit.ts'
import { type CityElsewhere, policyIdElsewhere } from '../../domain/policy/elsewhere.ts'
import type { Policy } from '../../domain/policy/policy.ts'
import type { Actor } from '../../domain/ticket/events.ts'
import { BulkLedger } from '../../store/bulk/bulk-ledger.ts'
import { copyLives } from '../../store/bulk/copy-lives.ts'
import { type Pool, withTransaction } from '../../store/database/connect.ts'
import { saveCity } from '../../store/history/cities.ts'
import { findHistory, type HistoryTicket, saveHistory } from '../../store/history/history-tickets.ts'
import type { Rulebook } from '../../store/rules/rulebook.ts'
import { TicketNumbers } from '../../store/ticket/numbers.ts'
import { TicketLog } from '../../store/ticket/ticket-log.ts'
import { hmacText, subkey } from '../../store/vault/hmac.ts'
import type { Keys } from '../../store/vault/keys.ts'
import { makeCoder } from './codes.ts'
import { type HistoryRow, type RowFault, readRows } from './rows.ts'

export interface HistoryDeps {
  readonly ownerPool: Pool
  readonly pool: Pool
  readonly keys: Pick<Keys, 'master'>
  /** Read anew after the city was written down, so that it knows the city's rules and units. */
  readonly loadRulebook: () => Promise<Rulebook>
  /** When the import happens: what was closed, opened again or put right since the last one is known from now on. */
  readonly now: Instant
}

export interface HistoryOptions {
  /** A new file for the rows that were not taken, one JSON object each: `line`, `reason`. */
  readonly rejects?: string
  readonly onProgress?: (done: number, total: number) => void
}

export interface HistoryOutcome {
  /** Rows after the heading: the sum of the next four. */
  readonly read: number
  readonly imported: number
  /** Known rows that say something else than last time. */
  readonly updated: number
  readonly unchanged: number
  readonly rejected: number
  readonly reasons: Readonly<Partial<Record<RowFault | 'refused', number>>>
}

const NAMESPACE = '0b9a3c1e-6b0c-4f0e-8a55-8f1c0f5d7e21'
const CHUNK = 1_000
/** Imports of history happen one after the other. */
const LOCK = 7_311
const IMPORTER: Actor = { kind: 'rule', rule: 'import-history', version: '1' }

/**
 * Takes another city's record in: every row a ticket with events at its own times, under that city's rules. A second run finds
 * its tickets; a row that says something else corrects its ticket. @throws ColumnsMissing
 */
export async function importHistory(
  path: string,
  mapping: Mapping,
  deps: HistoryDeps,
  options: HistoryOptions = {},
): Promise<HistoryOutcome> {
  const holder = await deps.ownerPool.connect()
  try {
    await holder.query('select pg_advisory_lock($1)', [LOCK])
    return await importAlone(path, mapping, deps, options)
  } finally {
    await holder.query('select pg_advisory_unlock($1)', [LOCK])
    holder.release()
  }
}

async function importAlone(
  path: string,
  mapping: Mapping,
  deps: HistoryDeps,
  options: HistoryOptions,
): Promise<HistoryOutcome> {
  const offsets = offsetsOf(mapping.zone)
  const readTime = makeTimeReader(mapping.times, offsets)
  const found = await survey(path, mapping, readTime)
  const unitCode = makeCoder(mapping.system, found.units.keys())
  const categoryCode = makeCoder(mapping.system, found.categories)
  const city: CityElsewhere = {
    system: mapping.system,
    name: mapping.name,
    nameEn: mapping.name_en,
    offsets,
    categories: [...found.categories].sort().map((name) => ({ code: categoryCode(name), name })),
  }
  const calendar = { id: mapping.system, offsets, firstYear: 1900, lastYear: 1900, holidays: [], makeUpDays: [] }
  if (found.from !== null && found.to !== null) {
    const units = [...found.units].map(([key, name]) => ({ code: unitCode(key), name }))
    const span = { from: dayOf(found.from, calendar), to: addDays(dayOf(found.to, calendar), 1) }
    await withTransaction(deps.ownerPool, (sql) => saveCity(sql, city, units, span))
  }
  const rejects = options.rejects === undefined ? null : createWriteStream(options.rejects, { mode: 0o600 })
  const tally = new Tally((line, reason) => rejects?.write(`${JSON.stringify({ line, reason })}\n`))
  try {
    if (found.from !== null) {
      const rulebook = await deps.loadRulebook()
      const importer = new Importer(mapping.system, deps, rulebook, unitCode, categoryCode)
      let chunk: HistoryRow[] = []
      const take = async () => {
        await importer.take(chunk, tally)
        chunk = []
        options.onProgress?.(tally.read, found.rows)
      }
      for await (const row of readRows(path, mapping, readTime)) {
        if ('fault' in row) tally.reject(row.line, row.fault)
        else chunk.push(row)
        if (chunk.length >= CHUNK) await take()
      }
      await take()
    } else {
      for await (const row of readRows(path, mapping, readTime)) {
        if ('fault' in row) tally.reject(row.line, row.fault)
      }
    }
    return tally.outcome()
  } finally {
    if (rejects) {
      rejects.end()
      await finished(rejects)
    }
  }
}

/** What a file names and how far it reaches, before anything is written. */
async function survey(path: string, mapping: Mapping, readTime: (text: string) => Instant | null) {
  const units = new Map<string, string>()
  const categories = new Set<string>()
  let from: Instant | null = null
  let to: Instant | null = null
  let rows = 0
  for await (const row of readRows(path, mapping, readTime)) {
    rows++
    if ('fault' in row) continue
    if (!units.has(row.unit)) units.set(row.unit, row.unitName)
    categories.add(row.category)
    if (from === null || row.openedAt < from) from = row.openedAt
    to = to === null ? row.openedAt : later(to, row.openedAt)
  }
  return { units, categories, from, to, rows }
}

class Tally {
  private imported = 0
  private updated = 0
  private unchanged = 0
  private rejected = 0
  private readonly reasons: Partial<Record<RowFault | 'refused', number>> = {}
  private readonly list: (line: number, reason: string) => void

  constructor(list: (line: number, reason: string) => void) {
    this.list = list
  }

  get read(): number {
    return this.imported + this.updated + this.unchanged + this.rejected
  }

  count(what: 'imported' | 'updated' | 'unchanged', rows = 1): void {
    this[what] += rows
  }

  reject(line: number, reason: RowFault | 'refused', detail?: string): void {
    this.rejected++
    this.reasons[reason] = (this.reasons[reason] ?? 0) + 1
    this.list(line, detail ?? reason)
  }

  outcome(): HistoryOutcome {
    const { read, imported, updated, unchanged, rejected, reasons } = this
    return { read, imported, updated, unchanged, rejected, reasons }
  }
}

interface Found {
  readonly row: HistoryRow
  readonly ticket: HistoryTicket
}

class Importer {
  private readonly system: string
  private readonly deps: HistoryDeps
  private readonly rulebook: Rulebook
  private readonly policy: Policy
  private readonly numbers: TicketNumbers
  private readonly log: TicketLog
  private readonly unitCode: (name: string) => UnitCode
  private readonly categoryCode: (name: string) => string
  private readonly digestKey: Buffer

  constructor(
    system: string,
    deps: HistoryDeps,
    known: Rulebook,
    unitCode: (name: string) => string,
    categoryCode: (name: string) => string,
  ) {
    this.system = system
    this.deps = deps
    this.policy = known.getVersion(policyIdElsewhere(system))
    // Whatever is told of that city is told under its own rules, at any time.
    this.rulebook = { ...known, inForce: () => this.policy }
    this.numbers = new TicketNumbers(deps.pool, this.policy.calendar)
    const { pool, keys } = deps
    this.log = new TicketLog({ pool, keys, rulebook: this.rulebook, numbers: this.numbers, risksIn: () => [] })
    this.unitCode = unitCode
    this.categoryCode = categoryCode
    this.digestKey = subkey(deps.keys.master, 'history')
  }

  /** New rows in one copy, changed ones each by a command of its own. */
  async take(rows: readonly HistoryRow[], tally: Tally): Promise<void> {
    if (rows.length === 0) return
    const found = rows.map((row): Found => ({ row, ticket: this.ticketOf(row) }))
    const before = await findHistory(
      this.deps.ownerPool,
      found.map(({ ticket }) => ticket.ticketId),
    )
    const fresh: Found[] = []
    for (const one of found) {
      const known = before.get(one.ticket.ticketId)
      if (!known) fresh.push(one)
      else if (known.digest === one.ticket.digest) tally.count('unchanged')
      else if (await this.update(one, known)) tally.count('updated')
      else tally.reject(one.row.line, 'refused')
    }
    await this.add(fresh, tally)
  }

  private ticketOf(row: HistoryRow): HistoryTicket {
    const { openedAt, dueAt, closedAt, category, channel, place } = row
    const unit = this.unitCode(row.unit)
    const whole = JSON.stringify([unit, category, openedAt, dueAt, closedAt, channel, place])
    return {
      ticketId: uuidv5(`${this.system}/${row.id}`, NAMESPACE),
      system: this.system,
      unit,
      openedAt,
      dueAt,
      closedAt,
      digest: hmacText(this.digestKey, Buffer.from(whole)),
    }
  }

  private async add(fresh: readonly Found[], tally: Tally): Promise<void> {
    if (fresh.length === 0) return
    const taken: string[] = []
    for (const { row } of fresh) taken.push(await this.numbers.take(row.openedAt))
    const numbers = taken.values()
    const ledger = new BulkLedger({
      master: this.deps.keys.master,
      rulebook: this.rulebook,
      risksIn: () => [],
      numbering: () => numbers.next().value ?? '',
    })
    const kept: HistoryTicket[] = []
    for (const { row, ticket } of fresh) {
      const refusal = this.live(ledger, row, ticket)
      if (refusal === null) kept.push(ticket)
      else tally.reject(row.line, 'refused', refusal)
    }
    const { lives, persons } = ledger.take()
    const whole = new Set(kept.map(({ ticketId }) => ticketId))
    await withTransaction(this.deps.ownerPool, async (sql) => {
      const mine = lives.filter(({ state }) => whole.has(state.ticketId))
      await copyLives(sql, mine, persons, { master: this.deps.keys.master, rulebook: this.rulebook })
      await saveHistory(sql, kept)
    })
    tally.count('imported', kept.length)
  }

  /** One row's life, from opening to closing; null, or the code of what a rule of the ticket said against it. */
  private live(ledger: BulkLedger, row: HistoryRow, ticket: HistoryTicket): string | null {
    const { ticketId, openedAt, closedAt } = ticket
    const requests: (readonly [Instant, TicketRequest])[] = [
      [openedAt, { type: 'register', body: this.registration(row) }],
      [openedAt, { type: 'classify', body: REQUESTS.classify.parse({ category: this.categoryCode(row.category) }) }],
      [openedAt, { type: 'dispatch', body: this.dispatch(ticket) }],
      ...(closedAt === null ? [] : [[closedAt, { type: 'close', body: {} }] as const]),
      // Closed before it was opened: events stand in order of time, what the record says stands with them.
      ...(closedAt !== null && closedAt < openedAt ? [[openedAt, this.correction(row, ticket)] as const] : []),
    ]
    for (const [at, request] of requests) {
      const key = `${ticketId}/${request.type}`
      const result = ledger.submit({ ticketId, key, actor: IMPORTER, ...request }, at)
      if (!result.ok) return result.rejection.code
    }
    return null
  }

  private registration(row: HistoryRow) {
    return REQUESTS.register.parse({
      channel: 'import',
      source: { system: this.system, id: row.id },
      words: [row.category, row.channel, row.place].filter(Boolean).join('\n'),
      title: row.category,
      place: { address: row.place || null },
      saidAt: row.openedAt,
    })
  }

  private dispatch({ unit, dueAt }: HistoryTicket) {
    const record = { row: null, ground: 'record-elsewhere', candidates: [], overruled: null }
    return REQUESTS.dispatch.parse({ lead: unit, record, given: { dueAt, system: this.system } })
  }

  private correction(row: HistoryRow, { unit, openedAt, dueAt, closedAt }: HistoryTicket): TicketRequest {
    const category = this.categoryCode(row.category)
    return { type: 'correct-record', body: { unit, category, system: this.system, openedAt, dueAt, closedAt } }
  }

  /** A row that was open and is closed now closes at its own time; anything else that changed is a correction of today. */
  private async update({ row, ticket }: Found, known: HistoryTicket): Promise<boolean> {
    const { ticketId, closedAt } = ticket
    const isClosing =
      known.closedAt === null &&
      closedAt !== null &&
      closedAt >= ticket.openedAt &&
      known.unit === ticket.unit &&
      known.openedAt === ticket.openedAt &&
      known.dueAt === ticket.dueAt
    const request: TicketRequest = isClosing ? { type: 'close', body: {} } : this.correction(row, ticket)
    const at = isClosing ? closedAt : this.deps.now
    const key = createHash('sha256').update(`${ticketId}/${ticket.digest}`).digest('hex')
    const result = await this.log.submit({ ticketId, key, actor: IMPORTER, ...request }, at)
    if (result.ok) await saveHistory(this.deps.ownerPool, [ticket])
    return result.ok
  }
}
