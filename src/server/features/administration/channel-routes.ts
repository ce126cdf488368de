import { channelReport, testMessageBody, testMessageOutcome } from '../../../contract/http/channels.ts'
import { DAY, type Instant, MINUTE, plus } from '../../../domain/kernel/instant.ts'
import { ADMINISTER } from '../../../domain/rights/accounts.ts'
import { CHANNELS, type Channel } from '../../../domain/ticket/terms.ts'
import { audit } from '../../../store/account/people.ts'
import { type KeyScope, listServiceKeys } from '../../../store/account/service-keys.ts'
import { withTransaction } from '../../../store/database/connect.ts'
import { countMessages, enqueueMessage, messageStatus } from '../../../store/portal/outbox.ts'
import { countByChannel, countCalls } from '../../../store/read-models/channel-counts.ts'
import { normalisePhone } from '../../../store/vault/phone.ts'
import { say } from '../../../words/say.ts'
import type { ServerDeps } from '../../deps.ts'
import { Attempts } from '../../http/attempts.ts'
import { languageOf } from '../../http/language.ts'
import { problem } from '../../http/problem.ts'
import type { Routes } from '../../http/routing.ts'
import { accountOf } from '../../http/who.ts'
import { deliveryOf } from '../../messages/channel.ts'
import { sendWaiting } from '../../messages/send-waiting.ts'

const COUNTED_MS = 7 * DAY
const TEST_HOLDS_MS = 10 * MINUTE
const TESTS_PER_ACCOUNT = 5

const WAYS = {
  phone: 'desk',
  web: 'pages',
  wechat: 'interface',
  app: 'interface',
  window: 'desk',
  import: 'command',
  partner: 'interface',
} as const satisfies Record<Channel, string>

/** By which ways words come in and messages go out, whether each is set up, and a message to try it with. */
export function channelRoutes(routes: Routes, deps: ServerDeps): void {
  const { pool, clock, settings, keys } = deps
  const tests = new Attempts(TESTS_PER_ACCOUNT, 10 * MINUTE)

  routes.get(
    '/api/administration/channels',
    {
      config: { access: { permission: 'read-health' } },
      schema: {
        tags: ['administration'],
        summary: 'What came in by each channel in seven days, the telephone system, and what became of short messages',
        response: { 200: channelReport },
      },
    },
    async (request, reply) => {
      const now = clock.now()
      const since = plus(now, -COUNTED_MS)
      const [came, calls, messages, scopes] = await Promise.all([
        countByChannel(pool, since),
        countCalls(pool, since),
        countMessages(pool, since),
        scopesWithKey(now),
      ])
      const delivery = deliveryOf(deps)
      const language = languageOf(request)
      reply.header('cache-control', 'no-store')
      return {
        at: now,
        since,
        waysIn: CHANNELS.map((channel) => ({
          channel,
          name: say(language, `channel.${channel}`),
          way: WAYS[channel],
          ready: WAYS[channel] !== 'interface' || scopes.has('requests'),
          tickets: came.get(channel)?.count ?? 0,
          lastAt: came.get(channel)?.lastAt ?? null,
        })),
        telephony: {
          connected: scopes.has('telephony'),
          dials: deps.dial !== undefined,
          calls: calls.count,
          lastAt: calls.lastAt,
        },
        messages: {
          through: delivery === null ? null : delivery.leaves === 'sent' ? ('gateway' as const) : ('page' as const),
          ...messages,
        },
      }
    },
  )

  async function scopesWithKey(now: Instant): Promise<ReadonlySet<KeyScope>> {
    const held = (await listServiceKeys(pool))
      .filter(({ revokedAt }) => revokedAt === null || revokedAt > now)
      .flatMap(({ scopes }) => scopes)
    if (settings.serviceKey !== undefined) held.push('requests')
    if (settings.telephonyKey !== undefined) held.push('telephony')
    return new Set(held)
  }

  routes.post(
    '/api/administration/channels/test-message',
    {
      config: { access: { permission: ADMINISTER } },
      schema: {
        tags: ['administration'],
        summary: 'Send a test message and hear what became of it; who did so is kept, to which number is not',
        body: testMessageBody,
        response: { 200: testMessageOutcome },
      },
    },
    async (request) => {
      const now = clock.now()
      const { accountId } = accountOf(request)
      const to = normalisePhone(request.body.phone)
      if (to === null) throw problem('channels.no-phone')
      if (deliveryOf(deps) === null) throw problem('channels.no-gateway')
      const seconds = tests.take(accountId, now)
      if (seconds > 0) throw problem('channels.too-often', { seconds })
      const text = say(languageOf(request), 'channels.test-message')
      const messageId = await withTransaction(pool, async (sql) => {
        await audit(sql, { accountId, what: 'test-message', facts: {}, by: accountId, reason: null, at: now })
        return enqueueMessage(sql, keys.master, { to, text }, { now, expiresAt: plus(now, TEST_HOLDS_MS) })
      })
      await sendWaiting(deps, now, (err) => request.log.error({ err }, 'a message was not sent'))
      const status = await messageStatus(pool, messageId)
      return { outcome: status === 'sent' || status === 'shown' ? status : ('waiting' as const) }
    },
  )
}
