import type { z } from 'zod'
import type { CandidateView, DecisionView, PreviewRow, previewBody } from '../../../contract/http/dispatch-desk.ts'
import type { UnitCode } from '../../../domain/org/unit.ts'
import type { GrantScope } from '../../../domain/policy/policy.ts'
import type { TicketState } from '../../../domain/ticket/state.ts'
import { type Held, heldBack } from '../../../intelligence/dispatch/alone.ts'
import type { DispatchSuggestion } from '../../../intelligence/dispatch/suggest.ts'
import type { Account } from '../../../store/account/accounts.ts'
import { type Load, loadsOf } from '../../../store/read-models/loads.ts'
import type { TicketReading } from '../../../store/read-models/ticket-reading.ts'
import { hasSentence, type Language, say } from '../../../words/say.ts'
import { adviseTicket } from '../../acts/dispatch-record.ts'
import type { ServerDeps } from '../../deps.ts'
import { unitName } from '../../http/facts.ts'
import { Problem, problem } from '../../http/problem.ts'
import { readPermitted } from '../../view/read-permitted.ts'
import { type SuggestionReadable, viewSuggestion } from '../../view/suggestion-view.ts'
import { tellCategory, tellClause } from './clause.ts'

/** Tickets of one preview that are read at a time: each is a round trip, and others need the database too. */
const AT_A_TIME = 8

export interface Reader {
  readonly account: Account
  readonly scopes: readonly GrantScope[]
  readonly language: Language
}

/** The decision as it stands before it is made: who could have the ticket, on what that rests, and how loaded each is. */
export async function decisionOf(ticketId: string, reader: Reader, deps: ServerDeps): Promise<DecisionView> {
  const { reading, found, to } = await consider(ticketId, reader, deps)
  const { state } = reading
  const candidates = candidatesOf(found, state, to)
  const loads = await loadsOf(
    deps.pool,
    candidates.map((one) => one.unit.code),
  )
  return {
    ticketId,
    version: state.version,
    suggestion: viewSuggestion(found, state.category, to),
    candidates: candidates.map((one) => ({ ...one, load: loads.get(one.unit.code) ?? NOTHING })),
    held: tellHeld(heldBack(found, state), found, state, to),
    hop: state.hop,
  }
}

const NOTHING: Load = { open: 0, late: 0 }

interface Considered {
  readonly reading: TicketReading
  readonly found: DispatchSuggestion
  readonly to: SuggestionReadable
}

async function consider(ticketId: string, reader: Reader, deps: ServerDeps): Promise<Considered> {
  const { rulebook, clock } = deps
  const { reading, visible } = await readPermitted(ticketId, 'dispatch', reader.account, reader.scopes, deps)
  // P18: whoever may not read the words learns nothing that is told from them.
  if (!visible.matter) throw problem('rights.other-unit')
  const at = clock.now()
  const policy = rulebook.inForce(at)
  const found = await adviseTicket(reading, at, deps)
  return { reading, found, to: { language: reader.language, org: rulebook.org, calendar: policy.calendar, policy } }
}

type Candidate = Omit<CandidateView, 'load'>
type Told = Pick<Candidate, 'source' | 'row' | 'clause' | 'why' | 'chosen' | 'possible'>

function candidatesOf(found: DispatchSuggestion, state: TicketState, to: SuggestionReadable): Candidate[] {
  const { decision, advice } = found
  const { org } = to
  const candidates: Candidate[] = []
  const add = (unit: UnitCode, told: Told): void => {
    const before = candidates.findIndex((one) => one.unit.code === unit)
    const [known] = before < 0 ? [] : candidates.splice(before, 1)
    // One line for each unit: the row that was followed, else the first, and the others by their numbers.
    const [main, other] = known && !told.chosen ? [known, told] : [told, known]
    const alsoRows = [...(known?.alsoRows ?? []), ...(other?.row == null ? [] : [other.row])]
    const one = {
      ...main,
      unit: { code: unit, name: unitName(unit, to) },
      alsoRows,
      machine: advice.lead === null ? null : advice.lead === unit,
      gaveBack: state.returnedBy.includes(unit),
    }
    candidates.splice(before < 0 ? candidates.length : before, 0, one)
  }
  for (const one of decision?.candidates ?? []) {
    const code = `candidate.${one.why}`
    add(one.lead, {
      source: 'catalogue',
      row: one.row,
      clause: tellClause(one.row, to.policy, state.place.district, to)?.sentence ?? null,
      why: hasSentence(code) ? say(to.language, code) : one.why,
      chosen: one.row === decision?.row,
      possible: one.why === 'chosen' || one.why === 'less-specific',
    })
  }
  const known = (unit: UnitCode) => candidates.some((one) => one.unit.code === unit)
  if (decision && decision.row === 0) {
    const why = say(to.language, 'candidate.last-resort')
    add(decision.lead, { source: 'last-resort', row: null, clause: null, why, chosen: true, possible: true })
  }
  const besides = { row: null, clause: null, chosen: false, possible: true } as const
  if (advice.lead !== null && !known(advice.lead)) {
    const category = found.together && tellCategory(found.together.category, to.policy, to)
    const why = say(to.language, 'candidate.by-machine', { category: category?.name })
    add(advice.lead, { source: 'machine', why, ...besides })
  }
  for (const { lead, returned } of state.hops) {
    const suggested = returned?.suggested ?? null
    if (suggested === null || known(suggested) || !org.findUnit(suggested)) continue
    const why = say(to.language, 'candidate.by-unit', { unit: unitName(lead, to) })
    add(suggested, { source: 'unit', why, ...besides })
  }
  return candidates
}

function tellHeld(
  held: readonly Held[],
  found: DispatchSuggestion,
  state: TicketState,
  to: SuggestionReadable,
): { code: string; sentence: string }[] {
  if (held.length === 0) return []
  const { reasons } = viewSuggestion(found, state.category, to)
  const category = (code: string | undefined) => (code ? (tellCategory(code, to.policy, to)?.name ?? code) : null)
  return held.map((code) => {
    const told = reasons.find((one) => one.code === code)?.sentence
    const facts = {
      category: category(found.together?.category),
      unit: found.decision && unitName(found.decision.lead, to),
    }
    return { code, sentence: told ?? say(to.language, `held.${code}`, facts) }
  })
}

/** What would go out if all of these were dispatched as the catalogue has it; what may not go out unseen says why. */
export async function previewOf(
  { ticketIds }: z.infer<typeof previewBody>,
  reader: Reader,
  deps: ServerDeps,
): Promise<{ items: PreviewRow[] }> {
  const ids = [...new Set(ticketIds)]
  const items: PreviewRow[] = []
  for (let at = 0; at < ids.length; at += AT_A_TIME) {
    items.push(...(await Promise.all(ids.slice(at, at + AT_A_TIME).map((id) => previewRowOf(id, reader, deps)))))
  }
  return { items }
}

async function previewRowOf(ticketId: string, reader: Reader, deps: ServerDeps): Promise<PreviewRow> {
  const considered = await consider(ticketId, reader, deps).catch((error: unknown) => {
    if (error instanceof Problem) return error
    throw error
  })
  if (considered instanceof Problem) {
    const { code, facts } = considered.rejection
    return { ticketId, ...UNKNOWN, held: [{ code, sentence: say(reader.language, code, facts) }] }
  }
  const { reading, found, to } = considered
  const { state } = reading
  const { decision } = found
  const named = (code: UnitCode) => ({ code, name: unitName(code, to) })
  const phase = say(to.language, `phase.${state.phase}`)
  const held =
    state.phase === 'awaiting-dispatch'
      ? tellHeld(heldBack(found, state), found, state, to)
      : [{ code: 'not-waiting', sentence: say(to.language, 'held.not-waiting', { phase }) }]
  return {
    ticketId,
    number: state.number,
    title: state.title && reading.text(state.title.id),
    version: state.version,
    category: tellCategory(state.category, to.policy, to),
    lead: state.category === null || decision === null ? null : named(decision.lead),
    assisting: (decision?.assisting ?? []).map(named),
    mode: decision?.mode ?? null,
    // A later hop cannot change the class that the first dispatch settled.
    limit: state.judgedUnder === null ? (decision?.limit ?? null) : state.limit,
    row: decision === null || decision.row === 0 ? null : decision.row,
    ground: decision && (to.language === 'zh' ? decision.ground : decision.groundEn),
    held,
  }
}

const UNKNOWN = {
  number: null,
  title: null,
  version: null,
  category: null,
  lead: null,
  assisting: [],
  mode: null,
  limit: null,
  row: null,
  ground: null,
} as const satisfies Omit<PreviewRow, 'ticketId' | 'held'>
