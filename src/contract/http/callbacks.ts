import { z } from 'zod'
import { CALL_RESULTS, DAY_PARTS } from '../../domain/ticket/terms.ts'
import { REQUESTS } from '../ticket/request.ts'

const named = z.object({ code: z.string(), name: z.string() })
const counts = z.object({ made: z.number(), reached: z.number(), refused: z.number() })

/** One question of the script, with why it is asked. */
const question = z.object({ question: z.string(), why: z.string() })

/** One ticket to ask about. Of its unit the name and nothing else, of earlier answers nothing at all (P5). */
export const callItem = z.object({
  ticketId: z.uuid(),
  number: z.string(),
  version: z.number(),
  kind: z.enum(['callback', 'withdrawal', 'recheck']),
  unit: named,
  title: z.string().nullable(),
  words: z.string().nullable(),
  category: z.string().nullable(),
  place: z.string().nullable(),
  registeredAt: z.string(),
  /** Why the person is called now. */
  reason: z.string(),
  attempts: z.array(z.object({ at: z.string(), dayPart: z.enum(DAY_PARTS) })),
  script: z.array(question),
  /** Said or typed in for somebody else (P13). */
  onBehalf: z.boolean(),
  pressure: z.number(),
  /** Somebody settled it meanwhile: by link, or at another desk. */
  settled: z.boolean(),
  /** What a colleague noted, or this desk when the call was put off. */
  notes: z.array(z.string()),
})
export type CallItem = z.infer<typeof callItem>

/** The person on the line. */
export const callView = z.object({
  callId: z.uuid(),
  expiresAt: z.string(),
  name: z.string().nullable(),
  phone: z.string().nullable(),
  items: z.array(callItem),
})
export type CallView = z.infer<typeof callView>

export const callbackDesk = z.object({
  now: z.string(),
  /** When the quiet hours end; null while people may be called (P10). */
  quietUntil: z.string().nullable(),
  plan: z.object({ period: z.string(), stored: z.boolean(), late: z.boolean() }),
  own: counts,
  all: counts,
  /** People, not tickets: whose hour has come, and later today. */
  ready: z.number(),
  laterToday: z.number(),
  /** Those who come next; nobody is picked. */
  next: z.array(
    z.object({
      tickets: z.number(),
      units: z.array(z.string()),
      callAt: z.string(),
      urgent: z.boolean(),
      handed: z.boolean(),
      recheck: z.boolean(),
    }),
  ),
  colleagues: z.array(z.object({ account: z.string(), name: z.string() })),
  call: callView.nullable(),
})
export type CallbackDesk = z.infer<typeof callbackDesk>

/** What the person said about one ticket. The bodies are those of the commands. */
export const callAnswer = z.discriminatedUnion('command', [
  z.object({ command: z.literal('answer-callback'), body: REQUESTS['answer-callback'] }),
  z.object({ command: z.literal('confirm-withdrawal'), body: REQUESTS['confirm-withdrawal'] }),
  z.object({ command: z.literal('recheck-callback'), body: REQUESTS['recheck-callback'] }),
  z.object({ command: z.literal('report-pressure'), body: REQUESTS['report-pressure'] }),
])
export type CallAnswer = z.input<typeof callAnswer>

const note = z.string().trim().max(500).nullable().default(null)

/** How the call ends for all tickets that were not asked about. */
export const callEnd = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('reached') }),
  z.object({ outcome: z.literal('not-reached'), result: z.enum(CALL_RESULTS) }),
  z.object({ outcome: z.literal('later'), until: z.iso.datetime(), note }),
  z.object({ outcome: z.literal('handed-on'), to: z.string().max(80), note }),
])
export type CallEnd = z.input<typeof callEnd>

const agreement = z.object({
  same: z.number(),
  of: z.number(),
  interval: z.tuple([z.number(), z.number()]).nullable(),
})

/** First answers against those of a second, random call. */
export const recheckComparison = z.object({
  period: z.string(),
  plan: z.object({ storedAt: z.string(), late: z.boolean(), share: z.number(), recheckShare: z.number() }).nullable(),
  drawn: z.number(),
  reached: z.number(),
  contacted: agreement,
  solved: agreement,
  satisfied: agreement,
  all: agreement,
})
export type RecheckComparison = z.infer<typeof recheckComparison>
