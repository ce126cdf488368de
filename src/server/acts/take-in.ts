import { v7 as uuidv7 } from 'uuid'
import { adviceBody, type RequestBody, type TicketRequest } from '../../contract/ticket/request.ts'
import type { Receipt } from '../../contract/ticket/submission.ts'
import { chooseByCatalogue } from '../../domain/dispatch/catalogue.ts'
import type { Instant } from '../../domain/kernel/instant.ts'
import { type Result, rejected } from '../../domain/kernel/result.ts'
import { CENTRE } from '../../domain/org/unit.ts'
import { findCategory } from '../../domain/policy/policy.ts'
import type { Actor, DispatchChange, DispatchRecord } from '../../domain/ticket/events.ts'
import type { TicketState } from '../../domain/ticket/state.ts'
import { promisedAt } from '../../domain/ticket/time.ts'
import type { DispatchSuggestion } from '../../intelligence/dispatch/suggest.ts'
import { loadHistory } from '../../store/ticket/history.ts'
import type { ServerDeps } from '../deps.ts'
import { advisorOf } from './advisor.ts'

/** One contact on its way in: the words as given, and what the person at the desk knows besides. */
export interface Intake {
  /** A UUIDv7 that the client made, so that a repeat finds itself; made here when absent. */
  readonly ticketId?: string | undefined
  readonly register: RequestBody<'register'>
  /** Given by a person; else the classifier is asked. */
  readonly classify: RequestBody<'classify'> | null
  /** `hold`: it stays with the centre until a dispatcher decides. */
  readonly dispatch: 'auto' | 'hold'
  readonly actor: Actor
}

/** What the requester is told: who has it, by when, why. */
export interface IntakeOutcome extends Receipt {
  readonly promisedAt: Instant | null
  readonly category: string | null
  /** Why this unit; null while the centre holds it. */
  readonly because: DispatchRecord | null
}

type IntakeDeps = Pick<ServerDeps, 'log' | 'rulebook' | 'classify' | 'pool' | 'keys' | 'textModel' | 'outlines'>

/** Registers, classifies and dispatches in one append. Desk, portal and importers come through here. */
export async function takeIn(intake: Intake, now: Instant, deps: IntakeDeps): Promise<Result<IntakeOutcome>> {
  const { log, rulebook } = deps
  const { register } = intake
  const ticketId = intake.ticketId ?? uuidv7()
  const policy = rulebook.inForce(now)
  let final: TicketState | null = null
  let record: DispatchRecord | null = null

  const { district, subdistrict, community } = register.place
  for (const unit of [district, subdistrict, community]) {
    if (unit !== null && !rulebook.org.findUnit(unit)) return rejected('ticket.unknown-unit', { unit })
  }
  const classification = intake.classify ?? guess(register, deps)
  const advised = intake.dispatch === 'hold' || !classification ? null : await adviseOn(register, now, deps)
  const classify = (): TicketRequest | null => {
    if (!classification) return null
    // A classifier that was trained under other categories is no reason to lose a call.
    if (!intake.classify && !findCategory(policy, classification.category)) return null
    return { type: 'classify', body: classification }
  }
  const dispatch = (state: TicketState): TicketRequest | null => {
    if (!isReadyToGo(state, intake)) return null
    const { category, place, accuses } = state
    const decision = chooseByCatalogue({ category: category ?? '', place, accuses, at: now }, policy, rulebook.org)
    // Nobody but the centre could be named: its dispatchers decide (contracts.md: place unknown).
    if (decision.fallback && decision.lead === CENTRE) return null
    const { lead, assisting, mode, limit, row, ground, candidates } = decision
    record = { row, ground, candidates, overruled: null }
    const classGiven = classification?.limit ?? null
    const kept = { row, ground, overruled: null, candidates: [...candidates], ...changesOf(advised, category) }
    const said = advised && advised.phrases.length > 0 ? { phrases: advised.phrases.join('、') } : {}
    return {
      type: 'dispatch',
      body: { lead, assisting: [...assisting], mode, limit: classGiven ?? limit, record: kept, ...said },
    }
  }
  const remember = (state: TicketState): null => {
    final = state
    return null
  }
  const result = await log.submitBatch(
    {
      ticketId,
      key: ticketId,
      actor: intake.actor,
      requests: [{ type: 'register', body: register }, classify, dispatch, remember],
      actorOf: (type) => ruleOf(type, intake, policy.id),
    },
    now,
  )
  if (!result.ok) return result
  return { ok: true, value: await describe(result.value, final, record, deps) }
}

function guess(register: RequestBody<'register'>, { classify }: IntakeDeps): RequestBody<'classify'> | null {
  const found = classify?.(register.words, register.title)
  return found ? { ...found, limit: null, kind: null, accuses: null } : null
}

/** What the machine makes of it, kept with the dispatch; a person at the desk may have chosen another category. */
function adviseOn(
  { title, words, place, accuses }: RequestBody<'register'>,
  at: Instant,
  deps: IntakeDeps,
): Promise<DispatchSuggestion> {
  const { address, ...areas } = place
  return advisorOf(deps).suggest({ title, words, place: { ...areas, words: address }, accuses, at })
}

function changesOf(advised: DispatchSuggestion | null, category: string | null) {
  if (!advised) return {}
  const proposed = advised.together?.category ?? null
  const changed: DispatchChange[] = proposed === null || proposed === category ? [] : ['category']
  return { advice: adviceBody(advised.advice), changed }
}

/** Questions and praise are answered by the centre; what is confidential waits for a summary that a unit may read (P18). */
function isReadyToGo(state: TicketState, intake: Intake): boolean {
  if (intake.dispatch === 'hold' || state.category === null) return false
  if (state.kind === 'consult' || state.kind === 'praise') return false
  return state.identity !== 'confidential' || state.title !== null
}

/** History says which automation acted, in which version. */
function ruleOf(type: TicketRequest['type'], intake: Intake, version: string): Actor | undefined {
  if (type === 'dispatch') return { kind: 'rule', rule: 'catalogue', version }
  if (type === 'classify' && !intake.classify) return { kind: 'rule', rule: 'classifier', version }
  return undefined
}

async function describe(
  receipt: Receipt,
  final: TicketState | null,
  record: DispatchRecord | null,
  { pool, keys, rulebook }: IntakeDeps,
): Promise<IntakeOutcome> {
  if (final && !receipt.repeated) return outcome(receipt, final, record, rulebook)
  const history = await loadHistory(pool, keys.master, receipt.ticketId)
  const dispatched = history?.events.find((event) => event.type === 'dispatched')
  const because = dispatched?.type === 'dispatched' ? dispatched.data.record : null
  return outcome(receipt, history?.state ?? null, because, rulebook)
}

function outcome(
  receipt: Receipt,
  state: TicketState | null,
  because: DispatchRecord | null,
  rulebook: IntakeDeps['rulebook'],
): IntakeOutcome {
  if (!state) return { ...receipt, promisedAt: null, category: null, because }
  const judged = rulebook.getVersion(state.judgedUnder ?? state.registeredUnder)
  return { ...receipt, promisedAt: promisedAt(state, judged), category: state.category, because }
}
