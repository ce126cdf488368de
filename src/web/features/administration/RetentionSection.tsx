import { useQuery } from '@tanstack/react-query'
import { retentionQuery } from '../../api/administration.ts'
import { useWords } from '../../i18n/words.ts'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { WaitingPage } from '../../ui/WaitingPage.tsx'
import styles from './Administration.module.css'

/** How long words and people are kept, what the next run forgets, and what the runs before forgot. */
export function RetentionSection() {
  const { t, day, time } = useWords()
  const found = useQuery(retentionQuery)
  if (found.isPending) return <WaitingPage />
  if (!found.data) return <ErrorState error={found.error} retry={() => void found.refetch()} />
  const { rule, fromRules, ticketsBefore, peopleBefore, tickets, people, oldest, runs } = found.data
  return (
    <section className={styles['page']} aria-labelledby="retention-title">
      <h1 id="retention-title">{t('admin.retention')}</h1>
      <p>{t('admin.retention-rule', { tickets: rule.ticketYears, people: rule.personYears })}</p>
      <p className={styles['quiet']}>{t(fromRules ? 'admin.retention-from-rules' : 'admin.retention-default')}</p>
      <section className={styles['card']} aria-labelledby="retention-next">
        <h2 id="retention-next">{t('admin.retention-next')}</h2>
        <p>
          {t('admin.retention-will', {
            tickets,
            people,
            ticketsbefore: day(ticketsBefore),
            peoplebefore: day(peopleBefore),
          })}
        </p>
        <ul className={styles['list']}>
          {oldest.map(({ ticketId, number, endedAt }) => (
            <li key={ticketId} className="figures">
              {number} · {day(endedAt)}
            </li>
          ))}
        </ul>
      </section>
      <section className={styles['card']} aria-labelledby="retention-runs">
        <h2 id="retention-runs">{t('admin.retention-runs')}</h2>
        {runs.length === 0 && <p className={styles['quiet']}>{t('admin.retention-no-runs')}</p>}
        <ol className={styles['list']}>
          {runs.map((run) => (
            <li key={run.runId}>
              {time(run.at)} · {t('admin.retention-run', { tickets: run.tickets, people: run.people })}
            </li>
          ))}
        </ol>
      </section>
    </section>
  )
}
