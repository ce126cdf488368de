import { addLimit } from '../clock/working-time.ts'
import { findCategory, findGround } from '../policy/policy.ts'
import {
  answerabilityOf,
  type Context,
  calendarOf,
  type Decide,
  type Decision,
  no,
  windowEnd,
  yes,
} from './decision.ts'
import { type DispatchMode, type DispatchRecord, fact, type TicketFact } from './events.ts'
import { unfit } from './intake.ts'
import type { TicketState } from './state.ts'

interface Assignment {
  readonly lead: string
  readonly assisting: readonly string[]
  readonly mode: DispatchMode
  readonly limit: TicketState['limit']
  readonly binding: boolean
  readonly record: DispatchRecord
}

function assignTo(
  state: TicketState,
  plan: Assignment,
  context: Context,
  before: readonly TicketFact[] = [],
): Decision {
  for (const unit of [plan.lead, ...plan.assisting]) {
    const problem = unfit(unit, state, context)
    if (problem) return problem
  }
  const { now, judged } = context
  const rule = judged.limits[plan.limit]
  return yes(
    ...before,
    fact('dispatched', {
      lead: plan.lead,
      assisting: plan.assisting.filter((unit) => unit !== plan.lead),
      mode: plan.mode,
      limit: plan.limit,
      allowed: rule.limit,
      signBy: windowEnd(now, rule.sign.within, plan.lead, context),
      contactBy: windowEnd(now, rule.contact, plan.lead, context),
      returnBy: windowEnd(now, rule.returnWithin, plan.lead, context),
      hop: state.hop + 1,
      binding: plan.binding,
      record: plan.record,
    }),
  )
}

export const dispatch: Decide<'dispatch'> = (state, data, context) => {
  const category = state.category === null ? undefined : findCategory(context.judged, state.category)
  if (!category) return no('ticket.not-classified')
  // The class is fixed by the first dispatch; a later hop cannot lengthen or shorten it.
  const limit = state.judgedUnder === null ? (data.limit ?? state.limit) : state.limit
  return assignTo(state, { ...data, limit, binding: false }, context)
}

export const sign: Decide<'sign'> = (state, _data, context) => {
  const one = answerabilityOf(state, context)
  if (!one) return no('ticket.not-yours')
  if (one.signedAt !== null) return no('ticket.already-signed', { unit: one.unit })
  return yes(fact('signed', { unit: one.unit, late: context.now > one.signBy, automatic: false }))
}

/** Once per unit, inside the window, with a ground of the catalogue; the last assigned unit stays responsible meanwhile. */
export const requestReturn: Decide<'request-return'> = (state, data, context) => {
  const one = answerabilityOf(state, context)
  if (one?.role !== 'lead') return no('ticket.not-yours')
  if (state.binding) return no('return.binding')
  const used = state.returnedBy.filter((unit) => unit === one.unit).length
  if (used >= context.judged.returns.perUnit) return no('return.used', { unit: one.unit })
  if (context.now > one.returnBy) return no('return.too-late', { returnBy: one.returnBy })
  if (!findGround(context.judged.returnGrounds, data.ground))
    return no('ticket.unknown-ground', { ground: data.ground })
  if (data.suggested !== null && !context.org.findUnit(data.suggested)) {
    return no('ticket.unknown-unit', { unit: data.suggested })
  }
  const decideBy = addLimit(context.now, context.judged.limits[state.limit].returnReview, calendarOf(context)).at
  return yes(fact('return-requested', { ...data, unit: one.unit, decideBy }))
}

/** Accepted: back to the queue. The third hop ends in a consult whose result binds. */
export const decideReturn: Decide<'decide-return'> = (state, data, context) => {
  const pending = state.pendingReturn
  if (!pending) return no('ticket.not-in-phase', { phase: state.phase, command: 'decide-return' })
  if (!data.accept) {
    if (data.reason === null) return no('return.reason-needed')
    return yes(fact('return-rejected', { unit: pending.unit, reason: data.reason }))
  }
  const { returns } = context.judged
  if (state.hop + 1 >= returns.consultAtHop) {
    const concludeBy = addLimit(context.now, returns.consult, calendarOf(context)).at
    return yes(fact('consult-opened', { hop: state.hop + 1, concludeBy }))
  }
  return yes(fact('return-accepted', { unit: pending.unit, reason: data.reason }))
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

export const assign: Decide<'assign'> = (state, data, context) => {
  const problem = unfit(data.unit, state, context)
  return problem ?? yes(fact('assigned', data))
}

export const transfer: Decide<'transfer'> = (state, data) =>
  state.assignedPerson !== null && state.assignedPerson !== data.from
    ? no('ticket.not-yours')
    : yes(fact('transferred', data))

/** P26: the organisation changed, the ticket follows; only a rule or the operator moves tickets so. */
export const moveUnit: Decide<'move-unit'> = (state, data, context) => {
  if (!context.org.findUnit(data.to)) return no('ticket.unknown-unit', { unit: data.to })
  const touched = state.answerable.some((one) => one.unit === data.from && one.endedAt === null)
  const placed = state.place.subdistrict === data.from || state.place.community === data.from
  return touched || placed || state.assignedUnit === data.from ? yes(fact('unit-moved', data)) : no('ticket.not-yours')
}
