import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Select } from 'antd'
import { signalsQuery } from '../../api/signals.ts'
import { useWords } from '../../i18n/words.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { WaitingPage } from '../../ui/WaitingPage.tsx'
import { Rechecks } from './Rechecks.tsx'
import { SignalItem } from './SignalItem.tsx'
import styles from './SignalsPage.module.css'

/** What a human should look at, why, and what was found (P23). */
export function SignalsPage() {
  const { t } = useWords()
  const search = useSearch({ from: '/desk/signals' })
  const navigate = useNavigate({ from: '/signals' })
  const signals = useQuery(signalsQuery(search))
  if (signals.isPending) return <WaitingPage />
  if (!signals.data) return <ErrorState error={signals.error} retry={() => void signals.refetch()} />
  const { period, periods, firstDay, lastDay, signals: found } = signals.data
  return (
    <section aria-labelledby="signals-title" aria-busy={signals.isPlaceholderData} className={styles['page']}>
      <h1 id="signals-title">{t('signals.title')}</h1>
      <p className={styles['quiet']}>{t('signals.lead')}</p>
      <div className={styles['head']}>
        <Select
          aria-label={t('rates.period')}
          value={period}
          style={{ minWidth: 180 }}
          options={periods.map((value) => ({ value, label: t('rates.period-of', { period: value }) }))}
          onChange={(value: string) => void navigate({ search: { period: value } })}
        />
        <span className={styles['quiet']}>
          {t('signals.span', { first: firstDay, last: lastDay, count: found.length })}
        </span>
      </div>
      <Rechecks period={period} />
      {found.length === 0 ? (
        <EmptyState title={t('signals.none')} hint={t('signals.none-hint')} />
      ) : (
        <ul className={styles['list']}>
          {found.map((signal) => (
            <SignalItem key={signal.id} signal={signal} period={period} />
          ))}
        </ul>
      )}
    </section>
  )
}
