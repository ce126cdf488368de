import { CENTRE, lineOfCommand } from '../org/unit.ts'
import { findGround } from '../policy/policy.ts'
import { accountOf, type Context, type Decide, no, yes } from './decision.ts'
import { fact } from './events.ts'
import type { TicketState } from './state.ts'

/** P4: an application after the callback's answer is marked and published apart. */
export const requestExclusion: Decide<'request-exclusion'> = (state, data, context) => {
  if (state.exclusion) return no('exclusion.already')
  if (state.exclusionPending) return no('exclusion.pending')
  if (state.exclusionsLifted.includes(data.ground)) return no('exclusion.lifted-before', { ground: data.ground })
  if (!findGround(context.judged.exclusionGrounds, data.ground))
    return no('ticket.unknown-ground', { ground: data.ground })
  const applicant = accountOf(context.actor)
  if (applicant === null) return no('ticket.not-yours')
  return yes(fact('exclusion-requested', { ...data, applicant, afterScore: state.answer !== null }))
}

/**
 * P4: outside the line of command of every unit on the team: no superior in common short of the centre, so that neither
 * the unit, nor who stands above or beside it under one leader, counts. The centre and supervision are outside, unless
 * the centre handled the ticket itself. A ground that names the centre as approver needs one of these two.
 */
function isOutside(state: TicketState, ground: string, { actor, org, judged }: Context): boolean {
  if (actor.kind !== 'person') return false
  const kind = org.findUnit(actor.unit)?.kind
  if (kind === 'supervision') return true
  const team = state.answerable.filter((one) => one.ended !== 'redirected').map((one) => one.unit)
  if (kind === 'centre') return !team.includes(actor.unit)
  if (findGround(judged.exclusionGrounds, ground)?.approver === 'centre') return false
  const leaders = lineOfCommand(org, actor.unit).filter((unit) => unit !== CENTRE)
  return leaders.length > 0 && !team.some((unit) => lineOfCommand(org, unit).some((one) => leaders.includes(one)))
}

/** P4: two people, one of them outside the unit's line of command, neither the applicant. */
export const decideExclusion: Decide<'decide-exclusion'> = (state, data, context) => {
  const pending = state.exclusionPending
  if (!pending) return no('exclusion.not-pending')
  if (!data.approve) return yes(fact('exclusion-refused', { reason: data.reason }))
  const by = accountOf(context.actor)
  if (by === null) return no('ticket.not-yours')
  if (by === pending.applicant) return no('exclusion.applicant-decides')
  if (pending.seconds.some((one) => one.by === by)) return no('ticket.same-person')
  const { reason } = data
  const outside = isOutside(state, pending.ground, context)
  const first = pending.seconds[0]
  if (!first) return yes(fact('exclusion-seconded', { by, outside, reason }))
  if (!first.outside && !outside) return no('exclusion.same-line')
  return yes(fact('excluded', { ground: pending.ground, afterScore: pending.afterScore, by: [first.by, by], reason }))
}

export const objectExclusion: Decide<'object-exclusion'> = (state, data) => {
  if (!state.exclusion) return no('exclusion.not-excluded')
  return state.exclusion.objected ? no('ticket.objection-used') : yes(fact('exclusion-objected', data))
}

/** P4: somebody outside the line of command who neither applied for the exclusion nor approved it looks at it again. */
export const decideObjection: Decide<'decide-objection'> = (state, { lift, reason }, context) => {
  const { exclusion } = state
  if (!exclusion) return no('exclusion.not-excluded')
  if (!exclusion.objected || exclusion.kept) return no('exclusion.no-objection')
  const by = accountOf(context.actor)
  if (by === null) return no('ticket.not-yours')
  if (by === exclusion.applicant || exclusion.by.includes(by)) return no('ticket.same-person')
  if (!isOutside(state, exclusion.ground, context)) return no('exclusion.same-line')
  return yes(
    lift ? fact('exclusion-lifted', { ground: exclusion.ground, by, reason }) : fact('exclusion-kept', { by, reason }),
  )
}
