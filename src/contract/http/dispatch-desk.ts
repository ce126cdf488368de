import { z } from 'zod'
import { OPINION_STANCES } from '../../domain/ticket/terms.ts'
import { precedentView, suggestionView } from './dispatch.ts'

const named = z.object({ code: z.string(), name: z.string() })
const why = z.object({ code: z.string(), sentence: z.string() })

/** A unit that could have the ticket, and on what it rests. */
export const candidateView = z.object({
  unit: named,
  /** `catalogue`: a row of it · `last-resort`: no row could be followed · `machine`: as the readers take the words · `unit`: named by who gave it back. */
  source: z.enum(['catalogue', 'last-resort', 'machine', 'unit']),
  row: z.number().nullable(),
  /** Further rows that lead to the same unit. */
  alsoRows: z.array(z.number()),
  /** The row as a sentence. */
  clause: z.string().nullable(),
  why: z.string(),
  /** The catalogue's own choice: to follow it needs no reason. */
  chosen: z.boolean(),
  /** False: it must stand aside (P3) or exists no more. */
  possible: z.boolean(),
  /** The readers' own view of the words leads here too; null where they have none. */
  machine: z.boolean().nullable(),
  /** It had this ticket and gave it back. */
  gaveBack: z.boolean(),
  /** Its open tickets now, and how many of them are late. */
  load: z.object({ open: z.number().int(), late: z.number().int() }),
})
export type CandidateView = z.infer<typeof candidateView>

export const decisionView = z.object({
  ticketId: z.uuid(),
  version: z.number().int(),
  suggestion: suggestionView,
  candidates: z.array(candidateView),
  /** Why it would not go out among many. */
  held: z.array(why),
  /** Dispatches so far. */
  hop: z.number().int(),
})
export type DecisionView = z.infer<typeof decisionView>

/** Most tickets that are previewed at once; a desk asks again for the next ones. */
const PREVIEW_MOST = 50

export const previewBody = z.object({ ticketIds: z.array(z.uuid()).min(1).max(PREVIEW_MOST) })
export const previewRow = z.object({
  ticketId: z.uuid(),
  /** Null with everything below: it is not there, or not this desk's. */
  number: z.string().nullable(),
  title: z.string().nullable(),
  version: z.number().int().nullable(),
  category: named.nullable(),
  lead: named.nullable(),
  assisting: z.array(named),
  mode: z.string().nullable(),
  limit: z.string().nullable(),
  row: z.number().nullable(),
  /** The ground of the row, or of the last resort. */
  ground: z.string().nullable(),
  /** Not empty: it is taken out, and these are the words why. */
  held: z.array(why),
})
export type PreviewRow = z.infer<typeof previewRow>
export const previewView = z.object({ items: z.array(previewRow) })

const opinionView = z.object({
  stance: z.enum(OPINION_STANCES),
  text: z.string().nullable(),
  at: z.string(),
  by: z.string().nullable(),
})

/** The consult room: who has had the ticket, who is asked, what each says, and what was decided before in the like. */
export const consultView = z.object({
  ticketId: z.uuid(),
  version: z.number().int(),
  /** Null: no consult is open. */
  concludeBy: z.string().nullable(),
  hops: z.array(
    z.object({
      hop: z.number().int(),
      at: z.string(),
      unit: named,
      row: z.number().nullable(),
      ground: named.nullable(),
      reason: z.string().nullable(),
      suggested: named.nullable(),
    }),
  ),
  /** Whom it concerns and who is not asked yet: the units that had it and those they named. */
  concerned: z.array(named),
  asked: z.array(z.object({ unit: named, at: z.string(), opinion: opinionView.nullable() })),
  precedents: z.array(precedentView),
})
export type ConsultView = z.infer<typeof consultView>
