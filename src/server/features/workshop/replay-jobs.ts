import { Worker } from 'node:worker_threads'
import { v7 as uuidv7 } from 'uuid'
import { toMs } from '../../../domain/kernel/instant.ts'
import type { Policy } from '../../../domain/policy/policy.ts'
import type { Account } from '../../../store/account/accounts.ts'
import { cancelRuns, listRuns, type ReplayRun, startRun } from '../../../store/workshop/replay-runs.ts'
import type { ServerDeps } from '../../deps.ts'
import { problem } from '../../http/problem.ts'
import type { ReplayWork } from './replay-worker.ts'

const WORKER = new URL('./replay-worker.ts', import.meta.url)
const MOST_AT_ONCE = 2
/** A run says how far it is several times a second. */
const SILENT_MS = 60_000

/** The replays that this process runs, each in a thread. */
export class ReplayJobs {
  private readonly workers = new Map<string, Worker>()
  private readonly deps: ServerDeps
  private readonly onFailure: (error: unknown) => void

  constructor(deps: ServerDeps, onFailure: (error: unknown) => void) {
    this.deps = deps
    this.onFailure = onFailure
  }

  /** Starts a replay of the draft as it is now. Rejections: `replay.running`, `replay.busy`. */
  async start(
    draft: Policy,
    run: Pick<ReplayRun, 'draftId' | 'checksum' | 'firstDay' | 'lastDay'>,
    account: Account,
  ): Promise<string> {
    const { pool, clock, rulebook, listenUrl } = this.deps
    // Without an address a thread cannot reach the database.
    if (listenUrl === undefined) throw problem('database.unavailable')
    const now = clock.now()
    const latest = (await listRuns(pool, run.draftId, 1))[0]
    if (latest?.status === 'running' && !isSilent(latest, now)) throw problem('replay.running')
    if (this.workers.size >= MOST_AT_ONCE) throw problem('replay.busy')
    const replayId = uuidv7()
    await startRun(pool, { ...run, replayId, startedBy: account.accountId, startedAt: now })
    const { checksum, firstDay, lastDay } = run
    const work: ReplayWork = {
      url: listenUrl,
      replayId,
      versions: rulebook.versions,
      units: [...rulebook.org.units()],
      draft,
      checksum,
      firstDay,
      lastDay,
      now,
    }
    const worker = new Worker(WORKER, { workerData: work, resourceLimits: { maxOldGenerationSizeMb: 1024 } })
    this.workers.set(replayId, worker)
    worker.on('error', (error) => this.onFailure(error))
    worker.on('exit', () => this.workers.delete(replayId))
    return replayId
  }

  /** Ends what still runs; it is marked as cancelled, for nobody will finish it. */
  async stop(): Promise<void> {
    const running = [...this.workers]
    await Promise.all(running.map(([, worker]) => worker.terminate()))
    await cancelRuns(
      this.deps.pool,
      running.map(([replayId]) => replayId),
    ).catch(this.onFailure)
  }
}

/** Whether the process that ran it is gone. */
export function isSilent({ status, touchedAt }: ReplayRun, now: string): boolean {
  return status === 'running' && toMs(now) - toMs(touchedAt) > SILENT_MS
}
