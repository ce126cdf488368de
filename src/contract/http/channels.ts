import { z } from 'zod'
import { CHANNELS } from '../../domain/ticket/terms.ts'

/** How words reach this installation by a channel: own pages, a desk, another system's requests, a command of the operator. */
const CHANNEL_WAYS = ['pages', 'desk', 'interface', 'command'] as const

export const channelReport = z.object({
  at: z.string(),
  /** What is counted lies after it. */
  since: z.string(),
  waysIn: z.array(
    z.object({
      channel: z.enum(CHANNELS),
      name: z.string(),
      way: z.enum(CHANNEL_WAYS),
      /** False: another system would need a key first. */
      ready: z.boolean(),
      tickets: z.number().int(),
      /** Null: nothing came since. */
      lastAt: z.string().nullable(),
    }),
  ),
  /** `connected`: the telephone system holds a key. `dials`: a click on a number makes the desk's telephone dial. */
  telephony: z.object({
    connected: z.boolean(),
    dials: z.boolean(),
    calls: z.number().int(),
    lastAt: z.string().nullable(),
  }),
  messages: z.object({
    /** The gateway of the settings, the page of a demonstration, or nothing: people are asked to call then. */
    through: z.enum(['gateway', 'page']).nullable(),
    waiting: z.number().int(),
    handedOver: z.number().int(),
    failed: z.number().int(),
    expired: z.number().int(),
  }),
})
export type ChannelReport = z.infer<typeof channelReport>

export const testMessageBody = z.object({ phone: z.string().trim().min(1).max(40) })

/** What became of a test message: `waiting` was not taken over, and is tried again for some minutes. */
export const testMessageOutcome = z.object({ outcome: z.enum(['sent', 'shown', 'waiting']) })
export type TestMessageOutcome = z.infer<typeof testMessageOutcome>
