import { z } from 'zod'
import { CLUSTER_BASES } from '../../domain/cluster/events.ts'
import { personShape, placeShape } from '../ticket/request.ts'
import { repeats, ticketListItem } from './ticket.ts'

const id = z.uuid()
const text = z
  .string()
  .trim()
  .min(1)
  .max(10_000)
  .refine((value) => !value.includes('\0'), { error: 'nul-character' })
  .refine((value) => !/\p{Surrogate}/u.test(value), { error: 'broken-character' })

/** A ticket that may be about the same matter, with the reason in words. */
export const similarItem = z.object({
  ticket: ticketListItem,
  band: z.enum(['duplicate', 'likely']),
  /** Share of the shorter text that the other has too, in per cent. */
  shared: z.number().int(),
  reasons: z.array(z.string()),
  /** P12: `same` one requester; `unclear` perhaps, a human must say; `different` others. */
  person: z.enum(['same', 'unclear', 'different']),
  /** The cluster it stands in. */
  clusterId: z.string().nullable(),
  /** What a person could confirm now; null: nothing, or not by this reader. */
  proposal: z.enum(['merge', 'form', 'join']).nullable(),
})
export type SimilarItem = z.infer<typeof similarItem>

export const ticketSimilar = z.object({
  samePerson: z.array(similarItem),
  others: z.array(similarItem),
  clusterId: z.string().nullable(),
  repeats,
  /** May this reader confirm or refuse proposals on this ticket? */
  mayConfirm: z.boolean(),
})
export type TicketSimilar = z.infer<typeof ticketSimilar>

/** What an agent has before the ticket exists. */
export const similarQuestion = z.object({
  words: text,
  title: text.nullable().default(null),
  category: z.string().max(80).nullable().default(null),
  place: placeShape.default({ district: null, subdistrict: null, community: null, address: null }),
  requester: personShape.nullable().default(null),
})
export type SimilarQuestion = z.infer<typeof similarQuestion>

export const similarBefore = z.object({
  /** Of this caller, the same matter. */
  samePerson: z.array(similarItem),
  /** Of others, the same matter. */
  others: z.array(similarItem),
  /** How many tickets this caller has this month. */
  timesThisMonth: z.number().int().nullable(),
})
export type SimilarBefore = z.infer<typeof similarBefore>

export const newCluster = z.object({
  clusterId: id,
  basis: z.enum(CLUSTER_BASES),
  lead: id,
  members: z.array(id).min(1).max(200),
  reason: text.optional(),
})

export const clusterChange = z.discriminatedUnion('type', [
  z.object({ type: z.literal('join'), ticket: id }),
  z.object({ type: z.literal('split-off'), ticket: id, reason: text }),
  z.object({ type: z.literal('move-lead'), to: id }),
  z.object({ type: z.literal('plan'), text }),
  z.object({ type: z.literal('dissolve'), reason: text }),
])
export type ClusterChange = z.infer<typeof clusterChange>

const clusterSummary = z.object({
  clusterId: z.string(),
  basis: z.enum(CLUSTER_BASES),
  /** Null where the reader may not see the lead. */
  lead: ticketListItem.nullable(),
  tickets: z.number().int(),
  open: z.number().int(),
  reporters: z.number().int().nullable(),
  /** People who follow it on the citizens' pages and asked to be counted: told apart from those who reported. */
  followers: z.number().int(),
  planned: z.boolean(),
  answeredAt: z.string().nullable(),
  formedAt: z.string(),
})
export const clusterList = z.object({ clusters: z.array(clusterSummary) })
export type ClusterList = z.infer<typeof clusterList>

export const CLUSTER_BATCH = ['sign', 'assign', 'reply'] as const

export const clusterView = clusterSummary.extend({
  version: z.number().int(),
  plan: z.string().nullable(),
  answer: z.string().nullable(),
  members: z.array(z.object({ ticket: ticketListItem, lead: z.boolean(), answered: z.boolean(), mine: z.boolean() })),
  /** Members that this reader may not see: a count and nothing more. */
  unseen: z.number().int(),
  mayChange: z.boolean(),
  /** What this reader's role may do with several members at once. */
  batch: z.array(z.enum(CLUSTER_BATCH)),
  timeline: z.array(z.object({ at: z.string(), sentence: z.string(), actor: z.string(), text: z.string().nullable() })),
})
export type ClusterView = z.infer<typeof clusterView>

export const clusterBatch = z.object({
  /** True: say what would happen to each, change nothing. */
  preview: z.boolean().default(false),
  tickets: z.array(id).min(1).max(200),
  body: z.record(z.string(), z.unknown()).default({}),
})

export const clusterBatchAnswer = z.object({
  preview: z.boolean(),
  results: z.array(
    z.object({
      ticketId: z.string(),
      number: z.string(),
      ok: z.boolean(),
      code: z.string().nullable(),
      /** Why not, in words. */
      sentence: z.string().nullable(),
    }),
  ),
})
export type ClusterBatchAnswer = z.infer<typeof clusterBatchAnswer>
