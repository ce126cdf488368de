import { isProblem } from '../../api/problem.ts'
import { whenBack } from '../../app/signed-in.ts'

/** Why a sending waits. */
export type Waiting = 'network' | 'session'

const TRY_AGAIN_MS = 3_000

/** What keeps a request from its answer and may pass; null: it was answered, if only with a refusal. */
export function waitingFor(error: unknown): Waiting | null {
  if (!isProblem(error)) return null
  if (error.code === 'network' || error.status === 502 || error.status === 503 || error.status === 504) return 'network'
  return error.code === 'session.needed' ? 'session' : null
}

/**
 * Sends until it is answered: through a lost connection and a session that ran out. What is sent carries its own id, so that a
 * sending whose answer was lost finds itself.
 */
export async function sendThrough<T>(send: () => Promise<T>, tell: (waiting: Waiting | null) => void): Promise<T> {
  for (;;) {
    try {
      const answer = await send()
      tell(null)
      return answer
    } catch (error) {
      const waiting = waitingFor(error)
      tell(waiting)
      if (waiting === null) throw error
      await whenBack(waiting, TRY_AGAIN_MS)
    }
  }
}
