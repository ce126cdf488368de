import type { RequestBody } from '../../contract/ticket/request.ts'
import { DAY, toMs } from '../../domain/kernel/instant.ts'
import { isContacted, type TicketState } from '../../domain/ticket/state.ts'
import { hours, minutes, ofCentre } from '../city.ts'
import { ask, type Life, type Thread } from '../thread.ts'
import { exclusionEvidence } from '../words/desk.ts'
import { correctionReason, missingWork, pressureNote, reopenReason, whyText } from '../words/resident.ts'
import { officerOf } from './unit.ts'

/** One call: reached or not. Each attempt plans the next one, at the time the rules give. */
export function callBack(life: Life, thread: Thread, state: TicketState): void {
  const { city, now } = life
  const { caller: random, matter } = thread
  if (state.callbackNext === null) return
  const isUrgent = state.limit === 'urgent'
  const wanted = Math.max(now, toMs(state.callbackNext)) + minutes(random.around(90, 2.2))
  const at = isUrgent ? wanted : city.callTime(wanted, random)
  const agent = ofCentre(city, 'callback-agent', random.int(0, 19))
  const byLink = matter.resident.generation !== 'old' && matter.channel !== 'phone' && random.chance(0.5)
  if (!random.chance(byLink ? 0.8 : matter.resident.reach)) {
    life.plan(thread, at, () => ask('attempt-callback', {}, agent))
    return
  }
  life.plan(thread, at, (later) => {
    const answer = answerOf(life, thread, later)
    const missing = answer.solved === 'yes' ? null : missingWork(answer.solved, thread.words)
    const actor = byLink ? ({ kind: 'requester', person: later.requester, via: 'link' } as const) : agent
    return ask('answer-callback', { ...answer, by: byLink ? 'link' : 'call', missing }, actor)
  })
}

/** What the requester says depends on what was done, on how, and on the temper. */
function answerOf(life: Life, thread: Thread, state: TicketState): Omit<RequestBody<'correct-answer'>, never> {
  const { requester: random, matter, solved, formula } = thread
  const { temper } = matter.resident
  const { manners } = life.city.characterOf(state.responsible)
  const contacted = isContacted(state) ? random.chance(0.997) : random.chance(0.25)
  const isReplied = state.reply !== null
  const truth = isReplied ? solved : random.chance(0.15) ? 'partly' : 'no'
  const says =
    truth === 'yes'
      ? random.chance(0.965 + temper * 0.03)
        ? 'yes'
        : 'partly'
      : truth === 'partly'
        ? random.weighted({ yes: 0.15 + temper * 0.3, partly: 0.5, no: 0.2 })
        : random.weighted({ yes: 0.05 + temper * 0.08, partly: 0.15, no: 0.75 })
  const anger = (1 - manners) * 0.25 + (formula ? 0.03 : 0) + (contacted ? 0 : 0.15) + (1 - temper) * 0.025
  const dissatisfied = says === 'yes' ? anger : says === 'partly' ? 0.3 + anger : 0.62 + anger
  const satisfied = random.chance(dissatisfied)
    ? 'dissatisfied'
    : random.weighted({
        satisfied: says === 'yes' ? 0.9 : 0.45,
        basically: says === 'yes' ? 0.08 : 0.5,
        'no-opinion': 0.012,
      })
  const talks = satisfied === 'dissatisfied' ? 0.8 : 0.12
  const why = random.chance(talks) ? whyText(satisfied, contacted, thread.words) : null
  return { contacted, solved: says, satisfied, by: 'call', why }
}

/** P6: an independent call asks whether the wish to withdraw is the requester's own. */
export function confirmWithdrawal(life: Life, thread: Thread): void {
  const { caller: random } = thread
  const confirmed = random.chance(0.88)
  const agent = ofCentre(life.city, 'callback-agent', random.int(0, 19))
  const at = life.city.callTime(life.now + hours(random.around(4, 1.8)), random)
  life.plan(thread, at, () => ask('confirm-withdrawal', { confirmed }, agent))
}

/** After the end: corrections, pressure, reopening, late applications for exclusion. Each is rare. */
export function afterClosing(life: Life, thread: Thread, state: TicketState): void {
  if (state.outcome !== 'scored' || state.answer === null) return
  const { city, now } = life
  const { requester: random, words } = thread
  const { answer } = state
  const agent = ofCentre(city, 'callback-agent', random.int(0, 19))
  const isHappy = answer.satisfied === 'satisfied'
  if (random.chance(isHappy ? 0.003 : 0.03)) {
    const at = city.callTime(now + Math.round(DAY * (0.3 + random.next() * 3)), random)
    const better = !isHappy && random.chance(0.6)
    const body = {
      contacted: answer.contacted,
      solved: better ? ('yes' as const) : answer.solved,
      satisfied: better ? ('basically' as const) : ('dissatisfied' as const),
      by: 'call' as const,
      why: correctionReason(words),
    }
    life.plan(thread, at, () => ask('correct-answer', body, agent))
  }
  if (!isHappy && random.chance(0.02)) {
    life.plan(thread, now + hours(30), () => ask('report-pressure', { note: pressureNote(words) }, agent))
  }
  planReopening(life, thread, state)
  if (answer.solved !== 'yes' && !thread.did.has('exclusion') && thread.unit.chance(0.1)) {
    thread.did.add('exclusion')
    const ground = thread.unit.pick(['E02', 'E03', 'E07', 'E08'])
    const officer = officerOf(life, thread, state.responsible)
    const at = city.dutyTime(now + hours(24), state.responsible, thread.unit)
    life.plan(thread, at, (later) =>
      later.exclusion || later.exclusionPending
        ? null
        : ask('request-exclusion', { ground, evidence: exclusionEvidence(ground, words) }, officer),
    )
  }
}

function planReopening(life: Life, thread: Thread, state: TicketState): void {
  const { city, now } = life
  const { requester: random, words } = thread
  if (state.reopenings > 0) return
  const isUnsolved = state.answer?.solved !== 'yes'
  if (random.chance(isUnsolved ? 0.12 : 0.002)) {
    const at = city.callTime(now + Math.round(DAY * (1 + random.next() * 6)), random)
    const actor = { kind: 'requester', person: state.requester, via: 'call' } as const
    life.plan(thread, at, () => ask('reopen', { reason: reopenReason(words) }, actor))
  } else if (thread.formula && thread.solved !== 'yes' && random.chance(0.1)) {
    const inspector = ofCentre(city, 'inspector', random.int(0, 2))
    const at = city.callTime(now + 2 * DAY, random)
    life.plan(thread, at, () => ask('reopen', { reason: reopenReason(words) }, inspector))
  }
}
