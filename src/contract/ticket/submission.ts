import type { Instant } from '../../domain/kernel/instant.ts'
import type { Rejection } from '../../domain/kernel/result.ts'
import type { Actor } from '../../domain/ticket/events.ts'
import type { TicketRequest } from './request.ts'

/** One command on its way to a ticket, with who, when, and the key that makes a repeat find its first answer. */
export type Submission = TicketRequest & {
  readonly ticketId: string
  /** Made by the client; for `register` it is the ticket's id. */
  readonly key: string
  readonly actor: Actor
  /** When the client last saw the ticket: refuses the command if the ticket has moved on since. Absent: does not care. */
  readonly expectedVersion?: number
}

export interface Receipt {
  readonly ticketId: string
  readonly number: string
  readonly version: number
  readonly phase: string
  readonly responsible: string
  /** True when this key had been answered before and nothing happened now. */
  readonly repeated: boolean
}

export type SubmitResult =
  | { readonly ok: true; readonly value: Receipt }
  | { readonly ok: false; readonly rejection: Rejection }

/** The port through which the simulator and the importers drive the real command handler; the shell fills it. */
export type Submit = (submission: Submission, now: Instant) => Promise<SubmitResult>
