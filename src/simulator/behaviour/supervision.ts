import { DAY, toInstant } from '../../domain/kernel/instant.ts'
import type { TicketState } from '../../domain/ticket/state.ts'
import { hours, minutes, ofCentre } from '../city.ts'
import { makeId } from '../random.ts'
import { ask, type Life, type Thread } from '../thread.ts'
import { decisionReason, exclusionObjection, orderText } from '../words/desk.ts'

/** P2: an alert is acknowledged by a name. */
export function acknowledgeAlerts(life: Life, thread: Thread, state: TicketState): void {
  const leader = ofCentre(life.city, 'shift-leader', thread.centre.int(0, 3))
  for (const { alert, by } of state.alerts) {
    if (by !== null || thread.did.has(alert)) continue
    thread.did.add(alert)
    life.planAnyway(thread, life.now + minutes(thread.centre.around(2.5, 1.7)), () =>
      ask('acknowledge-alert', { alert }, leader),
    )
  }
}

/** A ticket past its limit: some are put under an order, a few are taken up to the district. */
export function superviseLate(life: Life, thread: Thread, state: TicketState): void {
  const { centre, matter } = thread
  const { city, now } = life
  if (centre.chance(0.3)) {
    const supervisor = city.person('supervisor', 'supervision', centre.int(0, 2))
    const at = city.dutyTime(now + hours(2), 'supervision', centre)
    const order = makeId(matter.at, centre)
    life.planAnyway(thread, at, (later, when) =>
      later.phase === 'handling' || later.phase === 'awaiting-callback'
        ? ask('supervise', { order, due: toInstant(when + 2 * DAY), text: orderText(thread.words) }, supervisor)
        : null,
    )
  }
  if (centre.chance(0.08) && !state.escalatedTo) {
    const leader = ofCentre(city, 'shift-leader', centre.int(0, 3))
    life.plan(thread, now + hours(5), () =>
      ask('escalate', { to: 'district', reason: orderText(thread.words) }, leader),
    )
  }
}

/** P4: two people, one outside the unit's line of command; some applications fail. */
export function decideExclusion(life: Life, thread: Thread, state: TicketState): void {
  const { city, now } = life
  const { centre } = thread
  const pending = state.exclusionPending
  if (!pending) return
  const isFirst = pending.seconds.length === 0
  const approve = !isFirst || centre.chance(0.7)
  const assessor = centre.int(0, 2)
  const actor = isFirst ? city.person('supervisor', 'supervision', 0) : ofCentre(city, 'assessor', assessor)
  const at = city.callTime(now + hours(centre.around(9, 1.7)), centre)
  const reason = approve ? null : decisionReason(thread.words)
  life.planAnyway(thread, at, (later) =>
    later.exclusionPending && !later.exclusion ? ask('decide-exclusion', { approve, reason }, actor) : null,
  )
  if (!isFirst && thread.requester.chance(0.25)) {
    const agent = ofCentre(city, 'agent', centre.int(0, 39))
    life.planAnyway(thread, at + 2 * DAY, (later) =>
      later.exclusion && !later.exclusion.objected
        ? ask('object-exclusion', { why: exclusionObjection(thread.words) }, agent)
        : null,
    )
    // P4: answered by an assessor who had no part in it.
    const other = ofCentre(city, 'assessor', (assessor + 1) % 3)
    const lift = centre.chance(0.3)
    life.planAnyway(thread, at + 4 * DAY, (later) =>
      later.exclusion?.objected && !later.exclusion.kept
        ? ask('decide-objection', { lift, reason: decisionReason(thread.words) }, other)
        : null,
    )
  }
}
