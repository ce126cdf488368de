import type { PersonInput, TicketRequest } from '../../contract/ticket/request.ts'
import type { Receipt, Submission, SubmitResult } from '../../contract/ticket/submission.ts'
import type { Instant } from '../../domain/kernel/instant.ts'
import { done, type Rejection, type Result, rejected } from '../../domain/kernel/result.ts'
import { perform } from '../../domain/ticket/decide.ts'
import type { Actor, TicketEvent } from '../../domain/ticket/events.ts'
import { evolve } from '../../domain/ticket/evolve.ts'
import { isPossible } from '../../domain/ticket/lifecycle.ts'
import { type TicketState, unborn } from '../../domain/ticket/state.ts'
import { type Pool, type Sql, sqlState, withTransaction } from '../database/connect.ts'
import { NO_EVENT } from '../log/sealed-event.ts'
import { savePerson } from '../person/person.ts'
import type { PhotoVault } from '../photo/photo-vault.ts'
import type { Rulebook } from '../rules/rulebook.ts'
import type { Keys } from '../vault/keys.ts'
import { gatherPhotos } from './gather-photos.ts'
import { type History, loadHistory } from './history.ts'
import type { TicketNumbers } from './numbers.ts'
import { bringsWords, personsIn, prepare } from './prepare.ts'
import { sealFacts } from './seal-facts.ts'
import { newSecrets, type SealedText } from './secrets.ts'
import { write } from './write.ts'

/** Several commands on one ticket that happen together or not at all, answered under one key. */
export interface Batch {
  readonly ticketId: string
  readonly key: string
  readonly actor: Actor
  readonly expectedVersion?: number
  /** Given the state each command meets: later commands of an intake depend on what the earlier ones found. */
  readonly requests: readonly (TicketRequest | ((state: TicketState) => TicketRequest | null))[]
  /** Who acts for a request when not the batch's actor: the rule that classifies and dispatches. */
  readonly actorOf?: (type: TicketRequest['type']) => Actor | undefined
  /** Asked with the state before the commands; a rejection ends it. */
  readonly permit?: (state: TicketState) => Rejection | null
}

export interface TicketLogDeps {
  readonly pool: Pool
  /**
   * For keeping persons ahead of their ticket's append, on connections that don't wait for the disk: the append that follows
   * flushes what was written before it, so that no acknowledged ticket can lack its person. The pool itself when absent.
   */
  readonly personPool?: Pool
  readonly keys: Pick<Keys, 'master'>
  readonly rulebook: Rulebook
  readonly numbers: TicketNumbers
  /** Kinds of risk that a text carries (P2). */
  readonly risksIn: (words: string) => readonly string[]
  /** Where uploaded photos wait for the command that brings them; absent: no command may bring any. */
  readonly photos?: PhotoVault
}

export interface Committed {
  readonly state: TicketState
  readonly events: readonly TicketEvent[]
}

const ATTEMPTS = 5
const UNIQUE_VIOLATION = '23505'

/** The command handler: load, decide, append with the expected version, read models and all, in one transaction. */
export class TicketLog {
  private readonly deps: TicketLogDeps
  private readonly listeners: ((committed: Committed) => void)[] = []

  constructor(deps: TicketLogDeps) {
    this.deps = deps
  }

  /** The same handler over pools that somebody has put a hand on; benches record what passes. */
  over(wrap: (pool: Pool) => Pool): TicketLog {
    const { pool, personPool } = this.deps
    return new TicketLog({ ...this.deps, pool: wrap(pool), ...(personPool ? { personPool: wrap(personPool) } : {}) })
  }

  /** Told after each commit; must not throw. */
  onCommitted(listener: (committed: Committed) => void): void {
    this.listeners.push(listener)
  }

  submit(submission: Submission, now: Instant, permit?: Batch['permit']): Promise<SubmitResult> {
    const { ticketId, key, actor, expectedVersion } = submission
    return this.submitBatch(
      {
        ticketId,
        key,
        actor,
        requests: [submission],
        ...(expectedVersion === undefined ? {} : { expectedVersion }),
        ...(permit ? { permit } : {}),
      },
      now,
    )
  }

  async submitBatch(batch: Batch, now: Instant): Promise<SubmitResult> {
    const outcome = await this.attempt(this.deps.pool, batch, now)
    if (outcome.ok) this.tell([outcome.value])
    return outcome.ok ? done(receipt(outcome.value.state, outcome.value.repeated)) : outcome
  }

  /** Commands on several tickets (a merge and its counterpart, a split and its child) in one transaction. */
  async submitTogether(batches: readonly Batch[], now: Instant): Promise<Result<readonly Committed[]>> {
    try {
      const all = await withTransaction(this.deps.pool, async (sql) => {
        const committed: Outcome[] = []
        for (const batch of batches) {
          const outcome = await this.attempt(sql, batch, now)
          if (!outcome.ok) throw new Refused(outcome.rejection)
          committed.push(outcome.value)
        }
        return committed
      })
      this.tell(all)
      return done(all)
    } catch (error) {
      if (error instanceof Refused) return { ok: false, rejection: error.rejection }
      throw error
    }
  }

  private tell(outcomes: readonly Outcome[]): void {
    for (const outcome of outcomes) {
      if (!outcome.repeated && outcome.events.length > 0) for (const listener of this.listeners) listener(outcome)
    }
  }

  /** Decides on what is stored and appends; when another command came first, decides again on the new state. */
  private async attempt(sql: Sql, batch: Batch, now: Instant): Promise<Result<Outcome>> {
    const people = new Map<string, string>()
    for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
      const first = batch.requests[0]
      const isNew = typeof first !== 'function' && first?.type === 'register' && attempt === 1
      const history = isNew ? null : await loadHistory(sql, this.deps.keys.master, batch.ticketId, batch.key)
      if (!history && !isNew) return rejected('ticket.unknown')
      const answered = history?.answeredAt != null ? repeat(history, history.answeredAt) : null
      // Whoever may not act learns nothing of the ticket, not even its version or what a repeated key was answered.
      const refusal = batch.permit?.(answered?.state ?? history?.state ?? unborn(batch.ticketId))
      if (refusal) return { ok: false, rejection: refusal }
      if (answered) return done(answered)
      if (history && batch.expectedVersion !== undefined && batch.expectedVersion !== history.state.version) {
        return rejected('ticket.changed', { seen: batch.expectedVersion, now: history.state.version })
      }
      const outcome = await this.decideAndWrite(sql, batch, now, history, people)
      if (outcome) return outcome
    }
    return rejected('ticket.busy')
  }

  /** Null when the ticket moved on meanwhile. */
  private async decideAndWrite(
    sql: Sql,
    batch: Batch,
    now: Instant,
    history: History | null,
    people: Map<string, string>,
  ): Promise<Result<Outcome> | null> {
    const { rulebook, numbers, keys, risksIn } = this.deps
    const policy = rulebook.inForce(now)
    const secrets = history?.secrets ?? newSecrets(batch.ticketId)
    const before = history?.state ?? unborn(batch.ticketId)
    let state = before
    const events: TicketEvent[] = []
    const texts: SealedText[] = []
    const photos = await gatherPhotos(this.deps.photos, batch, secrets, now)
    if (!photos) return rejected('photo.unknown')
    for (const wanted of batch.requests) {
      const request = typeof wanted === 'function' ? wanted(state) : wanted
      if (!request) continue
      if (secrets.key === null && bringsWords(request)) return rejected('ticket.forgotten')
      await this.keepPersons(sql, request, state, people)
      const prepared = prepare(request, batch.ticketId, secrets, {
        photoOf: photos.photoOf,
        number: request.type === 'register' ? await numbers.take(now) : '',
        risks: request.type === 'register' ? risksIn(request.body.words) : [],
        personOf: (person) => people.get(personKey(person)) ?? '',
        sameRequester: request.type === 'merge' && (await this.isSameRequester(sql, before, request.body.into)),
        prefix: String(state.version + 1),
      })
      const actor = batch.actorOf?.(request.type) ?? batch.actor
      const judged = state.judgedUnder === null ? policy : rulebook.getVersion(state.judgedUnder)
      const step = perform(state, prepared.command, { now, actor, policy, judged, org: rulebook.org })
      if (!step.decision.ok) return { ok: false, rejection: step.decision.rejection }
      state = step.state
      events.push(...step.events)
      texts.push(...prepared.texts)
    }
    if (events.length === 0) return done({ state, events, repeated: false })
    await photos.place(events)
    const rows = sealFacts(events, before.version, history?.head ?? NO_EVENT, secrets)
    const judged = state.judgedUnder === null ? policy : rulebook.getVersion(state.judgedUnder)
    const common = {
      texts,
      photos: photos.rows(events),
      key: batch.key,
      secrets,
      judged,
      org: rulebook.org,
      master: keys.master,
    }
    try {
      const written = await write(sql, { before, after: state, events: rows, ...common })
      return written ? done({ state, events, repeated: false }) : null
    } catch (error) {
      // The same key came twice at once: the other one's answer is the answer.
      if (sqlState(error) === UNIQUE_VIOLATION && sql === this.deps.pool) return null
      throw error
    }
  }

  /**
   * Persons come into the vault when a command can go ahead, never with one that is refused for its phase; of an anonymous
   * requester nothing is kept whatever was sent (P19). `people` remembers them through repeated attempts.
   */
  private async keepPersons(
    sql: Sql,
    request: TicketRequest,
    state: TicketState,
    people: Map<string, string>,
  ): Promise<void> {
    if (!isPossible(state.phase, request.type)) return
    if (request.type === 'register' && request.body.identity === 'anonymous') return
    const { pool, personPool = pool, keys } = this.deps
    for (const person of personsIn(request)) {
      const key = personKey(person)
      if (!people.has(key)) people.set(key, await savePerson(sql === pool ? personPool : sql, keys.master, person))
    }
  }

  /** P12: only tickets of one requester are merged; a requester unknown to us is nobody's equal. */
  private async isSameRequester(sql: Sql, state: TicketState, into: string): Promise<boolean> {
    if (state.requester === null) return false
    const { rows } = await sql.query<{ requester: string | null }>(
      'select requester from ticket where ticket_id = $1',
      [into],
    )
    return rows[0]?.requester === state.requester
  }
}

interface Outcome extends Committed {
  readonly repeated: boolean
}

class Refused extends Error {
  readonly rejection: Rejection

  constructor(rejection: Rejection) {
    super(rejection.code)
    this.rejection = rejection
  }
}

function personKey(person: PersonInput): string {
  return `${person.phone ?? ''}/${person.name}`
}

function repeat(history: History, version: number): Outcome {
  const state = history.events.slice(0, version).reduce(evolve, unborn(history.state.ticketId))
  return { state, events: [], repeated: true }
}

function receipt(state: TicketState, repeated: boolean): Receipt {
  const { ticketId, number, version, phase, responsible } = state
  return { ticketId, number, version, phase, responsible, repeated }
}
