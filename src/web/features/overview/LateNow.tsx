import { Link } from '@tanstack/react-router'
import type { Overview } from '../../api/overview.ts'
import { useWords } from '../../i18n/words.ts'
import { TimeChip } from '../../ui/TimeChip.tsx'
import { WatchButton } from '../../ui/WatchButton.tsx'
import styles from './OverviewPage.module.css'

const MOST = 6

/** What is late at this moment, the longest first. */
export function LateNow({ overview }: { readonly overview: Overview }) {
  const { t } = useWords()
  const { late, today } = overview
  return (
    <section aria-labelledby="overview-late" className={styles['block']}>
      <h2 id="overview-late">{t('overview.late')}</h2>
      {late.length === 0 && <p className={styles['quiet']}>{t('overview.late-none')}</p>}
      <ul className={styles['lines']}>
        {late.slice(0, MOST).map((ticket) => (
          <li key={ticket.ticketId}>
            {ticket.dueAt === null ? (
              <span className={styles['quiet']}>{t('overview.late-standing')}</span>
            ) : (
              <TimeChip dueAt={ticket.dueAt} phase={ticket.phase} open={ticket.open} late={ticket.late} />
            )}
            <Link to="/tickets/$ticketId" params={{ ticketId: ticket.ticketId }} search={{}}>
              {ticket.title ?? ticket.number}
            </Link>
            <span className={styles['quiet']}>{ticket.responsible.name}</span>
            <span className={styles['unprinted']}>
              <WatchButton ticketId={ticket.ticketId} name={ticket.title ?? ticket.number} />
            </span>
          </li>
        ))}
      </ul>
      {today.late > MOST && (
        <p>
          <Link to="/tickets" search={{ late: true }}>
            {t('overview.late-all', { count: today.late })}
          </Link>
        </p>
      )}
    </section>
  )
}
