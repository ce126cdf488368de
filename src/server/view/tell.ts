import type { TimelineEntry } from '../../contract/http/ticket.ts'
import type { Actor, TextRef, TicketEvent } from '../../domain/ticket/events.ts'
import { photosOf } from '../../store/photo/ticket-photos.ts'
import { say } from '../../words/say.ts'
import { unitName } from '../http/facts.ts'
import type { Viewing } from './ticket-view.ts'
import { eventFacts, groundOf, sentenceCode, type Telling } from './timeline.ts'
import { isEventHidden, isTimeHidden, mayReadText, maySeePhotos } from './visibility.ts'

/** The whole life of a ticket, a line per event, each in the words and to the extent that the reader may know. */
export function tellTimeline(viewing: Viewing): TimelineEntry[] {
  const { reading, visible, language, rulebook, names } = viewing
  return reading.events.flatMap((event, index) => {
    if (isEventHidden(event, visible)) return []
    const policy = rulebook.getVersion(event.policy)
    const telling: Telling = { language, org: rulebook.org, calendar: policy.calendar, policy, names }
    const facts = eventFacts(event, telling)
    return [
      {
        version: index + 1,
        at: isTimeHidden(event, visible) ? null : event.at,
        type: event.type,
        sentence: say(language, sentenceCode(event, !visible.answers), facts),
        actor: tellActor(event.actor, telling),
        policy: event.policy,
        ground: groundOf(event) === null ? null : String(facts['ground'] ?? groundOf(event)),
        texts: textsOf(event, viewing),
        photos: viewing.reading.forgotten || !maySeePhotos(event, visible) ? [] : [...photosOf(event)],
      },
    ]
  })
}

function tellActor(actor: Actor, telling: Telling): TimelineEntry['actor'] {
  const { language, names } = telling
  switch (actor.kind) {
    case 'person':
      return {
        kind: 'person',
        name: names.get(actor.account) ?? actor.account,
        unit: unitName(actor.unit, telling),
        role: actor.role,
      }
    case 'requester':
      return { kind: 'requester', name: say(language, 'actor.requester'), unit: null, role: null }
    case 'rule':
      return {
        kind: 'rule',
        name: `${say(language, 'actor.rule')} ${actor.rule} ${actor.version}`,
        unit: null,
        role: null,
      }
  }
}

function textsOf(event: TicketEvent, { reading, visible }: Viewing): TimelineEntry['texts'] {
  return Object.entries(event.data).flatMap(([field, value]) => {
    // The requester's own phrases answer "why us?"; in the story of the ticket they would only repeat the words.
    if (field === 'phrases' || !isTextRef(value) || !mayReadText(event, field, visible)) return []
    const text = reading.text(value.id)
    return text === null ? [] : [{ field, text }]
  })
}

function isTextRef(value: unknown): value is TextRef {
  return typeof value === 'object' && value !== null && 'id' in value && 'commit' in value
}
