import type { CSSProperties } from 'react'
import type { UnitRates } from '../../api/rates.ts'
import { useWords } from '../../i18n/words.ts'
import { GROUPS, peersOf, scaleOf } from '../../ui/rates/peers.ts'
import styles from './PeerRows.module.css'

interface PeerRowsProps {
  readonly units: readonly UnitRates[]
  readonly own: string | null
  readonly most: number
}

/** Peers as a table that is its own picture: composite of each unit as a dot on its interval, the figures beside it (P21). */
export function PeerRows({ units, own, most }: PeerRowsProps) {
  const { t, term } = useWords()
  const { group, drawn, count } = peersOf(units, own, most)
  if (drawn.length === 0) return null
  const { from } = scaleOf(drawn)
  const at = (score: string) => `${((Number(score) - from) / (100 - from)) * 100}%`
  const name = group === null ? undefined : GROUPS[group]
  return (
    <div className={styles['card']}>
      <table className={styles['peers']}>
        <caption>
          <b>{t('rates.plot', { group: name === undefined ? term('unit-kind', units[0]?.class ?? '') : t(name) })}</b>{' '}
          <span>{t('rates.plot-lead')}</span>
        </caption>
        <thead>
          <tr>
            <th scope="col">{t('rates.rank')}</th>
            <th scope="col">{t('rates.unit')}</th>
            <td aria-hidden="true" className={styles['scale']}>
              <span>{from}</span> <span>100</span>
            </td>
            <th scope="col" className={styles['figure']}>
              {t('rates.composite')}
            </th>
          </tr>
        </thead>
        <tbody>
          {drawn.map((one) => {
            const ends = one.intervals.composite
            return (
              <tr key={one.unit} data-own={one.unit === own}>
                <td>{one.rank}</td>
                <th scope="row">{one.name}</th>
                <td aria-hidden="true">
                  {one.composite !== null && ends !== null && (
                    <div
                      className={styles['track']}
                      style={
                        { '--low': at(ends.low), '--high': at(ends.high), '--at': at(one.composite) } as CSSProperties
                      }
                    />
                  )}
                </td>
                <td className={styles['figure']}>
                  <b>{one.composite}</b>{' '}
                  {ends && (
                    <small>
                      {ends.low}–{ends.high}
                    </small>
                  )}
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
      {count > drawn.length && <p className={styles['more']}>{t('rates.plot-more', { shown: drawn.length, count })}</p>}
    </div>
  )
}
