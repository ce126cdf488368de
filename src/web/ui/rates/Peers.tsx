import { lazy, Suspense } from 'react'
import type { UnitRates } from '../../api/rates.ts'
import { type Key, useWords } from '../../i18n/words.ts'
import styles from './PeerPlot.module.css'

const PeerPlot = lazy(() => import('./PeerPlot.tsx').then((module) => ({ default: module.PeerPlot })))

/** More rows than these are no picture any more. */
const MOST_DRAWN = 40

/** Bands of similar volume by name. */
export const GROUPS: Readonly<Record<string, Key>> = {
  high: 'rates.peer-high',
  middle: 'rates.peer-middle',
  low: 'rates.peer-low',
}

interface PeersProps {
  readonly units: readonly UnitRates[]
  readonly own: string | null
  /** Rows of the picture: those next to the reader's own unit where there are more. */
  readonly most?: number
}

/** Where units stand among their peers: those of similar volume around the reader's own, else the whole class. */
export function Peers({ units, own, most = MOST_DRAWN }: PeersProps) {
  const { t, term } = useWords()
  const group = units.find(({ unit, rank }) => unit === own && rank !== null)?.peerGroup ?? null
  const peers = units
    .filter((unit) => unit.rank !== null && (group === null || unit.peerGroup === group))
    .toSorted((a, b) => (a.rank ?? 0) - (b.rank ?? 0))
  if (peers.length === 0) return null
  const drawn = nextTo(peers, own, most)
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

/** The best; with the reader's own unit outside them, the stretch of the list around it. */
function nextTo(peers: readonly UnitRates[], own: string | null, most: number): readonly UnitRates[] {
  const place = peers.findIndex(({ unit }) => unit === own)
  const from = place < most ? 0 : Math.min(place - Math.floor(most / 2), peers.length - most)
  return peers.slice(from, from + most)
}
