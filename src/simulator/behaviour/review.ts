import { DAY, HOUR, toMs } from '../../domain/kernel/instant.ts'
import type { TicketState } from '../../domain/ticket/state.ts'
import { minutes, ofCentre } from '../city.ts'
import { ask, type Life, type Thread } from '../thread.ts'
import { exclusionEvidence, orderAnswer, replaceReason, reviewReason } from '../words/desk.ts'
import { replyOf } from './reply.ts'
import { officerOf } from './unit.ts'

/** The unit's own reviewer reads the reply; rarely the handler takes it back or mends it first (P27). */
export function review(life: Life, thread: Thread, state: TicketState): void {
  const { city, now } = life
  const { unit: random, words } = thread
  const unit = state.responsible
  const { sendsBack } = city.characterOf(unit)
  const by = state.reviewBy === null ? now + 2 * HOUR : toMs(state.reviewBy)
  const at = now + Math.round((by - now) * Math.min(0.95, random.around(0.3, 1.8)))
  const reviewer = city.person('unit-reviewer', unit, random.int(0, 1))
  const pass = thread.did.has('sent-back') || !random.chance(thread.formula ? sendsBack * 2 : sendsBack)
  if (!pass) thread.did.add('sent-back')
  life.plan(thread, at, () => ask('review-reply', { pass, reason: pass ? null : reviewReason(words) }, reviewer))
  const officer = officerOf(life, thread, unit)
  if (random.chance(0.004)) {
    life.planAnyway(thread, now + minutes(20), (later) =>
      later.phase === 'replied' || later.phase === 'awaiting-callback'
        ? ask('replace-reply', { ...replyOf(life, thread, later), reason: replaceReason(words) }, officer)
        : null,
    )
  } else if (random.chance(0.002)) {
    life.plan(thread, now + minutes(25), () => ask('retract-reply', { reason: replaceReason(words) }, officer))
  }
  // P4: a ground that is known when replying is applied for before the callback.
  if (!thread.did.has('exclusion') && random.chance(0.006)) {
    thread.did.add('exclusion')
    const ground = random.pick(['E05', 'E07', 'E03', 'E08'])
    life.planAnyway(thread, now + minutes(15), (later) =>
      later.exclusion || later.exclusionPending || later.phase === 'merged' || later.phase === 'withdrawn'
        ? null
        : ask('request-exclusion', { ground, evidence: exclusionEvidence(ground, words) }, officer),
    )
  }
}

/** More time is the centre's to give, never the unit's own. */
export function decideExtension(life: Life, thread: Thread): void {
  const { city, now } = life
  const { unit: random } = thread
  const grant = random.chance(0.85)
  const dispatcher = ofCentre(city, 'dispatcher', random.int(0, 9))
  const at = city.callTime(now + minutes(random.around(90, 1.8)), random)
  life.plan(thread, at, () =>
    ask('decide-extension', { grant, reason: grant ? null : reviewReason(thread.words) }, dispatcher),
  )
}

/** Two people: a dispatcher of the centre, then somebody of the supervision body. */
export function decideSuspension(life: Life, thread: Thread, state: TicketState): void {
  const { city, now } = life
  const { unit: random } = thread
  const isFirst = state.suspensionPending?.seconds.length === 0
  const approve = isFirst || random.chance(0.8)
  const actor = isFirst
    ? ofCentre(city, 'dispatcher', random.int(0, 9))
    : city.person('supervisor', 'supervision', random.int(0, 2))
  const at = city.dutyTime(now + Math.round(random.around(0.6, 1.5) * DAY), actor.unit, random)
  life.plan(thread, at, () =>
    ask('decide-suspension', { approve, reason: approve ? null : reviewReason(thread.words) }, actor),
  )
}

export function answerOrders(life: Life, thread: Thread, state: TicketState): void {
  const order = state.supervision.at(-1)
  if (!order) return
  const officer = officerOf(life, thread, state.responsible)
  const at = life.city.dutyTime(life.now + minutes(thread.unit.around(240, 1.8)), state.responsible, thread.unit)
  life.planAnyway(thread, at, () =>
    ask('answer-supervision', { order: order.order, text: orderAnswer(thread.words) }, officer),
  )
}
