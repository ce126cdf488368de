import { z } from 'zod'
import { ABUSE_MEASURES, ABUSE_STAGES, APPEAL_STATES } from '../../domain/call/abuse.ts'
import { AGENT_STATUSES, CALL_EVENTS, CALL_STATES } from '../../domain/call/call.ts'
import { EMERGENCY_LINES } from '../../domain/ticket/terms.ts'
import { ticketListItem } from './ticket.ts'

const line = (most: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(most)
    .refine((value) => !value.includes('\0'), { error: 'nul-character' })

/** What a telephony system posts. */
export const callEventBody = z.object({
  /** Its name, so that two systems may use the same ids. */
  system: line(40).default('telephony'),
  /** Its own id of the call. */
  callId: line(120),
  event: z.enum(CALL_EVENTS),
  /** Its own id of the event; without it a repeat is told by event and time. */
  eventId: line(120).optional(),
  at: z.iso
    .datetime({ offset: true })
    .transform((value) => new Date(value).toISOString())
    .optional(),
  /** As dialled; null or absent when withheld. */
  phone: line(40).nullable().default(null),
  /** The extension that rings; absent: any free agent. */
  extension: line(20).nullable().default(null),
  /** Of `transferred`: 110, 119, 120, 122, or a name for whoever takes over. */
  receiver: line(40).nullable().default(null),
})
export type CallEventBody = z.infer<typeof callEventBody>

export const callReceipt = z.object({
  callId: z.uuid(),
  state: z.enum(CALL_STATES),
  /** An agent has it; false: it waits. */
  assigned: z.boolean(),
  repeated: z.boolean(),
})

/** What an agent does with the call on the line. */
export const callActBody = z.object({
  act: z.enum([
    'answer',
    'hold',
    'resume',
    'hang-up',
    'pass-on',
    ...EMERGENCY_LINES.map((one) => `line-${one}` as const),
  ]),
})
export type CallAct = z.infer<typeof callActBody>['act']

const abuseStep = z.object({
  /** A measure, `appeal`, `upheld` or `lifted`. */
  type: z.string(),
  at: z.string(),
  by: z.string(),
  words: z.string().nullable(),
})

export const abuseCaseView = z.object({
  caseId: z.uuid(),
  callId: z.uuid(),
  /** Null when withheld or forgotten. */
  phone: z.string().nullable(),
  stage: z.enum(ABUSE_STAGES),
  appeal: z.enum(APPEAL_STATES),
  openedAt: z.string(),
  steps: z.array(abuseStep),
  /** May this reader decide its appeal? */
  mayDecide: z.boolean(),
})
export type AbuseCaseView = z.infer<typeof abuseCaseView>

export const callView = z.object({
  callId: z.uuid(),
  state: z.enum(CALL_STATES),
  /** Masked; null when withheld or forgotten. */
  phone: z.string().nullable(),
  rangAt: z.string(),
  answeredAt: z.string().nullable(),
  heldSince: z.string().nullable(),
  hungUpAt: z.string().nullable(),
  transferredTo: z.string().nullable(),
  /** How many calls of this number this month, with this one; null when withheld. */
  timesThisMonth: z.number().int().nullable(),
  /** Tickets made in it so far. */
  tickets: z.array(z.object({ ticketId: z.uuid(), number: z.string(), title: z.string().nullable() })),
  abuse: abuseCaseView.nullable(),
  /** Earlier measures against this number that no appeal lifted. */
  earlierAbuse: z.number().int(),
})
export type CallView = z.infer<typeof callView>

export const myDesk = z.object({
  status: z.enum(AGENT_STATUSES),
  since: z.string().nullable(),
  extension: z.string().nullable(),
  call: callView.nullable(),
  /** Calls that ring and have nobody. */
  waiting: z.number().int(),
  /** A demonstration may ring by itself. */
  mayRing: z.boolean(),
  /** Seconds of the last writing-up; null before the first. */
  lastWrapUp: z.number().int().nullable(),
  now: z.string(),
})
export type MyDesk = z.infer<typeof myDesk>

export const statusBody = z.object({
  status: z.enum(['ready', 'resting', 'away']),
  extension: line(20).nullable().optional(),
})

/** An earlier ticket of whoever calls, as an agent needs it while speaking. */
export const callerTicket = ticketListItem.extend({
  /** P13: for another person; that one's masked name. */
  onBehalfOf: z.string().nullable(),
  /** P13: somebody else told it for whoever calls now. */
  byProxy: z.boolean(),
  /** What the person was told last. */
  answer: z.string().nullable(),
})
export type CallerTicket = z.infer<typeof callerTicket>

export const callHistory = z.object({
  /** The people known behind the number, in full: the agent greets them by name. */
  people: z.array(z.object({ name: z.string(), phone: z.string().nullable() })),
  phone: z.string().nullable(),
  tickets: z.array(callerTicket),
})
export type CallHistory = z.infer<typeof callHistory>

export const sameBuildingQuestion = z.object({
  address: line(500),
  community: z.string().max(80).nullable().default(null),
  subdistrict: z.string().max(80).nullable().default(null),
})
export const sameBuilding = z.object({ items: z.array(ticketListItem) })

export const abuseBody = z.object({
  /** Made by the client, so that sending twice is one measure. */
  caseId: z.uuid(),
  act: z.enum([...ABUSE_MEASURES, 'appeal']),
  words: line(2_000),
})
export const appealDecision = z.object({ lift: z.boolean(), words: line(2_000) })

const agentView = z.object({
  name: z.string(),
  status: z.enum(AGENT_STATUSES),
  since: z.string(),
  extension: z.string().nullable(),
  here: z.boolean(),
  call: z.object({ state: z.enum(CALL_STATES), since: z.string() }).nullable(),
})

export const shiftView = z.object({
  agents: z.array(agentView),
  waiting: z.array(z.object({ callId: z.uuid(), phone: z.string().nullable(), rangAt: z.string() })),
  abuse: z.array(abuseCaseView),
  now: z.string(),
})
export type ShiftView = z.infer<typeof shiftView>

export const draftBody = z.object({
  /** The form as the desk keeps it. */
  form: z.record(z.string(), z.unknown()),
  phone: z.string().max(40).nullable().default(null),
})
export const draftList = z.object({
  drafts: z.array(z.object({ draftId: z.uuid(), form: z.record(z.string(), z.unknown()), savedAt: z.string() })),
})
export type DraftList = z.infer<typeof draftList>

export const keyPreference = z.object({ off: z.array(z.string().max(40)).max(60) })
