import { HANDED_IN } from '../../domain/ticket/terms.ts'
import { urgencyOf } from '../../words/span.ts'
import { useNow } from '../app/now.tsx'
import { useWords } from '../i18n/words.ts'
import styles from './TimeChip.module.css'

interface TimeChipProps {
  readonly dueAt: string | null
  readonly phase: string
  readonly open: boolean
  readonly late: boolean
}

/** The time left, in words, with a shape of its own for late, soon and paused: never a colour alone. */
export function TimeChip({ dueAt, phase, open, late }: TimeChipProps) {
  const { t, left, exactTime, term } = useWords()
  const now = useNow()
  if (!open) return <span className={`${styles['chip']} ${styles['done']}`}>{term('phase', phase)}</span>
  // Lateness grows no more once a reply is handed in.
  if (HANDED_IN.some((one) => one === phase)) {
    const text = t(late ? 'time.handed-in-late' : 'time.handed-in')
    return <span className={`${styles['chip']} ${styles[late ? 'late' : 'done']}`}>{text}</span>
  }
  if (dueAt === null) return <span className={`${styles['chip']} ${styles['paused']}`}>{t('time.not-running')}</span>
  const remaining = Date.parse(dueAt) - Date.parse(now)
  return (
    <time
      dateTime={dueAt}
      title={t('time.due-exact', { time: exactTime(dueAt) })}
      className={`${styles['chip']} ${styles[urgencyOf(remaining, false)]}`}
    >
      {left(remaining)}
    </time>
  )
}
