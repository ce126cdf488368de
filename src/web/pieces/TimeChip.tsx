import { urgencyOf } from '../../words/span.ts'
import { useNow } from '../app/now.tsx'
import { useWords } from '../i18n/words.ts'
import styles from './TimeChip.module.css'

interface TimeChipProps {
  readonly dueAt: string | null
  readonly phase: string
  readonly open: boolean
}

/** The time left, in words, with a shape of its own for late, soon and paused: never a colour alone. */
export function TimeChip({ dueAt, phase, open }: TimeChipProps) {
  const { t, left, exactTime, term } = useWords()
  const now = useNow()
  if (!open) return <span className={`${styles['chip']} ${styles['done']}`}>{term('phase', phase)}</span>
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
