import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { HOTSPOT_DAYS, type HotspotView } from '../../contract/http/hotspots.ts'
import { fetchJson, withQuery } from './client.ts'

export { HOTSPOT_DAYS, type HotspotView } from '../../contract/http/hotspots.ts'

export interface HotspotSearch {
  readonly days?: (typeof HOTSPOT_DAYS)[number]
}

export function readHotspotSearch(search: Record<string, unknown>): HotspotSearch {
  const days = HOTSPOT_DAYS.find((one) => one === String(search['days']))
  return days === undefined ? {} : { days }
}

export function hotspotsQuery({ days = '30' }: HotspotSearch) {
  return queryOptions({
    queryKey: ['hotspots', days],
    queryFn: ({ signal }) => fetchJson<HotspotView>(withQuery('/api/hotspots', { days }), { signal }),
    placeholderData: keepPreviousData,
  })
}
