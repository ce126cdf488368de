import { assessPeriod } from '../../../analytics/assessment.ts'
import type { Instant } from '../../../domain/kernel/instant.ts'
import { done, type Result, rejected } from '../../../domain/kernel/result.ts'
import type { MonthCommand } from '../../../domain/month/decide.ts'
import { differencesBetween } from '../../../domain/month/figures.ts'
import type { MonthState } from '../../../domain/month/month.ts'
import { isWithin } from '../../../domain/org/unit.ts'
import type { PeriodId } from '../../../domain/scoring/period.ts'
import type { Account } from '../../../store/account/accounts.ts'
import { findStoredRun, freezeRun, storeRun } from '../../../store/assessment/runs.ts'
import { type Sql, withTransaction } from '../../../store/database/connect.ts'
import { type MonthSubmission, submitMonth } from '../../../store/month/month-log.ts'
import type { ServerDeps } from '../../deps.ts'
import { actorOf, permitFor } from '../../http/who.ts'
import { loadMonth, type Month } from './month.ts'

export interface Appeal {
  readonly key: string
  readonly unit: string
  readonly about: 'exclusion' | 'figure'
  readonly ticket: string | null
  readonly ground: string | null
  readonly words: string
}

/** One account's acts on one month. */
export class MonthActs {
  private readonly period: PeriodId
  private readonly account: Account
  private readonly now: Instant
  private readonly deps: ServerDeps

  constructor(period: PeriodId, account: Account, now: Instant, deps: ServerDeps) {
    this.period = period
    this.account = account
    this.now = now
    this.deps = deps
  }

  /** Draws up the figures as they are now; the same figures again change nothing. */
  async draft(): Promise<Result<MonthState>> {
    const month = await this.load()
    const run = await this.assess()
    if (!run.ok) return run
    return this.submit(month, { type: 'draft', period: this.period, run: run.value.ref }, null)
  }

  /**
   * A unit disputes its figure. About an exclusion it is the unit's application on the ticket as well, in the same words: marked
   * *after score* there when the callback has been (P4).
   */
  async appeal({ key, unit, about, ticket, ground, words }: Appeal): Promise<Result<MonthState>> {
    const { rulebook, pool, log } = this.deps
    if (!isWithin(rulebook.org, unit, this.account.unit)) return rejected('rights.other-unit')
    if (about === 'exclusion' && (ticket === null || ground === null)) return rejected('month.appeal-incomplete')
    const ticketId = ticket === null ? null : await findCounted(pool, ticket, unit)
    if (ticket !== null && ticketId === null) return rejected('month.ticket-not-counted', { number: ticket })
    const month = await this.load()
    const command: MonthCommand = {
      type: 'appeal',
      unit,
      ticketId,
      about,
      ground: about === 'exclusion' ? ground : null,
    }
    if (about === 'exclusion' && ticketId !== null && month.state.draft && !month.state.frozen) {
      const permit = permitFor(this.account, 'request-exclusion', rulebook.inForce(this.now), rulebook.org)
      const body = { ground: ground ?? '', evidence: words }
      const asked = await log.submit(
        { ticketId, key, actor: actorOf(this.account), type: 'request-exclusion', body },
        this.now,
        permit,
      )
      if (!asked.ok) return asked
    }
    return this.submit(month, command, words)
  }

  /** P4: an exclusion is decided by two people on its ticket; the appeal follows what they decided. */
  async decideAppeal(number: number, upheld: boolean, words: string): Promise<Result<MonthState>> {
    const month = await this.load()
    const appeal = month.state.appeals.find((one) => one.number === number)
    if (appeal?.about === 'exclusion' && appeal.ticketId !== null) {
      if (month.openExclusions.includes(appeal.ticketId)) return rejected('month.exclusion-first')
      const excluded = await isExcluded(this.deps.pool, appeal.ticketId, appeal.unit)
      if (excluded !== upheld) return rejected(excluded ? 'month.exclusion-granted' : 'month.exclusion-not-granted')
    }
    return this.submit(month, { type: 'decide-appeal', number, upheld }, words)
  }

  async audit(unit: string, words: string): Promise<Result<MonthState>> {
    return this.submit(await this.load(), { type: 'audit', unit }, words)
  }

  /** Snapshot and hash of what everybody could see in the draft; the day's seal fixes both. */
  async freeze(): Promise<Result<MonthState>> {
    const month = await this.load()
    const run = await this.assess()
    if (!run.ok) return run
    return this.submit(month, { type: 'freeze', run: run.value.ref }, null, (sql) =>
      this.place(sql, run.value.ref.id, 1),
    )
  }

  /** An ordered new run after the freeze, with everything in it that differs from the run that held until now. */
  async rerun(words: string): Promise<Result<MonthState>> {
    const month = await this.load()
    const run = await this.assess()
    if (!run.ok) return run
    const { ref, value } = run.value
    const differing = month.run ? [...new Set(differencesBetween(month.run, value).map(({ unit }) => unit))] : []
    return this.submit(month, { type: 'rerun', run: ref, differing }, words, (sql) =>
      this.place(sql, ref.id, month.state.reruns.length + 2),
    )
  }

  /** With cases told in words, which stand in the bulletin beside the figures. */
  async publish(words: string | null): Promise<Result<MonthState>> {
    return this.submit(await this.load(), { type: 'publish' }, words)
  }

  private load(): Promise<Month> {
    return loadMonth(this.period, this.now, this.deps)
  }

  private async assess() {
    const { pool, rulebook } = this.deps
    const assessed = await assessPeriod(pool, rulebook, this.period, this.now)
    if (!assessed.ok) return assessed
    const hash = await withTransaction(pool, (sql) => storeRun(sql, assessed.value, this.now))
    return done({ ref: { id: assessed.value.id, hash }, value: assessed.value })
  }

  /** The period's run, under a number that nobody else took meanwhile. */
  private async place(sql: Sql, id: string, number: number): Promise<void> {
    const stored = await findStoredRun(sql, id)
    if (!stored || (await freezeRun(sql, stored, number, this.now)) === null) {
      throw new Error(`run ${id} could not become number ${number} of ${this.period}`)
    }
  }

  private submit(
    month: Month,
    command: MonthCommand,
    words: string | null,
    together?: MonthSubmission['together'],
  ): Promise<Result<MonthState>> {
    const { pool, keys, rulebook } = this.deps
    const { accountId: account, unit } = this.account
    return submitMonth(pool, keys, {
      period: this.period,
      command,
      context: { ...month.standing, account, unit, org: rulebook.org },
      words,
      actor: actorOf(this.account),
      policy: rulebook.inForce(this.now).id,
      at: this.now,
      ...(together ? { together } : {}),
    })
  }
}

async function findCounted(sql: Sql, number: string, unit: string): Promise<string | null> {
  const { rows } = await sql.query<{ ticket_id: string }>(
    `select n.ticket_id from ticket_number n
     where n.number = $1 and exists (select from assessment_fact f where f.ticket_id = n.ticket_id and f.unit_id = $2)`,
    [number, unit],
  )
  return rows[0]?.ticket_id ?? null
}

async function isExcluded(sql: Sql, ticketId: string, unit: string): Promise<boolean> {
  const { rowCount } = await sql.query(
    `select from assessment_fact where ticket_id = $1 and unit_id = $2 and standing = 'excluded'`,
    [ticketId, unit],
  )
  return (rowCount ?? 0) > 0
}
