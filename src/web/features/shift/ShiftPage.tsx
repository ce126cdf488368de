import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { alertsQuery } from '../../api/alerts.ts'
import { type ShiftView, shiftQuery } from '../../api/calls.ts'
import { useNow } from '../../app/now.tsx'
import { useWords } from '../../i18n/words.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { WaitingPage } from '../../ui/WaitingPage.tsx'
import { AbuseCase } from './AbuseCase.tsx'
import styles from './ShiftPage.module.css'

/** 班长台: alarms first, then who is at the desks, who waits, and what was done against abuse. */
export function ShiftPage() {
  const { t } = useWords()
  const shift = useQuery(shiftQuery)
  const alerts = useQuery(alertsQuery)
  if (shift.isPending) return <WaitingPage />
  if (!shift.data) return <ErrorState error={shift.error} retry={() => void shift.refetch()} />
  const { agents, waiting, abuse } = shift.data
  const alarms = alerts.data?.length ?? 0
  return (
    <section aria-labelledby="shift-title" className={styles['page']}>
      <h1 id="shift-title">{t('shift.title')}</h1>
      <p role="status" className={alarms > 0 ? styles['alarm'] : styles['calm']}>
        {alarms > 0 ? (
          <Link to="/alerts">{t('shift.alarms', { count: alarms })}</Link>
        ) : (
          alerts.data && t('shift.no-alarms')
        )}
      </p>
      <div className={styles['columns']}>
        <section aria-labelledby="shift-agents" className={styles['card']}>
          <h2 id="shift-agents">{t('shift.agents')}</h2>
          {agents.length === 0 ? (
            <EmptyState title={t('shift.none')} hint={t('shift.none-hint')} />
          ) : (
            <Agents agents={agents} />
          )}
        </section>
        <section aria-labelledby="shift-waiting" className={styles['card']}>
          <h2 id="shift-waiting">{t('shift.waiting')}</h2>
          {waiting.length === 0 && <p className={styles['calm']}>{t('shift.no-waiting')}</p>}
          <ul className={styles['list']}>
            {waiting.map((one) => (
              <li key={one.callId}>
                <span className="figures">{one.phone ?? t('console.withheld')}</span> <Since at={one.rangAt} />
              </li>
            ))}
          </ul>
        </section>
      </div>
      <section aria-labelledby="shift-abuse" className={styles['card']}>
        <h2 id="shift-abuse">{t('shift.abuse')}</h2>
        {abuse.length === 0 && <p className={styles['calm']}>{t('shift.no-abuse')}</p>}
        <ul className={styles['list']}>
          {abuse.map((one) => (
            <AbuseCase key={one.caseId} one={one} />
          ))}
        </ul>
      </section>
    </section>
  )
}

function Agents({ agents }: { readonly agents: ShiftView['agents'] }) {
  const { t, term } = useWords()
  return (
    <table className={styles['table']}>
      <thead>
        <tr>
          <th scope="col">{t('shift.name')}</th>
          <th scope="col">{t('shift.extension')}</th>
          <th scope="col">{t('shift.status')}</th>
          <th scope="col">{t('shift.call')}</th>
        </tr>
      </thead>
      <tbody>
        {agents.map((one) => (
          <tr key={`${one.name} ${one.extension ?? ''}`}>
            <th scope="row">{one.name}</th>
            <td className="figures">{one.extension ?? '—'}</td>
            <td>
              {one.here ? term('agent-status', one.status) : t('shift.gone')} <Since at={one.since} />
            </td>
            <td>
              {one.call ? (
                <>
                  {term('call-state', one.call.state)} <Since at={one.call.since} />
                </>
              ) : (
                '—'
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

const MINUTE_MS = 60_000

function Since({ at }: { readonly at: string }) {
  const { span } = useWords()
  const ms = Date.parse(useNow()) - Date.parse(at)
  if (ms < MINUTE_MS) return null
  return (
    <time dateTime={at} className={styles['since']}>
      {span(ms)}
    </time>
  )
}
