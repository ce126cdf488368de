import { z } from 'zod'
import { DISPATCH_CHANGES } from '../../domain/ticket/terms.ts'
import { REQUESTS } from '../ticket/request.ts'
import { ticketListItem } from './ticket.ts'

const named = z.object({ code: z.string(), name: z.string() })
const words = z
  .string()
  .max(10_000)
  .refine((value) => !value.includes('\0'), { error: 'nul-character' })
const code = z.string().trim().min(1).max(80)

/** A reason that a person can follow; `open`: something is still to be asked or decided. */
const reasonView = z.object({ code: z.string(), sentence: z.string(), open: z.boolean() })

export const adviceBody = z.object({
  words: words.default(''),
  title: words.nullable().default(null),
  place: REQUESTS.register.shape.place,
  point: z
    .object({ lat: z.number().min(-90).max(90), lng: z.number().min(-180).max(180) })
    .nullable()
    .default(null),
  accuses: code.nullable().default(null),
  category: code.nullable().default(null),
})

export const suggestionView = z.object({
  category: named.nullable(),
  confidence: z.number().nullable(),
  /** Below it a person should look twice. */
  sure: z.boolean(),
  kind: z.string(),
  phrases: z.array(z.string()),
  place: z.object({
    level: z.string(),
    district: named.nullable(),
    subdistrict: named.nullable(),
    community: named.nullable(),
    nearby: z.array(z.object({ name: z.string(), unit: named, metres: z.number() })),
  }),
  /** What to ask the caller; null: nothing. */
  question: z.object({ code: z.string(), sentence: z.string(), options: z.array(named) }).nullable(),
  lead: named.nullable(),
  assisting: z.array(named),
  mode: z.string().nullable(),
  limit: z.string().nullable(),
  row: z.number().nullable(),
  ground: z.string().nullable(),
  reasons: z.array(reasonView),
})
export type SuggestionView = z.infer<typeof suggestionView>

const clauseView = z.object({
  row: z.number(),
  policy: z.string(),
  category: z.string(),
  place: z.string(),
  sentence: z.string(),
  ground: z.string(),
})

export const precedentView = z.object({
  /** Null where the reader may not open the ticket (P21). */
  ticketId: z.string().nullable(),
  at: z.string(),
  kind: z.enum(['return', 'consult']),
  category: named.nullable(),
  subdistrict: named.nullable(),
  unit: named,
  ground: named.nullable(),
  decision: z.string(),
  /** Who had it next; null: it stayed. */
  next: named.nullable(),
  /** In the decider's words; null where the reader may not read them. */
  reason: z.string().nullable(),
})
export type PrecedentView = z.infer<typeof precedentView>

export const precedentQuery = z.object({
  category: code.optional(),
  unit: code.optional(),
  subdistrict: code.optional(),
  size: z.coerce.number().int().min(1).max(100).default(20),
})
export const precedentList = z.object({ items: z.array(precedentView) })

const WHY_POINTS = ['category', 'place', 'catalogue', 'assisting', 'limit', 'machine', 'person', 'hops'] as const

export const whyView = z.object({
  ticketId: z.uuid(),
  unit: named,
  points: z.array(z.object({ about: z.enum(WHY_POINTS), sentence: z.string() })),
  clause: clauseView.nullable(),
  candidates: z.array(z.object({ lead: named, row: z.number(), why: z.string(), chosen: z.boolean() })),
  changed: z.array(z.enum(DISPATCH_CHANGES)),
  /** The return or objection that waits for a decision, beside the clause that it answers. */
  objection: z
    .object({
      unit: named,
      ground: named,
      legalBasis: z.string().nullable(),
      suggested: named.nullable(),
      reason: z.string().nullable(),
      at: z.string(),
      decideBy: z.string(),
      /** Accepted, it goes to a consult: the next dispatch would be the one that the policy has settled together. */
      endsInConsult: z.boolean(),
    })
    .nullable(),
  precedents: z.array(precedentView),
})
export type WhyView = z.infer<typeof whyView>

export const proposalBody = z.object({
  /** Made by the client, so that a repeat is one proposal. */
  proposalId: z.uuid(),
  ticketId: z.uuid().nullable().default(null),
  category: code,
  place: z.enum(['subdistrict', 'district', 'city', 'none', '*']).default('*'),
  lead: code,
  reason: z.string().trim().min(2).max(2_000),
})
export const proposalView = z.object({
  proposalId: z.uuid(),
  ticketId: z.string().nullable(),
  category: named,
  place: z.string(),
  lead: named,
  reason: z.string().nullable(),
  by: z.string(),
  at: z.string(),
  state: z.string(),
})
export type ProposalView = z.infer<typeof proposalView>
export const proposalList = z.object({ items: z.array(proposalView) })

const MEASURE_COUNTS = ['tickets', 'right', 'wrong', 'bounced', 'returned', 'lead-differs', 'category-differs'] as const

const day = z.iso.date()
export const measuresQuery = z.object({ from: day.optional(), to: day.optional() })

const weekMeasures = z.object({
  /** Its Monday. */
  week: z.string(),
  /** First dispatched in that week. */
  tickets: z.number(),
  /** Held by the unit that got them first. */
  right: z.number(),
  firstTimeRight: z.number().nullable(),
  /** Mean dispatches to a ticket. */
  hops: z.number().nullable(),
  /** With more than two dispatches. */
  bounced: z.number(),
  returned: z.number(),
  returnRate: z.number().nullable(),
  byGround: z.array(z.object({ ground: z.string(), name: z.string(), returned: z.number(), accepted: z.number() })),
  /** Of dispatches by a person, where the machine had proposed a unit. */
  leads: z.object({ compared: z.number(), same: z.number(), share: z.number().nullable() }),
  categories: z.object({ compared: z.number(), same: z.number(), share: z.number().nullable() }),
})
export const measuresView = z.object({
  from: z.string(),
  to: z.string(),
  total: weekMeasures.omit({ week: true }),
  weeks: z.array(weekMeasures),
})
export type MeasuresView = z.infer<typeof measuresView>

export const measureTicketsQuery = z.object({
  from: day.optional(),
  to: day.optional(),
  count: z.enum(MEASURE_COUNTS).default('tickets'),
  ground: code.optional(),
})
export const measureTickets = z.object({
  count: z.string(),
  total: z.number(),
  items: z.array(ticketListItem),
})
export type MeasureTickets = z.infer<typeof measureTickets>

const gazetteerEntryView = z.object({
  name: z.string(),
  kind: z.string(),
  unit: named,
  lat: z.number().nullable(),
  lng: z.number().nullable(),
  enteredAt: z.string(),
})
export const gazetteerList = z.object({ items: z.array(gazetteerEntryView), total: z.number() })
/** The whole table as text, `name,unit,kind,lat,lng`: all of it or nothing. */
export const gazetteerBody = z.object({ table: z.string().min(1).max(2_000_000) })
export const gazetteerReceipt = z.object({ written: z.number() })
