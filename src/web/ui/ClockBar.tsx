import type { BarMark } from '../../domain/clock/bar.ts'
import { layBar } from '../../domain/clock/bar.ts'
import type { ClockView } from '../api/ticket.ts'
import { useNow } from '../app/now.tsx'
import { useWords } from '../i18n/words.ts'
import styles from './ClockBar.module.css'

interface ClockBarProps {
  /** Whose clock: the promise to the requester, or the unit's. */
  readonly name: string
  readonly clock: ClockView
  readonly marks: readonly BarMark[]
}

/** Length = the limit; solid = ran, hatched = paused, ticks = signed and first contact, a line for now, words beside it. */
export function ClockBar({ name, clock, marks }: ClockBarProps) {
  const { t, term, time, exactTime, left, span } = useWords()
  const now = useNow()
  const { startedAt, dueAt, stoppedAt, state } = clock
  if (startedAt === null) {
    return (
      <div className={styles['clock']}>
        <h3>{name}</h3>
        <p>{t('clock.not-started')}</p>
      </div>
    )
  }
  const running = state === 'running' && dueAt !== null
  const remaining = running ? Date.parse(dueAt) - Date.parse(now) : clock.remainingMs
  const lastLeg = clock.segments.at(-1)?.leg
  const segments = clock.segments.filter((one) => one.leg === lastLeg)
  const grown = running ? growLast(segments, now) : segments
  const bar = layBar({ startedAt, dueAt, remainingMs: remaining, stoppedAt, segments: grown, marks }, now)
  const late = remaining < 0
  const standing =
    stoppedAt === null
      ? left(remaining)
      : t(late ? 'clock.ended-late' : 'clock.ended-in-time', { span: span(clock.ranMs), late: span(remaining) })
  return (
    <div className={styles['clock']}>
      <h3>{name}</h3>
      <div className={styles['bar']} aria-hidden="true">
        {bar.stretches.map((one) => (
          <span
            key={`${one.from}${one.left}`}
            className={styles[one.kind === 'paused' ? 'paused' : one.late ? 'late' : 'ran']}
            style={{ left: `${one.left}%`, width: `${one.width}%` }}
          />
        ))}
        {bar.due < 100 && <span className={styles['due']} style={{ left: `${bar.due}%` }} />}
        {bar.ticks.map((tick) => (
          <span key={tick.what} className={styles['tick']} style={{ left: `${tick.left}%` }} title={markTitle(tick)} />
        ))}
        {bar.now !== null && <span className={styles['now']} style={{ left: `${bar.now}%` }} />}
        {bar.cut && <span className={styles['cut']} />}
      </div>
      <p className={styles['words']}>
        <b className={late ? styles['overdue'] : undefined}>{standing}</b>
        {state === 'paused' && <span>{t('clock.paused')}</span>}
        {dueAt !== null && (
          <time dateTime={dueAt} title={exactTime(dueAt)}>
            {t(clock.provisional ? 'clock.due-provisional' : 'clock.due', { time: time(dueAt) })}
          </time>
        )}
        <span>
          {term('limit', clock.class)} {span(clock.limitMs)}
        </span>
        {marks.map((mark) => (
          <span key={mark.what}>{markTitle(mark)}</span>
        ))}
        {grown
          .filter(({ kind }) => kind === 'paused')
          .map((pause) => (
            <span key={pause.from}>
              {t('clock.pause', {
                from: time(pause.from),
                to: time(pause.to),
                ground: t(pause.ground === 'return-review' ? 'clock.pause-return' : 'clock.pause-suspended'),
              })}
            </span>
          ))}
      </p>
    </div>
  )

  function markTitle({ what, at }: BarMark): string {
    return t(what === 'signed' ? 'clock.signed' : 'clock.contacted', { time: time(at) })
  }
}

/** The answer is a little old: the stretch that runs has run on since. */
function growLast<T extends { readonly to: string }>(segments: readonly T[], now: string): T[] {
  return segments.map((one, index) => (index === segments.length - 1 && one.to < now ? { ...one, to: now } : one))
}
