/** A place on Earth in degrees; WGS-84 unless a name says otherwise. */
export interface Point {
  readonly lat: number
  readonly lng: number
}

const AXIS = 6_378_245
const ECCENTRICITY = 0.006693421622965943
const EARTH_METRES = 6_371_008.8

/** Outside this box map pictures are not shifted. */
function isShifted({ lat, lng }: Point): boolean {
  return lng >= 72.004 && lng <= 137.8347 && lat >= 0.8293 && lat <= 55.8271
}

function waves(x: number, factor: number): number {
  return ((20 * Math.sin(6 * x * Math.PI) + 20 * Math.sin(2 * x * Math.PI)) * factor) / 3
}

function shiftOf({ lat, lng }: Point): Point {
  const x = lng - 105
  const y = lat - 35
  const north =
    -100 +
    2 * x +
    3 * y +
    0.2 * y * y +
    0.1 * x * y +
    0.2 * Math.sqrt(Math.abs(x)) +
    waves(x, 1) +
    ((20 * Math.sin(y * Math.PI) + 40 * Math.sin((y / 3) * Math.PI)) * 2) / 3 +
    ((160 * Math.sin((y / 12) * Math.PI) + 320 * Math.sin((y * Math.PI) / 30)) * 2) / 3
  const east =
    300 +
    x +
    2 * y +
    0.1 * x * x +
    0.1 * x * y +
    0.1 * Math.sqrt(Math.abs(x)) +
    waves(x, 1) +
    ((20 * Math.sin(x * Math.PI) + 40 * Math.sin((x / 3) * Math.PI)) * 2) / 3 +
    ((150 * Math.sin((x / 12) * Math.PI) + 300 * Math.sin((x / 30) * Math.PI)) * 2) / 3
  const radians = (lat / 180) * Math.PI
  const magic = 1 - ECCENTRICITY * Math.sin(radians) ** 2
  return {
    lat: (north * 180) / (((AXIS * (1 - ECCENTRICITY)) / (magic * Math.sqrt(magic))) * Math.PI),
    lng: (east * 180) / ((AXIS / Math.sqrt(magic)) * Math.cos(radians) * Math.PI),
  }
}

/** WGS-84 → GCJ-02, the shifted datum of Chinese map pictures, by its published approximation (some hundred metres in Beijing). */
export function toGcj02(point: Point): Point {
  if (!isShifted(point)) return point
  const shift = shiftOf(point)
  return { lat: point.lat + shift.lat, lng: point.lng + shift.lng }
}

/** GCJ-02 → WGS-84: the inverse by iteration, within a centimetre of `toGcj02`. */
export function fromGcj02(point: Point): Point {
  let guess = point
  for (let i = 0; i < 6; i++) {
    const there = toGcj02(guess)
    guess = { lat: guess.lat - (there.lat - point.lat), lng: guess.lng - (there.lng - point.lng) }
  }
  return guess
}

/** Great-circle distance in metres. */
export function metresBetween(a: Point, b: Point): number {
  const radians = Math.PI / 180
  const north = Math.sin(((b.lat - a.lat) * radians) / 2)
  const east = Math.sin(((b.lng - a.lng) * radians) / 2)
  const part = north * north + Math.cos(a.lat * radians) * Math.cos(b.lat * radians) * east * east
  return 2 * EARTH_METRES * Math.asin(Math.min(1, Math.sqrt(part)))
}
