import { isOpen } from '../../domain/ticket/state.ts'
import { minutes, ofCentre } from '../city.ts'
import { ask, type Life, type Thread } from '../thread.ts'
import { begin } from './centre.ts'

/** The other tickets of an episode: a second matter of the same call (P11), the same person's repeat (P12). */
export function beginRelated(life: Life, thread: Thread): void {
  const { episode } = life
  if (thread.matter !== episode.first) {
    if (thread.matter === episode.repeat) planMerge(life, thread)
    return
  }
  const parent = thread
  if (episode.split) {
    const child = episode.split
    begin(life, life.begin(child))
    const agent = ofCentre(life.city, 'agent', parent.centre.int(0, 39))
    life.planAnyway(parent, child.at + minutes(1), (state) =>
      isOpen(state) ? ask('split', { into: child.ticketId }, agent) : null,
    )
  }
  if (episode.repeat) begin(life, life.begin(episode.repeat))
}

function planMerge(life: Life, thread: Thread): void {
  const { episode, desk, city } = life
  const into = episode.first.ticketId
  const dispatcher = ofCentre(city, 'dispatcher', thread.centre.int(0, 9))
  // Sooner than its own dispatch when the dispatcher sees it in time; else while the unit already has it.
  const at = life.now + minutes(thread.centre.around(9, 2))
  life.planAnyway(thread, at, (state) => {
    const canMerge = state.phase === 'awaiting-dispatch' || state.phase === 'dispatched' || state.phase === 'handling'
    if (!canMerge || !isOpen(desk.stateOf(into))) return null
    const parent = life.threadOf(into)
    const absorber = { kind: 'rule', rule: 'merge', version: '1' } as const
    if (parent) {
      life.planAnyway(parent, life.now + minutes(1), (other) =>
        isOpen(other) ? ask('absorb', { other: thread.matter.ticketId }, absorber) : null,
      )
    }
    return ask('merge', { into }, dispatcher)
  })
}
