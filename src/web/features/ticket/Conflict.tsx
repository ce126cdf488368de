import { Alert, Button } from 'antd'
import type { TicketView } from '../../api/ticket.ts'
import { useWords } from '../../i18n/words.ts'
import styles from './Conflict.module.css'

interface ConflictProps {
  /** As it is now. */
  readonly ticket: TicketView
  /** The version that was seen when the writing began. */
  readonly seen: number
  readonly goOn: () => void
}

/** Somebody was first: what they did and wrote is shown, what I wrote stays above, and nothing goes out unread. */
export function Conflict({ ticket, seen, goOn }: ConflictProps) {
  const { t, time } = useWords()
  const since = ticket.timeline.filter((entry) => entry.version > seen)
  return (
    <Alert
      type="warning"
      role="alert"
      className={styles['conflict'] ?? ''}
      title={t('form.conflict-title')}
      description={
        <>
          <p>{t('form.conflict-hint')}</p>
          <ul className={styles['since']}>
            {since.map((entry) => (
              <li key={entry.version}>
                <b>{entry.actor.name}</b> {entry.at !== null && time(entry.at)} {entry.sentence}
                {entry.texts.map(({ field, text }) => (
                  <blockquote key={field}>{text}</blockquote>
                ))}
              </li>
            ))}
          </ul>
        </>
      }
      action={<Button onClick={goOn}>{t('form.go-on')}</Button>}
    />
  )
}
