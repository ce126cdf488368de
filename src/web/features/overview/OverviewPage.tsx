import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { type Overview, overviewQuery } from '../../api/overview.ts'
import { type Key, useWords } from '../../i18n/words.ts'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { RateNumber } from '../../ui/rates/RateNumber.tsx'
import { WaitingPage } from '../../ui/WaitingPage.tsx'
import { Changes } from './Changes.tsx'
import { Headline } from './Headline.tsx'
import { LateNow } from './LateNow.tsx'
import styles from './OverviewPage.module.css'
import { PeerRows } from './PeerRows.tsx'
import { WatchList } from './WatchList.tsx'

const LABELS: Readonly<Record<Overview['rates'][number]['rate'], { readonly label: Key; readonly count: string }>> = {
  response: { label: 'rates.response', count: 'contacted' },
  resolution: { label: 'rates.resolution', count: 'solved' },
  satisfaction: { label: 'rates.satisfaction', count: 'satisfied' },
}

/** Rows of peers that leave room for the rest on one printed page. */
const MOST_UNITS = 14

/** A leader's day on one page: how it stands in a sentence, what presses, what is watched, what changed (P21). */
export function OverviewPage() {
  const { t } = useWords()
  const overview = useQuery(overviewQuery)
  if (overview.isPending) return <WaitingPage />
  if (!overview.data) return <ErrorState error={overview.error} retry={() => void overview.refetch()} />
  const { unit, period, runningPeriod, firstDay, lastDay, policy, rates, opens, own, units, today } = overview.data
  const classes = [...new Set(units.map((one) => one.class))]
  return (
    <section aria-labelledby="overview-title" className={styles['page']}>
      <header className={styles['head']}>
        <h1 id="overview-title">{t('overview.title', { unit: unit.name })}</h1>
        <Button className={styles['unprinted'] ?? ''} onClick={() => window.print()}>
          {t('overview.print')}
        </Button>
      </header>
      <Headline overview={overview.data} />
      <p className={styles['quiet']}>
        {period !== runningPeriod && <b>{t('overview.not-yet', { running: runningPeriod, period })} </b>}
        {t('overview.span', { period, first: firstDay, last: lastDay, policy })}
      </p>
      <div className={styles['columns']}>
        <div className={styles['figures']}>
          <section aria-labelledby="overview-rates">
            <h2 id="overview-rates" className="unseen">
              {t('overview.rates')}
            </h2>
            <div className={styles['rates']}>
              {rates.map((one) => (
                <RateNumber
                  key={one.rate}
                  label={t(LABELS[one.rate].label)}
                  rate={one}
                  change={one.change}
                  opens={opens === null ? undefined : { unit: opens, period, count: LABELS[one.rate].count }}
                />
              ))}
            </div>
          </section>
          <section aria-labelledby="overview-units">
            <h2 id="overview-units">{t(own === null ? 'overview.units' : 'overview.peers')}</h2>
            {units.every(({ rank }) => rank === null) && <p className={styles['quiet']}>{t('overview.none-ranked')}</p>}
            {classes.map((one) => (
              <PeerRows
                key={one}
                units={units.filter((line) => line.class === one)}
                own={own}
                most={Math.max(3, Math.floor(MOST_UNITS / classes.length))}
              />
            ))}
            <p className={styles['links']}>
              <Link to="/rates" search={{ period }}>
                {t('overview.all-rates')}
              </Link>
              <Link to="/tickets" search={{}}>
                {t('overview.open-tickets', { count: today.open })}
              </Link>
            </p>
          </section>
        </div>
        <div className={styles['news']}>
          <Changes overview={overview.data} />
          <LateNow overview={overview.data} />
          <WatchList overview={overview.data} />
        </div>
      </div>
    </section>
  )
}
