import { isWithin, lineOfCommand, type Org, type UnitCode } from '../../domain/org/unit.ts'
import { plain } from '../text/plain.ts'
import type { Alias, AliasKind } from './alias.ts'
import { metresBetween, type Point } from './datum.ts'
import { type House, readHouse } from './figures.ts'
import { type GivenPlace, makeGazetteer, type PlaceResolution } from './gazetteer.ts'
import { makeNearNames, type NearName } from './near-names.ts'
import { type DistrictAtPoint, makeDistrictFinder, type Outlines } from './outline.ts'

/** All that may be known of where a matter happens. */
export interface PlaceQuery {
  readonly text?: string | null
  /** The form's own line for the address. */
  readonly address?: string | null
  /** Chosen from lists. */
  readonly given?: GivenPlace
  /** WGS-84. */
  readonly point?: Point | null
}

/** One thing to ask the caller; its answer settles more than anything else would. */
export interface PlaceQuestion {
  readonly code: 'which' | 'which-district' | 'which-subdistrict' | 'did-you-mean' | 'point-or-words' | 'where'
  /** The name as it was said; null where the question is not about one. */
  readonly text: string | null
  readonly options: readonly UnitCode[]
}

export interface NearbyEntry {
  readonly name: string
  readonly kind: AliasKind
  readonly unit: UnitCode
  readonly metres: number
}

export interface PointFinding extends DistrictAtPoint {
  /** The nearest entries of the operator's gazetteer, to choose from: they settle nothing by themselves. */
  readonly entries: readonly NearbyEntry[]
}

export interface PlaceFinding extends PlaceResolution {
  readonly point: PointFinding | null
  /** Names with a typing error, and what they were taken for. */
  readonly slips: readonly NearName[]
  readonly house: House | null
  /** Null when nothing needs to be asked. */
  readonly question: PlaceQuestion | null
}

export interface PlaceFinder {
  find(query: PlaceQuery): PlaceFinding
}

const NEAREST = 5
const FARTHEST_METRES = 1_500

/**
 * Where a matter happens, from what was said, chosen and measured. Chosen stands above said, said above measured; where they
 * disagree all is shown and a question is asked, and "unknown" is an answer. `outlines` null: coordinates tell no district.
 */
export function makePlaceFinder(parts: {
  readonly org: Org
  readonly entries?: readonly Alias[]
  readonly outlines?: Outlines | null
}): PlaceFinder {
  const { org, entries = [], outlines = null } = parts
  const gazetteer = makeGazetteer(org, entries)
  const nearNames = makeNearNames(org, entries)
  const districtAt = outlines ? makeDistrictFinder(outlines) : null
  const placed = entries.flatMap((entry) => (entry.point ? [{ ...entry, point: entry.point }] : []))

  return {
    find({ text = null, address = null, given = {}, point = null }) {
      // The full stop keeps a name from reaching across from one field into the next.
      const said = [address, text].filter(Boolean).join('。')
      const words = plain(said)
      const house = readHouse(plain(address ?? '')) ?? readHouse(words)
      const measured = point === null ? null : measure(point)
      const asWritten = gazetteer.resolve(said, given)
      const { found, slips } = mended(asWritten, words, given)
      const whole = { ...withPoint(found, measured), slips, house, point: measured }
      return { ...whole, question: ask(whole) }
    },
  }

  function measure(point: Point): PointFinding {
    const at = districtAt?.(point) ?? { district: null, near: [] }
    const near = placed
      .map(({ name, kind, unit, point: there }) => ({
        name,
        kind,
        unit,
        metres: Math.round(metresBetween(point, there)),
      }))
      .filter(({ metres }) => metres <= FARTHEST_METRES)
      .toSorted((a, b) => a.metres - b.metres)
      .slice(0, NEAREST)
    return { ...at, entries: near }
  }

  /** Takes a slip for the name it is nearest to where only one is; else it is left to the question. */
  function mended(found: PlaceResolution, words: string, given: GivenPlace) {
    if (found.community !== null || found.contradictions.length > 0) return { found, slips: [] }
    const frame = found.subdistrict ?? found.district
    const read = [...found.matched, ...found.ambiguous].map((one) => one.text)
    const isRead = (slip: NearName) => read.some((text) => text.includes(slip.text) || slip.text.includes(text))
    const slips = nearNames(words, frame).filter((slip) => !isRead(slip))
    const sure = slips.filter((slip) => slip.units.length === 1 && (frame !== null || slip.meant.length > 3))
    const [only] = sure
    if (sure.length !== 1 || !only) return { found, slips }
    const [unit = ''] = only.units
    const kind = org.findUnit(unit)?.kind
    const part = kind === 'community' ? 'community' : kind === 'subdistrict' ? 'subdistrict' : null
    if (part === null) return { found, slips }
    const again = gazetteer.resolve('', { ...spotOf(found), ...given, [part]: unit })
    const matched = [...found.matched, { text: only.text, unit, kind: part } as const]
    return { found: { ...again, matched, ambiguous: found.ambiguous }, slips }
  }

  function withPoint(found: PlaceResolution, measured: PointFinding | null): PlaceResolution {
    if (measured === null || measured.district === null) return found
    const { district, near } = measured
    if (found.district === null) {
      const open = found.contradictions.length > 0 || near.length > 0
      return open ? found : { ...found, district, level: 'district' }
    }
    if (found.district === district || near.includes(found.district)) return found
    const elsewhere = { code: 'point-elsewhere', units: [district], of: found.district } as const
    return { ...found, contradictions: [...found.contradictions, elsewhere] }
  }

  function ask(found: Omit<PlaceFinding, 'question'>): PlaceQuestion | null {
    const [conflict] = found.contradictions
    if (conflict?.code === 'point-elsewhere') {
      return { code: 'point-or-words', text: null, options: [conflict.of, ...conflict.units] }
    }
    if (conflict?.code === 'two-districts') return { code: 'which-district', text: null, options: conflict.units }
    if (conflict?.code === 'two-subdistricts') return { code: 'which-subdistrict', text: null, options: conflict.units }
    if (conflict?.code === 'outside')
      return { code: 'which', text: conflict.text, options: [conflict.of, ...conflict.units] }
    if (found.subdistrict !== null) return null
    const doubtful = found.ambiguous.find((one) => tellsMore(one.units, found))
    if (doubtful) return { code: 'which', text: doubtful.text, options: doubtful.units }
    const [slip] = found.slips
    if (slip) return { code: 'did-you-mean', text: slip.text, options: slip.units }
    if (found.district !== null)
      return { code: 'which-subdistrict', text: null, options: nearUnits(found.point, found.district) }
    if (found.point && found.point.near.length > 0) {
      const { district, near } = found.point
      return { code: 'which-district', text: null, options: [...(district === null ? [] : [district]), ...near] }
    }
    return { code: 'where', text: null, options: [] }
  }

  /** Would an answer settle more than is known? */
  function tellsMore(units: readonly UnitCode[], found: PlaceResolution): boolean {
    return units.some((unit) =>
      lineOfCommand(org, unit).some((at) => at !== found.district && isWithin(org, at, found.district ?? at)),
    )
  }

  /** The subdistricts of the nearest entries: a short list instead of the whole district's. */
  function nearUnits(point: PointFinding | null, district: UnitCode): UnitCode[] {
    const units = (point?.entries ?? []).flatMap(({ unit }) => {
      const subdistrict = lineOfCommand(org, unit).find((at) => org.findUnit(at)?.kind === 'subdistrict')
      return subdistrict !== undefined && isWithin(org, subdistrict, district) ? [subdistrict] : []
    })
    return [...new Set(units)]
  }
}

function spotOf({ district, subdistrict, community }: PlaceResolution): GivenPlace {
  const spot: { district?: UnitCode; subdistrict?: UnitCode; community?: UnitCode } = {}
  if (district !== null) spot.district = district
  if (subdistrict !== null) spot.subdistrict = subdistrict
  if (community !== null) spot.community = community
  return spot
}
