import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense } from 'react'
import type { RanksView } from '../../../contract/http/rates.ts'
import { ranksQuery } from '../../api/rates.ts'
import { useWords } from '../../i18n/words.ts'
import type { SlopeLine } from '../../ui/rates/slope-option.ts'
import styles from './RatesPage.module.css'

const SlopeChart = lazy(() => import('../../ui/rates/SlopeChart.tsx').then((file) => ({ default: file.SlopeChart })))

const MOST = 10

/** How ranks moved from period to period, the own unit's with the range that chance alone could have given. */
export function RankHistory({ unitClass, own }: { readonly unitClass: string; readonly own: string | null }) {
  const { t } = useWords()
  const ranks = useQuery(ranksQuery(unitClass))
  if (!ranks.data || ranks.data.periods.length < 2 || ranks.data.units.length < 2) return null
  const { periods } = ranks.data
  const drawn = chosen(ranks.data, own)
  return (
    <figure className={styles['ranks']}>
      <figcaption>
        <b>{t('ranks.title', { count: periods.length })}</b>
        <span>{t('ranks.lead', { count: MOST })}</span>
      </figcaption>
      <Suspense fallback={null}>
        <SlopeChart labels={periods} lines={drawn.map((unit) => lineOf(unit, own))} />
      </Suspense>
      <details>
        <summary>{t('ranks.table')}</summary>
        <table>
          <thead>
            <tr>
              <th scope="col">{t('rates.unit')}</th>
              {periods.map((period) => (
                <th key={period} scope="col">
                  {period}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {drawn.map(({ unit, name, ranks }) => (
              <tr key={unit}>
                <th scope="row">{name}</th>
                {periods.map((period, index) => {
                  const one = ranks[index] ?? null
                  return (
                    <td key={period} className="figures">
                      {one === null
                        ? t('rates.not-ranked')
                        : one.range === null
                          ? one.rank
                          : t('ranks.of', { rank: one.rank, ...one.range })}
                    </td>
                  )
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </figure>
  )
}

/** The own unit and those around it in the last period; without one, those that moved most. */
function chosen({ units, periods }: RanksView, own: string | null): RanksView['units'] {
  const last = periods.length - 1
  const rankOf = (unit: RanksView['units'][number]) => unit.ranks[last]?.rank ?? Number.POSITIVE_INFINITY
  const self = units.find(({ unit }) => unit === own)
  if (self) {
    const distance = (unit: RanksView['units'][number]) => Math.abs(rankOf(unit) - rankOf(self))
    return units.toSorted((a, b) => distance(a) - distance(b)).slice(0, MOST)
  }
  const moved = ({ ranks }: RanksView['units'][number]) => {
    const known = ranks.flatMap((one) => one?.rank ?? [])
    return Math.abs((known.at(-1) ?? 0) - (known[0] ?? 0))
  }
  return units.toSorted((a, b) => moved(b) - moved(a)).slice(0, MOST)
}

function lineOf({ unit, name, ranks }: RanksView['units'][number], own: string | null): SlopeLine {
  return {
    name,
    own: unit === own,
    ranks: ranks.map((one) => one && { rank: one.rank, ...(one.range ?? {}) }),
  }
}
