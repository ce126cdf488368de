import { lazy, Suspense } from 'react'
import type { UnitRates } from '../../api/rates.ts'
import { useWords } from '../../i18n/words.ts'
import { GROUPS, peersOf } from '../../ui/rates/peers.ts'
import styles from './PeerPlot.module.css'

const PeerPlot = lazy(() => import('./PeerPlot.tsx').then((module) => ({ default: module.PeerPlot })))

/** More rows than these are no picture any more. */
const MOST_DRAWN = 40

/** Where units stand among their peers, as a picture. */
export function Peers({ units, own }: { readonly units: readonly UnitRates[]; readonly own: string | null }) {
  const { t, term } = useWords()
  const { group, drawn, count } = peersOf(units, own, MOST_DRAWN)
  if (drawn.length === 0) return null
  const name = group === null ? undefined : GROUPS[group]
  return (
    <Suspense fallback={null}>
      <PeerPlot
        units={drawn}
        own={own}
        label={t('rates.plot', { group: name === undefined ? term('unit-kind', units[0]?.class ?? '') : t(name) })}
      />
      {count > drawn.length && (
        <p className={styles['quiet']}>{t('rates.plot-more', { shown: drawn.length, count })}</p>
      )}
    </Suspense>
  )
}
