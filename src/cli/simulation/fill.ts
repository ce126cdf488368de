import { makeRiskScanner } from '../../intelligence/risk/risk-words.ts'
import { type SimulationSummary, simulate } from '../../simulator/simulate.ts'
import { BulkLedger } from '../../store/bulk/bulk-ledger.ts'
import { copyLives } from '../../store/bulk/copy-lives.ts'
import { type Pool, withTransaction } from '../../store/database/connect.ts'
import type { Rulebook } from '../../store/rules/rulebook.ts'
import { reserveNumbers } from '../../store/ticket/numbers.ts'
import type { Keys } from '../../store/vault/keys.ts'
import { saveCast } from './cast-accounts.ts'
import { checkSpan, markSimulated, type SimulatedSpan } from './span.ts'

export interface FillDeps {
  readonly ownerPool: Pool
  readonly rulebook: Rulebook
  readonly keys: Pick<Keys, 'master'>
  readonly progress: (done: number, total: number) => void
  /** Written in the same transaction as the last row. */
  readonly alsoWrite?: (sql: Parameters<typeof saveCast>[0], tickets: number) => Promise<void>
}

/** Days are most of the work; the copy at the end is one more tenth. */
const COPY_SHARE = 0.1

/**
 * Lives a span in memory, through the same rules as ever, and copies it into the database in one transaction: it is there whole or
 * not at all, so a fill that was cut short simply begins again.
 */
export async function fillSpan(
  span: SimulatedSpan,
  deps: FillDeps,
): Promise<SimulationSummary & { readonly events: number }> {
  const { ownerPool, rulebook, keys, progress } = deps
  await checkSpan(ownerPool, span, rulebook)
  const policy = rulebook.inForce(`${span.from}T00:00:00.000Z`)
  const risksIn = makeRiskScanner(policy)
  const ledger = new BulkLedger({
    master: keys.master,
    rulebook,
    risksIn,
    numbering: { from: 1, step: 1 },
  })
  const total = Math.ceil(span.days / (1 - COPY_SHARE))
  const summary = await simulate({
    ...span,
    policy,
    org: rulebook.org,
    risksIn,
    submit: async (submission, now) => ledger.submit(submission, now),
    progress: (done) => progress(done, total),
  })
  const { lives, persons } = ledger.take()
  const events = await withTransaction(ownerPool, async (sql) => {
    await saveCast(sql, rulebook.org, span.units)
    const copied = await copyLives(sql, lives, persons, { master: keys.master, rulebook })
    await reserveNumbers(sql)
    await markSimulated(sql, span, rulebook)
    await deps.alsoWrite?.(sql, lives.length)
    return copied
  })
  progress(total, total)
  return { ...summary, events }
}
