import type { z } from 'zod'
import type { intakeBody, receiptView } from '../../contract/http/intake.ts'
import { postJson } from './client.ts'

export type Intake = z.input<typeof intakeBody>
export type ReceiptView = z.infer<typeof receiptView>

/** The ticket's id is made here, once per form, so that sending twice registers once. */
export function registerTicket(intake: Intake): Promise<ReceiptView> {
  return postJson<ReceiptView>('/api/tickets', intake)
}
