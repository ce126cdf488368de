import { PgBoss } from 'pg-boss'
import { publishFrozen } from '../../analytics/bundle/published-bundles.ts'
import { dayOf, startOfDay } from '../../domain/clock/calendar.ts'
import { toInstant, toMs } from '../../domain/kernel/instant.ts'
import { retentionOf } from '../../domain/policy/retention.ts'
import { removeExpiredSessions } from '../../store/account/sessions.ts'
import { clearSeen } from '../../store/assessment/count-cells.ts'
import { planAhead } from '../../store/callback/plans.ts'
import type { Pool } from '../../store/database/connect.ts'
import { removeOldDrafts } from '../../store/draft/drafts.ts'
import { sealDay } from '../../store/log/daily-seal.ts'
import { removeOldCodes } from '../../store/portal/one-time-codes.ts'
import { retainDaily } from '../../store/retention/retention.ts'
import { indexAll } from '../../store/search/index-due.ts'
import { adoptUnitLayer } from '../../store/unit/unit-changes.ts'
import type { Keys } from '../../store/vault/keys.ts'
import type { ServerDeps } from '../deps.ts'
import { sendWaiting } from '../messages/send-waiting.ts'
import { onceItWorks } from './once-it-works.ts'
import { sweep } from './sweeper.ts'

export interface JobDeps
  extends Pick<ServerDeps, 'pool' | 'log' | 'clock' | 'rulebook' | 'photos' | 'channel' | 'simulated'> {
  readonly keys: Pick<Keys, 'seal' | 'master'>
  /** Seals are written by the owner of the tables or the writer alike. */
  readonly sealPool?: Pool
  /** The database's address, for the job queue's own schema; absent (a simulated clock): the nightly jobs run by that clock. */
  readonly queueUrl?: string
  /** Where bundles of frozen periods are published; absent: nowhere. */
  readonly published?: string
  readonly onSwept?: (lagSeconds: number) => void
  /** Told what a job could not do. */
  readonly onFailure?: (job: string, error: unknown) => void
}

export interface Jobs {
  /** Waits for what is under way; nothing is cut off in the middle. */
  stop(): Promise<void>
}

const SWEEP_EVERY_MS = 1_000
const NIGHT_EVERY_MS = 60_000
const INDEX_EVERY_MS = 250
const PHOTOS_EVERY_MS = 60_000
const PUBLISH_EVERY_MS = 15_000
const SEND_EVERY_MS = 5_000
const NIGHTLY = 'nightly'
/** A form that nobody came back to within a week was given up. */
const DRAFTS_KEPT_MS = 7 * 86_400_000

/** Starts everything that happens without a request. Safe on many nodes, and while the database is away. */
export function startJobs(deps: JobDeps): Jobs {
  const sweeper = repeat(SWEEP_EVERY_MS, (isStopping) => runSweep(deps, isStopping))
  const indexer = repeat(INDEX_EVERY_MS, (isStopping) => runIndexer(deps, isStopping))
  const photos = repeat(PHOTOS_EVERY_MS, () => clearPhotos(deps))
  const publisher = startPublisher(deps)
  const sender = repeat(SEND_EVERY_MS, () => runSender(deps))
  const night = startNight(deps)
  return {
    stop: async () => {
      await Promise.all([sweeper.stop(), indexer.stop(), photos.stop(), publisher.stop(), sender.stop(), night.stop()])
    },
  }
}

async function runSweep(deps: JobDeps, isStopping: () => boolean): Promise<void> {
  try {
    const failed = (error: unknown) => deps.onFailure?.('sweeper', error)
    const { lagSeconds } = await sweep({ ...deps, onFailure: failed }, deps.clock.now(), isStopping)
    deps.onSwept?.(lagSeconds)
  } catch (error) {
    deps.onFailure?.('sweeper', error)
  }
}

/** What was written becomes findable, behind the appends and with rests, so that intake goes before. */
async function runIndexer(deps: JobDeps, isStopping: () => boolean): Promise<void> {
  try {
    await indexAll(deps.pool, deps, isStopping)
  } catch (error) {
    deps.onFailure?.('search', error)
  }
}

/** What could not be sent at once is tried again while it holds. */
async function runSender(deps: JobDeps): Promise<void> {
  const failed = (error: unknown) => deps.onFailure?.('messages', error)
  await sendWaiting(deps, deps.clock.now(), failed).catch(failed)
}

/** Photos that were uploaded and never sent are not kept. */
async function clearPhotos({ photos, clock, onFailure }: JobDeps): Promise<void> {
  await photos?.clearExpired(clock.now()).catch((error: unknown) => onFailure?.('photos', error))
}

/** A period that was frozen is published soon after; what fails is told once and tried again at the next start. */
function startPublisher({ pool, rulebook, keys, published, onFailure }: JobDeps): Jobs {
  if (published === undefined) return { stop: async () => {} }
  const failedBefore = new Set<string>()
  return repeat(PUBLISH_EVERY_MS, async () => {
    try {
      const { failed } = await publishFrozen(pool, rulebook, published, keys.seal, (name) => failedBefore.has(name))
      for (const { name, error } of failed) {
        failedBefore.add(name)
        onFailure?.(`publish ${name}`, error)
      }
    } catch (error) {
      onFailure?.('publish', error)
    }
  })
}

/** Seals every day that is over, plans the callbacks of the period to come, and lets go of what ran out or is kept no longer. */
async function runNight({ pool, sealPool, keys, clock, rulebook }: JobDeps): Promise<void> {
  const now = clock.now()
  await sealDay(sealPool ?? pool, keys, now, rulebook.inForce(now).calendar)
  await removeExpiredSessions(pool, now)
  await clearSeen(pool, now)
  const policy = rulebook.inForce(now)
  // A new name or superior holds from its day on.
  await adoptUnitLayer(pool, rulebook, dayOf(now, policy.calendar))
  await retainDaily(pool, retentionOf(policy), now, startOfDay(dayOf(now, policy.calendar), policy.calendar))
  await planAhead(pool, keys, rulebook, now)
  await removeOldCodes(pool, now)
  await removeOldDrafts(pool, toInstant(toMs(now) - DRAFTS_KEPT_MS))
}

function startNight(deps: JobDeps): Jobs {
  const { queueUrl, onFailure } = deps
  if (queueUrl === undefined) return startNightByClock(deps)
  const boss = new PgBoss({ connectionString: queueUrl, schema: 'pgboss', max: 2, application_name: 'huying-jobs' })
  boss.on('error', (error) => onFailure?.('queue', error))
  const schedule = async (): Promise<void> => {
    await boss.start()
    await boss.createQueue(NIGHTLY)
    await boss.schedule(NIGHTLY, '5 0 * * *', {}, { tz: deps.rulebook.inForce(deps.clock.now()).zone })
    // A seal that fell due while nothing ran.
    await boss.send(NIGHTLY, {}, { singletonKey: NIGHTLY, singletonSeconds: 3600 })
    // Last: what is done again must not work twice.
    await boss.work(NIGHTLY, async () => runNight(deps))
  }
  const ending = new AbortController()
  const scheduled = onceItWorks(schedule, ending.signal, (error) => onFailure?.('queue', error))
  return {
    stop: async () => {
      ending.abort()
      await scheduled
      await boss.stop({ graceful: true, timeout: 10_000 })
    },
  }
}

/** Where the database carries its own clock, the wall's midnight means nothing: days are sealed when they are over there. */
function startNightByClock(deps: JobDeps): Jobs {
  return repeat(NIGHT_EVERY_MS, () => runNight(deps).catch((error: unknown) => deps.onFailure?.(NIGHTLY, error)))
}

/** Runs again and again, never twice at once. */
function repeat(everyMs: number, run: (isStopping: () => boolean) => Promise<void>): Jobs {
  let stopping = false
  let timer: NodeJS.Timeout
  let underWay: Promise<void> = Promise.resolve()
  const tick = (): void => {
    underWay = run(() => stopping).then(() => {
      if (!stopping) timer = setTimeout(tick, everyMs)
    })
  }
  timer = setTimeout(tick, 0)
  return {
    stop: async () => {
      stopping = true
      clearTimeout(timer)
      await underWay
    },
  }
}
