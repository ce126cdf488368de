import { randomInt } from 'node:crypto'
import { v7 as uuidv7 } from 'uuid'
import { z } from 'zod'
import { type Instant, MINUTE, plus } from '../../../domain/kernel/instant.ts'
import type { SendCode, ServerDeps } from '../../deps.ts'
import { Attempts } from '../../http/attempts.ts'
import { problem } from '../../http/problem.ts'
import type { Seal } from './seal.ts'

/** A simulated city has nobody to send a code to: it is shown on the page. Null: this server has no way to send one. */
function channelOf({ sendCode, simulated }: ServerDeps): SendCode | null {
  return sendCode ?? (simulated ? async ({ code }) => ({ shown: code }) : null)
}

const CODE_MS = 10 * MINUTE
const PASS_MS = 15 * MINUTE

const challengeShape = z.object({ ticketId: z.string(), nonce: z.string(), code: z.string(), until: z.string() })
const passShape = z.object({ ticketId: z.string(), until: z.string() })

/** Seconds to wait when there were too many; else what was asked for. */
export type Limited<T> = { readonly wait: number } | { readonly wait: 0; readonly value: T }

/**
 * One-time codes (P16). Nothing is stored: the code goes closed into the page and comes back with what was typed. Sends and tries
 * are counted per ticket, in this process.
 */
export class Codes {
  private readonly seal: Seal
  private readonly deps: ServerDeps
  private readonly sends = new Attempts(3, 10 * MINUTE)
  private readonly tries = new Attempts(6, 10 * MINUTE)
  private readonly used = new Map<string, Instant>()

  constructor(seal: Seal, deps: ServerDeps) {
    this.seal = seal
    this.deps = deps
  }

  /** Whether there is any way to bring a code to somebody; a database may turn into a simulated one while it is served. */
  get possible(): boolean {
    return channelOf(this.deps) !== null
  }

  async challenge(
    ticketId: string,
    person: string,
    now: Instant,
  ): Promise<Limited<{ box: string; shown: string | null }>> {
    const wait = this.sends.take(ticketId, now)
    if (wait > 0) return { wait }
    const send = channelOf(this.deps)
    if (!send) throw problem('track.code-needed')
    const code = String(randomInt(1_000_000)).padStart(6, '0')
    const { shown } = await send({ person, code })
    const box = this.seal.close('challenge', { ticketId, nonce: uuidv7(), code, until: plus(now, CODE_MS) })
    return { wait: 0, value: { box, shown } }
  }

  /** The pass, or null when the code is wrong, too old, or was used. */
  check(ticketId: string, box: string | undefined, code: string, now: Instant): Limited<string | null> {
    const wait = this.tries.take(ticketId, now)
    if (wait > 0) return { wait }
    const challenge = challengeShape.safeParse(this.seal.open('challenge', box))
    if (!challenge.success) return { wait: 0, value: null }
    const { nonce, until, ...rest } = challenge.data
    if (rest.ticketId !== ticketId || rest.code !== code || until < now || this.used.has(nonce))
      return { wait: 0, value: null }
    this.forgetOld(now)
    this.used.set(nonce, until)
    this.tries.forgive(ticketId)
    return { wait: 0, value: this.seal.close('pass', { ticketId, until: plus(now, PASS_MS) }) }
  }

  isPass(ticketId: string, box: string | undefined, now: Instant): boolean {
    const pass = passShape.safeParse(this.seal.open('pass', box))
    return pass.success && pass.data.ticketId === ticketId && pass.data.until >= now
  }

  private forgetOld(now: Instant): void {
    for (const [nonce, until] of this.used) if (until < now) this.used.delete(nonce)
  }
}
