import { type GeoJSONSource, LngLat, Map as MapView, Marker, setWorkerUrl } from 'maplibre-gl'
import style from 'maplibre-gl/dist/maplibre-gl.css?url'
import worker from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url'

interface Drawn {
  readonly districts: readonly {
    readonly name: string
    readonly polygons: readonly (readonly (readonly [number, number])[])[][]
  }[]
  readonly points: readonly { readonly name: string; readonly lng: number; readonly lat: number }[]
}

type Corner = readonly [number, number]

const MOST_LABELS = 24
const LABELS_FROM_ZOOM = 12

/**
 * Borders of the districts and the names that were entered, on an empty ground: there is no tile server, and nothing is asked of
 * anybody else. Answers with what stands under the cross. @throws when the browser cannot draw it.
 */
export async function openMap(frame: HTMLElement, name: string): Promise<() => { lat: number; lng: number }> {
  const language = document.documentElement.lang.slice(0, 2)
  const answer = await fetch(`/portal/map.json?lang=${language}`)
  if (!answer.ok) throw new Error(`map.json: ${answer.status}`)
  const { districts, points } = (await answer.json()) as Drawn
  await loadStyle()
  setWorkerUrl(worker)
  const colour = (token: string): string => getComputedStyle(document.documentElement).getPropertyValue(token).trim()
  const corners = districts.flatMap(({ polygons }) => polygons.flat(2))
  const map = new MapView({
    container: frame,
    attributionControl: false,
    locale: { 'Map.Title': name },
    bounds: boxOf(corners),
    fitBoundsOptions: { padding: 12 },
    maxZoom: 17,
    fadeDuration: 0,
    style: {
      version: 8,
      sources: {},
      layers: [{ id: 'ground', type: 'background', paint: { 'background-color': colour('--card') } }],
    },
  })
  await new Promise<void>((resolve, reject) => {
    map.once('load', () => resolve())
    map.once('error', ({ error }) => reject(error))
  })
  map.addSource('districts', { type: 'geojson', data: empty() })
  map.addSource('points', { type: 'geojson', data: empty() })
  map.addLayer({
    id: 'borders',
    type: 'line',
    source: 'districts',
    paint: { 'line-color': colour('--edge'), 'line-width': 1.5 },
  })
  map.addLayer({
    id: 'places',
    type: 'circle',
    source: 'points',
    paint: { 'circle-color': colour('--primary'), 'circle-radius': 4 },
  })
  map.getSource<GeoJSONSource>('districts')?.setData({
    type: 'FeatureCollection',
    features: districts.map(({ polygons }) => ({
      type: 'Feature',
      properties: {},
      geometry: {
        type: 'MultiPolygon',
        coordinates: polygons.map((rings) => rings.map((ring) => ring.map(([x, y]) => [x, y]))),
      },
    })),
  })
  map.getSource<GeoJSONSource>('points')?.setData({
    type: 'FeatureCollection',
    features: points.map(({ lng, lat }) => ({
      type: 'Feature',
      properties: {},
      geometry: { type: 'Point', coordinates: [lng, lat] },
    })),
  })
  for (const { name: district, polygons } of districts) label(map, district, middleOf(polygons))
  labelPoints(map, points)
  frame.append(cross())
  return () => map.getCenter()
}

function empty(): GeoJSON.FeatureCollection {
  return { type: 'FeatureCollection', features: [] }
}

/** A link of our own: the policy of the page lets no inline style in. */
function loadStyle(): Promise<void> {
  return new Promise((resolve, reject) => {
    const link = document.createElement('link')
    link.rel = 'stylesheet'
    link.href = style
    link.onload = () => resolve()
    link.onerror = () => reject(new Error('the map has no style'))
    document.head.append(link)
  })
}

function boxOf(corners: readonly Corner[]): [number, number, number, number] {
  const [xs, ys] = [corners.map(([x]) => x), corners.map(([, y]) => y)]
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)]
}

/** The middle of the largest part. */
function middleOf(polygons: readonly (readonly (readonly Corner[])[])[]): Corner {
  const [largest] = [...polygons].sort((a, b) => (b[0]?.length ?? 0) - (a[0]?.length ?? 0))
  const [west, south, east, north] = boxOf(largest?.[0] ?? [])
  return [(west + east) / 2, (south + north) / 2]
}

/** Text as elements: drawn text would need letters from a server of glyphs. */
function label(map: MapView, text: string, [lng, lat]: Corner): Marker {
  const element = document.createElement('span')
  element.className = 'map-label'
  element.textContent = text
  element.setAttribute('aria-hidden', 'true')
  return new Marker({ element, anchor: 'bottom' }).setLngLat([lng, lat]).addTo(map)
}

/** Names of the nearest to the cross, once one is close enough to read them. */
function labelPoints(map: MapView, points: Drawn['points']): void {
  let shown: Marker[] = []
  const show = (): void => {
    for (const one of shown) one.remove()
    shown = []
    if (map.getZoom() < LABELS_FROM_ZOOM) return
    const centre = map.getCenter()
    const box = map.getBounds()
    shown = points
      .filter(({ lng, lat }) => box.contains([lng, lat]))
      .map((point) => ({ point, away: centre.distanceTo(new LngLat(point.lng, point.lat)) }))
      .sort((a, b) => a.away - b.away)
      .slice(0, MOST_LABELS)
      .map(({ point }) => label(map, point.name, [point.lng, point.lat]))
  }
  map.on('moveend', show)
  show()
}

function cross(): SVGSVGElement {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg')
  svg.setAttribute('viewBox', '0 0 32 32')
  svg.setAttribute('class', 'map-cross')
  svg.setAttribute('aria-hidden', 'true')
  const path = document.createElementNS('http://www.w3.org/2000/svg', 'path')
  path.setAttribute('d', 'M16 2v28M2 16h28')
  svg.append(path)
  return svg
}
