import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { HOTSPOT_DAYS } from '../../contract/http/hotspot-days.ts'
import type { HotspotView } from '../../contract/http/hotspots.ts'
import { fetchJson, withQuery } from './client.ts'

export { HOTSPOT_DAYS } from '../../contract/http/hotspot-days.ts'
export type { HotspotView } from '../../contract/http/hotspots.ts'

export interface HotspotSearch {
  /** A number, so that the address reads `?days=90`. */
  readonly days?: number
}

export function readHotspotSearch(search: Record<string, unknown>): HotspotSearch {
  const days = HOTSPOT_DAYS.find((one) => one === String(search['days']))
  return days === undefined ? {} : { days: Number(days) }
}

export function hotspotsQuery(days: number) {
  return queryOptions({
    queryKey: ['hotspots', days],
    queryFn: ({ signal }) => fetchJson<HotspotView>(withQuery('/api/hotspots', { days }), { signal }),
    placeholderData: keepPreviousData,
  })
}
