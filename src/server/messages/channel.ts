import type { ShortMessage } from '../../store/portal/outbox.ts'
import type { ServerDeps } from '../deps.ts'

/** A way to bring a short text to a phone. What a city has (an SMS gateway, a voice line) is an adapter of this. */
export interface MessageChannel {
  /** Rejects when it could not be handed over; it is then tried again while it still holds. */
  deliver(message: ShortMessage): Promise<void>
}

/** A channel, and what becomes of a message's contents once it was handed over. */
export interface Delivery extends MessageChannel {
  readonly leaves: 'sent' | 'shown'
}

/** A simulated city has nobody to send to: its messages stand on a page until they expire. */
const SHOWN_ON_A_PAGE: Delivery = { deliver: async () => {}, leaves: 'shown' }

/** Null: this installation has no way to send anything. A database may turn into a simulated one while it is served. */
export function deliveryOf({ channel, simulated }: Pick<ServerDeps, 'channel' | 'simulated'>): Delivery | null {
  if (simulated) return SHOWN_ON_A_PAGE
  return channel ? { deliver: (message) => channel.deliver(message), leaves: 'sent' } : null
}
