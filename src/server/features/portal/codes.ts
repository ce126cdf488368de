import type { FastifyRequest } from 'fastify'
import { type Instant, MINUTE, plus } from '../../../domain/kernel/instant.ts'
import { word } from '../../../portal/words/word.ts'
import { CODE_MS, makeCode, spendCode } from '../../../store/portal/one-time-codes.ts'
import { enqueueMessage } from '../../../store/portal/outbox.ts'
import type { Language } from '../../../words/say.ts'
import type { ServerDeps } from '../../deps.ts'
import { Attempts } from '../../http/attempts.ts'
import { deliveryOf } from '../../messages/channel.ts'
import { sendWaiting } from '../../messages/send-waiting.ts'

/** Seconds to wait when there were too many; else what was asked for. */
export type Limited<T> = { readonly wait: number } | { readonly wait: 0; readonly value: T }

/** Whom a code is for: a ticket, or whoever answers at a phone. */
export type CodeSubject = `ticket/${string}` | `phone/${string}`

const SENDS_PER_ADDRESS = 20
const TRIES_PER_ADDRESS = 40

/**
 * One-time codes (P16), for all processes together: per subject 3 in ten minutes, each to be tried 5 times within 5 minutes; per
 * address more, because an office shares one.
 */
export class Codes {
  private readonly deps: ServerDeps
  private readonly sends = new Attempts(SENDS_PER_ADDRESS, 10 * MINUTE)
  private readonly tries = new Attempts(TRIES_PER_ADDRESS, 10 * MINUTE)

  private sending: Promise<unknown> = Promise.resolve()

  constructor(deps: ServerDeps) {
    this.deps = deps
  }

  /** Resolves when nothing is on its way to the gateway any more. */
  async settled(): Promise<void> {
    await this.sending
  }

  /** Whether there is any way to bring a code to somebody. */
  get possible(): boolean {
    return deliveryOf(this.deps) !== null
  }

  /**
   * Makes a code and sends it. `to` null: nobody is known by that phone; then a code is made that nobody is sent, so that the
   * answer and the time that it takes are the same.
   */
  async send(
    subject: CodeSubject,
    to: string | null,
    language: Language,
    request: FastifyRequest,
    now: Instant,
  ): Promise<Limited<string>> {
    const wait = this.sends.take(request.ip, now)
    if (wait > 0) return { wait }
    const { pool, keys } = this.deps
    const made = await makeCode(pool, keys.master, subject, now)
    if ('wait' in made) return made
    if (to !== null) {
      const text = word(language, 'code.message', { code: made.code })
      await enqueueMessage(pool, keys.master, { to, text }, { now, expiresAt: plus(now, CODE_MS) })
      const failed = (error: unknown) => request.log.error({ err: error }, 'a message was not sent')
      // Nobody waits for the gateway: how long it takes would tell that there is somebody.
      this.sending = Promise.all([this.sending, sendWaiting(this.deps, now, failed).catch(failed)])
    }
    return { wait: 0, value: made.codeId }
  }

  /** Whether the code is right. Wrong, too old, used, another's: told alike. */
  async check(
    subject: CodeSubject,
    codeId: string | undefined,
    typed: string,
    request: FastifyRequest,
    now: Instant,
  ): Promise<Limited<boolean>> {
    const wait = this.tries.take(request.ip, now)
    if (wait > 0) return { wait }
    const code = typed.normalize('NFKC').replaceAll(/\s/g, '')
    if (codeId === undefined || !UUID.test(codeId)) return { wait: 0, value: false }
    const { pool, keys } = this.deps
    return { wait: 0, value: await spendCode(pool, keys.master, { codeId, subject, code }, now) }
  }
}

const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/
