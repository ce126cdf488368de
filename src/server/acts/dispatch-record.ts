import { adviceBody, type RequestBody } from '../../contract/ticket/request.ts'
import type { Instant } from '../../domain/kernel/instant.ts'
import { type Rejection, type Result, rejected } from '../../domain/kernel/result.ts'
import { findCategory } from '../../domain/policy/policy.ts'
import type { DispatchChange } from '../../domain/ticket/events.ts'
import type { TicketState } from '../../domain/ticket/state.ts'
import type { DispatchSuggestion } from '../../intelligence/dispatch/suggest.ts'
import { readTicket, type TicketReading } from '../../store/read-models/ticket-reading.ts'
import type { ServerDeps } from '../deps.ts'
import { advisorOf } from './advisor.ts'

type Body = RequestBody<'dispatch'>
type RecordDeps = Pick<ServerDeps, 'pool' | 'keys' | 'rulebook' | 'textModel' | 'outlines'>

/**
 * The record of a person's dispatch is written by the server: what the machine makes of the ticket now, and what the person
 * made otherwise. Whoever sends it to another unit than the catalogue says why. `permit` is asked before anything is read.
 */
export async function withRecord(
  ticketId: string,
  body: Body,
  now: Instant,
  permit: (state: TicketState) => Rejection | null,
  deps: RecordDeps,
): Promise<Result<Body>> {
  const bare: Body = { ...body, phrases: null, record: withoutAdvice(body.record) }
  const reading = await readTicket(deps.pool, deps.keys.master, ticketId)
  // What is not there, not allowed or not classified is refused by the command itself, in its own words.
  if (!reading || permit(reading.state) || reading.state.category === null) return { ok: true, value: bare }
  if (!findCategory(deps.rulebook.inForce(now), reading.state.category)) return { ok: true, value: bare }
  const found = await adviseTicket(reading, now, deps)
  const { decision } = found
  if (!decision) return { ok: true, value: bare }
  const { state } = reading
  const changed = changesOf(body, found, reading)
  const follows = !changed.includes('lead')
  if (!follows && !body.reason) return rejected('dispatch.reason-needed', { lead: decision.lead })
  return {
    ok: true,
    value: {
      ...body,
      // The first dispatch settles the class: without a word of the dispatcher's the row's own.
      limit: body.limit ?? (state.judgedUnder === null && follows ? decision.limit : null),
      phrases: found.phrases.length > 0 ? found.phrases.join('、') : null,
      record: {
        row: follows && decision.row > 0 ? decision.row : null,
        ground: follows ? decision.ground : 'decided-by-person',
        candidates: [...decision.candidates],
        overruled: follows ? null : decision.lead,
        advice: adviceBody(found.advice),
        changed,
      },
    },
  }
}

/** What the machine makes of a ticket as it stands: its words, its place, and the category that it has by now. */
export function adviseTicket(reading: TicketReading, now: Instant, deps: RecordDeps): Promise<DispatchSuggestion> {
  const { state } = reading
  const text = (ref: { readonly id: string } | null) => (ref === null ? null : reading.text(ref.id))
  const { address, ...areas } = state.place
  return advisorOf(deps).suggest({
    title: text(state.title),
    words: text(state.words) ?? '',
    place: { ...areas, words: text(address) },
    accuses: state.accuses,
    at: now,
    category: state.category,
  })
}

function changesOf(body: Body, found: DispatchSuggestion, { state, events }: TicketReading): DispatchChange[] {
  const { decision, together } = found
  const changed: DispatchChange[] = []
  if (together && together.category !== state.category) changed.push('category')
  if (events.some((event) => event.type === 'fact-corrected' && event.data.fact === 'place')) changed.push('place')
  if (decision && decision.lead !== body.lead) changed.push('lead')
  if (decision && decision.assisting.toSorted().join() !== body.assisting.toSorted().join()) changed.push('assisting')
  if (decision && body.limit !== null && body.limit !== decision.limit) changed.push('limit')
  return changed
}

function withoutAdvice({ row, ground, candidates, overruled }: Body['record']): Body['record'] {
  return { row, ground, candidates, overruled }
}
