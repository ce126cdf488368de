import { lineOfCommand, type Org, type UnitCode } from '../../domain/org/unit.ts'
import type { PlaceLevel } from '../../domain/policy/policy.ts'
import { plain } from '../text/plain.ts'
import { ALIAS_KINDS, type Alias, type AliasKind } from './alias.ts'
import { figures } from './figures.ts'
import { exactOf, type Mention, makeMentionFinder } from './mentions.ts'
import type { AreaKind } from './names.ts'

/** What was chosen from lists, or follows from coordinates (the district only). */
export interface GivenPlace {
  readonly district?: UnitCode | null
  readonly subdistrict?: UnitCode | null
  readonly community?: UnitCode | null
}

export type Contradiction =
  /** P25: the text names several; the centre decides which leads. */
  | { readonly code: 'two-districts' | 'two-subdistricts'; readonly units: readonly UnitCode[] }
  /** The coordinates lie in another district than the form or the words say. */
  | { readonly code: 'point-elsewhere'; readonly units: readonly UnitCode[]; readonly of: UnitCode }
  /** The text names a place outside the district or subdistrict that is given or named. */
  | { readonly code: 'outside'; readonly text: string; readonly units: readonly UnitCode[]; readonly of: UnitCode }

export interface PlaceResolution {
  readonly district: UnitCode | null
  readonly subdistrict: UnitCode | null
  readonly community: UnitCode | null
  /** How much is known; `city` also when several districts are named. */
  readonly level: PlaceLevel
  readonly matched: readonly { readonly text: string; readonly unit: UnitCode; readonly kind: AreaKind | AliasKind }[]
  readonly ambiguous: readonly { readonly text: string; readonly units: readonly UnitCode[] }[]
  readonly contradictions: readonly Contradiction[]
}

export interface Gazetteer {
  /**
   * Where the matter happens, from its words (P25), within what is given. Never guesses: a name that several places
   * bear stays ambiguous unless the text or the form narrows it down, and names that disagree leave the level unknown.
   */
  resolve(text: string, given?: GivenPlace): PlaceResolution
}

const CITY = /北京(?![东西南北]?(?:大?街|路|站|人|时间|银行|大学))|本市|全市|我市/

/** The names of the city's districts, subdistricts and communities, and of an operator's own list. */
export function makeGazetteer(org: Org, aliases: readonly Alias[] = []): Gazetteer {
  const findMentions = makeMentionFinder(org, aliases)
  return {
    resolve(text, given = {}) {
      const words = plain(text)
      const read = (one: string) => settle(findMentions(one), fillUp(org, given), CITY.test(one), org)
      const asSaid = read(words)
      if (asSaid.community !== null) return asSaid
      // Spoken numbers (复兴路二十四号社区) count only where they tell more than the words as they stand.
      const inFigures = figures(words)
      if (inFigures === words) return asSaid
      const other = read(inFigures)
      return depthOf(other) > depthOf(asSaid) ? other : asSaid
    },
  }
}

function depthOf({ district, subdistrict, community }: PlaceResolution): number {
  return [district, subdistrict, community].filter((unit) => unit !== null).length
}

type Spot = Pick<PlaceResolution, 'district' | 'subdistrict' | 'community'>

const NOWHERE: Spot = { district: null, subdistrict: null, community: null }

/** The areas that a unit lies in, itself included. */
function spotOf(org: Org, code: UnitCode): Spot {
  let spot = NOWHERE
  for (const at of lineOfCommand(org, code)) {
    const kind = org.findUnit(at)?.kind
    if (kind === 'community' || kind === 'subdistrict' || kind === 'district') spot = { ...spot, [kind]: at }
  }
  return spot
}

/** The smallest given area brings the larger ones with it. */
function fillUp(org: Org, given: GivenPlace): Spot {
  const smallest = given.community ?? given.subdistrict ?? given.district
  return smallest === undefined || smallest === null ? NOWHERE : spotOf(org, smallest)
}

function liesIn(spot: Spot, within: Spot): boolean {
  return (
    (within.district === null || spot.district === within.district) &&
    (within.subdistrict === null || spot.subdistrict === null || spot.subdistrict === within.subdistrict) &&
    (within.community === null || spot.community === null || spot.community === within.community)
  )
}

/** What all spots have in common, from the district down. */
function sharedBy(spots: readonly Spot[]): Spot {
  const one = (part: keyof Spot) => {
    const codes = new Set(spots.map((spot) => spot[part]))
    return codes.size === 1 ? (spots[0]?.[part] ?? null) : null
  }
  const district = one('district')
  const subdistrict = district === null ? null : one('subdistrict')
  return { district, subdistrict, community: subdistrict === null ? null : one('community') }
}

function settle(mentions: readonly Mention[], given: Spot, city: boolean, org: Org): PlaceResolution {
  const contradictions: Contradiction[] = []
  const ambiguous: { text: string; units: readonly UnitCode[] }[] = []
  const matched: { text: string; unit: UnitCode; kind: AreaKind | AliasKind }[] = []
  const spots = new Map<UnitCode, Spot>()
  const spotAt = (unit: UnitCode) => {
    const spot = spots.get(unit) ?? spotOf(org, unit)
    spots.set(unit, spot)
    return spot
  }
  const result = (spot: Spot): PlaceResolution => ({
    ...spot,
    level: levelOf(spot, city || contradictions.some((one) => one.code === 'two-districts')),
    matched,
    ambiguous,
    contradictions,
  })

  let frame = given
  // From large to small: what is certain narrows down what is not.
  for (const kinds of [['district'], ['subdistrict'], [...ALIAS_KINDS, 'community']]) {
    const agreed: Spot[] = []
    const doubtful: Spot[][] = []
    for (const mention of mentions) {
      if (!kinds.includes(mention.kind)) continue
      const units = mention.units.filter((unit) => liesIn(spotAt(unit), frame))
      const inside = exactOf({ ...mention, units }, org)
      const [only] = inside
      if (only === undefined) {
        const of = frame.community ?? frame.subdistrict ?? frame.district
        if (mention.sure && of !== null) {
          contradictions.push({ code: 'outside', text: mention.text, units: mention.units, of })
        }
      } else if (inside.length > 1) {
        ambiguous.push({ text: mention.text, units: inside })
        doubtful.push(inside.map(spotAt))
      } else {
        matched.push({ text: mention.text, unit: only, kind: mention.kind })
        agreed.push(spotAt(only))
      }
    }
    if (agreed.length > 0) {
      const districts = [...new Set(agreed.map((spot) => spot.district))].filter((unit) => unit !== null)
      const subdistricts = [...new Set(agreed.map((spot) => spot.subdistrict))].filter((unit) => unit !== null)
      if (districts.length > 1) {
        contradictions.push({ code: 'two-districts', units: districts })
        return result(given)
      }
      if (subdistricts.length > 1) {
        contradictions.push({ code: 'two-subdistricts', units: subdistricts })
        return result({ ...NOWHERE, district: districts[0] ?? null })
      }
      frame = narrower(frame, agreed)
    }
    // Places that share one district or subdistrict name it, whichever of them is meant.
    for (const spotsOfOne of doubtful) {
      const open = spotsOfOne.filter((spot) => liesIn(spot, frame))
      if (open.length > 0) frame = merge(frame, sharedBy(open))
    }
  }
  return result(frame)
}

/** Several agreeing mentions: the subdistrict that any of them names, the community if only one is named. */
function narrower(frame: Spot, agreed: readonly Spot[]): Spot {
  const communities = new Set(agreed.map((spot) => spot.community).filter((unit) => unit !== null))
  const shared = agreed.reduce(merge, NOWHERE)
  return merge(frame, { ...shared, community: communities.size === 1 ? shared.community : null })
}

function merge(a: Spot, b: Spot): Spot {
  return {
    district: a.district ?? b.district,
    subdistrict: a.subdistrict ?? b.subdistrict,
    community: a.community ?? b.community,
  }
}

function levelOf(spot: Spot, city: boolean): PlaceLevel {
  if (spot.subdistrict !== null) return 'subdistrict'
  if (spot.district !== null) return 'district'
  return city ? 'city' : 'none'
}
