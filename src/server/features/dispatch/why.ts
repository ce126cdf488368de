import type { WhyView } from '../../../contract/http/dispatch.ts'
import type { GrantScope } from '../../../domain/policy/policy.ts'
import type { TicketEvent } from '../../../domain/ticket/events.ts'
import { unitDueAt } from '../../../domain/ticket/time.ts'
import { type Account, namesOf } from '../../../store/account/accounts.ts'
import { findPrecedents } from '../../../store/read-models/precedents.ts'
import type { TicketReading } from '../../../store/read-models/ticket-reading.ts'
import { hasSentence, type Language, say } from '../../../words/say.ts'
import type { ServerDeps } from '../../deps.ts'
import { type Readable, unitName, wallTime } from '../../http/facts.ts'
import { problem } from '../../http/problem.ts'
import { readPermitted } from '../../view/read-permitted.ts'
import { percent } from '../../view/suggestion-view.ts'
import { categoryName } from '../../view/timeline.ts'
import { tellClause, tellReturnGround } from './clause.ts'
import { tellPrecedents } from './precedents.ts'

type Dispatched = Extract<TicketEvent, { readonly type: 'dispatched' }>
type Point = WhyView['points'][number]

const PRECEDENTS = 5

/** "Why us?" point by point, from the record of the last dispatch alone: what was thought then, not what would be now. */
export async function whyUs(
  ticketId: string,
  account: Account,
  scopes: readonly GrantScope[],
  language: Language,
  deps: ServerDeps,
): Promise<WhyView> {
  const { pool, rulebook } = deps
  const { reading, visible } = await readPermitted(ticketId, 'read-ticket', account, scopes, deps)
  const at = reading.events.findLastIndex((event) => event.type === 'dispatched')
  const event = reading.events[at]
  if (event?.type !== 'dispatched') throw problem('ticket.not-dispatched')
  const policy = rulebook.getVersion(event.policy)
  const to: Readable = { language, org: rulebook.org, calendar: policy.calendar }
  const named = (code: string) => ({ code, name: unitName(code, to) })
  const { record, lead } = event.data
  const category = categoryAt(reading, at)
  const names = await namesOf(pool, event.actor.kind === 'person' ? [event.actor.account] : [])
  const telling: Telling = { reading, event, category, to, names, matter: visible.matter, deps }
  const rows = await findPrecedents(pool, {
    category: category ?? undefined,
    except: ticketId,
    size: PRECEDENTS,
  })
  return {
    ticketId,
    unit: named(lead),
    points: [
      tellCategoryPoint(telling),
      tellPlace(telling),
      tellCatalogue(telling),
      tellAssisting(telling),
      tellLimit(telling),
      ...tellMachine(telling),
      tellPerson(telling),
      ...(event.data.hop > 1
        ? [{ about: 'hops' as const, sentence: say(language, 'why.hops', { hop: event.data.hop }) }]
        : []),
    ],
    clause:
      record.row === null || record.row === 0 ? null : tellClause(record.row, policy, reading.state.place.district, to),
    candidates: record.candidates.map((one) => ({
      lead: named(one.lead),
      row: one.row,
      why: hasSentence(`candidate.${one.why}`) ? say(language, `candidate.${one.why}`) : one.why,
      chosen: one.row === record.row,
    })),
    changed: [...(record.changed ?? [])],
    objection: objectionOf(telling),
    precedents: await tellPrecedents(rows, account, scopes.includes('any') ? 'any' : 'own', to, deps),
  }
}

interface Telling {
  readonly reading: TicketReading
  readonly event: Dispatched
  readonly category: string | null
  readonly to: Readable
  readonly names: ReadonlyMap<string, string>
  readonly matter: boolean
  readonly deps: ServerDeps
}

/** The category that the ticket had when it was dispatched. */
function categoryAt({ events }: TicketReading, at: number): string | null {
  let category: string | null = null
  for (const event of events.slice(0, at)) {
    if (event.type === 'classified') category = event.data.category
    if (event.type === 'fact-corrected' && event.data.fact === 'category') category = event.data.category
  }
  return category
}

function tellCategoryPoint({ reading, event, category, to, matter, deps }: Telling): Point {
  const { language } = to
  if (category === null) return { about: 'category', sentence: say(language, 'why.category-none') }
  const name = categoryName(category, deps.rulebook.getVersion(event.policy), language)
  const proposed = event.data.record.advice?.together?.category ?? null
  const ref = event.data.phrases
  const phrases = ref && matter && proposed === category ? reading.text(ref.id) : null
  if (phrases === null || phrases === undefined) {
    return { about: 'category', sentence: say(language, 'why.category-plain', { category: name }) }
  }
  return { about: 'category', sentence: say(language, 'why.category', { category: name, phrases }) }
}

function tellPlace({ reading: { state }, event, to, matter }: Telling): Point {
  const { district, subdistrict, community } = state.place
  const known = [district, subdistrict, matter ? community : null].filter((unit) => unit !== null)
  if (known.length === 0) return { about: 'place', sentence: say(to.language, 'why.place-none') }
  const level =
    event.data.record.advice?.place.level ?? (subdistrict === null && community === null ? 'district' : 'subdistrict')
  const place = known.map((unit) => unitName(unit, to)).join(to.language === 'zh' ? '' : ', ')
  return {
    about: 'place',
    sentence: say(to.language, 'why.place', { place, level: say(to.language, `level.${level}`) }),
  }
}

function tellCatalogue({ reading, event, to, deps }: Telling): Point {
  const { language } = to
  const { row, ground } = event.data.record
  if (ground === 'consult') return { about: 'catalogue', sentence: say(language, 'why.consult') }
  if (row === null) {
    const name = hasSentence(`ground.${ground}`) ? say(language, `ground.${ground}`) : ground
    return { about: 'catalogue', sentence: say(language, 'why.catalogue-none', { ground: name }) }
  }
  const policy = deps.rulebook.getVersion(event.policy)
  const clause = tellClause(row, policy, reading.state.place.district, to)
  if (!clause) return { about: 'catalogue', sentence: say(language, 'why.fallback') }
  const facts = { policy: policy.id, row, clause: `${clause.sentence}。${clause.ground}` }
  return { about: 'catalogue', sentence: say(language, 'why.catalogue', facts) }
}

function tellAssisting({ event, to }: Telling): Point {
  const { assisting } = event.data
  if (assisting.length === 0) return { about: 'assisting', sentence: say(to.language, 'why.assisting-none') }
  const units = assisting.map((unit) => unitName(unit, to)).join(to.language === 'zh' ? '、' : ', ')
  return { about: 'assisting', sentence: say(to.language, 'why.assisting', { units }) }
}

function tellLimit({ reading: { state }, event, to, deps }: Telling): Point {
  const limit = say(to.language, `limit.${event.data.limit}`)
  const due = unitDueAt(state, deps.rulebook.getVersion(state.judgedUnder ?? event.policy))
  if (due === null) return { about: 'limit', sentence: say(to.language, 'why.limit-open', { limit }) }
  return { about: 'limit', sentence: say(to.language, 'why.limit', { limit, due: wallTime(due, to.calendar) }) }
}

function tellMachine({ event, to, deps }: Telling): Point[] {
  const { advice } = event.data.record
  const { language } = to
  const point = (code: string, facts = {}): Point => ({ about: 'machine', sentence: say(language, code, facts) })
  if (!advice?.together) return [point('why.machine-none')]
  const policy = deps.rulebook.getVersion(event.policy)
  const name = (code: string) => categoryName(code, policy, language)
  const facts = { category: name(advice.together.category), confidence: percent(advice.together.confidence) }
  const points = [
    advice.lead === null
      ? point('why.machine-category', facts)
      : point('why.machine-both', { ...facts, lead: unitName(advice.lead, to) }),
  ]
  if (advice.keywords && advice.model && advice.keywords.category !== advice.model.category) {
    const readers = { keywords: name(advice.keywords.category), model: name(advice.model.category) }
    points.push(point('why.machine-readers', readers))
  }
  return points
}

function tellPerson({ reading, event, to, names }: Telling): Point {
  const { language } = to
  const { actor } = event
  if (actor.kind !== 'person') return { about: 'person', sentence: say(language, 'why.person-rule') }
  const who = names.get(actor.account) ?? actor.account
  const changed = event.data.record.changed ?? (event.data.record.overruled === null ? [] : ['lead'])
  if (changed.length === 0) return { about: 'person', sentence: say(language, 'why.person-none', { actor: who }) }
  const list = changed.map((one) => say(language, `change.${one}`)).join(language === 'zh' ? '、' : ', ')
  const reason = event.data.reason ? reading.text(event.data.reason.id) : null
  return { about: 'person', sentence: say(language, 'why.person-changed', { actor: who, changed: list, reason }) }
}

/** The return that waits for a decision: the unit's ground, to be held beside the clause. */
function objectionOf({ reading, to, deps, event }: Telling): WhyView['objection'] {
  const { pendingReturn } = reading.state
  const asked = reading.events.findLast((one) => one.type === 'return-requested')
  if (!pendingReturn || asked?.type !== 'return-requested') return null
  const named = (code: string) => ({ code, name: unitName(code, to) })
  const judged = deps.rulebook.getVersion(reading.state.judgedUnder ?? event.policy)
  return {
    unit: named(pendingReturn.unit),
    ground: tellReturnGround(pendingReturn.ground, deps.rulebook.getVersion(event.policy), to),
    legalBasis: asked.data.legalBasis,
    suggested: pendingReturn.suggested === null ? null : named(pendingReturn.suggested),
    reason: reading.text(asked.data.reason.id),
    at: pendingReturn.at,
    decideBy: pendingReturn.decideBy,
    endsInConsult: reading.state.hop + 1 >= judged.returns.consultAtHop,
  }
}
