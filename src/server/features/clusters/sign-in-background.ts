import type { FastifyInstance } from 'fastify'
import { Signing } from '../../../store/similar/signing.ts'
import { makeSigner } from '../../acts/find-similar.ts'
import type { ServerDeps } from '../../deps.ts'

const LOOK_EVERY_MS = 10_000
/** What other processes left unsigned (an import, a stop in the middle) is found this late at most. */
const ROUND_EVERY_MS = 300_000

/** Keeps signatures: of what this process commits at once, of all else from time to time, and right after the demo was filled. */
export function signInBackground(app: FastifyInstance, deps: ServerDeps): void {
  const { pool, keys, rulebook, log, clock, progress } = deps
  const onFailure = (error: unknown) => app.log.error({ err: error }, 'a signature was not kept')
  const signing = new Signing({ pool, keys, rulebook, sign: makeSigner(keys.master), onFailure })
  log.onCommitted((committed) => signing.note(committed))
  app.decorate('signaturesSettled', () => signing.settled())
  let round = Promise.resolve()
  let lastAt = Number.NEGATIVE_INFINITY
  let wasFilling = false
  let timer: NodeJS.Timeout | undefined
  const look = async (): Promise<void> => {
    const filling = progress?.().filling ?? false
    const due = wasFilling || performance.now() - lastAt >= ROUND_EVERY_MS
    wasFilling = filling
    if (filling || !due) return
    lastAt = performance.now()
    await signing.catchUp(clock.now()).catch(onFailure)
  }
  const again = (): void => {
    round = look()
    void round.then(() => {
      timer = setTimeout(again, LOOK_EVERY_MS)
      timer.unref()
    })
  }
  app.addHook('onReady', async () => again())
  app.addHook('onClose', async () => {
    clearTimeout(timer)
    signing.stop()
    await Promise.all([round, signing.settled()])
    clearTimeout(timer)
  })
}
