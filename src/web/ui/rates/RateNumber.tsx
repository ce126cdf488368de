import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { ScopeRateView } from '../../../contract/http/overview.ts'
import { useWords } from '../../i18n/words.ts'
import styles from './RateNumber.module.css'

interface RateNumberProps {
  readonly label: string
  readonly rate: Pick<ScopeRateView, 'numerator' | 'denominator' | 'percent' | 'interval'>
  /** Against the period before; absent where it is not compared, null where one of the two has no sample. */
  readonly change?: ScopeRateView['change']
  /** What the figure opens to; absent: of peers the figure only (P21). */
  readonly opens?: { readonly unit: string; readonly period: string; readonly count: string } | undefined
  /** In a table: small, the change left out. */
  readonly dense?: boolean
  /** Names the unit to whoever cannot see the row. */
  readonly of?: string
}

/** One rate: the figure, its interval as a thin bar, the change as a word, and always how many answers it rests on. */
export function RateNumber({ label, rate, change, opens, dense = false, of = '' }: RateNumberProps) {
  const { t } = useWords()
  const { percent, numerator, denominator, interval } = rate
  if (percent === null) {
    return (
      <div className={styles[dense ? 'dense' : 'rate']}>
        {!dense && <h3>{label}</h3>}
        <p className={styles['none']}>{t('rates.no-sample')}</p>
        {!dense && <p className={styles['small']}>{t('rate.no-sample-why')}</p>}
      </div>
    )
  }
  const answers = dense ? `${numerator}/${denominator}` : t('rate.answers', { numerator, denominator })
  const alike = interval !== null && interval.low === interval.high
  return (
    <div className={styles[dense ? 'dense' : 'rate']}>
      {!dense && <h3>{label}</h3>}
      <p className={styles['figure']}>
        <Opens opens={opens} label={`${of} ${label} ${percent}%`}>
          {percent}%
        </Opens>
      </p>
      {!dense && change !== undefined && <ChangeWord change={change} />}
      <IntervalBar percent={percent} interval={interval} />
      <p className={styles['small']}>
        <Opens opens={opens && { ...opens, count: 'valid' }} label={`${of} ${label} ${t('rates.valid')} ${answers}`}>
          {answers}
        </Opens>
        {interval !== null && !alike && (
          <span title={t('rates.interval', interval)}>
            {dense ? `${interval.low}–${interval.high}` : t('rates.interval', interval)}
          </span>
        )}
        {alike && !dense && <span>{t('rates.all-alike')}</span>}
      </p>
    </div>
  )
}

/** 升 0.8: a word and a figure, never an arrow or a colour alone. */
function ChangeWord({ change }: { readonly change: ScopeRateView['change'] }) {
  const { t } = useWords()
  if (change === null) return <p className={styles['change']}>{t('rate.change-none')}</p>
  const { way, points } = change
  return (
    <p className={styles['change']} data-way={way}>
      {t(`rate.change-${way}`, { points })}
    </p>
  )
}

const STEP = 10

/** The interval on a scale that begins at the ten below it and ends at 100; the ends of the scale are written. */
function IntervalBar({
  percent,
  interval,
}: {
  readonly percent: string
  readonly interval: ScopeRateView['interval']
}) {
  const value = Number(percent)
  const low = Number(interval?.low ?? percent)
  const high = Number(interval?.high ?? percent)
  const from = Math.max(0, Math.floor((low - 0.01) / STEP) * STEP)
  const at = (points: number) => ((points - from) / (100 - from || 1)) * 100
  return (
    <div className={styles['scale']} aria-hidden="true">
      <span>{from}</span>
      {/* biome-ignore lint/a11y/noSvgWithoutTitle: a picture of the figures beside it, hidden from whoever cannot see it */}
      <svg viewBox="0 0 100 8" preserveAspectRatio="none" focusable="false">
        <rect className={styles['track']} x="0" y="3.5" width="100" height="1" />
        <rect className={styles['interval']} x={at(low)} y="2" width={Math.max(0.8, at(high) - at(low))} height="4" />
        <rect className={styles['dot']} x={Math.max(0, at(value) - 0.6)} y="0" width="1.2" height="8" />
      </svg>
      <span>100</span>
    </div>
  )
}

function Opens({
  opens,
  label,
  children,
}: {
  readonly opens: RateNumberProps['opens']
  readonly label: string
  readonly children: ReactNode
}) {
  if (opens === undefined) return <span>{children}</span>
  const { unit, period, count } = opens
  return (
    <Link to="/rates/$unit/tickets" params={{ unit }} search={{ period, count }} aria-label={label.trim()}>
      {children}
    </Link>
  )
}
