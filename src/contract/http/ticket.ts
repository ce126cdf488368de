import { z } from 'zod'
import { PHOTO_ROLES } from '../../domain/ticket/events.ts'

const named = z.object({ code: z.string(), name: z.string() })
const place = z.object({
  district: named.nullable(),
  subdistrict: named.nullable(),
  community: named.nullable(),
  /** Null also when the reader may not know it. */
  address: z.string().nullable(),
})

const maskedPerson = z.object({ name: z.string(), phone: z.string().nullable() })

const clock = z.object({
  state: z.string(),
  class: z.string().nullable(),
  startedAt: z.string().nullable(),
  dueAt: z.string().nullable(),
  provisional: z.boolean(),
  limitMs: z.number(),
  ranMs: z.number(),
  pausedMs: z.number(),
  remainingMs: z.number(),
  late: z.boolean(),
  stoppedAt: z.string().nullable(),
  segments: z.array(
    z.object({
      leg: z.number(),
      from: z.string(),
      to: z.string(),
      kind: z.enum(['ran', 'paused']),
      ground: z.string(),
    }),
  ),
})

/** `/api/tickets/:id/photos/:photo` reads it. */
export const photoView = z.object({ photo: z.string(), role: z.enum(PHOTO_ROLES).nullable() })
export type PhotoView = z.infer<typeof photoView>

export const timelineEntry = z.object({
  version: z.number().int(),
  /** Null while the reader may not know it (P5). */
  at: z.string().nullable(),
  type: z.string(),
  sentence: z.string(),
  actor: z.object({
    kind: z.enum(['person', 'requester', 'rule']),
    name: z.string(),
    unit: z.string().nullable(),
    role: z.string().nullable(),
  }),
  policy: z.string(),
  ground: z.string().nullable(),
  texts: z.array(z.object({ field: z.string(), text: z.string() })),
  /** Photos that came with it, by the names under which they are read. */
  photos: z.array(photoView),
})
export type TimelineEntry = z.infer<typeof timelineEntry>

export const ticketView = z.object({
  ticketId: z.uuid(),
  number: z.string(),
  version: z.number().int(),
  phase: z.string(),
  kind: z.string(),
  channel: z.string(),
  identity: z.string(),
  behalf: z.string(),
  enterprise: z.boolean(),
  category: named.nullable(),
  limit: z.string(),
  responsible: named,
  assisting: z.array(named),
  assigned: z.object({ unit: named, person: z.string().nullable(), account: z.string().nullable() }).nullable(),
  accuses: named.nullable(),
  place,
  title: z.string().nullable(),
  words: z.string().nullable(),
  /** The reader sees a summary only (P18). */
  withheld: z.boolean(),
  forgotten: z.boolean(),
  requester: maskedPerson.nullable(),
  concerned: maskedPerson.nullable(),
  registeredAt: z.string(),
  saidAt: z.string().nullable(),
  promisedAt: z.string().nullable(),
  dueAt: z.string().nullable(),
  clocks: z.object({ promise: clock, unit: clock.nullable() }),
  hop: z.number().int(),
  marks: z.array(z.string()),
  late: z.boolean(),
  outcome: z.string().nullable(),
  closedAt: z.string().nullable(),
  answer: z
    .object({
      contacted: z.boolean(),
      solved: z.string(),
      /** Null while hidden from the reader (P5). */
      satisfied: z.string().nullable(),
      by: z.string(),
      at: z.string().nullable(),
      why: z.string().nullable(),
    })
    .nullable(),
  /** When the next callback may be made; null for whoever may not know it. */
  callbackAt: z.string().nullable(),
  suspendedUntil: z.string().nullable(),
  excluded: z.object({ ground: z.string(), afterScore: z.boolean() }).nullable(),
  alerts: z.array(z.object({ alert: z.string(), risks: z.array(z.string()), acknowledged: z.boolean() })),
  supervision: z.array(
    z.object({ order: z.string(), at: z.string(), due: z.string(), answered: z.boolean(), closed: z.boolean() }),
  ),
  related: z.object({
    splitFrom: z.string().nullable(),
    children: z.array(z.string()),
    absorbed: z.array(z.string()),
    mergedInto: z.string().nullable(),
  }),
  /** Why this unit: the last dispatch's record. */
  because: z
    .object({
      row: z.number().nullable(),
      ground: z.string(),
      candidates: z.array(z.object({ lead: named, row: z.number(), why: z.string() })),
      overruled: named.nullable(),
      policy: z.string(),
    })
    .nullable(),
  judgedUnder: z.string().nullable(),
  timeline: z.array(timelineEntry),
  /** How it counts, for whom and why, a sentence for each unit that has a part in it (P22). */
  counting: z.array(z.object({ unit: z.string(), standing: z.string().nullable(), sentence: z.string() })),
  /** Commands that this reader could give now. */
  actions: z.array(z.string()),
})
export type TicketView = z.infer<typeof ticketView>

/** A reply while it is written, and how the requester's page will show it. */
export const replyPreviewBody = z.object({
  text: z.string().max(10_000).default(''),
  measures: z.string().max(10_000).default(''),
  nextStep: z.string().max(10_000).default(''),
  legalBasis: z.array(z.string().max(200)).max(20).default([]),
})
export const replyPreview = z.object({
  sentence: z.string(),
  unit: z.string(),
  parts: z.array(z.object({ title: z.string(), text: z.string() })),
})

/** 工单 and 批示单 (P29). */
export const PRINT_FORMS = ['ticket', 'instruction'] as const

/** What the watermark of a print says. */
export const printMark = z.object({ by: z.string(), unit: z.string(), at: z.string() })
export type PrintMark = z.infer<typeof printMark>

/** How often: this person this month, this matter this year, and how many people report it. Null: not told (P20). */
export const repeats = z.object({
  person: z.number().int().nullable(),
  matter: z.number().int().nullable(),
  reporters: z.number().int().nullable(),
})
export type Repeats = z.infer<typeof repeats>

export const ticketListItem = z.object({
  ticketId: z.uuid(),
  number: z.string(),
  title: z.string().nullable(),
  identity: z.string(),
  phase: z.string(),
  kind: z.string(),
  category: named.nullable(),
  limit: z.string(),
  responsible: named,
  subdistrict: named.nullable(),
  community: named.nullable(),
  open: z.boolean(),
  late: z.boolean(),
  marks: z.array(z.string()),
  registeredAt: z.string(),
  dueAt: z.string().nullable(),
  /** Who has it in hand inside the unit; null: nobody by name. */
  assignee: z.object({ account: z.string(), name: z.string() }).nullable().optional(),
  repeats: repeats.optional(),
})

export type TicketListItem = z.infer<typeof ticketListItem>

export const ticketList = z.object({
  items: z.array(ticketListItem),
  /** Send it back as `cursor` for the next page; null on the last. */
  next: z.string().nullable(),
  now: z.string(),
})

const flag = z.enum(['true', 'false']).transform((value) => value === 'true')
const filter = z
  .string()
  .max(80)
  .refine((value) => !value.includes('\0'), { error: 'nul-character' })
  .optional()

export const listQuery = z.object({
  order: z.enum(['due', 'newest']).default('due'),
  open: flag.optional(),
  phase: filter,
  kind: filter,
  category: filter,
  limit: filter,
  late: flag.optional(),
  mark: filter,
  responsible: filter,
  subdistrict: filter,
  community: filter,
  /** Owed before the end of today, or within a day. */
  due: z.enum(['today', 'day']).optional(),
  /** Came to its unit today. */
  arrived: z.enum(['today']).optional(),
  /** In whose hands: `me`, `nobody`, or an account. */
  assignee: filter,
  /** Only these, comma-separated, under the same filters: how a list asks again for rows that changed. */
  tickets: z
    .string()
    .max(40 * 50)
    .transform((text) => text.split(','))
    .pipe(z.array(z.uuid()).max(50))
    .optional(),
  /** A whole public number. */
  q: filter,
  cursor: z.string().max(200).optional(),
  size: z.coerce.number().int().min(1).max(200).default(50),
})
