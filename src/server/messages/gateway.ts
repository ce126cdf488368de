import { readFile } from 'node:fs/promises'
import type { Settings } from '../config.ts'
import type { MessageChannel } from './channel.ts'

export type GatewaySettings = Pick<Settings, 'messageUrl' | 'messageKeyFile'>

/** A message holds for minutes: a gateway that takes longer is as good as away. */
const TIME_OUT_MS = 10_000

/**
 * The city's SMS gateway, or whatever stands before it: each message is POSTed as `{"to", "text"}` and taken over with any 2xx.
 * Undefined: none was configured, and people are asked to call.
 */
export function gatewayChannel({ messageUrl, messageKeyFile }: GatewaySettings): MessageChannel | undefined {
  if (messageUrl === undefined) return undefined
  return {
    async deliver({ to, text }) {
      // The file is read at each message, so that a new key needs no restart.
      const key = messageKeyFile === undefined ? '' : (await readFile(messageKeyFile, 'utf8')).trim()
      const response = await fetch(messageUrl, {
        method: 'POST',
        // Whoever answers in its place would get the code.
        redirect: 'error',
        headers: { 'content-type': 'application/json', ...(key === '' ? {} : { authorization: `Bearer ${key}` }) },
        body: JSON.stringify({ to, text }),
        signal: AbortSignal.timeout(TIME_OUT_MS),
      })
      await response.body?.cancel()
      if (!response.ok) throw new Error(`the message gateway answered ${response.status}`)
    },
  }
}
