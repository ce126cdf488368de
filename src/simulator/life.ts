import { toInstant, toMs } from '../domain/kernel/instant.ts'
import { nextCheckAt } from '../domain/ticket/time.ts'
import { react } from './behaviour/react.ts'
import type { City } from './city.ts'
import type { Episode, Matter } from './matter.ts'
import { makeId } from './random.ts'
import { ask, type Desk, type Draft, type Life, type Make, type Step, type Thread } from './thread.ts'

/** What somebody means to do at a time, if the ticket still allows it then. */
interface Intent {
  readonly at: number
  readonly order: number
  readonly thread: Thread
  /** The stage in which it was meant; null: whatever the stage. */
  readonly stage: number | null
  readonly make: Make
}

/**
 * A whole episode, one ticket's life or that of a few that belong together, as steps in time order. Time never goes
 * backwards, and the time that passes by itself (`pass-time`) comes when it is due. Ends when nothing more is planned
 * or at `until`.
 */
export function* live(episode: Episode, city: City, desk: Desk, until = Number.POSITIVE_INFINITY): Generator<Step> {
  const threads: Thread[] = []
  const checks: (number | null)[] = []
  const agenda: Intent[] = []
  const keys = city.random(`keys/${episode.first.ticketId}`)
  let now = episode.first.at
  let order = 0
  const put = (thread: Thread, at: number, stage: number | null, make: Make) => {
    agenda.push({ at: Math.max(at, now), order: order++, thread, stage, make })
  }
  const life: Life = {
    city,
    episode,
    desk,
    get now() {
      return now
    },
    plan: (thread, at, make) => put(thread, at, thread.stage, make),
    planAnyway: (thread, at, make) => put(thread, at, null, make),
    begin(matter) {
      const thread = makeThread(matter, city)
      threads.push(thread)
      checks.push(null)
      return thread
    },
    threadOf: (ticketId) => threads.find((one) => one.matter.ticketId === ticketId),
  }
  react(life, life.begin(episode.first), null)

  for (;;) {
    const due = earliestCheck(checks)
    const intent = takeNext(agenda, due === null ? until : Math.min(until, checks[due] ?? until))
    let thread: Thread
    let draft: Draft | null
    if (intent) {
      thread = intent.thread
      now = Math.max(now, intent.at)
      if (intent.stage !== null && intent.stage !== thread.stage) continue
      draft = intent.make(desk.stateOf(thread.matter.ticketId), now)
      if (!draft) continue
    } else if (due !== null && (checks[due] ?? until) < until) {
      thread = threads[due] as Thread
      now = Math.max(now, checks[due] ?? now)
      draft = PASS_TIME
    } else return

    const { ticketId } = thread.matter
    const before = desk.stateOf(ticketId)
    const key = draft.type === 'register' ? ticketId : makeId(now, keys)
    yield { at: toInstant(now), submission: { ...draft, ticketId, key } }
    const after = desk.stateOf(ticketId)
    if (after.phase !== before.phase) thread.stage++
    const index = threads.indexOf(thread)
    if (after.version === before.version) {
      // A check that changed nothing must not come again at once.
      if (draft === PASS_TIME) checks[index] = null
      continue
    }
    react(life, thread, before)
    const next = nextCheckAt(after, city.policy)
    checks[index] = next === null ? null : toMs(next)
  }
}

const PASS_TIME: Draft = ask('pass-time', {}, { kind: 'rule', rule: 'sweeper', version: '1' })

function makeThread(matter: Matter, city: City): Thread {
  const stream = (name: string) => city.random(`${name}/${matter.ticketId}`)
  return {
    matter,
    centre: stream('centre'),
    unit: stream('unit'),
    requester: stream('requester'),
    caller: stream('callback'),
    words: stream('words'),
    stage: 0,
    solved: 'no',
    formula: false,
    did: new Set(),
  }
}

function earliestCheck(checks: readonly (number | null)[]): number | null {
  let best: number | null = null
  for (let i = 0; i < checks.length; i++) {
    const at = checks[i]
    if (at != null && (best === null || at < (checks[best] ?? Number.POSITIVE_INFINITY))) best = i
  }
  return best
}

/** Takes the earliest intent before `limit` out of the agenda; what was planned first goes first. */
function takeNext(agenda: Intent[], limit: number): Intent | null {
  let best = -1
  for (let i = 0; i < agenda.length; i++) {
    const one = agenda[i] as Intent
    const other = agenda[best]
    if (!other || one.at < other.at || (one.at === other.at && one.order < other.order)) best = i
  }
  const found = agenda[best]
  if (!found || found.at >= limit) return null
  agenda[best] = agenda[agenda.length - 1] as Intent
  agenda.pop()
  return found
}
