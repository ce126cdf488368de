import { z } from 'zod'
import { TICKET_KINDS, type TicketKind } from '../../domain/policy/policy.ts'
import { IDENTITIES, type Identity, MOST_PHOTOS } from '../../domain/ticket/terms.ts'

/** The four short pages, in the order people talk. */
export const STEPS = ['words', 'place', 'contact', 'review'] as const
export type Step = (typeof STEPS)[number]

/** For oneself, or for somebody else (P13); staff at a window use the desk. */
export const BEHALVES = ['self', 'proxy'] as const

/** What has been typed so far, right or wrong: it travels with the pages, so that going back loses nothing. */
export interface Draft {
  /** UUIDv7 made with the first page: the ticket's id and the key that makes a second submit find the first. */
  readonly ticketId: string
  readonly startedAt: string
  readonly words: string
  /** Code of a subdistrict, or of a district when the subdistrict is not known; empty: unknown. */
  readonly area: string
  readonly community: string
  readonly address: string
  readonly identity: Identity
  readonly name: string
  readonly phone: string
  readonly behalf: (typeof BEHALVES)[number]
  readonly concernedName: string
  readonly concernedPhone: string
  readonly kind: TicketKind
  /** Ids of photos that were sent up and wait. */
  readonly photos: readonly string[]
}

export function emptyDraft(ticketId: string, startedAt: string): Draft {
  return {
    ticketId,
    startedAt,
    words: '',
    area: '',
    community: '',
    address: '',
    identity: 'normal',
    name: '',
    phone: '',
    behalf: 'self',
    concernedName: '',
    concernedPhone: '',
    kind: 'help',
    photos: [],
  }
}

const line = z.string().trim()
const NOTHING_LOST = { words: line, area: line, community: line, address: line }

/** What a draft looks like when it comes back with a page. */
export const draftShape = z.object({
  ticketId: z.uuid(),
  startedAt: z.iso.datetime(),
  ...NOTHING_LOST,
  identity: z.enum(IDENTITIES),
  name: line,
  phone: line,
  behalf: z.enum(BEHALVES),
  concernedName: line,
  concernedPhone: line,
  kind: z.enum(TICKET_KINDS),
  photos: z.array(z.uuid()).max(MOST_PHOTOS).default([]),
}) satisfies z.ZodType<Draft>

/** The fields that each page shows. */
const FIELDS: Readonly<Record<Step, readonly (keyof Draft)[]>> = {
  words: ['words'],
  place: ['area', 'community', 'address'],
  contact: ['identity', 'name', 'phone', 'behalf', 'concernedName', 'concernedPhone'],
  review: ['kind'],
}

/** The draft with what one page sent; a choice that does not exist leaves the old one. */
export function mergeStep(draft: Draft, step: Step, form: Readonly<Record<string, string>>): Draft {
  const given = Object.fromEntries(
    FIELDS[step].flatMap((name) => (form[name] === undefined ? [] : [[name, form[name]]])),
  )
  const merged = draftShape.safeParse({ ...draft, ...given })
  if (merged.success) return withCommunityOfArea(draft, merged.data)
  const wrong = new Set(merged.error.issues.map((issue) => String(issue.path[0])))
  const usable = Object.fromEntries(Object.entries(given).filter(([name]) => !wrong.has(name)))
  return { ...draft, ...usable }
}

/** Another area has other communities. */
function withCommunityOfArea(before: Draft, after: Draft): Draft {
  const kept = before.area === after.area || before.community !== after.community
  return kept ? after : { ...after, community: '' }
}

/** P18: reports of wrongdoing are confidential unless anonymous (domain.md §4.3). */
export function identityOf(draft: Draft): Identity {
  return draft.kind === 'report' && draft.identity === 'normal' ? 'confidential' : draft.identity
}

export function isStep(value: string | undefined): value is Step {
  return (STEPS as readonly (string | undefined)[]).includes(value)
}

export function stepAfter(step: Step): Step {
  return STEPS[Math.min(STEPS.indexOf(step) + 1, STEPS.length - 1)] ?? 'review'
}

export function stepBefore(step: Step): Step {
  return STEPS[Math.max(STEPS.indexOf(step) - 1, 0)] ?? 'words'
}
