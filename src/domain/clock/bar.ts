import { type Instant, toMs } from '../kernel/instant.ts'

/** What the bar needs of a clock's reading: the current leg only. */
export interface BarInput {
  readonly startedAt: Instant
  /** null while paused: then `remainingMs` says where the limit ends. */
  readonly dueAt: Instant | null
  readonly remainingMs: number
  readonly stoppedAt: Instant | null
  readonly segments: readonly BarSegment[]
  readonly marks: readonly BarMark[]
}

export interface BarSegment {
  readonly from: Instant
  readonly to: Instant
  readonly kind: 'ran' | 'paused'
  readonly ground: string
}

export interface BarMark {
  readonly at: Instant
  readonly what: 'signed' | 'contacted'
}

/** Positions in percent of the bar's length. */
export interface Bar {
  readonly stretches: readonly (BarSegment & {
    readonly left: number
    readonly width: number
    readonly late: boolean
  })[]
  readonly ticks: readonly (BarMark & { readonly left: number })[]
  /** Where the limit ends; 100 while nothing is late. */
  readonly due: number
  /** Where now is; null once the clock has stopped. */
  readonly now: number | null
  /** The overrun is longer than the bar can show and is cut off at its end. */
  readonly cut: boolean
}

/** The limit never shrinks below this share of the bar, however late the ticket is. */
const LEAST_LIMIT = 0.4

/** Lays a clock out: the bar is as long as the limit, pauses included, and grows beyond it only by what is late. */
export function layBar(input: BarInput, now: Instant): Bar {
  const start = toMs(input.startedAt)
  const end = toMs(input.stoppedAt ?? now)
  const due = Math.max(start + 1, input.dueAt === null ? end + Math.max(0, input.remainingMs) : toMs(input.dueAt))
  const wanted = Math.max(due, end)
  const longest = start + (due - start) / LEAST_LIMIT
  const last = Math.min(wanted, longest)
  const place = (ms: number): number => (100 * (Math.min(Math.max(ms, start), last) - start)) / (last - start)
  const stretches = input.segments.flatMap((one) => {
    const [from, to] = [toMs(one.from), toMs(one.to)]
    if (to <= start) return []
    // A stretch that crosses the due time is drawn in two pieces, because only the second is late.
    const cuts = from < due && to > due ? [from, due, to] : [from, to]
    return cuts.slice(1).map((until, index) => {
      const since = cuts[index] ?? from
      return { ...one, left: place(since), width: place(until) - place(since), late: since >= due }
    })
  })
  return {
    stretches: stretches.filter((one) => one.width > 0),
    ticks: input.marks.filter((one) => toMs(one.at) >= start).map((one) => ({ ...one, left: place(toMs(one.at)) })),
    due: place(due),
    now: input.stoppedAt === null ? place(toMs(now)) : null,
    cut: wanted > longest,
  }
}
