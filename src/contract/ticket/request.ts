import { z } from 'zod'
import { DUTY_KINDS, LIMIT_CLASSES, TICKET_KINDS } from '../../domain/policy/policy.ts'
import type { CommandType } from '../../domain/ticket/commands.ts'
import {
  BEHALVES,
  CALL_RESULTS,
  CHANNELS,
  CONTACT_OUTCOMES,
  CORRECTABLE_FACTS,
  DIALECTS,
  DISPATCH_CHANGES,
  DISPATCH_MODES,
  type DispatchAdvice,
  EMERGENCY_LINES,
  FINDINGS,
  IDENTITIES,
  MOST_PHOTOS,
  OPINION_STANCES,
  PHOTO_ROLES,
  SATISFACTION_ANSWERS,
  SOLVED_ANSWERS,
  VERDICTS,
} from '../../domain/ticket/events.ts'

/**
 * What people send: the commands of a ticket with their texts and persons in plain words. The store puts words and
 * persons into the vault and hands the domain references only.
 */

const LONGEST_TEXT = 10_000

/** NUL cannot be stored in PostgreSQL text, lone surrogates are no characters at all: both are refused by name. */
const text = z
  .string()
  .trim()
  .min(1)
  .max(LONGEST_TEXT)
  .refine((value) => !value.includes('\0'), { error: 'nul-character' })
  .refine((value) => !/\p{Surrogate}/u.test(value), { error: 'broken-character' })
const optionalText = text.nullable().default(null)
const code = z.string().trim().min(1).max(80)
const optionalCode = code.nullable().default(null)
const instant = z.iso.datetime({ offset: true }).transform((value) => new Date(value).toISOString())
const id = z.uuid()

export const personShape = z.object({
  name: z.string().trim().max(200).default(''),
  phone: z.string().trim().max(40).nullable().default(null),
})
export type PersonInput = z.infer<typeof personShape>

export const placeShape = z.object({
  district: optionalCode,
  subdistrict: optionalCode,
  community: optionalCode,
  address: optionalText,
})
export type PlaceInput = z.infer<typeof placeShape>

/** Photos that were uploaded before, by the ids of their uploads; each once. */
const photos = z
  .array(z.object({ upload: id, role: z.enum(PHOTO_ROLES).nullable().default(null) }))
  .max(MOST_PHOTOS)
  .refine((all) => new Set(all.map((one) => one.upload)).size === all.length, { error: 'photo-twice' })
  .optional()

/** Evidence says which it shows: before or after. */
const evidencePhotos = z
  .array(z.object({ upload: id, role: z.enum(PHOTO_ROLES) }))
  .max(MOST_PHOTOS)
  .refine((all) => new Set(all.map((one) => one.upload)).size === all.length, { error: 'photo-twice' })
  .optional()

const replyFields = {
  found: z.enum(FINDINGS),
  text,
  measures: text,
  legalBasis: z.array(code).max(20).default([]),
  evidence: z.array(code).max(30).default([]),
  photos: evidencePhotos,
  nextStep: optionalText,
  claimsSolved: z.boolean(),
  metInPerson: z.boolean().default(false),
}
const answerFields = {
  contacted: z.boolean(),
  solved: z.enum(SOLVED_ANSWERS),
  satisfied: z.enum(SATISFACTION_ANSWERS),
  by: z.enum(['call', 'link']),
  why: optionalText,
}
const nothing = z.object({})
const verdict = z.enum(VERDICTS)

const opinion = z.object({ category: code, confidence: z.number().min(0).max(1) })
const adviceShape = z.object({
  keywords: opinion.nullable(),
  model: opinion.extend({ model: code, abstained: z.boolean() }).nullable(),
  together: opinion.nullable(),
  place: z.object({
    level: z.enum(['subdistrict', 'district', 'city', 'none']),
    from: z.array(z.enum(['chosen', 'words'])).max(2),
    contradictions: z.array(code).max(10),
    question: code.nullable(),
  }),
  lead: code.nullable(),
  row: z.number().int().nullable(),
  limit: code.nullable(),
})

/** The machine's view as a request carries it. */
export function adviceBody(advice: DispatchAdvice): z.infer<typeof adviceShape> {
  const { place } = advice
  return { ...advice, place: { ...place, from: [...place.from], contradictions: [...place.contradictions] } }
}

const recordShape = z.object({
  row: z.number().int().nullable(),
  ground: code,
  candidates: z.array(z.object({ lead: code, row: z.number().int(), why: code })).max(50),
  overruled: optionalCode,
  // Written by the server; what a client sends of it is dropped.
  advice: adviceShape.optional(),
  changed: z.array(z.enum(DISPATCH_CHANGES)).max(5).optional(),
})

export const REQUESTS = {
  register: z.object({
    contact: id.nullable().default(null),
    channel: z.enum(CHANNELS),
    source: z.object({ system: code, id: code }).nullable().default(null),
    kind: z.enum(TICKET_KINDS).default('help'),
    identity: z.enum(IDENTITIES).default('normal'),
    behalf: z.enum(BEHALVES).default('self'),
    requester: personShape.nullable().default(null),
    concerned: personShape.nullable().default(null),
    enterprise: z.boolean().default(false),
    words: text,
    title: optionalText,
    place: placeShape.default({ district: null, subdistrict: null, community: null, address: null }),
    accuses: optionalCode,
    saidAt: instant.nullable().default(null),
    splitFrom: id.nullable().default(null),
    /** Absent: nobody read it back, as in writing. */
    readBack: z.boolean().optional(),
    dialect: z.enum(DIALECTS).optional(),
    photos,
  }),
  split: z.object({ into: id }),
  answer: z.object({ text, article: optionalCode }),
  'hand-over': z.object({ to: z.enum(EMERGENCY_LINES), receiver: optionalText }),
  'record-welfare-call': z.object({ reached: z.boolean(), note: optionalText }),
  refuse: z.object({ ground: code, dutyKind: z.enum(DUTY_KINDS), route: code }),
  'object-refusal': z.object({ why: text }),
  classify: z.object({
    category: code,
    limit: z.enum(LIMIT_CLASSES).nullable().default(null),
    kind: z.enum(TICKET_KINDS).nullable().default(null),
    confidence: z.number().min(0).max(1).nullable().default(null),
    accuses: optionalCode,
  }),
  dispatch: z.object({
    lead: code,
    assisting: z.array(code).max(20).default([]),
    mode: z.enum(DISPATCH_MODES).default('direct'),
    limit: z.enum(LIMIT_CLASSES).nullable().default(null),
    record: recordShape.default({ row: null, ground: 'decided-by-person', candidates: [], overruled: null }),
    /** Why it was decided otherwise than proposed. */
    reason: text.nullable().optional(),
    phrases: text.nullable().optional(),
    given: z.object({ dueAt: instant.nullable(), system: code }).nullable().optional(),
  }),
  sign: nothing,
  'request-return': z.object({ ground: code, legalBasis: optionalCode, suggested: optionalCode, reason: text }),
  'decide-return': z.object({ accept: z.boolean(), reason: optionalText }),
  'ask-opinion': z.object({ units: z.array(code).min(1).max(20) }),
  'give-opinion': z.object({ stance: z.enum(OPINION_STANCES), reason: text }),
  'conclude-consult': z.object({
    lead: code,
    assisting: z.array(code).max(20).default([]),
    minutes: text,
    proposesCatalogue: z.boolean().default(false),
  }),
  assign: z.object({ unit: code, person: optionalCode }),
  transfer: z.object({ from: code, to: code }),
  'record-contact': z.object({
    outcome: z.enum(CONTACT_OUTCOMES),
    inPerson: z.boolean().default(false),
    note: optionalText,
    photos,
  }),
  reply: z.object(replyFields),
  'review-reply': z.object({ pass: z.boolean(), reason: optionalText }),
  'correct-fact': z.object({
    fact: z.enum(CORRECTABLE_FACTS),
    place: placeShape.nullable().default(null),
    category: optionalCode,
    person: personShape.nullable().default(null),
    title: optionalText,
    reason: text,
  }),
  'retract-reply': z.object({ reason: text }),
  'replace-reply': z.object({ ...replyFields, reason: text }),
  'request-extension': z.object({ ground: code, reason: text }),
  'decide-extension': z.object({ grant: z.boolean(), reason: optionalText }),
  'request-suspension': z.object({
    ground: code,
    plan: text,
    owner: code,
    reviewOn: instant,
    requesterTold: z.boolean(),
  }),
  'decide-suspension': z.object({ approve: z.boolean(), reason: optionalText }),
  'object-suspension': z.object({ why: text }),
  resume: z.object({ why: z.enum(['solved', 'objection', 'other']) }),
  'attempt-callback': z.object({ result: z.enum(CALL_RESULTS).optional() }),
  'postpone-callback': z.object({ until: instant, to: code.nullable().default(null), note: optionalText }),
  'answer-callback': z.object({ ...answerFields, missing: optionalText }),
  'correct-answer': z.object(answerFields),
  'recheck-callback': z
    .object({
      reached: z.boolean(),
      contacted: z.boolean().nullable(),
      solved: z.enum(SOLVED_ANSWERS).nullable(),
      satisfied: z.enum(SATISFACTION_ANSWERS).nullable(),
      why: optionalText,
    })
    .refine(({ reached, contacted, solved, satisfied }) =>
      [contacted, solved, satisfied].every((one) => (one !== null) === reached),
    ),
  'report-pressure': z.object({ note: optionalText }),
  reopen: z.object({ reason: text }),
  'request-exclusion': z.object({ ground: code, evidence: text }),
  'decide-exclusion': z.object({ approve: z.boolean(), reason: optionalText }),
  'object-exclusion': z.object({ why: text }),
  'decide-objection': z.object({ lift: z.boolean(), reason: text }),
  urge: z.object({ note: optionalText }),
  supplement: z.object({ text, files: z.array(code).max(30).default([]), photos }),
  merge: z.object({ into: id }),
  unmerge: z.object({ reason: optionalText }),
  absorb: z.object({ other: id }),
  release: z.object({ other: id }),
  withdraw: z.object({ why: optionalText }),
  'confirm-withdrawal': z.object({ confirmed: z.boolean() }),
  supervise: z.object({ order: code, due: instant, text }),
  'answer-supervision': z.object({ order: code, text }),
  'close-supervision': z.object({
    order: code,
    accept: z.boolean(),
    due: instant.nullable().default(null),
    reason: optionalText,
  }),
  inspect: z.object({
    sample: id.nullable().default(null),
    verdicts: z.object({
      words: verdict,
      category: verdict,
      reply: verdict,
      basis: verdict,
      contact: verdict,
      evidence: verdict,
    }),
    falselyClosed: z.boolean(),
    note: optionalText,
  }),
  'object-inspection': z.object({ why: text }),
  'decide-inspection': z.object({ uphold: z.boolean(), reason: text }),
  escalate: z.object({ to: z.enum(['subdistrict-leader', 'district', 'city']), reason: optionalText }),
  'raise-alert': z.object({ alert: code, risks: z.array(code).min(1).max(20) }),
  'acknowledge-alert': z.object({ alert: code }),
  'move-unit': z.object({ from: code, to: code }),
  'correct-record': z.object({
    unit: code,
    category: code,
    system: code,
    openedAt: instant,
    dueAt: instant.nullable(),
    closedAt: instant.nullable(),
  }),
  close: nothing,
  'pass-time': nothing,
} as const satisfies Record<CommandType, z.ZodType>

export type RequestBody<T extends CommandType> = z.infer<(typeof REQUESTS)[T]>

export type TicketRequest = { [T in CommandType]: { readonly type: T; readonly body: RequestBody<T> } }[CommandType]

/** Fields of each command that hold people's words: they go into the vault under the ticket's key. */
export const TEXT_FIELDS: { readonly [T in CommandType]?: readonly string[] } = {
  register: ['words', 'title'],
  answer: ['text'],
  'hand-over': ['receiver'],
  'record-welfare-call': ['note'],
  'object-refusal': ['why'],
  dispatch: ['reason', 'phrases'],
  'request-return': ['reason'],
  'decide-return': ['reason'],
  'give-opinion': ['reason'],
  'conclude-consult': ['minutes'],
  'record-contact': ['note'],
  reply: ['text', 'measures', 'nextStep'],
  'review-reply': ['reason'],
  'correct-fact': ['title', 'reason'],
  'retract-reply': ['reason'],
  'replace-reply': ['text', 'measures', 'nextStep', 'reason'],
  'request-extension': ['reason'],
  'decide-extension': ['reason'],
  'request-suspension': ['plan'],
  'decide-suspension': ['reason'],
  'object-suspension': ['why'],
  'answer-callback': ['why', 'missing'],
  'correct-answer': ['why'],
  'postpone-callback': ['note'],
  'recheck-callback': ['why'],
  'report-pressure': ['note'],
  reopen: ['reason'],
  'request-exclusion': ['evidence'],
  'decide-exclusion': ['reason'],
  'object-exclusion': ['why'],
  'decide-objection': ['reason'],
  urge: ['note'],
  supplement: ['text'],
  unmerge: ['reason'],
  withdraw: ['why'],
  supervise: ['text'],
  'answer-supervision': ['text'],
  'close-supervision': ['reason'],
  inspect: ['note'],
  'object-inspection': ['why'],
  'decide-inspection': ['reason'],
  escalate: ['reason'],
}
