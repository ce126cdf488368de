import type { SimilarBefore, SimilarQuestion, TicketSimilar } from '../../../contract/http/clusters.ts'
import { dayOf, startOfDay } from '../../../domain/clock/calendar.ts'
import { isHiddenFromOthers, samePerson } from '../../../domain/cluster/together.ts'
import { DAY, plus } from '../../../domain/kernel/instant.ts'
import type { GrantScope } from '../../../domain/policy/policy.ts'
import { permit } from '../../../domain/rights/permit.ts'
import { subjectedBy } from '../../../domain/ticket/actions.ts'
import { isPossible } from '../../../domain/ticket/lifecycle.ts'
import type { TicketState } from '../../../domain/ticket/state.ts'
import type { Account } from '../../../store/account/accounts.ts'
import { clustersOf } from '../../../store/cluster/cluster-rows.ts'
import { readAs } from '../../../store/database/reader.ts'
import { logAccess } from '../../../store/read-models/access-log.ts'
import { readTicket, type TicketReading } from '../../../store/read-models/ticket-reading.ts'
import { findDistinct } from '../../../store/similar/candidates.ts'
import { personsBehind, ticketsOfPersons } from '../../../store/similar/same-person.ts'
import { type MatterTexts, matterOf } from '../../../store/similar/signing.ts'
import type { Language } from '../../../words/say.ts'
import { compareTexts, type Found, findSimilar, knownCategory } from '../../acts/find-similar.ts'
import type { ServerDeps } from '../../deps.ts'
import { inboxOf, subjectOf } from '../../http/who.ts'
import { readPermitted } from '../../view/read-permitted.ts'
import { NO_REPEATS, repeatsOf } from '../../view/repeats.ts'
import { visibilityFor } from '../../view/visibility.ts'
import { type Standing, similarItems } from './items.ts'
import { mayConfirm } from './rights.ts'

/** A repeat after that long is a new matter to a machine (domain.md §3.3 leaves it to a person). */
const LOOKED_BACK_DAYS = 365

/** What may be the same matter as a ticket, of the same person and of others, and what this reader could confirm. */
export async function similarTo(
  ticketId: string,
  account: Account,
  scopes: readonly GrantScope[],
  language: Language,
  deps: ServerDeps,
): Promise<TicketSimilar> {
  const { pool, rulebook, clock } = deps
  const { reading, visible } = await readPermitted(ticketId, 'read-ticket', account, scopes, deps)
  const { state } = reading
  const unit = inboxOf(account, scopes, rulebook.org)
  const policy = rulebook.inForce(clock.now())
  const confirms = mayConfirm(account, subjectedBy(state), policy, rulebook.org)
  const matter = visible.matter ? matterOf(reading) : null
  const distinct = await findDistinct(pool, ticketId)
  const own = matter && visible.person ? await ownTickets(reading, matter, account, unit, deps) : []
  const ownIds = new Set(own.map((one) => one.ticketId))
  // P20: of a hidden one nobody is shown others, because they could tell who its person is.
  const shareable = matter !== null && !isHiddenFromOthers(state, policy)
  const found = shareable ? await findSimilar(matter, { unit, at: state.registeredAt, ticketId }, deps) : []
  const others = found.filter((one) => !ownIds.has(one.ticketId) && !distinct.has(one.ticketId))
  const clusters = await clustersOf(pool, [ticketId, ...others.map((one) => one.ticketId)])
  const clusterId = clusters.get(ticketId) ?? null
  const standing = others.map((one): Found & Standing => {
    const theirs = clusters.get(one.ticketId) ?? null
    const proposal = confirms ? proposalFor(clusterId, theirs) : null
    return { ...one, person: 'different', clusterId: theirs, proposal }
  })
  const undecided = own.filter((one) => !distinct.has(one.ticketId))
  const told = { ticketId, registeredAt: state.registeredAt, identity: state.identity }
  const repeats = await repeatsOf(visible.person ? [told] : [{ ...told, identity: 'confidential' }], account, deps)
  return {
    samePerson: await similarItems(undecided, unit, language, deps),
    others: await similarItems(
      standing.filter((one) => clusterId === null || one.clusterId !== clusterId),
      unit,
      language,
      deps,
    ),
    clusterId,
    repeats: repeats.get(ticketId) ?? NO_REPEATS,
    mayConfirm: confirms,
  }
}

/** Two clusters are never joined by a machine's proposal: a person splits off and joins. */
function proposalFor(mine: string | null, theirs: string | null): 'form' | 'join' | null {
  if (mine === null) return theirs === null ? 'form' : 'join'
  return theirs === null ? 'join' : null
}

/** The other tickets of this ticket's person that tell the same matter. */
async function ownTickets(
  { state }: TicketReading,
  matter: MatterTexts,
  account: Account,
  unit: string,
  deps: ServerDeps,
): Promise<(Found & Standing)[]> {
  const persons = [state.requester, state.concerned].filter((one) => one !== null)
  const since = plus(state.registeredAt, -LOOKED_BACK_DAYS * DAY)
  const readings = await readOwn(persons, unit, since, account, deps)
  return readings
    .filter((other) => other.state.ticketId !== state.ticketId)
    .flatMap((other) => {
      const person = samePerson(state, other.state)
      const theirs = matterOf(other)
      if (person === 'different' || theirs === null) return []
      const similarity = compareTexts(matter, theirs)
      if (similarity.band === 'different') return []
      const proposal = mayMerge(state, other.state, account, deps) && person === 'same' ? 'merge' : null
      return [{ ticketId: other.state.ticketId, similarity, person, clusterId: null, proposal } as const]
    })
}

/** P12: into the earlier one, when both are open and this reader may merge. */
function mayMerge(state: TicketState, other: TicketState, account: Account, { rulebook, clock }: ServerDeps): boolean {
  const [into, from] = state.registeredAt < other.registeredAt ? [state, other] : [other, state]
  const policy = rulebook.inForce(clock.now())
  const granted = permit(subjectOf(account), 'merge', subjectedBy(from), policy, rulebook.org).permitted
  return granted && isPossible(from.phase, 'merge') && isPossible(into.phase, 'absorb')
}

/** Tickets of these persons that this reader may read in full; what is hidden of one stays hidden here too. */
async function readOwn(
  persons: readonly string[],
  unit: string,
  since: string,
  account: Account,
  { pool, readerPool, keys, rulebook, clock }: ServerDeps,
): Promise<TicketReading[]> {
  const ids = await ticketsOfPersons(pool, unit, persons, since)
  if (ids.length === 0) return []
  const readings = await readAs(readerPool ?? pool, unit, async (sql) => {
    const found = []
    for (const id of ids) found.push(await readTicket(sql, keys.master, id))
    return found.filter((one) => one !== null)
  })
  const now = clock.now()
  const policy = rulebook.inForce(now)
  return readings.filter(({ state }) => {
    const granted = permit(subjectOf(account), 'read-ticket', subjectedBy(state), policy, rulebook.org)
    if (!granted.permitted) return false
    const visible = visibilityFor(state, account, granted.scope, policy, rulebook.org, false)
    return visible.matter && visible.person
  })
}

/** The same before a ticket exists: what an agent should know before sending. Of persons only who may look them up is told. */
export async function similarBefore(
  question: SimilarQuestion,
  account: Account,
  scopes: readonly GrantScope[],
  language: Language,
  deps: ServerDeps,
): Promise<SimilarBefore> {
  const { pool, keys, rulebook, clock } = deps
  const now = clock.now()
  const policy = rulebook.inForce(now)
  const unit = inboxOf(account, scopes, rulebook.org)
  const { words, title, place, requester } = question
  // Compared by the category that a machine would propose, until somebody has given one.
  const category = knownCategory(question.category ?? deps.classify?.(words, title)?.category ?? null, policy)
  const { community, subdistrict, address } = place
  const matter: MatterTexts = { words, title, address, category, community, subdistrict }
  const looksUp = permit(subjectOf(account), 'read-person', NOBODYS, policy, rulebook.org).permitted
  const phone = looksUp ? (requester?.phone ?? null) : null
  const persons = phone === null ? [] : await personsBehind(pool, keys.master, phone)
  const readings = await readOwn(persons, unit, plus(now, -LOOKED_BACK_DAYS * DAY), account, deps)
  for (const personId of persons) {
    const accountId = account.accountId
    await logAccess(pool, { ticketId: null, personId, accountId, what: 'person', reason: null, at: now })
  }
  const own = readings.flatMap((other) => {
    const theirs = matterOf(other)
    const similarity = theirs && compareTexts(matter, theirs)
    if (!similarity || similarity.band === 'different') return []
    // P12: one phone with two names is two people until a human says otherwise.
    return [{ ticketId: other.state.ticketId, similarity, person: 'unclear', clusterId: null, proposal: null } as const]
  })
  const ownIds = new Set(own.map((one) => one.ticketId))
  const found = (await findSimilar(matter, { unit, at: now, ticketId: null }, deps)).filter(
    (one) => !ownIds.has(one.ticketId),
  )
  const clusters = await clustersOf(
    pool,
    found.map((one) => one.ticketId),
  )
  const others = found.map((one) => ({
    ...one,
    person: 'different' as const,
    clusterId: clusters.get(one.ticketId) ?? null,
    proposal: null,
  }))
  const month = startOfDay(`${dayOf(now, policy.calendar).slice(0, 7)}-01`, policy.calendar)
  const thisMonth = readings.filter(({ state }) => state.registeredAt >= month).length
  return {
    samePerson: await similarItems(own, unit, language, deps),
    others: await similarItems(others, unit, language, deps),
    timesThisMonth: persons.length === 0 ? null : thisMonth,
  }
}

const NOBODYS = { responsible: 'centre', assisting: [], requester: null, concerned: null, accuses: null }
