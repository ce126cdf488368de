import type { TextRef, TicketEvent } from '../../../domain/ticket/events.ts'
import { type Reader, type Say, sayTo, sayWhen } from '../../../portal/reader.ts'
import type { Hop } from '../../../portal/track/track.ts'
import type { TicketReading } from '../../../store/read-models/ticket-reading.ts'
import type { Rulebook } from '../../../store/rules/rulebook.ts'
import { hasSentence, sayToCitizen } from '../../../words/say.ts'
import { unitName } from '../../http/facts.ts'
import { eventFacts, sentenceCode, type Telling } from '../../view/timeline.ts'
import type { PortalPhotos } from './photos.ts'

interface Way {
  readonly reading: TicketReading
  readonly rulebook: Rulebook
  readonly reader: Reader
  /** Whether texts may be shown: not those of a confidential matter to whoever found the receipt (P18). */
  readonly matter: boolean
  readonly now: string
  readonly photos: PortalPhotos
}

type Remark = Hop['remarks'][number]

/** The way of a ticket in the requester's words, newest first; the desks' inner business is left out. */
export function hopsOf(way: Way): Hop[] {
  const { reading, rulebook, reader, now } = way
  const say = sayTo(reader)
  return reading.events
    .flatMap((event, index) => {
      const policy = rulebook.getVersion(event.policy)
      const { calendar } = policy
      const telling: Telling = { language: reader.language, org: rulebook.org, calendar, policy, names: NOBODY }
      const sentence = sentenceOf(event, telling, say)
      if (sentence === null) return []
      return [
        {
          id: index + 1,
          when: sayWhen(event.at, now, calendar, reader.language),
          at: event.at,
          unit: actorName(event, sentence, telling, say),
          sentence,
          remarks: way.matter ? remarksOf(event, index, way, say) : [],
          photos: way.matter ? photosFor(event, index, way) : [],
        },
      ]
    })
    .reverse()
}

/** Handlers are units here, never names. */
const NOBODY: ReadonlyMap<string, string> = new Map()

function sentenceOf(event: TicketEvent, telling: Telling, say: Say): string | null {
  if (event.type === 'contact-recorded' && event.data.outcome !== 'reached') {
    return event.data.outcome === 'no-answer'
      ? say('hop.no-answer', { unit: unitName(event.data.unit, telling) })
      : null
  }
  const code = sentenceCode(event, false)
  return hasSentence(`citizen.${code}`) ? sayToCitizen(telling.language, code, eventFacts(event, telling)) : null
}

/** Steps that the hotline takes, whatever set them off: a unit never calls back about itself (P5). */
const OF_THE_HOTLINE: ReadonlySet<TicketEvent['type']> = new Set(['callback-due', 'closed'])

/** Who did it, unless the sentence says so. */
function actorName(event: TicketEvent, sentence: string, telling: Telling, say: Say): string | null {
  if (OF_THE_HOTLINE.has(event.type)) return say('track.hotline')
  switch (event.actor.kind) {
    case 'requester':
      return say('hop.you')
    case 'person': {
      const unit = unitName(event.actor.unit, telling)
      return sentence.includes(unit) ? null : unit
    }
    case 'rule':
      return say('track.hotline')
  }
}

/** Only what was meant for the requester: a reply once it was checked, an answer, and the requester's own words. */
function remarksOf(event: TicketEvent, index: number, way: Way, say: Say): Remark[] {
  const { reading } = way
  const remark = (ref: TextRef | null, title: string | null = null): Remark[] => {
    const text = ref === null ? null : reading.text(ref.id)
    return text === null ? [] : [{ title, text }]
  }
  switch (event.type) {
    case 'answered':
    case 'supplemented':
      return remark(event.data.text)
    case 'urged':
      return remark(event.data.note)
    case 'reopened':
      return event.data.by === 'requester' ? remark(event.data.reason) : []
    case 'second-handling-ordered':
      return remark(event.data.missing, say('hop.missing'))
    case 'refusal-objected':
    case 'suspension-objected':
      return remark(event.data.why)
    case 'reply-passed':
    case 'reply-replaced':
      return replyRemarks(index, event, way, remark, say)
    default:
      return []
  }
}

function replyRemarks(
  index: number,
  event: TicketEvent,
  { reading }: Way,
  remark: (ref: TextRef | null, title?: string) => Remark[],
  say: Say,
): Remark[] {
  const reply = replyShown(index, event, reading)
  if (!reply) return []
  const { text, measures, nextStep, legalBasis } = reply.data
  const basis = legalBasis.length === 0 ? [] : [{ title: say('hop.legal-basis'), text: legalBasis.join('\n') }]
  return [
    ...remark(text, say('hop.reply')),
    ...remark(measures, say('hop.measures')),
    ...basis,
    ...remark(nextStep, say('hop.next-step')),
  ]
}

/** The reply that an event makes the requester's to read; null: none, or not yet. */
function replyShown(
  index: number,
  event: TicketEvent,
  { events }: TicketReading,
): Extract<TicketEvent, { type: 'replied' | 'reply-replaced' }> | null {
  const before = events.slice(0, index + 1)
  // Until it was checked it is not the answer yet (P9).
  const passed = before.findLastIndex((one) => one.type === 'reply-passed')
  const begun = before.findLastIndex((one) => one.type === 'replied')
  if (event.type === 'reply-replaced' && passed < begun) return null
  const reply = before.findLast((one) => one.type === 'replied' || one.type === 'reply-replaced')
  return reply?.type === 'replied' || reply?.type === 'reply-replaced' ? reply : null
}

/** Photos stand where their words stand; the first ones stand with the requester's own words. */
function photosFor(event: TicketEvent, index: number, { reading, photos }: Way): Hop['photos'] {
  const { ticketId } = reading.state
  if (reading.forgotten) return []
  if (event.type === 'supplemented') return photos.shown(event, ticketId)
  const reply =
    event.type === 'reply-passed' || event.type === 'reply-replaced' ? replyShown(index, event, reading) : null
  return reply ? photos.shown(reply, ticketId) : []
}
