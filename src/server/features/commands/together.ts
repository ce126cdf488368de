import type { RequestBody } from '../../../contract/ticket/request.ts'
import type { Receipt } from '../../../contract/ticket/submission.ts'
import type { Instant } from '../../../domain/kernel/instant.ts'
import { done, type Result, rejected } from '../../../domain/kernel/result.ts'
import type { TicketState } from '../../../domain/ticket/state.ts'
import { sqlState } from '../../../store/database/connect.ts'
import { readPerson } from '../../../store/person/person.ts'
import { loadHistory } from '../../../store/ticket/history.ts'
import type { Batch } from '../../../store/ticket/ticket-log.ts'
import type { ServerDeps } from '../../deps.ts'
import type { ChildBody } from './routes.ts'

type Common = Omit<Batch, 'requests'>

const UNIQUE_VIOLATION = '23505'

/** A merge touches two tickets: the one that is merged, and the one that takes it in; both or neither. */
export function mergeTickets(
  common: Common,
  request: { readonly type: 'merge'; readonly body: RequestBody<'merge'> },
  now: Instant,
  deps: ServerDeps,
): Promise<Result<Receipt>> {
  const { expectedVersion: _seen, ...other } = common
  const absorb = { type: 'absorb', body: { other: common.ticketId } } as const
  return submit(
    [
      { ...common, requests: [request] },
      { ...other, ticketId: request.body.into, requests: [absorb] },
    ],
    now,
    deps,
  )
}

/** P11: a merge can be undone; the ticket that took it in lets it go. */
export async function unmergeTicket(
  common: Common,
  request: { readonly type: 'unmerge'; readonly body: RequestBody<'unmerge'> },
  now: Instant,
  deps: ServerDeps,
): Promise<Result<Receipt>> {
  const { expectedVersion: _seen, ...other } = common
  const history = await loadHistory(deps.pool, deps.keys.master, common.ticketId)
  const into = history?.state.mergedInto
  if (!history) return rejected('ticket.unknown')
  if (!into) return deps.log.submitBatch({ ...common, requests: [request] }, now)
  const release = { type: 'release', body: { other: common.ticketId } } as const
  return submit(
    [
      { ...common, requests: [request] },
      { ...other, ticketId: into, requests: [release] },
    ],
    now,
    deps,
  )
}

/** P11: a new ticket from the same contact and people, with words, place and clock of its own. */
export async function splitTicket(
  common: Common,
  child: ChildBody,
  now: Instant,
  deps: ServerDeps,
): Promise<Result<Receipt>> {
  const history = await loadHistory(deps.pool, deps.keys.master, common.ticketId)
  if (!history) return rejected('ticket.unknown')
  const refusal = common.permit?.(history.state)
  if (refusal) return { ok: false, rejection: refusal }
  const { into, ...given } = child
  const body = { ...(await inherited(history.state, deps)), ...given }
  return submit(
    [
      { ...common, requests: [{ type: 'split', body: { into } }] },
      { ticketId: into, key: into, actor: common.actor, requests: [{ type: 'register', body }] },
    ],
    now,
    deps,
  )
}

async function inherited(state: TicketState, { pool, keys }: ServerDeps): Promise<RequestBody<'register'>> {
  const person = async (id: string | null) => (id === null ? null : await readPerson(pool, keys.master, id))
  return {
    contact: state.contact,
    channel: state.channel,
    source: null,
    kind: state.kind,
    identity: state.identity,
    behalf: state.behalf,
    requester: await person(state.requester),
    concerned: await person(state.concerned),
    enterprise: state.enterprise,
    words: '',
    title: null,
    place: { ...state.place, address: null },
    accuses: null,
    saidAt: null,
    splitFrom: state.ticketId,
  }
}

async function submit(batches: readonly Batch[], now: Instant, { log }: ServerDeps): Promise<Result<Receipt>> {
  const attempt = () => log.submitTogether(batches, now)
  // The same key twice at once: the second try finds the first one's answer.
  const result = await attempt().catch((error: unknown) => {
    if (sqlState(error) === UNIQUE_VIOLATION) return attempt()
    throw error
  })
  if (!result.ok) return result
  const [first] = result.value
  if (!first) throw new Error('nothing was committed')
  const { ticketId, number, version, phase, responsible } = first.state
  return done({ ticketId, number, version, phase, responsible, repeated: first.events.length === 0 })
}
