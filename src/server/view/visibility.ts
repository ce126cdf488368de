import { CENTRE, isCentral, isWithin, type Org } from '../../domain/org/unit.ts'
import { findCategory, type GrantScope, type Policy } from '../../domain/policy/policy.ts'
import type { TicketEvent } from '../../domain/ticket/events.ts'
import type { TicketState } from '../../domain/ticket/state.ts'
import type { Account } from '../../store/account/accounts.ts'

/** What of a ticket one reader may know. */
export interface Visibility {
  /** The requester's words, place and people (P18). */
  readonly matter: boolean
  /** Masked name and phone (P18, P19, P20). */
  readonly person: boolean
  /** Photos that the requester took: they may show a home, a window, a face (P18, P20). */
  readonly photos: boolean
  /** Satisfaction, wording and time of the callback (P5). */
  readonly answers: boolean
  /** When the next callback is due (P5). */
  readonly callbackSchedule: boolean
}

/** Decides once per reader and ticket; `scope` is how the reader came by the right to read it. */
export function visibilityFor(
  state: TicketState,
  account: Account,
  scope: GrantScope,
  policy: Policy,
  org: Org,
  /** The period in which the requester answered is frozen (P5). */
  released: boolean,
): Visibility {
  const matter = state.identity !== 'confidential' || isCentral(org, account.unit)
  const grants = policy.roles[account.role]?.grants ?? []
  const neighbourly = isNeighbourly(state, account, policy, org)
  return {
    matter,
    person: matter && state.identity !== 'anonymous' && !neighbourly,
    photos: matter && !neighbourly,
    answers: scope === 'any' || released,
    callbackSchedule: grants.some((grant) => grant.command === 'read-callback-schedule'),
  }
}

/** P20: community workers are neighbours too. */
function isNeighbourly(state: TicketState, account: Account, policy: Policy, org: Org): boolean {
  if (account.role !== 'community-worker') return false
  const category = state.category === null ? undefined : findCategory(policy, state.category)
  // A complaint about the property company or a committee is one whatever its second level says.
  const above = category?.parent ? findCategory(policy, category.parent) : undefined
  const sensitive = [category, above].some((one) => one?.hiddenFromNeighbours || one?.accuses)
  const aboutThem = state.accuses !== null && state.accuses !== CENTRE && isWithin(org, state.accuses, account.unit)
  return aboutThem || state.kind === 'report' || category === undefined || sensitive
}

/** Of the callback only its outcome may reach the unit; when it happened says who was called. */
const TIMES_HIDDEN: ReadonlySet<TicketEvent['type']> = new Set([
  'callback-attempted',
  'callback-unreachable',
  'callback-answered',
  'answer-corrected',
  'closed',
])

export function isTimeHidden(event: TicketEvent, visible: Visibility): boolean {
  return !visible.answers && TIMES_HIDDEN.has(event.type)
}

/** P5: that somebody was pressed about the score is not told to whom it concerns, nor when a call was agreed or checked. */
const HIDDEN: ReadonlySet<TicketEvent['type']> = new Set([
  'pressure-reported',
  'callback-postponed',
  'callback-rechecked',
])

export function isEventHidden(event: TicketEvent, visible: Visibility): boolean {
  return !visible.answers && HIDDEN.has(event.type)
}

/** Events whose texts are the requester's own words. */
const REQUESTERS: ReadonlySet<TicketEvent['type']> = new Set([
  'registered',
  'supplemented',
  'urged',
  'refusal-objected',
  'suspension-objected',
  'exclusion-objected',
  'withdrawal-requested',
  'withdrawn',
  'reopened',
  'pressure-reported',
  'welfare-called',
])
const ANSWERS: ReadonlySet<TicketEvent['type']> = new Set([
  'callback-answered',
  'answer-corrected',
  'callback-rechecked',
  'callback-postponed',
])

/** May this reader read the texts of this event? A title is the summary that even a confidential ticket shows. */
export function mayReadText(event: TicketEvent, field: string, visible: Visibility): boolean {
  if (ANSWERS.has(event.type)) return visible.answers && visible.matter
  if (field === 'title') return true
  if (event.type === 'fact-corrected') return visible.matter
  return visible.matter || !REQUESTERS.has(event.type)
}

/** Photos are seen by whoever reads the words that they came with; the requester's own by fewer (P20). */
export function maySeePhotos(event: TicketEvent, visible: Visibility): boolean {
  if (isEventHidden(event, visible)) return false
  return isOfRequester(event) ? visible.photos : mayReadText(event, 'photos', visible)
}

/** Whether what came with an event is the requester's, whoever typed it in. */
export function isOfRequester(event: TicketEvent): boolean {
  return REQUESTERS.has(event.type)
}
