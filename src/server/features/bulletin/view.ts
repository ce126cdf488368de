import { frameOf } from '../../../analytics/assessment-frame.ts'
import type { BulletinView } from '../../../contract/http/bulletin.ts'
import { addDays, startOfDay } from '../../../domain/clock/calendar.ts'
import { done, type Result, rejected } from '../../../domain/kernel/result.ts'
import { type BulletinLine, bulletinOf, changeOf } from '../../../domain/month/bulletin.ts'
import { findGround, type Policy } from '../../../domain/policy/policy.ts'
import { pointsOf, weightedParts } from '../../../domain/scoring/formula/parts.ts'
import { div, fromText, isZero } from '../../../domain/scoring/fraction.ts'
import { type PeriodId, type PeriodSpan, previousPeriod } from '../../../domain/scoring/period.ts'
import type { ScoringProfile } from '../../../domain/scoring/profile.ts'
import type { AssessmentRun } from '../../../domain/scoring/run.ts'
import type { Account } from '../../../store/account/accounts.ts'
import { listRuns, readRun, runsBefore } from '../../../store/assessment/runs.ts'
import { readMonth } from '../../../store/month/month-log.ts'
import { type Language, say } from '../../../words/say.ts'
import type { ServerDeps } from '../../deps.ts'
import { unitName } from '../../http/facts.ts'
import { mayOpen } from '../../view/may-open.ts'
import { tellMark } from '../../view/tell-assessment.ts'

/** The bulletin of a period's frozen run. Rejections: `bulletin.not-frozen`. */
export async function bulletinView(
  period: PeriodId,
  account: Account,
  language: Language,
  deps: ServerDeps,
): Promise<Result<BulletinView>> {
  const { pool, keys, rulebook } = deps
  // The run that holds: the freeze, or the newest that was ordered after it.
  const held = (await listRuns(pool, period))
    .filter(({ number }) => number !== null)
    .sort((a, b) => (b.number ?? 0) - (a.number ?? 0))[0]
  const run = held && (await readRun(pool, held.id))
  if (!run || !held) return rejected('bulletin.not-frozen', { period })
  const { policy, span } = frameOf(rulebook, period)
  const before = (await runsBefore(pool, period)).find((one) => one.period === previousPeriod(period)) ?? null
  const { state, events } = await readMonth(pool, keys.master, period)
  const published = state.published?.run === run.id
  const { classes, exclusions } = bulletinOf(run, before)
  const { calendar } = policy
  const withName = (list: typeof exclusions.grounds) =>
    list.map(({ ground, before: early, after }) => ({
      name: groundName(ground, policy, language),
      before: early,
      after,
    }))
  return done({
    period,
    firstDay: span.firstDay,
    lastDay: span.lastDay,
    policy: { id: policy.id, name: policy.name },
    run: { id: run.id, hash: held.hash, number: held.number ?? 1, frozenAt: state.frozen?.at ?? held.storedAt },
    previousPeriod: before?.period ?? null,
    funnel: await funnelOf(run, span, deps),
    volume: await volumeByDay(span, policy, deps),
    classes: classes.map((one) => {
      const profile = profileOf(policy, one.class)
      return {
        class: one.class,
        name: say(language, `unit-kind.${one.class}`),
        ranked: one.ranked,
        formula: profile?.formula ?? '',
        minimumSample: profile?.minimumSample ?? 0,
        lines: one.lines.map((line) => ({
          unit: line.unit,
          name: unitName(line.unit, { language, org: rulebook.org, calendar }),
          volume: line.volume,
          valid: line.valid,
          rates: line.rates,
          intervals: line.intervals,
          composite: line.composite,
          parts: partsOf(line, profile),
          change: changeOf(line),
          rank: line.rank,
          rankBefore: line.before?.rank ?? null,
          rankRange: line.rankRange,
          reason: line.reason,
          classes: line.classes.map((mark) => {
            const { name, why } = tellMark(mark, policy, language)
            return { name, why }
          }),
          openable: mayOpen(line.unit, account, deps),
        })),
      }
    }),
    exclusions: {
      grounds: withName(exclusions.grounds),
      suspended: withName(exclusions.suspended),
      withdrawn: exclusions.withdrawn,
    },
    cases: published ? (events.findLast(({ type }) => type === 'month.published')?.texts['words'] ?? null) : null,
    published,
  })
}

function profileOf({ scoring }: Policy, kind: string): ScoringProfile | null {
  return Object.hasOwn(scoring, kind) ? scoring[kind as keyof Policy['scoring']] : null
}

const RATE_OF: Readonly<Record<string, keyof BulletinLine['rates']>> = {
  响应率: 'response',
  response: 'response',
  解决率: 'resolution',
  resolution: 'resolution',
  满意率: 'satisfaction',
  satisfaction: 'satisfaction',
}

/** What each rate gives to the composite, in points. */
function partsOf({ rates, composite }: BulletinLine, profile: ScoringProfile | null) {
  const parts = composite === null || !profile ? null : weightedParts(profile.formula)
  if (!parts || !profile) return null
  const told = parts.flatMap((part) => {
    const rate = rates[RATE_OF[part.name] ?? 'response']
    if (RATE_OF[part.name] === undefined || isZero(fromText(rate.denominator))) return []
    const value = div(fromText(rate.numerator), fromText(rate.denominator))
    return [{ name: part.name, points: pointsOf(part, value, profile.decimals) }]
  })
  return told.length === parts.length ? told : null
}

function groundName(code: string, policy: Policy, language: Language): string {
  const found = findGround([...policy.exclusionGrounds, ...policy.suspensionGrounds], code)
  return found ? (language === 'zh' ? found.name : found.nameEn) : say(language, `ground.${code}`)
}

/** Shares of a ticket (双派) are summed before they are rounded: people are whole. */
async function funnelOf(run: AssessmentRun, span: PeriodSpan, { pool }: ServerDeps): Promise<BulletinView['funnel']> {
  const { rows } = await pool.query<{ received: number }>(
    'select count(*) as received from ticket where registered_at >= $1 and registered_at < $2',
    [span.from, span.to],
  )
  const sum = (of: (unit: AssessmentRun['units'][number]) => number) =>
    run.units.reduce((all, unit) => all + of(unit), 0)
  const counted = (name: 'valid' | 'solved' | 'satisfied' | 'basic') =>
    Math.round(sum(({ counts }) => Number(counts[name].split('/')[0]) / Number(counts[name].split('/')[1] ?? 1)))
  return {
    received: rows[0]?.received ?? 0,
    dispatched: sum(({ volume }) => volume),
    valid: counted('valid'),
    solved: counted('solved'),
    satisfied: counted('satisfied') + counted('basic'),
  }
}

async function volumeByDay(
  span: PeriodSpan,
  { calendar }: Policy,
  { pool }: ServerDeps,
): Promise<BulletinView['volume']> {
  const days: string[] = []
  for (let day = span.firstDay; day <= span.lastDay; day = addDays(day, 1)) days.push(day)
  const borders = days.map((day) => startOfDay(day, calendar))
  const { rows } = await pool.query<{ slot: number; tickets: number }>(
    `select width_bucket(registered_at, $1::timestamptz[]) as slot, count(*) as tickets from ticket
     where registered_at >= $2 and registered_at < $3 group by 1`,
    [borders, span.from, span.to],
  )
  const counts = new Map(rows.map((row) => [row.slot, row.tickets]))
  return days.map((day, index) => ({ day, tickets: counts.get(index + 1) ?? 0 }))
}
