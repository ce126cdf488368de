import { createWriteStream, type WriteStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { finished } from 'node:stream/promises'
import type { Instant } from '../../domain/kernel/instant.ts'
import { CENTRE, type UnitCode } from '../../domain/org/unit.ts'
import { makeClassifier } from '../../intelligence/classify/keywords.ts'
import { makeDispatcher } from '../../intelligence/dispatch/suggest.ts'
import type { Alias } from '../../intelligence/place/alias.ts'
import { makePlaceFinder } from '../../intelligence/place/locate.ts'
import { makeScopeCheck } from '../../intelligence/scope/out-of-scope.ts'
import type { Pool } from '../../store/database/connect.ts'
import type { Rulebook } from '../../store/rules/rulebook.ts'
import type { TicketLog } from '../../store/ticket/ticket-log.ts'
import { type HeldBecause, type Plan, type PlanDeps, planIntake, registerOnly, ticketIdOf } from './intake.ts'
import { readLines } from './lines.ts'
import { type Message, parseMessage } from './message.ts'

export interface ImportDeps {
  readonly log: Pick<TicketLog, 'submitBatch'>
  readonly pool: Pool
  readonly rulebook: Rulebook
  readonly now: () => Instant
}

export interface ImportOptions {
  readonly aliases?: readonly Alias[]
  /** A new file for the lines that were not taken, one JSON object each: `line`, `reason`, and `uid` where it is known. */
  readonly rejects?: string
  readonly onProgress?: (bytes: number, total: number) => void
}

export interface ImportOutcome {
  /** Lines that are not blank: the sum of the next four. */
  readonly read: number
  readonly accepted: number
  /** Refused by a rule of the ticket; listed with the rejects. */
  readonly refused: number
  /** Not readable as a message. */
  readonly rejected: number
  /** A uid seen before, in the file or in the database. */
  readonly duplicates: number
  readonly dispatched: number
  readonly atCentre: number
  /** Accepted tickets by the unit that has them now, most first. */
  readonly where: readonly { readonly unit: UnitCode; readonly name: string; readonly tickets: number }[]
  /** Dispatched tickets by the row of the catalogue that was followed. */
  readonly rows: readonly { readonly row: number; readonly ground: string; readonly tickets: number }[]
  /** Tickets that the centre keeps, by the reason. */
  readonly held: Readonly<Partial<Record<HeldBecause, number>>>
  readonly reasons: Readonly<Record<string, number>>
}

const CONCURRENCY = 8
const CHUNK = 200

/** Takes a file of messages in; a second run finds its tickets and accepts nothing. Rejects when the file can't be read. */
export async function importMessages(
  path: string,
  deps: ImportDeps,
  options: ImportOptions = {},
): Promise<ImportOutcome> {
  const { size } = await stat(path)
  const rejects = options.rejects === undefined ? null : createWriteStream(options.rejects, { mode: 0o600 })
  const run = new Run(deps, options.aliases ?? [], rejects)
  try {
    let chunk: { line: number; message: Message }[] = []
    const { calendar } = deps.rulebook.inForce(deps.now())
    for await (const { number, text, fault, end } of readLines(path)) {
      run.read++
      const message = text === null ? (fault ?? 'not-utf8') : parseMessage(text, calendar)
      if (typeof message === 'string') run.reject(number, message)
      else chunk.push({ line: number, message })
      if (chunk.length < CHUNK) continue
      await run.take(chunk)
      chunk = []
      options.onProgress?.(end, size)
    }
    await run.take(chunk)
    options.onProgress?.(size, size)
    return run.outcome()
  } finally {
    if (rejects) {
      rejects.end()
      await finished(rejects)
    }
  }
}

/** The counts of one run. */
class Run {
  read = 0
  private accepted = 0
  private refused = 0
  private rejected = 0
  private duplicates = 0
  private readonly units = new Map<UnitCode, number>()
  private readonly rows = new Map<number, { ground: string; tickets: number }>()
  private readonly held: Partial<Record<HeldBecause, number>> = {}
  private readonly reasons: Record<string, number> = {}
  private readonly deps: ImportDeps
  private readonly plan: PlanDeps
  private readonly rejects: WriteStream | null

  constructor(deps: ImportDeps, aliases: readonly Alias[], rejects: WriteStream | null) {
    this.deps = deps
    this.rejects = rejects
    const { org } = deps.rulebook
    const policy = deps.rulebook.inForce(deps.now())
    const dispatcher = makeDispatcher({
      policy,
      org,
      keywords: makeClassifier(policy),
      places: makePlaceFinder({ org, entries: aliases }),
    })
    this.plan = { dispatcher, checkScope: makeScopeCheck(policy), version: policy.id }
  }

  reject(line: number, reason: string, uid?: string): void {
    this.rejected++
    this.list(line, reason, uid)
  }

  async take(chunk: readonly { readonly line: number; readonly message: Message }[]): Promise<void> {
    const ids = chunk.map(({ message }) => ticketIdOf(message.uid))
    const { rows } = await this.deps.pool.query<{ ticket_id: string }>(
      'select ticket_id from ticket where ticket_id = any($1)',
      [ids],
    )
    const known = new Set(rows.map((row) => row.ticket_id))
    // Of a uid that stands twice in the file the first line wins, however the two race.
    const fresh = chunk.filter((_one, index) => {
      const id = ids[index] ?? ''
      if (known.has(id)) return false
      known.add(id)
      return true
    })
    this.duplicates += chunk.length - fresh.length
    const left = fresh.values()
    const worker = async () => {
      for (const { line, message } of left) await this.submit(line, message)
    }
    await Promise.all(Array.from({ length: CONCURRENCY }, worker))
  }

  private async submit(line: number, message: Message): Promise<void> {
    const now = this.deps.now()
    let plan = planIntake(message, now, this.plan)
    let result = await this.deps.log.submitBatch(plan.batch, now)
    if (!result.ok && plan.batch.requests.length > 1) {
      // What the rules proposed was refused: the message itself must not be lost for that.
      plan = registerOnly(plan)
      result = await this.deps.log.submitBatch(plan.batch, now)
    }
    if (!result.ok) {
      this.refused++
      this.list(line, result.rejection.code, message.uid)
    } else if (result.value.repeated) this.duplicates++
    else this.count(plan, result.value.responsible)
  }

  private count(plan: Plan, unit: UnitCode): void {
    this.accepted++
    this.units.set(unit, (this.units.get(unit) ?? 0) + 1)
    const { because } = plan
    if ('held' in because) this.held[because.held] = (this.held[because.held] ?? 0) + 1
    else {
      const known = this.rows.get(because.row)
      this.rows.set(because.row, { ground: because.ground, tickets: (known?.tickets ?? 0) + 1 })
    }
  }

  private list(line: number, reason: string, uid?: string): void {
    this.reasons[reason] = (this.reasons[reason] ?? 0) + 1
    this.rejects?.write(`${JSON.stringify({ line, reason, ...(uid === undefined ? {} : { uid }) })}\n`)
  }

  outcome(): ImportOutcome {
    const { read, accepted, refused, rejected, duplicates, held, reasons } = this
    const atCentre = this.units.get(CENTRE) ?? 0
    return {
      read,
      accepted,
      refused,
      rejected,
      duplicates,
      dispatched: accepted - atCentre,
      atCentre,
      where: [...this.units]
        .map(([unit, tickets]) => ({ unit, name: this.deps.rulebook.org.findUnit(unit)?.name ?? unit, tickets }))
        .sort((a, b) => b.tickets - a.tickets || (a.unit < b.unit ? -1 : 1)),
      rows: [...this.rows]
        .map(([row, { ground, tickets }]) => ({ row, ground, tickets }))
        .sort((a, b) => b.tickets - a.tickets || a.row - b.row),
      held,
      reasons,
    }
  }
}
