import { v5 as uuidv5 } from 'uuid'
import { adviceBody, REQUESTS, type RequestBody, type TicketRequest } from '../../contract/ticket/request.ts'
import type { Instant } from '../../domain/kernel/instant.ts'
import { CENTRE, type UnitCode } from '../../domain/org/unit.ts'
import type { Actor } from '../../domain/ticket/events.ts'
import { LOW_CONFIDENCE } from '../../intelligence/classify/keywords.ts'
import type { Dispatcher, DispatchSuggestion } from '../../intelligence/dispatch/suggest.ts'
import type { ScopeProposal } from '../../intelligence/scope/out-of-scope.ts'
import type { Batch } from '../../store/ticket/ticket-log.ts'
import type { Message } from './message.ts'

/** Why a message stays with the centre, for its dispatchers to decide. */
export type HeldBecause =
  | 'category-unknown'
  | 'low-confidence'
  | 'may-be-out-of-scope' // only a person refuses (P24)
  | 'centre-answers' // questions and praise
  | 'place-unknown'
  | 'place-ambiguous'
  | 'place-contradiction'
  | 'proposal-refused' // a rule of the ticket would not have what the machine proposed

export interface Plan {
  readonly batch: Batch
  /** Where it goes; null when the centre keeps it. */
  readonly lead: UnitCode | null
  readonly because: { readonly held: HeldBecause } | { readonly row: number; readonly ground: string }
  readonly category: string | null
}

export interface PlanDeps {
  readonly dispatcher: Dispatcher
  readonly checkScope: (words: string) => readonly ScopeProposal[]
  /** The policy version in force, whose rules act. */
  readonly version: string
}

/** Namespace of the ids below, made once. */
const NAMESPACE = '6f1c2f0e-5d1b-4b58-9d6b-6d2f6a8f3c71'
const IMPORTER: Actor = { kind: 'rule', rule: 'import-messages', version: '1' }
/** What one text may hold at most (`src/contract/ticket/request.ts`). */
const LONGEST = 10_000

/** The ticket of a message: the same uid is always the same ticket, so that a second run finds what the first one made. */
export function ticketIdOf(uid: string): string {
  return uuidv5(`messages/${uid}`, NAMESPACE)
}

/** What becomes of a message: one batch that registers it and, where rules may decide, classifies and dispatches it. */
export function planIntake(message: Message, at: Instant, deps: PlanDeps): Plan {
  const ticketId = ticketIdOf(message.uid)
  const [words = '', ...rest] = piecesOf(message.text)
  const whole = message.text
  const question = { title: message.title, words: whole, place: {}, accuses: null, at }
  const suggestion = deps.dispatcher.suggest(question)
  const { together, kind, place, decision, advice, phrases } = suggestion
  const held = whyHeld(suggestion, deps.checkScope(`${message.title ?? ''}\n${whole}`))
  const register: RequestBody<'register'> = REQUESTS.register.parse({
    channel: 'import',
    source: { system: 'messages', id: message.uid },
    kind,
    words,
    title: message.title,
    place: { district: place.district, subdistrict: place.subdistrict, community: place.community },
    saidAt: message.saidAt,
  })
  const requests: TicketRequest[] = [{ type: 'register', body: register }]
  // A text that is too long for one is kept whole: what is over follows as the requester's own supplement.
  for (const text of rest) requests.push({ type: 'supplement', body: { text, files: [] } })
  if (together) {
    const { category, confidence } = together
    requests.push({ type: 'classify', body: { category, limit: null, kind, confidence, accuses: null } })
  }
  if (!held && decision) {
    const { lead, assisting, mode, limit, row, ground, candidates } = decision
    const record = { row, ground, overruled: null, candidates: [...candidates], advice: adviceBody(advice) }
    const said = phrases.length > 0 ? { phrases: phrases.join('、') } : {}
    requests.push({ type: 'dispatch', body: { lead, assisting: [...assisting], mode, limit, record, ...said } })
  }
  const rule = (name: string): Actor => ({ kind: 'rule', rule: name, version: deps.version })
  const actorOf = (type: TicketRequest['type']) =>
    type === 'classify' ? rule('classifier') : type === 'dispatch' ? rule('catalogue') : undefined
  return {
    batch: { ticketId, key: ticketId, actor: IMPORTER, requests, actorOf },
    lead: held || !decision ? null : decision.lead,
    because: held || !decision ? { held: held ?? 'category-unknown' } : { row: decision.row, ground: decision.ground },
    category: together?.category ?? null,
  }
}

/** The same message, registered only: for the case that a rule refuses what was proposed. */
export function registerOnly(plan: Plan): Plan {
  const requests = plan.batch.requests.filter(
    (request) => typeof request !== 'function' && (request.type === 'register' || request.type === 'supplement'),
  )
  return { ...plan, batch: { ...plan.batch, requests }, lead: null, because: { held: 'proposal-refused' } }
}

function whyHeld(
  { together, kind, place, decision }: DispatchSuggestion,
  scope: readonly unknown[],
): HeldBecause | null {
  if (scope.length > 0) return 'may-be-out-of-scope'
  if (!together || !decision) return 'category-unknown'
  if (kind === 'consult' || kind === 'praise') return 'centre-answers'
  if (place.contradictions.length > 0) return 'place-contradiction'
  if (decision.lead === CENTRE) {
    if (place.ambiguous.length > 0) return 'place-ambiguous'
    return place.level === 'none' || place.level === 'city' ? 'place-unknown' : 'low-confidence'
  }
  return together.confidence < LOW_CONFIDENCE ? 'low-confidence' : null
}

/** Cuts a text where it must be cut, never inside a character. */
function piecesOf(text: string): string[] {
  const pieces: string[] = []
  for (let at = 0; at < text.length; ) {
    let end = Math.min(at + LONGEST, text.length)
    if (end < text.length && /[\uD800-\uDBFF]/.test(text.charAt(end - 1))) end--
    const piece = text.slice(at, end).trim()
    if (piece !== '') pieces.push(piece)
    at = end
  }
  return pieces
}
