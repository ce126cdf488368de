import type { z } from 'zod'
import type { intakeBody, receiptView } from '../../contract/http/intake.ts'
import { fetchJson } from './client.ts'

export type Intake = z.input<typeof intakeBody>
export type ReceiptView = z.infer<typeof receiptView>

/** The ticket's id is made here, once per form, so that sending twice registers once; only this account may send it. */
export function registerTicket(intake: Intake, account: string): Promise<ReceiptView> {
  return fetchJson<ReceiptView>('/api/tickets', {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-huying-account': account },
    body: JSON.stringify(intake),
  })
}
