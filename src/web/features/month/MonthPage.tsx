import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Select } from 'antd'
import { monthQuery, monthsQuery } from '../../api/month.ts'
import { useWords } from '../../i18n/words.ts'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { WaitingPage } from '../../ui/WaitingPage.tsx'
import { Appeals } from './Appeals.tsx'
import { Exclusions } from './Exclusions.tsx'
import styles from './MonthPage.module.css'
import { Reruns } from './Reruns.tsx'
import { Steps } from './Steps.tsx'
import { Turn } from './Turn.tsx'

/** The month of assessment: where it stands, whose turn it is, what is still open. */
export function MonthPage() {
  const { t, term } = useWords()
  const navigate = useNavigate({ from: '/month' })
  const search = useSearch({ from: '/desk/month' })
  const months = useQuery(monthsQuery)
  // The month that somebody has to act on; the running one has nothing to do yet.
  const waiting = months.data?.find(({ step }) => step !== 'counting')?.period
  const period = search.period ?? waiting ?? ''
  const month = useQuery({ ...monthQuery(period), enabled: period !== '' })
  if (months.isError) return <ErrorState error={months.error} retry={() => void months.refetch()} />
  if (month.isError) return <ErrorState error={month.error} retry={() => void month.refetch()} />
  if (!month.data) return <WaitingPage />
  return (
    <section aria-labelledby="month-title" className={styles['page']} aria-busy={month.isPlaceholderData}>
      <h1 id="month-title">{t('month.title', { period })}</h1>
      <div className={styles['head']}>
        <Select
          aria-label={t('rates.period')}
          value={period}
          style={{ minWidth: 280 }}
          options={(months.data ?? []).map((one) => ({
            value: one.period,
            label: `${t('rates.period-of', { period: one.period })} · ${term('month.step', one.step)}`,
          }))}
          onChange={(one: string) => void navigate({ search: { period: one } })}
        />
        <span className={styles['span']}>
          {t('rates.span', { first: month.data.firstDay, last: month.data.lastDay, policy: month.data.policy })}
        </span>
      </div>
      <Steps month={month.data} />
      <Turn month={month.data} />
      <Exclusions month={month.data} />
      <Appeals month={month.data} />
      <Reruns month={month.data} />
    </section>
  )
}
