import { DAY } from '../../domain/kernel/instant.ts'
import { isOpen, type TicketState } from '../../domain/ticket/state.ts'
import { hours, ofCentre } from '../city.ts'
import { ask, type Life, type Thread } from '../thread.ts'
import { refusalObjection, supplementText, suspensionObjection, urgeNote, withdrawalReason } from '../words/resident.ts'

/** What a requester may do while waiting: urge, add, withdraw. All by phone, through an agent (P14). */
export function haveHabits(life: Life, thread: Thread): void {
  const { matter, requester: random, words } = thread
  const { city, now } = life
  if (matter.fate.does !== 'dispatch' || matter.identity === 'anonymous') return
  const { insistent } = matter.resident
  const isQuick = matter.limit === 'urgent' || matter.limit === 'prompt'
  const unit = isQuick ? 0.12 : 1
  const agent = ofCentre(city, 'agent', random.int(0, 39))
  for (let time = 1; time <= 2; time++) {
    if (!random.chance(insistent ? 0.3 : 0.035)) break
    const at = city.callTime(now + Math.round(DAY * unit * (1 + random.next() * 3) * time), random)
    life.planAnyway(thread, at, (state) => (isWaiting(state) ? ask('urge', { note: urgeNote(words) }, agent) : null))
  }
  if (random.chance(insistent ? 0.12 : 0.04)) {
    const at = now + Math.round(hours(20) * unit * (0.5 + random.next()))
    life.planAnyway(thread, city.callTime(at, random), (state) =>
      isWaiting(state) ? ask('supplement', { text: supplementText(words), files: [] }, agent) : null,
    )
  }
  if (random.chance(0.012)) {
    const at = city.callTime(now + Math.round(DAY * unit * random.around(1.2, 2)), random)
    life.planAnyway(thread, at, (state) =>
      CAN_WITHDRAW.has(state.phase) ? ask('withdraw', { why: withdrawalReason(words) }, agent) : null,
    )
  }
}

const CAN_WITHDRAW = new Set(['awaiting-dispatch', 'dispatched', 'handling', 'suspended'])

function isWaiting(state: TicketState): boolean {
  return isOpen(state) && state.phase !== 'awaiting-callback' && state.phase !== 'withdrawing'
}

/** "Not accepted" may be objected to once. */
export function objectToRefusal(life: Life, thread: Thread, state: TicketState): void {
  const { requester: random, words } = thread
  if (state.refusal?.final || !random.chance(0.2)) return
  const agent = ofCentre(life.city, 'agent', random.int(0, 39))
  const at = life.city.callTime(life.now + hours(random.around(5, 2)), random)
  life.plan(thread, at, () => ask('object-refusal', { why: refusalObjection(words) }, agent))
}

export function objectToSuspension(life: Life, thread: Thread, state: TicketState): void {
  const { requester: random, words } = thread
  const { city } = life
  const agent = ofCentre(city, 'agent', random.int(0, 39))
  if (!state.suspensionObjected && random.chance(0.12)) {
    const at = city.callTime(life.now + hours(30), random)
    life.plan(thread, at, () => ask('object-suspension', { why: suspensionObjection(words) }, agent))
  }
  // Some are solved before the date.
  if (random.chance(0.4)) {
    const officer = city.person('unit-officer', state.responsible, 0)
    const at = city.dutyTime(life.now + Math.round(DAY * random.around(18, 1.5)), state.responsible, random)
    life.plan(thread, at, () => ask('resume', { why: 'solved' }, officer))
  }
}
