import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import { withTransaction } from '../../store/database/connect.ts'
import { reserveNumbers } from '../../store/ticket/numbers.ts'
import { type House, policyFolder } from '../house.ts'
import { saveCast } from './cast-accounts.ts'
import type { MillionProgress, MillionWork } from './million-worker.ts'
import { checkSpan, markSimulated, type SimulatedSpan } from './span.ts'

export interface BulkOutcome {
  readonly tickets: number
  readonly events: number
  readonly rejections: number
  readonly seconds: number
}

/** Secondary indexes are dropped for the load and made again after it: a tenth of the work of keeping them up row by row. */
const INDEXES = `select indexname as name, indexdef as definition from pg_indexes where schemaname = 'public'
  and tablename in ('ticket', 'inbox', 'assessment_fact') and indexname not like '%_pkey'`

/**
 * Many lives at once through the same rules, on every core, by COPY: for benches and for trying a city's size. Each batch is one
 * transaction; a run that is cut short leaves whole lives behind.
 */
export async function fillMillion(
  house: House,
  span: SimulatedSpan,
  lives: number,
  progress: (done: number, total: number, note: string) => void,
  /** `intoUse`: beside tickets that are there already, as benches do in databases of their own. */
  { intoUse = false } = {},
): Promise<BulkOutcome> {
  const { ownerPool, rulebook, keys, settings, database } = house
  if (!intoUse) await checkSpan(ownerPool, span, rulebook)
  await withTransaction(ownerPool, async (sql) => {
    await saveCast(sql, rulebook.org, span.units)
    await markSimulated(sql, span, rulebook)
  })
  const started = performance.now()
  const { rows: indexes } = await ownerPool.query<{ name: string; definition: string }>(INDEXES)
  for (const index of indexes) await ownerPool.query(`drop index if exists ${index.name}`)
  let tickets = 0
  let events = 0
  let rejections = 0
  const seconds = () => (performance.now() - started) / 1000
  const step = Math.max(1, availableParallelism())
  const work = (first: number): MillionWork => ({
    url: database.url,
    policyFolder: policyFolder(settings),
    master: keys.master,
    span,
    first,
    step,
    lives,
    numbersFrom: 1,
  })
  try {
    await Promise.all(
      Array.from({ length: step }, (_, first) =>
        runWorker(work(first), (message) => {
          tickets += message.lives
          events += message.events
          rejections += message.rejections
          progress(tickets, lives, `${Math.round(tickets / seconds())} lives/s`)
        }),
      ),
    )
  } finally {
    for (const index of indexes) await ownerPool.query(index.definition)
  }
  await reserveNumbers(ownerPool)
  await ownerPool.query('analyze')
  return { tickets, events, rejections, seconds: Math.round(seconds()) }
}

function runWorker(work: MillionWork, onMessage: (message: MillionProgress) => void): Promise<void> {
  const worker = new Worker(new URL('./million-worker.ts', import.meta.url), { workerData: work })
  return new Promise((resolve, reject) => {
    worker.on('message', onMessage)
    worker.on('error', reject)
    worker.on('exit', (code) => (code === 0 ? resolve() : reject(new Error(`a bulk worker ended with code ${code}`))))
  })
}
