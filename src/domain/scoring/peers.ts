import type { PeerBands } from './frame.ts'

export const PEER_GROUPS = ['high', 'middle', 'low'] as const
export type PeerGroup = (typeof PEER_GROUPS)[number]

/**
 * The volume band of each unit of one class (domain.md §8.4). By thirds: `low` when less than a third of the units given
 * have a smaller volume, `high` when two thirds or more have; equal volumes share a band. Give only units that have facts.
 */
export function peerGroups(volumes: ReadonlyMap<string, number>, bands: PeerBands): ReadonlyMap<string, PeerGroup> {
  const sorted = [...volumes.values()].sort((a, b) => a - b)
  return new Map(
    [...volumes].map(([unit, volume]) => {
      if (bands.by === 'volume') return [unit, band(volume >= bands.middle, volume >= bands.high)]
      const smaller = sorted.indexOf(volume)
      return [unit, band(smaller * 3 >= sorted.length, smaller * 3 >= sorted.length * 2)]
    }),
  )
}

function band(isMiddle: boolean, isHigh: boolean): PeerGroup {
  return isHigh ? 'high' : isMiddle ? 'middle' : 'low'
}
