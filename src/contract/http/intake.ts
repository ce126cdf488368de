import { z } from 'zod'
import { REQUESTS } from '../ticket/request.ts'

/** What a desk or a citizen's page sends for a new ticket: the register request, and what is known besides. */
export const intakeBody = REQUESTS.register.extend({
  /** UUIDv7 made by the client: sending the same again answers the same. */
  ticketId: z.uuid().optional(),
  classify: REQUESTS.classify.nullable().default(null),
  dispatch: z.enum(['auto', 'hold']).default('auto'),
})
export type IntakeBody = z.infer<typeof intakeBody>

export const receiptView = z.object({
  ticketId: z.uuid(),
  number: z.string(),
  version: z.number().int(),
  phase: z.string(),
  responsible: z.string(),
  responsibleName: z.string(),
  category: z.string().nullable(),
  promisedAt: z.string().nullable(),
  /** Why this unit: the catalogue's line and ground. */
  because: z.object({ row: z.number().nullable(), ground: z.string() }).nullable(),
  /** With the number it opens the public page; for links and the QR code. */
  secret: z.string(),
  repeated: z.boolean(),
})

export const commandReceipt = z.object({
  ticketId: z.uuid(),
  number: z.string(),
  version: z.number().int(),
  phase: z.string(),
  responsible: z.string(),
  repeated: z.boolean(),
})
