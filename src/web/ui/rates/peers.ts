import type { UnitRates } from '../../api/rates.ts'
import type { Key } from '../../i18n/words.ts'

/** Bands of similar volume by name. */
export const GROUPS: Readonly<Record<string, Key>> = {
  high: 'rates.peer-high',
  middle: 'rates.peer-middle',
  low: 'rates.peer-low',
}

/** Fewer are no company: then the whole class is looked at. */
const FEWEST_PEERS = 3

/** Ranked units to be seen beside each other, best first: those of similar volume as the reader's own unit, else the whole class. */
export function peersOf(
  units: readonly UnitRates[],
  own: string | null,
  most: number,
): { readonly group: string | null; readonly drawn: readonly UnitRates[]; readonly count: number } {
  const ranked = units.filter(({ rank }) => rank !== null).toSorted((a, b) => (a.rank ?? 0) - (b.rank ?? 0))
  const band = ranked.find(({ unit }) => unit === own)?.peerGroup ?? null
  const alike = ranked.filter(({ peerGroup }) => peerGroup === band)
  const group = band !== null && alike.length >= FEWEST_PEERS ? band : null
  const peers = group === null ? ranked : alike
  return { group, drawn: nextTo(peers, own, most), count: peers.length }
}

/** Scale on which their intervals can be told apart: from a full step below the lowest end to 100. */
export function scaleOf(units: readonly UnitRates[]): { readonly from: number; readonly step: number } {
  const least = Math.min(...units.map(({ intervals }) => Number(intervals.composite?.low ?? 100)))
  const step = least < 60 ? 20 : 5
  return { from: Math.max(0, Math.floor((least - 1) / step) * step), step }
}

/** The best; with the reader's own unit outside them, the stretch of the list around it. */
function nextTo(peers: readonly UnitRates[], own: string | null, most: number): readonly UnitRates[] {
  const place = peers.findIndex(({ unit }) => unit === own)
  const from = place < most ? 0 : Math.min(place - Math.floor(most / 2), peers.length - most)
  return peers.slice(from, from + most)
}
