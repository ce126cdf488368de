import { z } from 'zod'
import { READ_KINDS } from './read-kinds.ts'

const number = z.string().trim().min(1).max(60)

/** Which lines. Asking about a person needs a reason, and every question leaves a line of its own. */
export const accessQuestion = z
  .object({
    /** The lines of this ticket. */
    ticket: number.nullable().default(null),
    /** The lines of a person: by phone, or as the requester of a ticket. */
    person: z
      .union([z.object({ phone: z.string().trim().min(3).max(30) }), z.object({ requesterOf: number })])
      .nullable()
      .default(null),
    /** Login of whoever read. */
    account: z.string().trim().min(1).max(100).nullable().default(null),
    firstDay: z.iso.date().nullable().default(null),
    lastDay: z.iso.date().nullable().default(null),
    kind: z.enum(READ_KINDS).nullable().default(null),
    reason: z.string().trim().min(1).max(300).nullable().default(null),
    /** The `next` of the page before. */
    after: z.string().max(100).nullable().default(null),
  })
  .refine(({ person, reason }) => person === null || reason !== null, { path: ['reason'], error: 'filled' })
export type AccessQuestion = z.input<typeof accessQuestion>

const reader = z.object({
  /** Null: no account of this installation, such as a command line. */
  login: z.string().nullable(),
  name: z.string(),
  roleName: z.string().nullable(),
  unitName: z.string().nullable(),
})

export const accessLines = z.object({
  lines: z.array(
    z.object({
      id: z.uuid(),
      at: z.string(),
      kind: z.string(),
      kindName: z.string(),
      reader,
      ticket: z.object({ ticketId: z.uuid(), number: z.string() }).nullable(),
      reason: z.string().nullable(),
    }),
  ),
  next: z.string().nullable(),
})
export type AccessLines = z.infer<typeof accessLines>

export const unusualReads = z.object({
  firstDay: z.string(),
  lastDay: z.string(),
  rows: z.array(
    z.object({
      code: z.string(),
      sentence: z.string(),
      reader,
      first: z.string(),
      last: z.string(),
      /** The days of the lines behind it, for the reader of the log. */
      firstDay: z.string(),
      lastDay: z.string(),
    }),
  ),
})
export type UnusualReads = z.infer<typeof unusualReads>
