import { lazy, Suspense } from 'react'
import type { UnitRates } from '../../api/rates.ts'
import { type Key, useWords } from '../../i18n/words.ts'
import styles from './RatesTable.module.css'

const PeerPlot = lazy(() => import('./PeerPlot.tsx').then((module) => ({ default: module.PeerPlot })))

/** More rows than these are no picture any more. */
const MOST_DRAWN = 40

const GROUPS: Readonly<Record<string, Key>> = {
  high: 'rates.peer-high',
  middle: 'rates.peer-middle',
  low: 'rates.peer-low',
}

/** Where units stand among their peers: those of similar volume around the reader's own, else the whole class. */
export function Peers({ units, own }: { readonly units: readonly UnitRates[]; readonly own: string | null }) {
  const { t, term } = useWords()
  const group = units.find(({ unit, rank }) => unit === own && rank !== null)?.peerGroup ?? null
  const peers = units
    .filter((unit) => unit.rank !== null && (group === null || unit.peerGroup === group))
    .toSorted((a, b) => (a.rank ?? 0) - (b.rank ?? 0))
  if (peers.length === 0) return null
  const drawn = peers.slice(0, MOST_DRAWN)
  const self = peers.find(({ unit }) => unit === own)
  if (self && !drawn.includes(self)) drawn.push(self)
  const name = group === null ? undefined : GROUPS[group]
  return (
    <Suspense fallback={null}>
      <PeerPlot
        units={drawn}
        own={own}
        label={t('rates.plot', { group: name === undefined ? term('unit-kind', units[0]?.class ?? '') : t(name) })}
      />
      {peers.length > drawn.length && (
        <p className={styles['quiet']}>{t('rates.plot-more', { shown: drawn.length, count: peers.length })}</p>
      )}
    </Suspense>
  )
}

/** Band and rank in it. */
export function PeerCell({ unit }: { readonly unit: UnitRates }) {
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
