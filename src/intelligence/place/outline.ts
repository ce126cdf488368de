import type { UnitCode } from '../../domain/org/unit.ts'
import { fromGcj02, type Point } from './datum.ts'

/** Outlines of districts as a city's folder holds them: rings of [longitude, latitude] in the datum that is named. */
export interface Outlines {
  readonly datum: 'WGS-84' | 'GCJ-02'
  readonly districts: Readonly<Record<UnitCode, readonly (readonly (readonly [number, number])[])[][]>>
}

export interface DistrictAtPoint {
  /** Null: outside all outlines. */
  readonly district: UnitCode | null
  /** Other districts whose border is closer than the outlines are exact: any of them may be meant. */
  readonly near: readonly UnitCode[]
}

/** The outlines are simplified to about a hundred metres and their datum is inferred: closer to a border nothing is certain. */
const BORDER_METRES = 300

const METRES_PER_DEGREE = 111_195

type Ring = readonly Point[]

interface Area {
  readonly code: UnitCode
  readonly polygons: readonly (readonly Ring[])[]
  readonly box: { readonly south: number; readonly north: number; readonly west: number; readonly east: number }
}

/** Which district a point (WGS-84) lies in. Converted once here where the outlines are in GCJ-02. */
export function makeDistrictFinder(outlines: Outlines): (point: Point) => DistrictAtPoint {
  const areas = Object.entries(outlines.districts).map(([code, polygons]): Area => {
    const rings = polygons.map((polygon) =>
      polygon.map((ring) =>
        ring.map(([lng, lat]) => (outlines.datum === 'GCJ-02' ? fromGcj02({ lat, lng }) : { lat, lng })),
      ),
    )
    const all = rings.flat(2)
    const box = {
      south: Math.min(...all.map((one) => one.lat)),
      north: Math.max(...all.map((one) => one.lat)),
      west: Math.min(...all.map((one) => one.lng)),
      east: Math.max(...all.map((one) => one.lng)),
    }
    return { code, polygons: rings, box }
  })
  return (point) => {
    const margin = (BORDER_METRES / METRES_PER_DEGREE) * 2
    const close = areas.filter(
      ({ box }) =>
        point.lat >= box.south - margin &&
        point.lat <= box.north + margin &&
        point.lng >= box.west - margin &&
        point.lng <= box.east + margin,
    )
    const inside = close.find((area) => area.polygons.some((polygon) => liesInside(point, polygon)))
    const near = close
      .filter((area) => area !== inside && distanceTo(point, area) < BORDER_METRES)
      .map((area) => area.code)
    return { district: inside?.code ?? null, near }
  }
}

/** Even-odd rule over the outer ring and its holes. */
function liesInside({ lat, lng }: Point, rings: readonly Ring[]): boolean {
  let inside = false
  for (const ring of rings) {
    let before = ring.at(-1)
    for (const at of ring) {
      if (before && at.lat > lat !== before.lat > lat) {
        const crossing = ((before.lng - at.lng) * (lat - at.lat)) / (before.lat - at.lat) + at.lng
        if (lng < crossing) inside = !inside
      }
      before = at
    }
  }
  return inside
}

/** Metres to the nearest edge, on a plane through the point: exact enough for a few hundred metres. */
function distanceTo(point: Point, area: Area): number {
  const narrow = Math.cos((point.lat * Math.PI) / 180)
  const flat = (one: Point) => ({
    x: (one.lng - point.lng) * METRES_PER_DEGREE * narrow,
    y: (one.lat - point.lat) * METRES_PER_DEGREE,
  })
  let best = Number.POSITIVE_INFINITY
  for (const ring of area.polygons.flat()) {
    let a = flat(ring.at(-1) ?? point)
    for (const corner of ring) {
      const b = flat(corner)
      const [dx, dy] = [b.x - a.x, b.y - a.y]
      const length = dx * dx + dy * dy
      const share = length === 0 ? 0 : Math.max(0, Math.min(1, -(a.x * dx + a.y * dy) / length))
      best = Math.min(best, Math.hypot(a.x + share * dx, a.y + share * dy))
      a = b
    }
  }
  return best
}
