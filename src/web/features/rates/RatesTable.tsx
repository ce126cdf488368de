import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { useState } from 'react'
import type { UnitRates } from '../../api/rates.ts'
import { type Key, useWords } from '../../i18n/words.ts'
import { GROUPS } from '../../ui/rates/peers.ts'
import { RateNumber } from '../../ui/rates/RateNumber.tsx'
import styles from './RatesTable.module.css'

const RATES: readonly {
  readonly rate: 'response' | 'resolution' | 'satisfaction'
  readonly label: Key
  readonly count: string
}[] = [
  { rate: 'response', label: 'rates.response', count: 'contacted' },
  { rate: 'resolution', label: 'rates.resolution', count: 'solved' },
  { rate: 'satisfaction', label: 'rates.satisfaction', count: 'satisfied' },
]

const EXTRAS: Readonly<Record<string, Key>> = {
  'requests-per-10000': 'rates.extra-requests-per-10000',
  'repeat-rate': 'rates.extra-repeat-rate',
  'return-rate': 'rates.extra-return-rate',
  'overdue-rate': 'rates.extra-overdue-rate',
}

interface RatesTableProps {
  readonly units: readonly UnitRates[]
  readonly own: string | null
  readonly period: string
}

/** Every unit of one class: rates with their fractions, composite, rank, or in words why there is none. */
export function RatesTable({ units, own, period }: RatesTableProps) {
  const { t } = useWords()
  const [all, setAll] = useState(false)
  const order = units.toSorted((a, b) => (a.rank ?? 1e9) - (b.rank ?? 1e9) || b.volume - a.volume)
  const busy = order.filter((unit) => unit.volume > 0 || unit.unit === own)
  const quiet = order.length - busy.length
  // Alone in its class a unit is first whatever its answers.
  const isContest = units.filter(({ rank }) => rank !== null).length > 1
  const extras = [...new Set(units.flatMap((unit) => Object.keys(unit.extras)))]
  return (
    <>
      <div className={styles['scroll']}>
        <table className={styles['table']}>
          <caption className="unseen">{t('rates.title')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('rates.rank')}</th>
              <th scope="col">{t('rates.unit')}</th>
              <th scope="col">{t('rates.volume')}</th>
              {RATES.map(({ rate, label }) => (
                <th key={rate} scope="col">
                  {t(label)}
                </th>
              ))}
              <th scope="col">{t('rates.composite')}</th>
              <th scope="col">{t('rates.peers')}</th>
              {extras.map((name) => (
                <th key={name} scope="col">
                  {t(EXTRAS[name] ?? 'rates.volume')}
                </th>
              ))}
              <th scope="col">{t('rates.classes')}</th>
            </tr>
          </thead>
          <tbody>
            {(all ? order : busy).map((unit) => (
              <UnitRow
                key={unit.unit}
                unit={unit}
                isOwn={unit.unit === own}
                period={period}
                extras={extras}
                isContest={isContest}
              />
            ))}
          </tbody>
        </table>
      </div>
      {quiet > 0 && !all && (
        <p className={styles['quiet']}>
          {t('rates.quiet', { count: quiet })}{' '}
          <Button type="link" size="small" onClick={() => setAll(true)}>
            {t('rates.show-quiet')}
          </Button>
        </p>
      )}
      <p className={styles['quiet']}>{t('rates.note')}</p>
    </>
  )
}

function UnitRow({
  unit,
  isOwn,
  period,
  extras,
  isContest,
}: {
  readonly unit: UnitRates
  readonly isOwn: boolean
  readonly period: string
  readonly extras: readonly string[]
  readonly isContest: boolean
}) {
  const { t } = useWords()
  const rangeOf = ({ from, to }: NonNullable<UnitRates['rankRange']>) =>
    from === to ? t('rates.rank-fixed') : t('rates.rank-range', { from, to })
  const noRank =
    unit.reason === 'no-sample'
      ? t('rates.no-sample')
      : t(unit.reason === 'small-sample' ? 'rates.small-sample' : 'rates.not-ranked')
  return (
    <tr data-own={isOwn}>
      <td className="figures" data-label={t('rates.rank')}>
        {unit.rank === null ? (
          <span className={styles['none']}>{noRank}</span>
        ) : (
          <>
            <b>{unit.rank}</b>
            {unit.rankRange && isContest && (
              <span className={styles['under']}>
                {isAlike(unit.intervals.composite) ? t('rates.all-alike') : rangeOf(unit.rankRange)}
              </span>
            )}
          </>
        )}
      </td>
      <th scope="row">{unit.name}</th>
      <td className="figures" data-label={t('rates.volume')}>
        <Opens unit={unit} period={period} count="volume" label={`${t('rates.volume')} ${unit.volume}`}>
          {unit.volume}
        </Opens>
      </td>
      {RATES.map(({ rate, label, count }) => {
        const { percent, numerator, denominator } = unit.rates[rate]
        return (
          <td key={rate} className="figures" data-label={t(label)}>
            <RateNumber
              dense
              of={unit.name}
              label={t(label)}
              rate={{ percent, numerator, denominator, interval: unit.intervals[rate] }}
              opens={unit.openable ? { unit: unit.unit, period, count } : undefined}
            />
          </td>
        )
      })}
      <td className="figures" data-label={t('rates.composite')}>
        {unit.composite === null ? (
          <span className={styles['none']}>{t('rates.no-sample')}</span>
        ) : (
          <>
            <b>{unit.composite}</b>
            <IntervalText interval={unit.intervals.composite} />
          </>
        )}
      </td>
      <td className="figures" data-label={t('rates.peers')}>
        <PeerCell unit={unit} />
      </td>
      {extras.map((name) => (
        <td key={name} className="figures" data-label={t(EXTRAS[name] ?? 'rates.volume')}>
          {unit.extras[name]?.value ?? <span className={styles['none']}>{t('rates.no-sample')}</span>}
        </td>
      ))}
      <td data-label={t('rates.classes')}>
        {unit.classes.map((mark) => (
          <div key={mark.class}>
            <b>{mark.name}</b>
            <span className={styles['under']}>{mark.why}</span>
          </div>
        ))}
        {unit.excluded.length > 0 && <span className={styles['under']}>{t('rates.excluded', excludedOf(unit))}</span>}
      </td>
    </tr>
  )
}

/** Band and rank in it. */
function PeerCell({ unit }: { readonly unit: UnitRates }) {
  const { t } = useWords()
  const name = unit.peerGroup === null ? undefined : GROUPS[unit.peerGroup]
  if (name === undefined) return null
  return (
    <>
      {t(name)}
      {unit.peerRank !== null && (
        <span className={styles['small']}> {t('rates.peer-rank', { rank: unit.peerRank })}</span>
      )}
    </>
  )
}

function excludedOf({ excluded }: UnitRates) {
  const sum = (side: 'before' | 'after') => excluded.reduce((all, one) => all + one[side], 0)
  return { before: sum('before') + sum('after'), after: sum('after') }
}

/** All answers were the same: drawing them again tells nothing about chance. */
function isAlike(interval: UnitRates['intervals']['composite']): boolean {
  return interval !== null && interval.low === interval.high
}

function IntervalText({ interval }: { readonly interval: { readonly low: string; readonly high: string } | null }) {
  const { t } = useWords()
  if (interval === null || isAlike(interval)) return null
  return (
    <span className={styles['under']} title={t('rates.interval', interval)}>
      {interval.low}–{interval.high}
    </span>
  )
}

interface OpensProps {
  readonly unit: UnitRates
  readonly period: string
  readonly count: string
  readonly label: string
  readonly children: React.ReactNode
}

/** A number opens to its tickets where the reader may see them; of peers it stays a figure (P21). */
function Opens({ unit, period, count, label, children }: OpensProps) {
  const className = styles['number']
  if (!unit.openable) return <span className={className}>{children}</span>
  return (
    <Link
      to="/rates/$unit/tickets"
      params={{ unit: unit.unit }}
      search={{ period, count }}
      className={className}
      aria-label={`${unit.name} ${label}`}
    >
      {children}
    </Link>
  )
}
