import type { Overview } from '../../api/overview.ts'
import { useWords } from '../../i18n/words.ts'
import styles from './OverviewPage.module.css'

/** 本期解决率 93.2%（±1.1），比上期升 0.8；今日到期 6 件，超时 2 件。 */
export function Headline({ overview }: { readonly overview: Overview }) {
  const { t } = useWords()
  const { period, runningPeriod, today } = overview
  const rate = overview.rates.find((one) => one.rate === 'resolution')
  const percent = rate?.percent ?? null
  const change = rate?.change ?? null
  const facts = {
    period,
    percent: percent === null ? '' : Number(percent).toFixed(1),
    half: halfOf(rate?.interval ?? null),
    change: change === null ? t('overview.head-new') : t(`overview.head-${change.way}`, { points: change.points }),
  }
  return (
    <p className={styles['headline']}>
      {percent === null
        ? t('overview.head-none')
        : t(period === runningPeriod ? 'overview.head-running' : 'overview.head-last', facts)}
      {t('overview.head-today', { due: today.due, late: today.late })}
    </p>
  )

  /** Half the width of the interval; answers that were all alike have none to tell. */
  function halfOf(interval: { readonly low: string; readonly high: string } | null): string {
    const half = interval === null ? 0 : (Number(interval.high) - Number(interval.low)) / 2
    return half === 0 ? '' : t('overview.head-half', { half: half.toFixed(1) })
  }
}
