import { parentPort, workerData } from 'node:worker_threads'
import { hashOfReplay, ReplayCancelled, replayRange } from '../../../analytics/replay.ts'
import { type Instant, plus } from '../../../domain/kernel/instant.ts'
import { makeOrg, type Unit } from '../../../domain/org/unit.ts'
import type { Policy } from '../../../domain/policy/policy.ts'
import { createPool } from '../../../store/database/connect.ts'
import { makeRulebook } from '../../../store/rules/rulebook.ts'
import { failRun, finishRun, touchRun } from '../../../store/workshop/replay-runs.ts'

/** What a replay gets along; everything else it reads from the database. */
export interface ReplayWork {
  readonly url: string
  readonly replayId: string
  readonly versions: readonly Policy[]
  readonly units: readonly Unit[]
  readonly draft: Policy
  readonly checksum: string
  readonly firstDay: string
  readonly lastDay: string
  readonly now: Instant
}

const TOUCH_EVERY_MS = 400

/** One replay in a thread of its own: a minute of computing must not keep requests waiting. */
async function run(work: ReplayWork): Promise<void> {
  const { url, replayId, versions, units, now } = work
  const pool = createPool(url, { role: 'huying_writer', max: 3, name: 'huying-replay' })
  const rulebook = makeRulebook(versions, makeOrg(units))
  const began = performance.now()
  let touched = began
  let touching = Promise.resolve()
  let cancelled = false
  const touch = async (done: number, total: number) => {
    const at = plus(now, Math.floor(performance.now() - began))
    if (!(await touchRun(pool, replayId, { done, total, at }))) cancelled = true
  }
  try {
    const outcome = await replayRange(pool, rulebook, {
      ...work,
      isStopping: () => cancelled,
      onProgress: (done, total) => {
        if (performance.now() - touched < TOUCH_EVERY_MS) return
        touched = performance.now()
        touching = touching.then(() => touch(done, total))
      },
    })
    await touching
    if (!outcome.ok) return await failRun(pool, replayId, outcome.rejection)
    await touch(outcome.value.tickets, outcome.value.tickets)
    await finishRun(pool, replayId, outcome.value, hashOfReplay(outcome.value))
  } catch (error) {
    if (error instanceof ReplayCancelled) return
    await failRun(pool, replayId, { code: 'replay.broke', facts: {} }).catch(() => {})
    throw error
  } finally {
    await touching.catch(() => {})
    await pool.end()
  }
}

if (parentPort) await run(workerData as ReplayWork)
