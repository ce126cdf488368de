import { lineOfCommand, type UnitCode } from '../../../domain/org/unit.ts'
import { nameOf, type Reader, sayTo } from '../../../portal/reader.ts'
import type { Draft } from '../../../portal/report/draft.ts'
import type { FoundPlace } from '../../../portal/report/place-search.ts'
import { advisorOf } from '../../acts/advisor.ts'
import type { ServerDeps } from '../../deps.ts'
import type { Fields } from './form-bodies.ts'

type PlaceDeps = Pick<ServerDeps, 'pool' | 'rulebook' | 'outlines'>

const MOST = 8

/** Places by name for whoever types, in the reader's language. */
export async function searchPlaces(text: string, reader: Reader, deps: PlaceDeps): Promise<FoundPlace[]> {
  const searcher = await advisorOf(deps).placeSearcher()
  return searcher.search(text, MOST).map(({ unit, entry }) => foundPlace(unit, entry, reader, deps))
}

/** What the lists and the line for the exact place become when a place was chosen. */
export function foundPlace(unit: UnitCode, entry: string | null, reader: Reader, { rulebook }: PlaceDeps): FoundPlace {
  const { org } = rulebook
  const line = lineOfCommand(org, unit)
  const at = (kind: string) => line.find((code) => org.findUnit(code)?.kind === kind) ?? null
  const [district, subdistrict, community] = [at('district'), at('subdistrict'), at('community')]
  const named = (code: UnitCode | null) => (code === null ? [] : [nameOf(code, org, reader.language)])
  const own = entry === null ? unit : null
  const within = [district, subdistrict, community].filter((code) => code !== own).flatMap(named)
  return {
    label: entry ?? nameOf(unit, org, reader.language),
    within: within.length === 0 ? sayTo(reader)('place.whole-district') : within.join(' · '),
    area: subdistrict ?? district ?? '',
    community: community ?? '',
    address: entry ?? '',
  }
}

/** The draft with a place that was found; what was written about the exact place stays. */
export function takePlace(draft: Draft, { area, community, address }: Omit<FoundPlace, 'label' | 'within'>): Draft {
  return { ...draft, area, community, address: draft.address === '' ? address : draft.address }
}

/** Whoever typed a place and went on, choosing nothing, is shown what was found before anything is left out. */
export function wantsSearch(go: string, draft: Draft, fields: Fields): boolean {
  if (go === 'find') return true
  const typed = (fields['find'] ?? '').trim()
  const empty = draft.area === '' && draft.address === ''
  return go === 'next' && typed !== '' && empty
}

/** Found nothing that fits, and went on: what was typed into the search is the place in their own words. */
export function keepTyped(draft: Draft, fields: Fields): Draft {
  const typed = (fields['find'] ?? '').trim()
  const stands = fields['go'] === 'next' && typed !== '' && typed === fields['found']
  return stands && draft.area === '' && draft.address === '' ? { ...draft, address: typed } : draft
}
