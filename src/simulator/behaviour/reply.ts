import type { RequestBody } from '../../contract/ticket/request.ts'
import type { TicketState } from '../../domain/ticket/state.ts'
import type { Life, Thread } from '../thread.ts'
import { composeReply } from '../words/reply.ts'

/** Matters that are hard for anybody, by first level: old titles, old buildings, parking, feuds. */
const HARD: Readonly<Record<string, number>> = {
  '02-05': 0.8,
  '02-06': 0.88,
  '06-02': 0.84,
  '09-01': 0.88,
  '17-01': 0.92,
  '01-05': 0.92,
  '12-01': 0.92,
  '11-01': 0.93,
}

/** What the unit has really achieved by now: settled once for each reply. */
export function workOn(life: Life, thread: Thread, state: TicketState): void {
  const { unit: random, matter } = thread
  const { skill, template } = life.city.characterOf(state.responsible)
  const again = state.secondHandlings + state.reopenings > 0
  const chance = again ? skill * 0.5 : skill * (HARD[matter.category] ?? 0.985)
  if (thread.solved !== 'yes' || !again) {
    thread.solved = random.chance(chance) ? 'yes' : random.chance(0.4) ? 'partly' : 'no'
  }
  thread.formula = random.chance(again ? template / 2 : template)
}

export function replyOf(life: Life, thread: Thread, state: TicketState): RequestBody<'reply'> {
  const { unit: random, solved, formula } = thread
  const claimsSolved = solved === 'yes' || random.chance(formula ? 0.8 : 0.3)
  const found = solved === 'no' && random.chance(0.15) ? 'untrue' : random.chance(0.12) ? 'partly' : 'true'
  const words = composeReply(
    {
      category: thread.matter.category,
      remedy: thread.matter.remedy,
      unit: life.city.org.getUnit(state.responsible).name,
      found,
      claimsSolved,
      formula,
      again: state.secondHandlings > 0,
    },
    thread.words,
  )
  return { found, ...words, evidence: [], claimsSolved, metInPerson: random.chance(formula ? 0.03 : 0.3) }
}
