import { addDays, type Calendar, dayOf, startOfDay } from '../clock/calendar.ts'
import { endOfQuiet, type QuietHours } from '../clock/duty-hours.ts'
import { HOUR, type Instant, plus } from '../kernel/instant.ts'
import { done, type Result, rejected } from '../kernel/result.ts'
import type { SamplingRule } from '../policy/sampling.ts'
import type { PeriodId, PeriodSpan } from '../scoring/period.ts'
import { DAY_PART_FROM, dayPartAt } from '../ticket/day-part.ts'
import { DAY_PARTS, type DayPart } from '../ticket/terms.ts'

/**
 * Who is called, in which order and in which part of the day follows from a seed that was stored before the period began and
 * from the ticket's id: nobody chooses whom to ask, and nobody can tell beforehand who will be (P5, domain.md §8.1).
 */
export interface CallbackPlan extends Pick<SamplingRule, 'share' | 'recheckShare'> {
  readonly period: PeriodId
  /** Secret until somebody checks the plan: who knows it knows who is called when. */
  readonly seed: string
  /** It was stored only when the period had begun. */
  readonly late: boolean
}

/** SHA-256 of a text in hexadecimal digits: handed in, since the domain has no cryptography. */
export type Hash = (text: string) => string

/** What the plan says of one ticket. */
export interface Turn {
  readonly called: boolean
  /** 0 to 1: who comes first among those of one day and part. */
  readonly order: number
  readonly part: DayPart
}

/** 52 bits, as many as a double holds exactly. */
const DIGITS = 13

/** A number from 0 to 1 (excluded); each purpose has draws of its own, so that none tells anything of another. */
function draw(plan: Pick<CallbackPlan, 'seed'>, purpose: string, ticketId: string, hash: Hash): number {
  return Number.parseInt(hash(`${plan.seed}/${purpose}/${ticketId}`).slice(0, DIGITS), 16) / 16 ** DIGITS
}

export function turnOf(plan: Pick<CallbackPlan, 'seed' | 'share'>, ticketId: string, hash: Hash): Turn {
  return {
    called: draw(plan, 'call', ticketId, hash) < plan.share,
    order: draw(plan, 'order', ticketId, hash),
    part: DAY_PARTS[Math.floor(draw(plan, 'part', ticketId, hash) * DAY_PARTS.length)] ?? 'morning',
  }
}

/** Is a *satisfied* answer to this ticket checked by a second person? */
export function isRechecked(plan: Pick<CallbackPlan, 'seed' | 'recheckShare'>, ticketId: string, hash: Hash): boolean {
  return draw(plan, 'recheck', ticketId, hash) < plan.recheckShare
}

/** A holiday of a week and the weekends about it lie within. */
const MOST_DAYS = 40

/** The first instant from `from` on in that part of the day at which people may be called (P10). */
export function slotOf(part: DayPart, from: Instant, quiet: QuietHours, calendar: Calendar): Instant {
  const first = dayOf(from, calendar)
  for (let ahead = 0; ahead < MOST_DAYS; ahead++) {
    const start = plus(startOfDay(addDays(first, ahead), calendar), DAY_PART_FROM[part] * HOUR)
    const at = endOfQuiet(start < from ? from : start, quiet, calendar)
    if (dayPartAt(at, calendar) === part) return at
  }
  return endOfQuiet(from, quiet, calendar)
}

export interface PlanRequest extends Omit<CallbackPlan, 'late'> {
  readonly now: Instant
  readonly span: PeriodSpan
  /** Stored all the same once the period has begun, and marked so: a fresh installation has no earlier moment. */
  readonly acceptLate: boolean
}

/** A plan is stored once, before its period begins; it never changes. */
export function planCallbacks(existing: CallbackPlan | null, request: PlanRequest): Result<CallbackPlan> {
  const { now, span, acceptLate, ...plan } = request
  if (existing !== null) return rejected('callback-plan.exists', { period: plan.period })
  const late = now >= span.from
  if (late && !acceptLate) return rejected('callback-plan.too-late', { period: plan.period, day: span.firstDay })
  return done({ ...plan, late })
}
