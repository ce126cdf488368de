import { randomInt } from 'node:crypto'
import { v7 as uuidv7 } from 'uuid'
import type { CallAct, CallEventBody } from '../../../contract/http/calls.ts'
import { type CallEventType, MOST_AHEAD_MS } from '../../../domain/call/call.ts'
import { type Instant, plus } from '../../../domain/kernel/instant.ts'
import type { Account } from '../../../store/account/accounts.ts'
import { type StoredCall, sourceOf, type ToldCall, takeDown } from '../../../store/call/calls.ts'
import { withTransaction } from '../../../store/database/connect.ts'
import { readPerson } from '../../../store/person/person.ts'
import type { ServerDeps } from '../../deps.ts'
import { problem } from '../../http/problem.ts'
import type { LiveUpdates } from '../../live.ts'

type Deps = Pick<ServerDeps, 'pool' | 'keys' | 'clock'>

/** Takes down what a telephony system posts. @throws Problem `call.from-the-future` when its clock runs far ahead of ours. */
export async function tellCall(body: CallEventBody, deps: Deps, live: LiveUpdates) {
  const now = deps.clock.now()
  const at = body.at ?? now
  if (at > plus(now, MOST_AHEAD_MS)) throw problem('call.from-the-future', { at })
  const { system, callId: sourceId, event, phone, extension, receiver, eventId } = body
  const key = eventId ?? `${event}/${body.at ?? (REPEATED.has(event) ? uuidv7() : '')}`
  return take({ system, sourceId, event, at, key, phone, extension, account: null, receiver }, now, deps, live)
}

/** These may come again and again in one call: without an id or a time of their own they are not repeats. */
const REPEATED: ReadonlySet<CallEventType> = new Set(['held', 'resumed', 'transferred'])

const EVENTS: Readonly<Record<CallAct, CallEventType>> = {
  answer: 'answered',
  hold: 'held',
  resume: 'resumed',
  'hang-up': 'hung-up',
  'pass-on': 'transferred',
  'line-110': 'transferred',
  'line-119': 'transferred',
  'line-120': 'transferred',
  'line-122': 'transferred',
}

/** The same, told by the agent's own key; `to` names the colleague to whom it is passed, null whoever is free. */
export async function actOnCall(
  call: StoredCall,
  act: CallAct,
  account: Account,
  to: string | null,
  deps: Deps,
  live: LiveUpdates,
) {
  const source = await sourceOf(deps.pool, call.callId)
  if (!source || call.account !== account.accountId) throw problem('call.not-yours')
  if (call.state === 'over') throw problem('call.over')
  const receiver = act.startsWith('line-') ? act.slice('line-'.length) : act === 'pass-on' ? (to ?? 'colleague') : null
  const now = deps.clock.now()
  const common = {
    ...source,
    event: EVENTS[act],
    at: now,
    key: `desk/${uuidv7()}`,
    phone: null,
    extension: null,
    receiver,
  }
  return take({ ...common, account: act === 'pass-on' ? to : account.accountId }, now, deps, live)
}

async function take(told: ToldCall, now: Instant, { pool, keys }: Deps, live: LiveUpdates) {
  const taken = await withTransaction(pool, (sql) => takeDown(sql, keys.master, told, now))
  if (!taken.repeated) live.announceCalls()
  return taken
}

const FIRST_PEOPLE = 200

/** For a demonstration: a number of somebody in its made-up city, or one that nobody has called from. */
export async function demoNumber(known: boolean, { pool, keys }: Deps): Promise<string> {
  const { rows } = await pool.query<{ person_id: string }>(
    `select p.person_id from person p where p.phone_index is not null
       and exists (select from ticket t where t.requester = p.person_id) order by p.person_id limit $1`,
    [known ? FIRST_PEOPLE : 0],
  )
  const chosen = rows[rows.length === 0 ? 0 : randomInt(rows.length)]
  const person = chosen ? await readPerson(pool, keys.master, chosen.person_id) : null
  // 1990000 is in use by no network: whoever rings so is made up.
  return person?.phone ?? `1990000${String(randomInt(10_000)).padStart(4, '0')}`
}
