import { setTimeout as rest } from 'node:timers/promises'

const AGAIN_AFTER_MS = 1_000

/**
 * Does `work` again, a second after each failure, until it is done or `ending`: what a start has to do once must survive a
 * database that goes away meanwhile. `work` may be done more than once; each failure is told.
 */
export async function onceItWorks(
  work: () => Promise<void>,
  ending: AbortSignal,
  onFailure: (error: unknown) => void,
): Promise<void> {
  while (!ending.aborted) {
    try {
      return await work()
    } catch (error) {
      if (ending.aborted) return
      onFailure(error)
      await rest(AGAIN_AFTER_MS, undefined, { signal: ending }).catch(() => {})
    }
  }
}
