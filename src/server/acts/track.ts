import type { TrackView } from '../../contract/http/track.ts'
import type { Instant } from '../../domain/kernel/instant.ts'
import { done, type Result, rejected } from '../../domain/kernel/result.ts'
import { isTicketNumber } from '../../domain/ticket/number.ts'
import { promisedAt } from '../../domain/ticket/time.ts'
import { findByNumber } from '../../store/read-models/ticket-list.ts'
import { readTicket, type TicketReading } from '../../store/read-models/ticket-reading.ts'
import { hasSentence, type Language, say, sayToCitizen } from '../../words/say.ts'
import type { ServerDeps } from '../deps.ts'
import { unitName, wallTime } from '../http/facts.ts'
import { isTrackingSecret } from '../http/tracking-secret.ts'
import { categoryName, eventFacts, sentenceCode } from '../view/timeline.ts'

type TrackDeps = Pick<ServerDeps, 'pool' | 'keys' | 'rulebook' | 'log'>

/** A number and the secret of its receipt, as they stand in a link (P16). */
export interface Link {
  readonly number: string
  readonly secret: string
}

/** Null when number and secret do not belong together; which of the two was wrong is not told. */
export async function openLink(link: Link, deps: TrackDeps): Promise<TicketReading | null> {
  const number = link.number.trim().toUpperCase()
  const ticketId = isTicketNumber(number) ? await findByNumber(deps.pool, number) : null
  if (ticketId === null || !isTrackingSecret(deps.keys.master, ticketId, link.secret.trim())) return null
  return readTicket(deps.pool, deps.keys.master, ticketId)
}

/** What a link shows: progress in the words for citizens. It reads and supplements, no more (P16). */
export async function track(link: Link, language: Language, deps: TrackDeps): Promise<Result<TrackView>> {
  const reading = await openLink(link, deps)
  return reading ? done(viewOf(reading, language, deps)) : rejected('track.refused')
}

/** More words from whoever holds the link. */
export async function supplementByLink(
  link: Link,
  text: string,
  key: string,
  now: Instant,
  deps: TrackDeps,
): Promise<Result<null>> {
  const reading = await openLink(link, deps)
  if (!reading) return rejected('track.refused')
  const actor = { kind: 'requester', person: reading.state.requester, via: 'link' } as const
  const { ticketId } = reading.state
  const result = await deps.log.submit({ ticketId, key, actor, type: 'supplement', body: { text, files: [] } }, now)
  return result.ok ? done(null) : result
}

/** A link may lie open on a kitchen table: progress and the unit's answer, but no name, no phone and not the words. */
function viewOf(reading: TicketReading, language: Language, { rulebook }: TrackDeps): TrackView {
  const { state } = reading
  const judged = rulebook.getVersion(state.judgedUnder ?? state.registeredUnder)
  const readable = { language, org: rulebook.org, calendar: judged.calendar }
  const reviewOn = state.suspendedUntil === null ? null : wallTime(state.suspendedUntil, judged.calendar).slice(0, 10)
  const answer = state.reply && state.repliesPassed > 0 ? state.reply : null
  return {
    number: state.number,
    phase: state.phase,
    sentence: sayToCitizen(language, `phase.${state.phase}`, { reviewOn }),
    category: state.category === null ? null : categoryName(state.category, judged, language),
    responsible: unitName(state.responsible, readable),
    registeredAt: state.registeredAt,
    promisedAt: promisedAt(state, judged),
    closed: state.closedAt !== null,
    reply: answer && {
      unit: unitName(answer.unit, readable),
      at: answer.at,
      found: say(language, `found.${answer.found}`),
      text: reading.text(answer.text.id),
      measures: reading.text(answer.measures.id),
      nextStep: answer.nextStep === null ? null : reading.text(answer.nextStep.id),
    },
    timeline: reading.events.flatMap((event) => {
      const code = sentenceCode(event, false)
      // What has no sentence for citizens is the desks' own business.
      if (!hasSentence(`citizen.${code}`)) return []
      const policy = rulebook.getVersion(event.policy)
      const facts = eventFacts(event, { ...readable, policy, names: new Map() })
      return [{ at: event.at, type: event.type, sentence: sayToCitizen(language, code, facts) }]
    }),
  }
}
