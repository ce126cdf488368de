import type { UnitCode } from '../org/unit.ts'
import type { AssessmentFact, Standing } from '../scoring/facts.ts'
import { type Answerability, answerableUnit, type TicketState } from './state.ts'

/** Grounds on which the log alone sets a ticket aside for a unit; people decide on those of the policy (P4). */
export const AUTOMATIC_GROUNDS = ['redirected', 'moved', 'merged'] as const

type Verdict = Pick<
  AssessmentFact,
  'standing' | 'excludedGround' | 'afterScore' | 'contacted' | 'solved' | 'satisfied' | 'countedAt'
>

/**
 * What an assessment knows of a ticket, one fact per unit and role, from its first dispatch on (before, the centre holds
 * it and nobody is scored). P22: the lead answers for the whole; each assisting unit for its own task and time, about
 * which nobody asks the requester; 双派 by the shares stated with the dispatch; 区分转 the final handler; a redirected
 * ticket the unit that was answerable when the reply was given. Every dispatch stays in the volume, whatever became of it.
 */
export function assessmentFacts(state: TicketState): AssessmentFact[] {
  const groups = new Map<string, Answerability[]>()
  for (const one of state.answerable) {
    const key = `${one.unit}/${roleOf(one)}`
    groups.set(key, [...(groups.get(key) ?? []), one])
  }
  const facts = [...groups.values()].flatMap((group) => factOf(state, group))
  return state.finalHandler ? withFinalHandler(state, state.finalHandler, facts) : facts
}

function roleOf(one: Answerability): AssessmentFact['role'] {
  return one.mode === 'dual' && one.share !== '1' ? 'shared' : one.role
}

/** All dispatches of one unit in one role; the last of them is how it stands. */
function factOf(state: TicketState, group: readonly Answerability[]): AssessmentFact[] {
  const last = group.at(-1)
  if (!last) return []
  const dispatches = group.filter((one) => one.inheritedFrom === null).length
  const verdict = verdictOf(state, last)
  // An heir who took the ticket over without being scored for it was neither sent it nor answers for it (P26).
  if (dispatches === 0 && verdict.excludedGround === 'moved') return []
  return [
    {
      ticketId: state.ticketId,
      unit: last.unit,
      role: roleOf(last),
      share: last.share,
      dispatches,
      ...verdict,
      dispatchedAt: group[0]?.dispatchedAt ?? null,
      onTime: last.onTime,
      returned: last.ended === 'redirected' && state.returnedBy.includes(last.unit),
      ...answerFor(state, roleOf(last), basisOf(state, last)),
    },
  ]
}

/** Whose the ticket is and why, for the sentence that every ticket says (P22), and by which version it is judged. */
function answerFor(state: TicketState, role: AssessmentFact['role'], basis: AssessmentFact['basis']) {
  return {
    repeated: role === 'lead' && (state.reopenings > 0 || state.phase === 'merged'),
    judgedUnder: state.judgedUnder,
    basis,
    scored: scoredUnit(state),
  }
}

function scoredUnit(state: TicketState): UnitCode {
  return state.counted?.unit ?? answerableUnit(state)
}

function basisOf(state: TicketState, one: Answerability): AssessmentFact['basis'] {
  const role = roleOf(one)
  if (role !== 'lead') return role
  return one.ended !== 'closed' && one.endedAt !== null && one.unit === scoredUnit(state) ? 'replied' : 'lead'
}

function verdictOf(state: TicketState, one: Answerability): Verdict {
  if (one.ownEntry) return standing('own-entry')
  if (state.identity === 'anonymous') return standing('anonymous')
  if (state.outcome === 'elsewhere') return standing('elsewhere')
  if (one.ended === 'redirected') return excluded('redirected', false)
  const role = roleOf(one)
  const scored = scoredUnit(state)
  if (role === 'lead' && one.unit !== scored) {
    return excluded(one.ended === 'moved' || hasMoved(state, scored) ? 'moved' : 'redirected', false)
  }
  if (role !== 'lead' && one.ended === 'moved') return excluded('moved', false)
  return verdictOfTicket(state) ?? (role === 'assisting' ? standing(ownTask(one)) : answered(state))
}

/** Does the score belong to a unit from which the ticket has moved on since? */
function hasMoved(state: TicketState, unit: UnitCode): boolean {
  return state.answerable.some((one) => one.unit === unit && one.ended === 'moved')
}

/** What holds for everybody who has the ticket. */
function verdictOfTicket(state: TicketState): Verdict | null {
  const { exclusion } = state
  const late = state.counted !== null
  if (exclusion) return excluded(exclusion.ground, exclusion.afterScore)
  if (state.phase === 'withdrawn') return standing('withdrawn')
  if (state.phase === 'merged') return excluded('merged', late)
  const phase = state.phase === 'withdrawing' ? state.phaseBefore : state.phase
  if (phase !== 'suspended') return null
  return { ...standing('suspended'), excludedGround: state.suspensionGround, afterScore: late }
}

/** Submitted, or freed of it by the lead's reply: no callback is held about it, and its own punctuality counts. */
function ownTask(one: Answerability): Standing {
  const last = one.ledger.at(-1)?.kind
  return last === 'submit' || last === 'stop' ? 'no-callback' : 'open'
}

/** Only the requester's own answers make a ticket count; what a unit claims is nowhere in here. */
function answered(state: TicketState): Verdict {
  const { counted } = state
  if (counted) {
    const { contacted, solved, satisfied, endedAt } = counted
    return { ...standing('counted'), contacted, solved, satisfied, countedAt: endedAt }
  }
  if (state.outcome === 'unreachable') return standing('unreachable')
  return standing(state.phase === 'awaiting-callback' || state.phase === 'closed' ? 'no-callback' : 'open')
}

function standing(name: Standing): Verdict {
  return {
    standing: name,
    excludedGround: null,
    afterScore: false,
    contacted: null,
    solved: null,
    satisfied: null,
    countedAt: null,
  }
}

function excluded(ground: string, afterScore: boolean): Verdict {
  return { ...standing('excluded'), excludedGround: ground, afterScore }
}

/** 区分转: the unit that the district named is scored; the district's own dispatch stays in its volume, set aside. */
function withFinalHandler(
  state: TicketState,
  handler: NonNullable<TicketState['finalHandler']>,
  facts: readonly AssessmentFact[],
): AssessmentFact[] {
  const lead = state.answerable.findLast((one) => one.role === 'lead' && one.hop === state.hop)
  if (!lead) return [...facts]
  const scored = state.counted?.unit ?? handler.unit
  const earlier = facts.find((one) => one.unit === handler.unit && one.role === 'lead')
  const asHandler = { ...lead, unit: handler.unit, ownEntry: handler.ownEntry, ended: null }
  const fact: AssessmentFact = {
    ticketId: state.ticketId,
    unit: handler.unit,
    role: 'lead',
    share: '1',
    // A unit that held the ticket before, and has it again from its district, has one fact: that of the later handling.
    dispatches: 1 + (earlier?.dispatches ?? 0),
    ...verdictOf(state, asHandler),
    dispatchedAt: earlier?.dispatchedAt ?? handler.at,
    onTime: scored === handler.unit ? lead.onTime : null,
    returned: false,
    ...answerFor(state, 'lead', 'final-handler'),
  }
  return [...facts.filter((one) => one !== earlier), fact]
}
