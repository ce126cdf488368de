import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { type Instant, MINUTE, plus } from '../../../domain/kernel/instant.ts'
import type { Seal } from './seal.ts'

/** How long a confirmation holds. */
const PASS_MS = 15 * MINUTE
const PHONE_MS = 30 * MINUTE
const COOKIE = 'mine'

const passShape = z.object({ ticketId: z.string(), until: z.string() })
const phoneShape = z.object({ index: z.string(), until: z.string() })

/** Proofs that a code was right: closed notes that a page or a browser carries, and that nothing here has to keep. */
export class Passes {
  private readonly seal: Seal

  constructor(seal: Seal) {
    this.seal = seal
  }

  forTicket(ticketId: string, now: Instant): string {
    return this.seal.close('pass', { ticketId, until: plus(now, PASS_MS) })
  }

  isForTicket(ticketId: string, box: string | undefined, now: Instant): boolean {
    const pass = passShape.safeParse(this.seal.open('pass', box))
    return pass.success && pass.data.ticketId === ticketId && pass.data.until >= now
  }

  /** Remembers in this browser, for half an hour, that somebody answers at the phone of this index. */
  rememberPhone(index: string, now: Instant, request: FastifyRequest, reply: FastifyReply): void {
    const box = this.seal.close('phone', { index, until: plus(now, PHONE_MS) })
    reply.setCookie(COOKIE, box, {
      path: '/',
      httpOnly: true,
      sameSite: 'lax',
      secure: request.protocol === 'https',
      maxAge: PHONE_MS / 1000,
    })
  }

  forgetPhone(reply: FastifyReply): void {
    reply.clearCookie(COOKIE, { path: '/' })
  }

  /** The index of the phone that was confirmed in this browser; null when none was, or too long ago. */
  phoneOf(request: FastifyRequest, now: Instant): string | null {
    const known = phoneShape.safeParse(this.seal.open('phone', request.cookies[COOKIE]))
    return known.success && known.data.until >= now ? known.data.index : null
  }
}
