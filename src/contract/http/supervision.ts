import { z } from 'zod'
import { ticketListItem } from './ticket.ts'

/** Where an order stands: to be answered, late with it, answered and to be looked at, ended. */
const ORDER_STATES = ['overdue', 'open', 'answered', 'ended'] as const

export const supervisionOrder = z.object({
  ticket: ticketListItem,
  order: z.string(),
  state: z.enum(ORDER_STATES),
  at: z.string(),
  due: z.string(),
  by: z.string(),
  /** What was ordered; null once the ticket was forgotten. */
  text: z.string().nullable(),
  answer: z.object({ at: z.string(), by: z.string(), text: z.string().nullable() }).nullable(),
  /** How often an answer went back. */
  sentBack: z.number().int(),
})
export type SupervisionOrderView = z.infer<typeof supervisionOrder>

/** 提级办理: not an order; a higher rank co-ordinates and the unit stays responsible (P30). */
export const escalation = z.object({
  ticket: ticketListItem,
  to: z.string(),
  at: z.string(),
  by: z.string(),
  reason: z.string().nullable(),
})
export type EscalationView = z.infer<typeof escalation>

export const supervisionDesk = z.object({
  now: z.string(),
  orders: z.array(supervisionOrder),
  escalations: z.array(escalation),
})
export type SupervisionDesk = z.infer<typeof supervisionDesk>
