import type { Org, UnitCode } from '../../domain/org/unit.ts'
import { plain } from '../text/plain.ts'
import type { Alias, AliasKind } from './alias.ts'
import type { PlaceFinder } from './locate.ts'
import type { AreaKind } from './names.ts'

/** One place that somebody who types may mean. */
export interface PlaceHit {
  /** An area, or the area that an operator's entry lies in. */
  readonly unit: UnitCode
  /** The entry's own name; null: the unit itself is meant. */
  readonly entry: string | null
  readonly kind: AreaKind | AliasKind
}

export interface PlaceSearcher {
  /** The likeliest first, at most `most`; empty for less than two characters and for what is nowhere in the city. */
  search(text: string, most: number): readonly PlaceHit[]
}

interface Line extends PlaceHit {
  readonly plain: string
}

const AREAS = new Set<string>(['district', 'subdistrict', 'community'])
const LEAST = 2

/**
 * Search as one types: what the resolver reads out of the words first (百万庄东里 3 号楼), then names that begin so, then names
 * that hold it; a name with a typing error last. Linear over some eight thousand names: a few milliseconds.
 */
export function makePlaceSearcher(org: Org, entries: readonly Alias[], finder: PlaceFinder): PlaceSearcher {
  const lines: Line[] = []
  for (const unit of org.units()) {
    if (unit.validTo !== null || !AREAS.has(unit.kind)) continue
    lines.push({ unit: unit.code, entry: null, kind: unit.kind as AreaKind, plain: plain(unit.name) })
  }
  for (const { name, unit, kind } of entries) lines.push({ unit, entry: name, kind, plain: plain(name) })

  return {
    search(text, most) {
      const wanted = plain(text)
      if (wanted.length < LEAST) return []
      const { matched, ambiguous, slips } = finder.find({ text })
      const read = matched.toReversed().map(({ text: name, unit, kind }) => hit(name, unit, kind))
      const doubtful = ambiguous.flatMap(({ text: name, units }) => units.map((unit) => hit(name, unit, null)))
      const holding = lines
        .filter((line) => line.plain.includes(wanted))
        .toSorted((a, b) => rank(a, wanted) - rank(b, wanted) || a.plain.length - b.plain.length)
      const found = [...read, ...holding, ...doubtful]
      // What is nearly such a name helps only where nothing is such a name.
      const slipped =
        found.length > 0 ? [] : slips.flatMap(({ text, units }) => units.map((unit) => hit(text, unit, null)))
      return distinct([...found, ...slipped]).slice(0, most)
    },
  }

  /** A name as it was read stands for an entry where one bears it, else for the unit. */
  function hit(name: string, unit: UnitCode, kind: AreaKind | AliasKind | null): PlaceHit {
    const entry = entries.find((one) => one.unit === unit && plain(one.name) === plain(name))
    if (entry) return { unit, entry: entry.name, kind: entry.kind }
    const own = org.findUnit(unit)?.kind ?? ''
    return { unit, entry: null, kind: AREAS.has(own) ? (own as AreaKind) : (kind ?? 'other-name') }
  }
}

/** The very name, then what begins so, then the rest. */
function rank({ plain: name }: Line, wanted: string): number {
  if (name === wanted) return 0
  return name.startsWith(wanted) ? 1 : 2
}

function distinct(hits: readonly PlaceHit[]): PlaceHit[] {
  const seen = new Set<string>()
  return hits.flatMap(({ unit, entry, kind }) => {
    const key = `${unit}/${entry ?? ''}`
    if (seen.has(key)) return []
    seen.add(key)
    return [{ unit, entry, kind }]
  })
}
