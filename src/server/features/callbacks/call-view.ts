import type { CallItem, CallView } from '../../../contract/http/callbacks.ts'
import { CENTRE } from '../../../domain/org/unit.ts'
import { isRecused } from '../../../domain/ticket/decide.ts'
import { answerableUnit, type TicketState } from '../../../domain/ticket/state.ts'
import type { Account } from '../../../store/account/accounts.ts'
import type { Claim } from '../../../store/callback/claims.ts'
import { readAs } from '../../../store/database/reader.ts'
import { readPerson } from '../../../store/person/person.ts'
import { logAccess } from '../../../store/read-models/access-log.ts'
import { readTicket, type TicketReading } from '../../../store/read-models/ticket-reading.ts'
import { type Language, say } from '../../../words/say.ts'
import type { ServerDeps } from '../../deps.ts'
import { unitName } from '../../http/facts.ts'
import { actorOf } from '../../http/who.ts'
import { categoryName } from '../../view/timeline.ts'

export type ItemKind = CallItem['kind']

export async function readItem(
  ticketId: string,
  { readerPool, pool, keys }: ServerDeps,
): Promise<TicketReading | null> {
  return readAs(readerPool ?? pool, CENTRE, (sql) => readTicket(sql, keys.master, ticketId))
}

/** About what this account may ask now; null: about nothing, or somebody else has to (P3, P5). */
export function kindFor(state: TicketState, account: Account, { rulebook }: ServerDeps): ItemKind | null {
  if (isRecused(state, { actor: actorOf(account), org: rulebook.org }, 'answer-callback')) return null
  switch (state.phase) {
    case 'awaiting-callback':
      return state.identity === 'anonymous' || state.reply?.by === account.accountId ? null : 'callback'
    case 'withdrawing':
      return 'withdrawal'
    case 'closed': {
      const { answer, rechecks, rounds, answeredTo } = state
      const isChecked = rechecks?.round === rounds && rechecks.reached
      const isSatisfied = answer?.satisfied === 'satisfied' && answer.by === 'call'
      return isSatisfied && !isChecked && answeredTo !== account.accountId ? 'recheck' : null
    }
    default:
      return null
  }
}

/** The person on the line and what to ask; the number is shown in full, and the look at it is logged. */
export async function viewCall(
  claim: Claim,
  account: Account,
  language: Language,
  deps: ServerDeps,
): Promise<CallView> {
  const { pool, keys, clock } = deps
  const readings = await Promise.all([...claim.tickets.keys()].map((id) => readItem(id, deps)))
  const found = readings.filter((one) => one !== null)
  const requester = found.find(({ state }) => state.requester !== null)?.state.requester ?? null
  if (requester !== null && found[0]) {
    await logAccess(pool, {
      ticketId: found[0].state.ticketId,
      personId: requester,
      accountId: account.accountId,
      what: 'person',
      reason: say(language, 'callback.access-reason'),
      at: clock.now(),
    })
  }
  const person = requester === null ? null : await readPerson(pool, keys.master, requester)
  return {
    callId: claim.callId,
    expiresAt: claim.expiresAt,
    name: person?.name ?? null,
    phone: person?.phone ?? null,
    items: found.map((reading) =>
      itemOf(reading, claim.tickets.get(reading.state.ticketId) ?? 'callback', account, language, deps),
    ),
  }
}

/** P5: the unit's name only; no reply, no clock, no earlier answer. */
function itemOf(
  reading: TicketReading,
  kind: ItemKind,
  account: Account,
  language: Language,
  deps: ServerDeps,
): CallItem {
  const { rulebook } = deps
  const { state, events } = reading
  const judged = rulebook.getVersion(state.judgedUnder ?? state.registeredUnder)
  const readable = { language, org: rulebook.org, calendar: judged.calendar }
  const due = events.findLast((one) => one.type === 'callback-due')
  const since = due ? events.slice(events.indexOf(due)) : []
  const unit = answerableUnit(state)
  const { place } = state
  const where = [place.community ?? place.subdistrict ?? place.district].map((code) =>
    code === null ? null : unitName(code, readable),
  )
  const address = place.address && reading.text(place.address.id)
  return {
    ticketId: state.ticketId,
    number: state.number,
    version: state.version,
    kind,
    unit: { code: unit, name: unitName(unit, readable) },
    title: state.title && reading.text(state.title.id),
    words: state.words && reading.text(state.words.id),
    category: state.category === null ? null : categoryName(state.category, judged, language),
    place: [...where, address].filter((one) => one).join(' ') || null,
    registeredAt: state.registeredAt,
    reason: say(
      language,
      kind === 'callback' && due?.type === 'callback-due' ? `callback-why.${due.data.why}` : `callback.reason-${kind}`,
    ),
    attempts: kind === 'callback' ? state.callbackAttempts.map(({ at, dayPart }) => ({ at, dayPart })) : [],
    script: judged.callback.script.map((line) =>
      language === 'zh' ? { question: line.question, why: line.why } : { question: line.questionEn, why: line.whyEn },
    ),
    onBehalf: state.behalf !== 'self',
    pressure: state.pressureReports,
    settled: kindFor(state, account, deps) !== kind,
    notes: since.flatMap((event) => {
      const note = event.type === 'callback-postponed' && event.data.note ? reading.text(event.data.note.id) : null
      return note === null ? [] : [note]
    }),
  }
}
