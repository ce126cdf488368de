import { v7 as uuidv7 } from 'uuid'
import type { z } from 'zod'
import type { CallbackDesk, CallView, callAnswer, callEnd } from '../../../contract/http/callbacks.ts'
import type { Receipt } from '../../../contract/ticket/submission.ts'
import type { InLine } from '../../../domain/callback-plan/queue.ts'
import { addDays, dayOf, startOfDay } from '../../../domain/clock/calendar.ts'
import { endOfQuiet } from '../../../domain/clock/duty-hours.ts'
import { HOUR, type Instant, plus } from '../../../domain/kernel/instant.ts'
import { scopesOf } from '../../../domain/rights/permit.ts'
import { periodOf } from '../../../domain/scoring/period.ts'
import { answerableUnit, type TicketState } from '../../../domain/ticket/state.ts'
import type { CALL_RESULTS } from '../../../domain/ticket/terms.ts'
import type { Account } from '../../../store/account/accounts.ts'
import { type CallEnding, countCalls, isKept, keepCall } from '../../../store/callback/calls.ts'
import { type Claim, findClaim, releaseClaim, renewClaim, takeClaim } from '../../../store/callback/claims.ts'
import { keepAgreed, keepRecheck, type QueueRow } from '../../../store/callback/queue-rows.ts'
import type { Batch } from '../../../store/ticket/ticket-log.ts'
import type { Language } from '../../../words/say.ts'
import type { ServerDeps } from '../../deps.ts'
import { unitName } from '../../http/facts.ts'
import { Problem, problem } from '../../http/problem.ts'
import { actorOf, permitFor } from '../../http/who.ts'
import { type ItemKind, kindFor, readItem, viewCall } from './call-view.ts'
import type { CallbackQueue } from './queue.ts'

const NEXT_SHOWN = 8
/** A withdrawal whose person was not reached is tried again so much later; two calls a day at most fall on it. */
const WITHDRAWAL_AGAIN = 4 * HOUR
const RECHECK_ATTEMPTS = 2
/** Nobody is there to be asked again. */
const LAST: ReadonlySet<string> = new Set<(typeof CALL_RESULTS)[number]>([
  'refused',
  'wrong-number',
  'deceased',
  'unable',
])

/** One agent at the callback desk. */
export class CallbackDeskOf {
  readonly #account: Account
  readonly #queue: CallbackQueue
  readonly #deps: ServerDeps

  constructor(account: Account, queue: CallbackQueue, deps: ServerDeps) {
    this.#account = account
    this.#queue = queue
    this.#deps = deps
  }

  /** The desk as it stands: the person on the line, the day's counter, who comes next. */
  async view(language: Language): Promise<CallbackDesk> {
    const { pool, rulebook, clock } = this.#deps
    const now = clock.now()
    const policy = rulebook.inForce(now)
    const { calendar } = policy
    const today = dayOf(now, calendar)
    const open = endOfQuiet(now, policy.quietHours, calendar)
    const period = periodOf(now, policy.period.startDay, calendar)
    const [plan, counts, people, claim] = await Promise.all([
      this.#queue.planOf(period),
      countCalls(pool, this.#account.accountId, startOfDay(today, calendar), startOfDay(addDays(today, 1), calendar)),
      this.#queue.people(this.#account.accountId),
      findClaim(pool, this.#account.accountId, now),
    ])
    const ready = people.filter(({ callAt }) => callAt <= now)
    return {
      now,
      quietUntil: open === now ? null : open,
      plan: { period, stored: plan !== null, late: plan?.late ?? false },
      ...counts,
      ready: ready.length,
      laterToday: people.length - ready.length,
      next: await this.#tellNext(people.slice(0, NEXT_SHOWN), language),
      colleagues: await this.#colleagues(),
      call: claim && (await this.#viewClaim(claim, language)),
    }
  }

  /** Takes the next person onto the line, or gives back whom this agent has; null when nobody may be called now. */
  async claimNext(language: Language): Promise<CallView | null> {
    const { pool, clock } = this.#deps
    const { accountId } = this.#account
    const now = clock.now()
    const known = await findClaim(pool, accountId, now)
    if (known) return this.#viewClaim(known, language)
    for (const person of await this.#queue.people(accountId)) {
      if (person.callAt > now) continue
      const tickets = await this.#askable(person)
      if (tickets.size === 0) continue
      const line = person.tickets[0]?.line ?? null
      const claim = await takeClaim(pool, { callId: uuidv7(), subject: person.subject, accountId, line, tickets }, now)
      if (claim) return this.#viewClaim(claim, language)
      // This agent may have taken somebody in another window meanwhile.
      const other = await findClaim(pool, accountId, now)
      if (other) return this.#viewClaim(other, language)
    }
    return null
  }

  async renew(callId: string): Promise<void> {
    const { pool, clock } = this.#deps
    if (!(await renewClaim(pool, callId, this.#account.accountId, clock.now()))) throw problem('callback.claim-lost')
  }

  /** Puts the person back into the queue: nothing was asked, nothing is recorded. */
  async release(callId: string): Promise<void> {
    await releaseClaim(this.#deps.pool, callId, this.#account.accountId)
  }

  /** What the person said about one ticket. */
  async answer(
    callId: string,
    ticketId: string,
    key: string,
    { command, body }: z.output<typeof callAnswer>,
  ): Promise<Receipt> {
    const { log, pool, rulebook, clock } = this.#deps
    const now = clock.now()
    const claim = await this.#held(callId, now)
    if (!claim.tickets.has(ticketId)) throw problem('ticket.unknown')
    const permit = permitFor(this.#account, command, rulebook.inForce(now), rulebook.org)
    const request = { type: command, body } as Batch['requests'][number]
    const result = await log.submitBatch(
      { ticketId, key, actor: actorOf(this.#account), requests: [request], permit },
      now,
    )
    if (!result.ok) throw new Problem(result.rejection)
    if (command === 'recheck-callback') await keepRecheck(pool, ticketId, { attempts: 1, nextAt: now, over: true })
    await renewClaim(pool, callId, this.#account.accountId, now)
    return result.value
  }

  /** Ends the call for every ticket that was not asked about; all of them or none. */
  async end(callId: string, ending: z.output<typeof callEnd>): Promise<void> {
    const { pool, log, clock } = this.#deps
    const { accountId } = this.#account
    const now = clock.now()
    if (await isKept(pool, callId)) return
    const claim = await this.#held(callId, now)
    const left: { state: TicketState; kind: ItemKind }[] = []
    for (const [ticketId, kind] of claim.tickets) {
      const reading = await readItem(ticketId, this.#deps)
      if (reading && kindFor(reading.state, this.#account, this.#deps) === kind)
        left.push({ state: reading.state, kind })
    }
    if (ending.outcome === 'reached' && left.length > 0) throw problem('callback.not-all-asked', { count: left.length })
    if (ending.outcome === 'handed-on') {
      const known = await this.#colleagues()
      if (!known.some(({ account }) => account === ending.to)) throw problem('callback.colleague-unknown')
    }
    const batches = left.flatMap(({ state, kind }) => this.#batchFor(callId, state, kind, ending, now) ?? [])
    const done = await log.submitTogether(batches, now)
    if (!done.ok) throw new Problem(done.rejection)
    const after = new Map(done.value.map(({ state }) => [state.ticketId, state]))
    for (const { state, kind } of left) await this.#keep(after.get(state.ticketId) ?? state, kind, ending, now)
    const asked = claim.tickets.size - left.length
    await keepCall(pool, { callId, accountId, at: now, outcome: endingOf(ending, asked), tickets: claim.tickets.size })
    await releaseClaim(pool, callId, accountId)
  }

  #batchFor(
    callId: string,
    state: TicketState,
    kind: ItemKind,
    ending: z.output<typeof callEnd>,
    now: Instant,
  ): Batch | null {
    const { rulebook } = this.#deps
    const request = requestFor(state, kind, ending, now)
    if (!request) return null
    return {
      ticketId: state.ticketId,
      key: `${callId}/end`,
      actor: actorOf(this.#account),
      requests: [request],
      permit: permitFor(this.#account, request.type, rulebook.inForce(now), rulebook.org),
    }
  }

  /** What the queue must know of it besides the log. */
  async #keep(state: TicketState, kind: ItemKind, ending: z.output<typeof callEnd>, now: Instant): Promise<void> {
    const { pool } = this.#deps
    const to = ending.outcome === 'handed-on' ? ending.to : null
    if (kind === 'callback' && state.callbackNext !== null && state.phase === 'awaiting-callback') {
      await keepAgreed(pool, state.ticketId, state.callbackNext, to)
    } else if (kind === 'withdrawal') {
      const at = ending.outcome === 'later' ? ending.until : to === null ? plus(now, WITHDRAWAL_AGAIN) : now
      await keepAgreed(pool, state.ticketId, at, to)
    } else if (kind === 'recheck' && to === null) {
      const attempts = state.rechecks?.attempts ?? 0
      const isLast = ending.outcome === 'not-reached' && LAST.has(ending.result)
      const nextAt = ending.outcome === 'later' ? ending.until : plus(now, 24 * HOUR)
      await keepRecheck(pool, state.ticketId, { attempts, nextAt, over: isLast || attempts >= RECHECK_ATTEMPTS })
    }
  }

  async #held(callId: string, now: Instant): Promise<Claim> {
    const claim = await findClaim(this.#deps.pool, this.#account.accountId, now)
    if (claim?.callId !== callId) throw problem('callback.claim-lost')
    return claim
  }

  async #askable(person: InLine<QueueRow>): Promise<Map<string, ItemKind>> {
    const found = new Map<string, ItemKind>()
    for (const { ticketId, kind } of person.tickets) {
      const reading = await readItem(ticketId, this.#deps)
      if (reading && kindFor(reading.state, this.#account, this.#deps) === kind) found.set(ticketId, kind)
    }
    return found
  }

  #viewClaim(claim: Claim, language: Language): Promise<CallView> {
    return viewCall(claim, this.#account, language, this.#deps)
  }

  async #tellNext(people: readonly InLine<QueueRow>[], language: Language): Promise<CallbackDesk['next']> {
    const { rulebook, clock } = this.#deps
    const readable = { language, org: rulebook.org, calendar: rulebook.inForce(clock.now()).calendar }
    return Promise.all(
      people.map(async ({ tickets, callAt, mine }) => {
        const readings = await Promise.all(tickets.map(({ ticketId }) => readItem(ticketId, this.#deps)))
        const units = readings.flatMap((one) => (one ? [unitName(answerableUnit(one.state), readable)] : []))
        return {
          tickets: tickets.length,
          units: [...new Set(units)],
          callAt,
          urgent: tickets.some(({ urgent }) => urgent),
          handed: mine,
          recheck: tickets.some(({ kind }) => kind === 'recheck'),
        }
      }),
    )
  }

  async #colleagues(): Promise<CallbackDesk['colleagues']> {
    const { pool, rulebook, clock } = this.#deps
    const policy = rulebook.inForce(clock.now())
    const roles = Object.keys(policy.roles).filter((role) =>
      scopesOf({ role }, 'answer-callback', policy).includes('any'),
    )
    const { rows } = await pool.query<{ account: string; name: string }>(
      `select account_id as account, name from account
       where role = any($1) and active and account_id <> $2 order by name, account_id limit 200`,
      [roles, this.#account.accountId],
    )
    return rows
  }
}

function requestFor(state: TicketState, kind: ItemKind, ending: z.output<typeof callEnd>, now: Instant) {
  if (kind === 'recheck' && ending.outcome === 'not-reached') {
    const body = { reached: false, contacted: null, solved: null, satisfied: null, why: null }
    return { type: 'recheck-callback' as const, body }
  }
  if (kind !== 'callback') return null
  switch (ending.outcome) {
    case 'not-reached': {
      // What was only taken along is not due yet: no attempt counts for it.
      const isDue = state.callbackNext === null || state.callbackNext <= now
      return isDue ? { type: 'attempt-callback' as const, body: { result: ending.result } } : null
    }
    case 'later':
      return { type: 'postpone-callback' as const, body: { until: ending.until, to: null, note: ending.note } }
    case 'handed-on':
      return { type: 'postpone-callback' as const, body: { until: now, to: ending.to, note: ending.note } }
    default:
      return null
  }
}

function endingOf(ending: z.output<typeof callEnd>, asked: number): CallEnding {
  if (asked > 0) return 'reached'
  return ending.outcome === 'not-reached' && ending.result === 'refused' ? 'refused' : ending.outcome
}
