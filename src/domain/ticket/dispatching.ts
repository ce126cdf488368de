import { dayOf } from '../clock/calendar.ts'
import { CENTRE, isValidOn, isWithin, lineOfCommand, type UnitCode } from '../org/unit.ts'
import { findCategory, findGround } from '../policy/policy.ts'
import {
  answerabilityOf,
  type Context,
  calendarOf,
  type Decide,
  type Decision,
  leadOf,
  no,
  windowEnd,
  yes,
} from './decision.ts'
import {
  type DispatchMode,
  type DispatchRecord,
  fact,
  type GivenTerm,
  type TeamMember,
  type TextRef,
  type TicketFact,
} from './events.ts'
import type { TicketState } from './state.ts'

interface Assignment {
  readonly lead: string
  readonly assisting: readonly string[]
  readonly mode: DispatchMode
  readonly limit: TicketState['limit']
  readonly binding: boolean
  readonly record: DispatchRecord
  readonly reason?: TextRef | null
  readonly phrases?: TextRef | null
  readonly given?: GivenTerm | null
}

/** May `unit` be sent this ticket today? P3: never the accused unit nor anything below it. */
function unfit(unit: UnitCode, state: TicketState, context: Context): Decision | null {
  const found = context.org.findUnit(unit)
  if (!found || !isValidOn(found, dayOf(context.now, calendarOf(context)))) return no('ticket.unknown-unit', { unit })
  const { accuses } = state
  // Everybody stands below the centre: where it is accused, only it is unfit itself.
  const accused = accuses === CENTRE ? unit === CENTRE : accuses !== null && isWithin(context.org, unit, accuses)
  return accused ? no('ticket.recused', { unit, accused: accuses }) : null
}

/** P14: typed in by the unit itself or by somebody inside it (a community's window for its subdistrict). */
function isOwnEntry(unit: UnitCode, state: TicketState, { org }: Context): boolean {
  if (state.enteredBy === null) return false
  return unit === CENTRE ? state.enteredBy === CENTRE : isWithin(org, state.enteredBy, unit)
}

function assignTo(
  state: TicketState,
  plan: Assignment,
  context: Context,
  before: readonly TicketFact[] = [],
): Decision {
  const units = [...new Set([plan.lead, ...plan.assisting])]
  for (const unit of units) {
    const problem = unfit(unit, state, context)
    if (problem) return problem
  }
  const { now, judged } = context
  const rule = judged.limits[plan.limit]
  // 双派 states its shares with the dispatch: equal ones (P22). Otherwise each unit counts whole, on its own task.
  const share = plan.mode === 'dual' && units.length > 1 ? `1/${units.length}` : '1'
  const member = (unit: UnitCode): TeamMember => ({
    unit,
    share,
    ownEntry: isOwnEntry(unit, state, context),
    signBy: windowEnd(now, rule.sign.within, unit, context),
    contactBy: windowEnd(now, rule.contact, unit, context),
    returnBy: windowEnd(now, rule.returnWithin, unit, context),
  })
  const lead = member(plan.lead)
  return yes(
    ...before,
    fact('dispatched', {
      lead: plan.lead,
      assisting: units.slice(1),
      mode: plan.mode,
      limit: plan.limit,
      allowed: rule.limit,
      signBy: lead.signBy,
      contactBy: lead.contactBy,
      returnBy: lead.returnBy,
      hop: state.hop + 1,
      binding: plan.binding,
      record: plan.record,
      team: [lead, ...units.slice(1).map(member)],
      ...(plan.reason ? { reason: plan.reason } : {}),
      ...(plan.phrases ? { phrases: plan.phrases } : {}),
      ...(plan.given ? { given: plan.given } : {}),
    }),
  )
}

export const dispatch: Decide<'dispatch'> = (state, data, context) => {
  const category = state.category === null ? undefined : findCategory(context.judged, state.category)
  if (!category) return no('ticket.not-classified')
  // Without a due time no clock runs here, which is for tickets that nobody handles here.
  const isTheirs = data.given?.dueAt === null ? context.judged.elsewhere === true : true
  if (data.given && !(isTheirs && isImport(state, context))) return no('ticket.not-imported')
  // The class is fixed by the first dispatch; a later hop cannot lengthen or shorten it.
  const limit = state.judgedUnder === null ? (data.limit ?? state.limit) : state.limit
  return assignTo(state, { ...data, limit, binding: false }, context)
}

/** Only an import speaks for another system, and only of what came from there. */
export function isImport(state: TicketState, { actor }: Pick<Context, 'actor'>): boolean {
  return state.channel === 'import' && state.source !== null && actor.kind === 'rule'
}

export const sign: Decide<'sign'> = (state, _data, context) => {
  const one = answerabilityOf(state, context)
  if (!one) return no('ticket.not-yours')
  if (one.signedAt !== null) return no('ticket.already-signed', { unit: one.unit })
  return yes(fact('signed', { unit: one.unit, late: context.now > one.signBy, automatic: false }))
}

/** Once per unit, inside the window, with a ground of the catalogue; the last assigned unit stays responsible meanwhile. */
export const requestReturn: Decide<'request-return'> = (state, data, context) => {
  const one = leadOf(state, context)
  if (!one) return no('ticket.not-yours')
  if (state.binding) return no('return.binding')
  const used = state.returnedBy.filter((unit) => unit === one.unit).length
  if (used >= context.judged.returns.perUnit) return no('return.used', { unit: one.unit })
  if (context.now > one.returnBy) return no('return.too-late', { returnBy: one.returnBy })
  if (!findGround(context.judged.returnGrounds, data.ground)) {
    return no('ticket.unknown-ground', { ground: data.ground })
  }
  if (data.suggested !== null && !context.org.findUnit(data.suggested)) {
    return no('ticket.unknown-unit', { unit: data.suggested })
  }
  const decideBy = windowEnd(context.now, context.judged.limits[state.limit].returnReview, CENTRE, context)
  return yes(fact('return-requested', { ...data, unit: one.unit, decideBy }))
}

/** Accepted: back to the queue. The third hop ends in a consult whose result binds. */
export const decideReturn: Decide<'decide-return'> = (state, data, context) => {
  const pending = state.pendingReturn
  if (!pending) return no('ticket.not-in-phase', { phase: state.phase, command: 'decide-return' })
  if (isOfUnit(pending.unit, context)) return no('ticket.not-yours')
  if (!data.accept) {
    if (data.reason === null) return no('return.reason-needed')
    return yes(fact('return-rejected', { unit: pending.unit, reason: data.reason }))
  }
  const { returns } = context.judged
  if (state.hop + 1 >= returns.consultAtHop) {
    const concludeBy = windowEnd(context.now, returns.consult, CENTRE, context)
    return yes(fact('consult-opened', { hop: state.hop + 1, concludeBy, reason: data.reason }))
  }
  return yes(fact('return-accepted', { unit: pending.unit, reason: data.reason }))
}

/** Nobody decides on a return of the own unit. */
function isOfUnit(unit: UnitCode, { actor, org }: Context): boolean {
  return actor.kind === 'person' && unit !== CENTRE && isWithin(org, actor.unit, unit)
}

/** Whom the centre asks before it decides. P3: never the accused unit nor anything below it. */
export const askOpinion: Decide<'ask-opinion'> = (state, { units }, context) => {
  const asked = [...new Set(units)]
  for (const unit of asked) {
    const problem = unfit(unit, state, context)
    if (problem) return problem
    if (state.opinions.some((one) => one.unit === unit)) return no('consult.already-asked', { unit })
  }
  return yes(...asked.map((unit) => fact('opinion-asked', { unit })))
}

/** Only for a unit that was asked: the nearest one above who speaks. What it says later stands beside what it said before. */
export const giveOpinion: Decide<'give-opinion'> = (state, data, { actor, org }) => {
  const line = actor.kind === 'person' ? lineOfCommand(org, actor.unit) : []
  const unit = line.find((one) => state.opinions.some((asked) => asked.unit === one))
  return unit === undefined ? no('consult.not-asked') : yes(fact('opinion-given', { ...data, unit }))
}

export const concludeConsult: Decide<'conclude-consult'> = (state, data, context) => {
  const concluded = fact('consult-concluded', {
    lead: data.lead,
    minutes: data.minutes,
    proposesCatalogue: data.proposesCatalogue,
  })
  const record: DispatchRecord = { row: null, ground: 'consult', candidates: [], overruled: null }
  const mode: DispatchMode = data.assisting.length > 0 ? 'joint' : 'direct'
  return assignTo(state, { ...data, mode, limit: state.limit, binding: true, record }, context, [concluded])
}

/**
 * Inside the lead's own line only: another unit is reached by a return or a dispatch. When a district passes on what was
 * sent to it for want of a clear duty (区分转), the unit it names is the one that is scored (P22).
 */
export const assign: Decide<'assign'> = (state, data, context) => {
  const lead = leadOf(state, context)
  if (!lead) return no('ticket.not-yours')
  const problem = unfit(data.unit, state, context)
  if (problem) return problem
  const inside = lead.unit === CENTRE ? data.unit === CENTRE : isWithin(context.org, data.unit, lead.unit)
  if (!inside) return no('ticket.not-yours', { unit: data.unit })
  const kind = context.org.getUnit(data.unit).kind
  const passedOn = state.mode === 'district' && data.unit !== lead.unit && context.judged.rankedKinds.includes(kind)
  const finalHandler = passedOn ? { ownEntry: isOwnEntry(data.unit, state, context) } : null
  return yes(fact('assigned', { ...data, finalHandler }))
}

export const transfer: Decide<'transfer'> = (state, data) =>
  state.assignedPerson !== data.from ? no('ticket.not-yours') : yes(fact('transferred', data))

/** Only an import says what its own system's record has become; nothing is asked of anybody for it. */
export const correctRecord: Decide<'correct-record'> = (state, data, context) => {
  const isTheirs = state.phase !== 'closed' || state.outcome === 'elsewhere'
  if (!context.judged.elsewhere || !isImport(state, context) || !isTheirs) return no('ticket.not-imported')
  if (!findCategory(context.judged, data.category)) return no('ticket.unknown-category', { category: data.category })
  if (!context.org.findUnit(data.unit)) return no('ticket.unknown-unit', { unit: data.unit })
  return yes(fact('record-corrected', data))
}

/** P26: the organisation changed, the ticket follows; only a rule or the operator moves tickets so. */
export const moveUnit: Decide<'move-unit'> = (state, data, context) => {
  if (data.from === data.to) return no('ticket.unknown-unit', { unit: data.to })
  const problem = unfit(data.to, state, context)
  if (problem) return problem
  const touched = state.answerable.some((one) => one.unit === data.from && one.endedAt === null)
  const placed = state.place.subdistrict === data.from || state.place.community === data.from
  return touched || placed || state.assignedUnit === data.from ? yes(fact('unit-moved', data)) : no('ticket.not-yours')
}
