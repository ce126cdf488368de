import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Alert, Button } from 'antd'
import { useState } from 'react'
import { type AlertItem, alertsQuery } from '../../api/alerts.ts'
import { isProblem } from '../../api/problem.ts'
import { giveCommand } from '../../api/ticket.ts'
import { freshId } from '../../app/fresh-id.ts'
import { useNow } from '../../app/now.tsx'
import { useWords } from '../../i18n/words.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { WaitingPage } from '../../ui/WaitingPage.tsx'
import styles from './AlertsPage.module.css'

/** P2: risks that nobody has put a name to yet, each acknowledged by a person. */
export function AlertsPage() {
  const { t } = useWords()
  const alerts = useQuery(alertsQuery)
  if (alerts.isPending) return <WaitingPage />
  if (!alerts.data) return <ErrorState error={alerts.error} retry={() => void alerts.refetch()} />
  return (
    <section aria-labelledby="alerts-title" className={styles['page']}>
      <h1 id="alerts-title">{t('alerts.title')}</h1>
      <p className={styles['lead']}>{t('alerts.lead')}</p>
      {alerts.data.length === 0 ? (
        <EmptyState title={t('alerts.none')} hint={t('alerts.none-hint')} />
      ) : (
        <ul aria-live="polite">
          {alerts.data.map((alert) => (
            <AlertRow key={alert.alert} alert={alert} />
          ))}
        </ul>
      )}
    </section>
  )
}

function AlertRow({ alert }: { readonly alert: AlertItem }) {
  const { t, term, time, span, between } = useWords()
  const now = useNow()
  const queries = useQueryClient()
  const [key] = useState(freshId)
  const acknowledging = useMutation({
    mutationFn: () => giveCommand(alert.ticketId, 'acknowledge-alert', { alert: alert.alert }, { key }),
    onSuccess: () =>
      Promise.all([['alerts'], ['ticket', alert.ticketId]].map((queryKey) => queries.invalidateQueries({ queryKey }))),
  })
  return (
    <li className={styles['alert']}>
      <p className={styles['risks']}>{alert.risks.map(({ name }) => name).join(between)}</p>
      <p className={styles['facts']}>
        <Link to="/tickets/$ticketId" params={{ ticketId: alert.ticketId }} className="figures">
          {alert.number}
        </Link>
        <span>{term('phase', alert.phase)}</span>
        <time dateTime={alert.raisedAt}>
          {t('alerts.raised', { time: time(alert.raisedAt), span: span(Date.parse(now) - Date.parse(alert.raisedAt)) })}
        </time>
      </p>
      {acknowledging.error && (
        <Alert
          type="error"
          role="alert"
          title={(isProblem(acknowledging.error) && acknowledging.error.sentence) || t('error.network')}
        />
      )}
      <Button type="primary" loading={acknowledging.isPending} onClick={() => acknowledging.mutate()}>
        {t('alerts.acknowledge')}
      </Button>
    </li>
  )
}
