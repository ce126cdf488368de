import { type Instant, plus } from '../kernel/instant.ts'
import type { Policy } from '../policy/policy.ts'
import type { CommandType, TicketCommand, TicketCommands } from './commands.ts'
import { perform } from './decide.ts'
import type { Context } from './decision.ts'
import type { Actor, ReplyContent, TextRef, TicketEvent, TicketEventType } from './events.ts'
import { ORG, PEOPLE, POLICY } from './fixture-city.ts'
import { type TicketState, unborn } from './state.ts'

export * from './fixture-city.ts'

/** A text of the vault; the words themselves never reach the domain. */
export const text = (id = 't'): TextRef => ({ id, commit: `c-${id}` })

export const CONTENT: ReplyContent = {
  found: 'true',
  text: text(),
  measures: text(),
  legalBasis: ['law-1'],
  evidence: ['sha-1'],
  nextStep: null,
  claimsSolved: true,
  metInPerson: false,
}

export const SOLVED: TicketCommands['answer-callback'] = {
  contacted: true,
  solved: 'yes',
  satisfied: 'satisfied',
  by: 'call',
  why: null,
  missing: null,
}
export const UNSOLVED: TicketCommands['answer-callback'] = { ...SOLVED, solved: 'no', satisfied: 'dissatisfied' }

export const ALL_RIGHT: TicketCommands['inspect']['verdicts'] = {
  words: 'right',
  category: 'right',
  reply: 'right',
  basis: 'right',
  contact: 'right',
  evidence: 'right',
}

export const REGISTER: TicketCommands['register'] = {
  number: 'JS-20261019-000001-C',
  contact: 'contact-1',
  channel: 'phone',
  source: null,
  kind: 'complaint',
  identity: 'normal',
  behalf: 'self',
  requester: 'p-1',
  concerned: null,
  enterprise: false,
  words: text('words'),
  title: null,
  place: { district: 'east', subdistrict: 'east-1', community: 'east-1-lake', address: null },
  accuses: null,
  saidAt: null,
  splitFrom: null,
  risks: [],
}

export const DISPATCH: TicketCommands['dispatch'] = {
  lead: 'east-1',
  assisting: [],
  mode: 'direct',
  limit: null,
  record: { row: 7, ground: 'catalogue', candidates: [], overruled: null },
}

export function classify(code = '01', more: Partial<TicketCommands['classify']> = {}): TicketCommands['classify'] {
  return { category: code, limit: null, kind: null, confidence: null, accuses: null, ...more }
}

/** A Monday morning in Beijing. */
export const START: Instant = '2026-10-19T02:00:00.000Z'

/** One ticket in the making: commands at a clock that is set by hand. */
export interface Story {
  readonly state: TicketState
  readonly now: Instant
  readonly events: readonly TicketEvent[]
  /** Sets the watch; `wait` moves it by milliseconds. */
  at(now: Instant): Story
  wait(ms: number): Story
  /** Does a command and fails the test when it is rejected. */
  does<T extends CommandType>(actor: Actor, type: T, data: TicketCommands[T]): Story
  /** The code with which a command is rejected, or `accepted`; changes nothing. */
  rejects<T extends CommandType>(actor: Actor, type: T, data: TicketCommands[T]): string
  /** Lets everything happen that is due by now. */
  passTime(): Story
  context(actor: Actor): Context
  happened(type: TicketEventType): number
}

export function story(ticketId = 'ticket-1', policy: Policy = POLICY, from: Instant = START): Story {
  return tell({ state: unborn(ticketId), now: from, events: [] }, policy)
}

type Told = Pick<Story, 'state' | 'now' | 'events'>

function tell(told: Told, policy: Policy): Story {
  const context = (actor: Actor): Context => ({ now: told.now, actor, policy, judged: policy, org: ORG })
  const attempt = (actor: Actor, type: CommandType, data: unknown) =>
    perform(told.state, { type, data } as TicketCommand, context(actor))
  const next = (change: Partial<Told>) => tell({ ...told, ...change }, policy)
  const step = (actor: Actor, type: CommandType, data: unknown): Told => {
    const { decision, state, events } = attempt(actor, type, data)
    if (!decision.ok) throw new Error(`${type} was rejected: ${JSON.stringify(decision.rejection)}`)
    return { state, now: told.now, events: [...told.events, ...events] }
  }
  return {
    ...told,
    at: (now) => next({ now }),
    wait: (ms) => next({ now: plus(told.now, ms) }),
    does: (actor, type, data) => next(step(actor, type, data)),
    rejects: (actor, type, data) => {
      const { decision } = attempt(actor, type, data)
      return decision.ok ? 'accepted' : decision.rejection.code
    },
    passTime: () => {
      const after = step(PEOPLE.rule, 'pass-time', {})
      return after.events.length === told.events.length ? tell(told, policy) : tell(after, policy).passTime()
    },
    context,
    happened: (type) => told.events.filter((event) => event.type === type).length,
  }
}

export function registered(more: Partial<TicketCommands['register']> = {}): Story {
  return story().does(PEOPLE.agent, 'register', { ...REGISTER, ...more })
}

/** Registered, classified and sent to east-1. */
export function dispatched(more: Partial<TicketCommands['dispatch']> = {}, code = '01'): Story {
  return registered()
    .does(PEOPLE.agent, 'classify', classify(code))
    .does(PEOPLE.dispatcher, 'dispatch', { ...DISPATCH, ...more })
}

/** Signed by the lead, who has reached the requester. */
export function handling(more: Partial<TicketCommands['dispatch']> = {}, code = '01'): Story {
  return dispatched(more, code)
    .does(PEOPLE.officer, 'sign', {})
    .does(PEOPLE.officer, 'record-contact', { outcome: 'reached', inPerson: false, note: null })
}

/** The reply passed its review; the requester is to be called. */
export function awaitingCallback(more: Partial<TicketCommands['dispatch']> = {}): Story {
  return handling(more)
    .does(PEOPLE.officer, 'reply', CONTENT)
    .does(PEOPLE.reviewer, 'review-reply', { pass: true, reason: null })
}
