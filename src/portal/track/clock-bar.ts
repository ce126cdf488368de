import type { Calendar } from '../../domain/clock/calendar.ts'
import type { ClockReading } from '../../domain/clock/ledger.ts'
import { type Instant, toMs } from '../../domain/kernel/instant.ts'
import type { LimitRule } from '../../domain/policy/policy.ts'
import { saySpan } from '../../words/span.ts'
import { html, type Markup } from '../html.ts'
import { type Reader, type Say, sayTo, sayWhen } from '../reader.ts'

export interface Clock {
  readonly reading: ClockReading
  readonly rule: LimitRule
  readonly calendar: Calendar
  readonly now: Instant
}

const WIDTH = 1000
const HEIGHT = 20

/**
 * The promise to the requester as a bar (P7): its length is the limit, solid where it ran, hatched where it was paused, a line
 * for now; everything it shows is said in words beside it.
 */
export function renderClock(clock: Clock, reader: Reader): Markup | null {
  const { reading } = clock
  if (reading.startedAt === null) return null
  const say = sayTo(reader)
  const late = reading.late
  const tone = reading.state === 'paused' ? 'paused' : late ? 'late' : isOver(reading) ? 'fine' : 'runs'
  const words = sayClock(clock, reader, say)
  return html`
    <section class=${`clock ${tone}`}>
      <h2>${say('track.clock')}</h2>
      <p class="clock-words">${words}</p>
      ${renderBar(clock)}
      ${reading.segments
        .filter(({ kind }) => kind === 'paused')
        .map(({ from, to }) => {
          const when = (at: Instant) => sayWhen(at, clock.now, clock.calendar, reader.language)
          return html`<p class="hint">${say('clock.paused-from', { from: when(from), to: when(to) })}</p>`
        })}
      <p class="hint">${say('clock.legend')}</p>
    </section>
  `
}

function isOver(reading: ClockReading): boolean {
  return reading.state === 'submitted' || reading.state === 'stopped'
}

/** `还剩 1天4小时 · 11月26日 18:00 前有结果 · 一般件，7 天`. */
function sayClock({ reading, rule, calendar, now }: Clock, { language }: Reader, say: Say): string {
  const span = saySpan(reading.remainingMs, language)
  const when = reading.dueAt === null ? null : sayWhen(reading.dueAt, now, calendar, language)
  const over = isOver(reading)
  const state =
    reading.state === 'paused'
      ? say('clock.paused', { span })
      : over
        ? reading.late
          ? say('clock.done-late', { span })
          : say('clock.done-on-time')
        : say(reading.late ? 'clock.over' : 'clock.left', { span })
  const due = when === null ? null : say(reading.late || over ? 'clock.due-passed' : 'clock.due', { due: when })
  const limit = say('clock.with-limit', {
    limit: language === 'zh' ? rule.name : rule.nameEn,
    amount: say(AMOUNTS[rule.limit.unit], { n: rule.limit.amount }),
  })
  return [state, due, limit, reading.provisional ? say('clock.provisional') : null]
    .filter((one) => one !== null)
    .join(' · ')
}

const AMOUNTS = {
  minutes: 'unit.minutes',
  'duty-minutes': 'unit.minutes',
  hours: 'unit.hours',
  'natural-days': 'unit.days',
  'working-days': 'unit.working-days',
} as const satisfies Record<LimitRule['limit']['unit'], string>

/** Drawn as SVG, because its attributes need no inline style. */
function renderBar({ reading, now }: Clock): Markup {
  const segments = reading.segments.filter(({ leg }) => leg === reading.legs.length - 1)
  const from = toMs(reading.startedAt ?? now)
  const end = toMs(reading.stoppedAt ?? now)
  const due = reading.dueAt === null ? end + reading.remainingMs : toMs(reading.dueAt)
  const to = Math.max(due, end, from + 1)
  const x = (ms: number) => Math.round(((Math.min(Math.max(ms, from), to) - from) / (to - from)) * WIDTH)
  const bar = (start: number, stop: number, kind: string) =>
    html`<rect class=${kind} x=${x(start)} y="4" width=${Math.max(0, x(stop) - x(start))} height="12" />`
  return html`
    <svg class="bar" viewBox=${`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true" focusable="false">
      <defs>
        <pattern id="hatch" width="12" height="12" patternUnits="userSpaceOnUse">
          <path class="hatch" d="M0 12 L12 0 M-3 3 L3 -3 M9 15 L15 9" />
        </pattern>
      </defs>
      <rect class="limit" x="0" y="4" width=${WIDTH} height="12" />
      ${segments.flatMap(({ from: start, to: stop, kind }) => {
        const [begins, ends] = [toMs(start), toMs(stop)]
        if (kind === 'paused') return [bar(begins, ends, 'paused-ground'), bar(begins, ends, 'paused')]
        return ends <= due || begins >= due
          ? [bar(begins, ends, begins >= due ? 'over' : 'ran')]
          : [bar(begins, due, 'ran'), bar(due, ends, 'over')]
      })}
      <rect class="now" x=${Math.min(x(end), WIDTH - 4)} y="0" width="4" height=${HEIGHT} />
    </svg>
  `
}
