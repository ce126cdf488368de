import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { Segmented, Select } from 'antd'
import type { RatesView } from '../../../contract/http/rates.ts'
import { previousPeriod } from '../../../domain/scoring/period.ts'
import { ratesQuery } from '../../api/rates.ts'
import { sessionQuery } from '../../api/session.ts'
import { useWords } from '../../i18n/words.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { WaitingPage } from '../../ui/WaitingPage.tsx'
import { Headline } from './Headline.tsx'
import { Peers } from './Peers.tsx'
import { RankHistory } from './RankHistory.tsx'
import styles from './RatesPage.module.css'
import { RatesTable } from './RatesTable.tsx'

const PERIODS = 12

/** Three rates of a period: mine first and in words, then the units of the same class, each number with its n. */
export function RatesPage() {
  const { t } = useWords()
  const search = useSearch({ from: '/desk/rates' })
  const session = useQuery(sessionQuery)
  const rates = useQuery(ratesQuery(search.period))
  if (rates.isPending) return <WaitingPage />
  if (!rates.data) return <ErrorState error={rates.error} retry={() => void rates.refetch()} />
  const { period, firstDay, lastDay, policy, units } = rates.data
  const account = session.data?.account
  const classes = [...new Set(units.map((unit) => unit.class))]
  const chosen = search.class ?? classes.find((one) => one === account?.unitKind) ?? classes[0] ?? ''
  const shown = units.filter((unit) => unit.class === chosen)
  const own = units.find(({ unit }) => unit === account?.unit)
  const empty = units.every(({ volume }) => volume === 0)
  return (
    <section aria-labelledby="rates-title" className={styles['page']} aria-busy={rates.isPlaceholderData}>
      <h1 id="rates-title">{t('rates.title')}</h1>
      <Pickers period={period} latest={session.data?.now} classes={classes} chosen={chosen} />
      <p className={styles['span']}>{t('rates.span', { first: firstDay, last: lastDay, policy })}</p>
      {own && <Headline unit={own} peers={shown} />}
      {empty ? (
        <EmptyState title={t('rates.empty')} hint={t('rates.empty-hint')}>
          <Link to="/rates" search={{ ...search, period: previousPeriod(period) }}>
            {t('rates.before', { period: previousPeriod(period) })}
          </Link>
        </EmptyState>
      ) : (
        <>
          <Peers units={shown} own={account?.unit ?? null} />
          <RankHistory unitClass={chosen} own={account?.unit ?? null} />
          <RatesTable units={shown} own={account?.unit ?? null} period={period} />
        </>
      )}
    </section>
  )
}

interface PickersProps {
  readonly period: RatesView['period']
  readonly latest: string | undefined
  readonly classes: readonly string[]
  readonly chosen: string
}

function Pickers({ period, latest, classes, chosen }: PickersProps) {
  const { t, term } = useWords()
  const navigate = useNavigate({ from: '/rates' })
  return (
    <div className={styles['pickers']}>
      <Select
        aria-label={t('rates.period')}
        value={period}
        style={{ minWidth: 144 }}
        options={periodsUpTo(period, latest).map((one) => ({
          value: one,
          label: t('rates.period-of', { period: one }),
        }))}
        onChange={(one: string) => void navigate({ search: (before) => ({ ...before, period: one }) })}
      />
      <Segmented
        aria-label={t('rates.class')}
        value={chosen}
        options={classes.map((one) => ({ value: one, label: term('unit-kind', one) }))}
        onChange={(one) => void navigate({ search: (before) => ({ ...before, class: one }) })}
      />
    </div>
  )
}

/** From the period that runs on the server's day, or the one shown if later, backwards. */
function periodsUpTo(shown: string, latest: string | undefined): string[] {
  const month = latest === undefined ? shown : nextMonth(latest.slice(0, 7))
  const periods = [month > shown ? month : shown]
  while (periods.length < PERIODS) periods.push(previousPeriod(periods.at(-1) ?? shown))
  return periods
}

function nextMonth(month: string): string {
  const count = Number(month.slice(0, 4)) * 12 + Number(month.slice(5))
  return `${Math.floor(count / 12)}-${String((count % 12) + 1).padStart(2, '0')}`
}
