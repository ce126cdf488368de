import { parentPort, workerData } from 'node:worker_threads'
import { toMs } from '../../domain/kernel/instant.ts'
import { unborn } from '../../domain/ticket/state.ts'
import { makeRiskScanner } from '../../intelligence/risk/risk-words.ts'
import { makeCity } from '../../simulator/city.ts'
import { makeLives } from '../../simulator/lives.ts'
import { BulkLedger } from '../../store/bulk/bulk-ledger.ts'
import { copyLives, copyPersons } from '../../store/bulk/copy-lives.ts'
import { createPool, withTransaction } from '../../store/database/connect.ts'
import { readRules } from '../../store/rules/load-rules.ts'
import { endOf, type SimulatedSpan } from './span.ts'

/** What a worker of the bulk path is given: every `step`-th life from `first` on, until `lives` in all are stored. */
export interface MillionWork {
  readonly url: string
  readonly policyFolder: string
  readonly master: Uint8Array
  readonly span: SimulatedSpan
  readonly first: number
  readonly step: number
  readonly lives: number
  /** Numbers of the day below this are taken already. */
  readonly numbersFrom: number
}

export interface MillionProgress {
  readonly lives: number
  readonly events: number
  readonly rejections: number
}

const BATCH = 1_000

const work = workerData as MillionWork
const { rulebook } = await readRules(work.policyFolder)
const policy = rulebook.inForce(`${work.span.from}T00:00:00.000Z`)
const master = Buffer.from(work.master)
const city = makeCity({ ...work.span, policy, org: rulebook.org })
// Single lives: with the whole city's tickets in no order a merge across lives would have nothing to merge with.
const lives = makeLives(city, { ...work.span, relations: false, until: toMs(endOf(work.span, rulebook)) })
const ledger = new BulkLedger({
  master,
  rulebook,
  risksIn: makeRiskScanner(policy),
  numbering: { from: work.numbersFrom + work.first, step: work.step },
})
const desk = { stateOf: (ticketId: string) => ledger.lives.get(ticketId)?.state ?? unborn(ticketId) }
const pool = createPool(work.url, { name: 'huying-bulk', max: 1 })

let rejections = 0
let copied: Promise<number> = Promise.resolve(0)
for (let index = work.first, inBatch = 0; index < work.lives; index += work.step) {
  for (const { submission, at } of lives.liveOf(index, desk)) {
    if (!ledger.submit(submission, at).ok) rejections++
  }
  inBatch++
  if (inBatch < BATCH && index + work.step < work.lives) continue
  await copied
  const taken = ledger.take()
  const done = inBatch
  const refused = rejections
  inBatch = 0
  rejections = 0
  // The database loads this batch while the next one is being lived.
  copied = copyBatch(taken).then((events) => {
    parentPort?.postMessage({ lives: done, events, rejections: refused } satisfies MillionProgress)
    return events
  })
}
await copied
await pool.end()

/** Persons first, in a short transaction of their own: the other workers meet the same people and must not wait for our lives. */
async function copyBatch({ lives, persons }: ReturnType<BulkLedger['take']>): Promise<number> {
  await withTransaction(pool, (sql) => copyPersons(sql, persons))
  return withTransaction(pool, (sql) => copyLives(sql, lives, [], { master, rulebook }))
}
