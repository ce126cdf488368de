import type { Instant } from '../../domain/kernel/instant.ts'
import { withTransaction } from '../../store/database/connect.ts'
import { noteFailed, noteSent, takeWaiting, wipeExpired } from '../../store/portal/outbox.ts'
import type { ServerDeps } from '../deps.ts'
import { deliveryOf } from './channel.ts'

type SendingDeps = Pick<ServerDeps, 'pool' | 'keys' | 'channel' | 'simulated'>

/**
 * Hands over what waits in the outbox, each message in a transaction of its own, so that two processes never send one twice,
 * and wipes what has expired. Returns how many went. A failure is told, counted, and tried again at the next call.
 */
export async function sendWaiting(
  deps: SendingDeps,
  now: Instant,
  onFailure: (error: unknown) => void,
): Promise<number> {
  const delivery = deliveryOf(deps)
  await wipeExpired(deps.pool, now)
  if (!delivery) return 0
  let sent = 0
  for (;;) {
    const outcome = await withTransaction(deps.pool, async (sql) => {
      const [message] = await takeWaiting(sql, deps.keys.master, now, 1)
      if (!message) return 'none' as const
      try {
        await delivery.deliver(message)
      } catch (error) {
        onFailure(error)
        await noteFailed(sql, message.messageId)
        return 'failed' as const
      }
      await noteSent(sql, message.messageId, delivery.leaves)
      return 'sent' as const
    })
    if (outcome !== 'sent') return sent
    sent++
  }
}
