import { readClock } from '../../../domain/clock/ledger.ts'
import { CENTRE } from '../../../domain/org/unit.ts'
import { possibleActions } from '../../../domain/ticket/actions.ts'
import type { TicketState } from '../../../domain/ticket/state.ts'
import { promisedAt } from '../../../domain/ticket/time.ts'
import { nameOf, type Reader, sayTo, sayWhen } from '../../../portal/reader.ts'
import type { ReceiptView } from '../../../portal/receipt-page.ts'
import { BY_CODE, BY_LINK, type CitizenCommand, type Proof, type Track } from '../../../portal/track/track.ts'
import { hasSentence, say, sayToCitizen } from '../../../words/say.ts'
import type { ServerDeps } from '../../deps.ts'
import { wallTime } from '../../http/facts.ts'
import { hopsOf } from './hops.ts'
import type { Opened } from './open-ticket.ts'
import type { PortalPhotos } from './photos.ts'

/** P19: who left no number answers by number and secret alone. */
const BY_SECRET: readonly CitizenCommand[] = [...BY_LINK, 'answer-callback', 'correct-answer']

export function canBySecret(command: CitizenCommand): boolean {
  return BY_SECRET.includes(command)
}

/** What a ticket shows to whoever holds number and secret; more to whom a code has confirmed. */
export function trackOf(
  opened: Opened,
  reader: Reader,
  proof: Proof,
  confirmed: boolean,
  deps: ServerDeps,
  photos: PortalPhotos,
): Track {
  const { reading, secret } = opened
  const { rulebook, clock } = deps
  const { state } = reading
  const now = clock.now()
  const judged = rulebook.getVersion(state.judgedUnder ?? state.registeredUnder)
  const matter = state.identity !== 'confidential' || confirmed
  const answers = confirmed || proof === 'secret'
  const { answer } = state
  const reviewOn = state.suspendedUntil && wallTime(state.suspendedUntil, judged.calendar).slice(0, 10)
  const [registered] = reading.events
  const isTheirs = state.phase === 'awaiting-callback' && proof === 'secret'
  return {
    number: state.number,
    secret,
    version: state.version,
    phase: isTheirs
      ? sayTo(reader)('track.phase-yours')
      : sayToCitizen(reader.language, `phase.${state.phase}`, { reviewOn }),
    unit: holderOf(state, reader, deps),
    words: matter && state.words ? reading.text(state.words.id) : null,
    wordsHidden: !matter,
    photos: registered && matter && !reading.forgotten ? photos.shown(registered, state.ticketId) : [],
    clock: {
      reading: readClock(state.promise, now, judged.calendar),
      rule: judged.limits[state.limit],
      calendar: judged.calendar,
      now,
    },
    hops: hopsOf({ reading, rulebook, reader, matter, now, photos }),
    can: reading.forgotten ? [] : possibleFor(state, deps),
    proof,
    answer:
      answer && answers
        ? {
            contacted: answer.contacted,
            solved: answer.solved,
            satisfied: answer.satisfied,
            why: answer.why && reading.text(answer.why.id),
          }
        : null,
    answerHidden: answer !== null && !answers,
  }
}

function holderOf(state: TicketState, reader: Reader, { rulebook }: ServerDeps): string | null {
  if (state.responsible !== CENTRE) return nameOf(state.responsible, rulebook.org, reader.language)
  return state.phase === 'awaiting-dispatch' ? null : sayTo(reader)('track.hotline')
}

/** Stands for the person whom number and secret stand for. */
const HOLDER = 'holder'

function possibleFor(state: TicketState, { rulebook, clock }: ServerDeps): CitizenCommand[] {
  const now = clock.now()
  const policy = rulebook.inForce(now)
  const judged = state.judgedUnder === null ? policy : rulebook.getVersion(state.judgedUnder)
  const held = { ...state, requester: HOLDER, concerned: null }
  const viewer = { account: null, role: 'requester', unit: '', person: HOLDER }
  const possible: readonly string[] = possibleActions(held, viewer, { now, policy, judged, org: rulebook.org })
  const offered = state.identity === 'anonymous' ? BY_SECRET : [...BY_CODE, ...BY_LINK]
  return offered.filter((command) => possible.includes(command))
}

/** Who has it, until when, and why: the decision record in a sentence. */
export function receiptOf(
  { reading, secret }: Opened,
  reader: Reader,
  hasPhone: boolean,
  again: boolean,
  deps: ServerDeps,
): Omit<ReceiptView, 'address' | 'qr' | 'file'> {
  const { rulebook, clock } = deps
  const { state } = reading
  const judged = rulebook.getVersion(state.judgedUnder ?? state.registeredUnder)
  const promised = promisedAt(state, judged)
  return {
    reader,
    number: state.number,
    secret,
    unit: state.responsible === CENTRE ? null : nameOf(state.responsible, rulebook.org, reader.language),
    promised: promised && sayWhen(promised, clock.now(), judged.calendar, reader.language),
    because: becauseOf({ reading, secret }, reader, deps),
    next: !hasPhone ? 'self' : state.identity === 'confidential' ? 'hotline' : 'call',
    urgent: state.alerts.length > 0,
    again,
  }
}

function becauseOf({ reading }: Opened, { language }: Reader, { rulebook }: ServerDeps): ReceiptView['because'] {
  const event = reading.events.findLast((one) => one.type === 'dispatched')
  if (event?.type !== 'dispatched') {
    return { kind: reading.state.identity === 'confidential' ? 'confidential' : 'person' }
  }
  const { ground, row } = event.data.record
  const rule = row === null ? undefined : rulebook.getVersion(event.policy).catalogue.find((one) => one.row === row)
  const named = hasSentence(`ground.${ground}`) ? say(language, `ground.${ground}`) : ground
  return { kind: 'catalogue', ground: language === 'en' && rule ? rule.groundEn : named, row }
}
