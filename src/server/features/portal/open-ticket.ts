import type { FastifyRequest } from 'fastify'
import { MINUTE } from '../../../domain/kernel/instant.ts'
import { readPerson } from '../../../store/person/person.ts'
import type { TicketReading } from '../../../store/read-models/ticket-reading.ts'
import { openLink } from '../../acts/track.ts'
import type { ServerDeps } from '../../deps.ts'
import { Attempts } from '../../http/attempts.ts'

/** A ticket that number and secret have opened. */
export interface Opened {
  readonly reading: TicketReading
  readonly secret: string
}

export type Opening =
  | { readonly kind: 'open'; readonly opened: Opened }
  | { readonly kind: 'refused' }
  | { readonly kind: 'wait'; readonly seconds: number }

/** Opens tickets by number and secret. A wrong number and a wrong secret are told in the same words; guesses are counted. */
export class TicketDoor {
  private readonly deps: ServerDeps
  private readonly guesses = new Attempts(20, 15 * MINUTE)

  constructor(deps: ServerDeps) {
    this.deps = deps
  }

  async open(number: string, secret: string, request: FastifyRequest): Promise<Opening> {
    const seconds = this.guesses.take(request.ip, this.deps.clock.now())
    if (seconds > 0) return { kind: 'wait', seconds }
    const wanted = number.normalize('NFKC').replaceAll(/\s/g, '').toUpperCase()
    const given = secret.normalize('NFKC').trim()
    const reading = await openLink({ number: wanted, secret: given }, this.deps)
    if (!reading) return { kind: 'refused' }
    this.guesses.forgive(request.ip)
    return { kind: 'open', opened: { reading, secret: given } }
  }

  /** Whether a code could reach the requester; tells nothing of the number. */
  async hasPhone(opened: Opened): Promise<boolean> {
    return (await this.phoneIndexOf(opened)) !== null
  }

  /** The keyed index of the requester's phone. */
  async phoneIndexOf({ reading }: Opened): Promise<string | null> {
    const { requester } = reading.state
    if (requester === null) return null
    const { rows } = await this.deps.pool.query<{ phone_index: string | null }>(
      'select phone_index from person where person_id = $1',
      [requester],
    )
    return rows[0]?.phone_index ?? null
  }

  /** Where a code is sent to. It goes to the outbox, never to a page. */
  async phoneOf({ reading }: Opened): Promise<string | null> {
    const { requester } = reading.state
    const person = requester === null ? null : await readPerson(this.deps.pool, this.deps.keys.master, requester)
    return person?.phone ?? null
  }
}
