import type { z } from 'zod'
import { type FoundSignal, findSignals, type TextPrints } from '../../../analytics/integrity.ts'
import type { reviewBody, SignalList, SignalView } from '../../../contract/http/signals.ts'
import { restedOn } from '../../../domain/integrity/rested-on.ts'
import { toMs } from '../../../domain/kernel/instant.ts'
import { CENTRE } from '../../../domain/org/unit.ts'
import { thresholdsOf } from '../../../domain/policy/signal-thresholds.ts'
import { isPeriodId, type PeriodId, periodOf, periodSpan, previousPeriod } from '../../../domain/scoring/period.ts'
import { matterText, shinglesOf } from '../../../intelligence/similar/shingles.ts'
import { bandsOf, estimateShared, makeSketcher, type Sketch } from '../../../intelligence/similar/sketch.ts'
import { type Account, namesOf } from '../../../store/account/accounts.ts'
import { readAs } from '../../../store/database/reader.ts'
import { appendReview, listReviews, type Review } from '../../../store/integrity/reviews.ts'
import { listByIds } from '../../../store/read-models/ticket-list.ts'
import { sketchSecret } from '../../../store/similar/signature-row.ts'
import { type Language, say } from '../../../words/say.ts'
import type { ServerDeps } from '../../deps.ts'
import { readableFacts, unitName } from '../../http/facts.ts'
import { problem } from '../../http/problem.ts'

const PERIODS_SHOWN = 6
const MOST_TICKETS = 50
/** Whoever opens the list again, or a colleague, within a minute reads what was just found. */
const FRESH_MS = 60_000

/** Signals of the last periods asked for, each found anew after a minute. */
export class SignalDesk {
  readonly #deps: ServerDeps
  readonly #prints: TextPrints<Sketch>
  readonly #kept = new Map<PeriodId, { readonly ms: number; readonly found: Promise<FoundSignal[]> }>()

  constructor(deps: ServerDeps) {
    this.#deps = deps
    const sketcher = makeSketcher(sketchSecret(deps.keys.master))
    this.#prints = {
      print(text) {
        const runs = shinglesOf(matterText(text))
        return runs.size === 0 ? null : sketcher.sketch(runs)
      },
      bands: (sketch) => bandsOf(sketch, null),
      shared: estimateShared,
    }
  }

  async list(asked: string | undefined, language: Language): Promise<SignalList> {
    const { rulebook, clock } = this.#deps
    const { startDay } = rulebook.inForce(clock.now()).period
    const { calendar } = rulebook.inForce(clock.now())
    const periods = [periodOf(clock.now(), startDay, calendar)]
    while (periods.length < PERIODS_SHOWN) periods.push(previousPeriod(periods.at(-1) ?? ''))
    const period = asked ?? periods[0] ?? ''
    const signals = await this.#find(period)
    const { firstDay, lastDay } = periodSpan(period, startDay, calendar)
    return { period, firstDay, lastDay, periods, signals: await this.#tell(period, signals, language) }
  }

  async review(id: string, body: z.output<typeof reviewBody>, account: Account): Promise<void> {
    const { pool, keys, rulebook, clock } = this.#deps
    const signal = (await this.#find(body.period)).find((one) => one.id === id)
    if (!signal) throw problem('signal.unknown')
    if (signal.unit === account.unit) throw problem('signal.own-unit')
    const at = clock.now()
    await appendReview(pool, keys, {
      ...body,
      signal: id,
      at,
      code: signal.code,
      unit: signal.unit,
      tickets: signal.tickets.length,
      actor: { kind: 'person', account: account.accountId, unit: account.unit, role: account.role },
      policy: rulebook.inForce(at).id,
    })
  }

  async #find(period: PeriodId): Promise<FoundSignal[]> {
    if (!isPeriodId(period)) throw problem('signal.period-malformed')
    const { pool, rulebook, keys, clock } = this.#deps
    const ms = toMs(clock.now())
    const known = this.#kept.get(period)
    if (known && ms - known.ms < FRESH_MS) return known.found
    const policy = rulebook.inForce(clock.now())
    const found = findSignals(pool, rulebook, keys.master, { period, policy, prints: this.#prints })
    this.#kept.set(period, { ms, found })
    found.catch(() => this.#kept.delete(period))
    const [oldest] = this.#kept.keys()
    if (this.#kept.size > PERIODS_SHOWN && oldest !== undefined) this.#kept.delete(oldest)
    return found
  }

  async #tell(period: PeriodId, signals: readonly FoundSignal[], language: Language): Promise<SignalView[]> {
    const { pool, readerPool, keys, rulebook, clock } = this.#deps
    const policy = rulebook.inForce(clock.now())
    const to = { language, org: rulebook.org, calendar: policy.calendar }
    const thresholds = thresholdsOf(policy)
    const reviews = await listReviews(pool, keys.master, period)
    const names = await namesOf(
      pool,
      reviews.map((one) => one.by),
    )
    const listed = new Set(signals.flatMap((one) => one.tickets.slice(0, MOST_TICKETS)))
    const rows = await readAs(readerPool ?? pool, CENTRE, (sql) => listByIds(sql, CENTRE, [...listed]))
    const numbers = new Map(rows.map((row) => [row.ticket_id, row.number]))
    return signals.map(({ id, code, unit, at, tickets, facts }) => {
      const shown = tickets.slice(0, MOST_TICKETS).flatMap((ticketId) => {
        const number = numbers.get(ticketId)
        return number === undefined ? [] : [{ ticketId, number }]
      })
      const rests = restedOn(code, thresholds)
      const { was, is, ...rest } = facts
      const limits = was === undefined ? {} : { was: say(language, `limit.${was}`), is: say(language, `limit.${is}`) }
      return {
        id,
        code,
        name: say(language, `signal.${code}`),
        unit: { code: unit, name: unitName(unit, to) },
        sentence: say(language, `signal-sentence.${code}`, { ...readableFacts({ ...rest, unit }, to), ...limits }),
        rule: say(language, rests === 'none' ? 'signal-rule.none' : `signal-rule.${code}`, {
          ...(rests === 'none' ? {} : rests),
          policy: policy.id,
        }),
        at,
        tickets: shown,
        unlisted: tickets.length - shown.length,
        reviews: reviews.filter((one) => one.signal === id).map((one) => tellReview(one, names, language)),
      }
    })
  }
}

function tellReview(
  { reviewId, finding, by, at, note }: Review,
  names: ReadonlyMap<string, string>,
  language: Language,
): SignalView['reviews'][number] {
  return { reviewId, finding, name: say(language, `review.${finding}`), by: names.get(by) ?? by, at, note }
}
