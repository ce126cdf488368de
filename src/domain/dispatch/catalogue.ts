import { dayOf } from '../clock/calendar.ts'
import type { Day, Instant } from '../kernel/instant.ts'
import { CENTRE, isValidOn, isWithin, type Org, type UnitCode } from '../org/unit.ts'
import {
  type CatalogueRow,
  type CatalogueTarget,
  findCategory,
  type LimitClass,
  type PlaceLevel,
  type Policy,
} from '../policy/policy.ts'

/** Where a matter happens, as far as known (P25). `district: 'centre'` says: in the city, no district known. */
export interface CataloguePlace {
  readonly district: UnitCode | null
  readonly subdistrict: UnitCode | null
  readonly community: UnitCode | null
}

export interface CatalogueQuestion {
  readonly category: string
  readonly place: CataloguePlace
  /** The unit that the ticket accuses, itself or its staff (P3). */
  readonly accuses: UnitCode | null
  readonly at: Instant
}

/** domain.md §6.2. */
export type CatalogueMode = 'direct' | 'district' | 'joint' | 'enterprise' | 'self'

/** Why a candidate was taken or passed over. */
export type CandidateReason = 'chosen' | 'less-specific' | 'recused' | 'not-valid'

export interface CatalogueCandidate {
  readonly row: number
  readonly lead: UnitCode
  readonly why: CandidateReason
}

export interface CatalogueDecision {
  readonly lead: UnitCode
  readonly assisting: readonly UnitCode[]
  readonly limit: LimitClass
  readonly mode: CatalogueMode
  /** Line of the row that was followed; 0 when none could be and the last resort decided. */
  readonly row: number
  readonly ground: string
  readonly groundEn: string
  /** Every matching row that names somebody, in the order of precedence. */
  readonly candidates: readonly CatalogueCandidate[]
  /** No row of the category itself (or its parent) could be followed: 兜底. */
  readonly fallback: boolean
}

interface Spot extends CataloguePlace {
  readonly level: PlaceLevel
}

interface Case {
  readonly question: CatalogueQuestion
  readonly spot: Spot
  readonly day: Day
  readonly policy: Policy
  readonly org: Org
}

/**
 * Who handles a matter by the dispatch catalogue 派单目录. Precedence: rows for accusing tickets first when the ticket
 * accuses a unit (P3), then the more specific category (leaf, parent, `*`), then the more specific place, then the
 * earlier line. Two rules stand above every row: the accused unit and whatever is below it never leads or assists
 * (P3), and a unit that isn't valid on that day is never chosen. When no row can be followed the place's district
 * takes it (区级兜底), else the centre, else a body outside the line of command. Throws on an unknown category:
 * callers check input first.
 */
export function chooseByCatalogue(question: CatalogueQuestion, policy: Policy, org: Org): CatalogueDecision {
  const category = findCategory(policy, question.category)
  if (!category) throw new Error(`unknown category: ${question.category}`)
  const spot = spotOf(question.place, org)
  const it: Case = { question, spot, day: dayOf(question.at, policy.calendar), policy, org }

  const candidates: CatalogueCandidate[] = []
  let chosen: { row: CatalogueRow; lead: UnitCode } | undefined
  for (const row of matchingRows(question, category.parent, spot.level, policy)) {
    const lead = resolve(row.lead, it)
    if (lead === null) continue
    const obstacle = obstacleTo(lead, it)
    const why = obstacle ?? (chosen ? 'less-specific' : 'chosen')
    candidates.push({ row: row.row, lead, why })
    if (why === 'chosen') chosen = { row, lead }
  }
  if (!chosen) {
    const lead = lastResort(it)
    const mode = modeOf(lead, [], org)
    return { lead, assisting: [], limit: category.limit, mode, row: 0, ...LAST_RESORT, candidates, fallback: true }
  }
  const { row, lead } = chosen
  const assisting = [...new Set(row.assisting.map((target) => resolve(target, it)))].filter(
    (unit): unit is UnitCode => unit !== null && unit !== lead && obstacleTo(unit, it) === null,
  )
  return {
    lead,
    assisting,
    limit: row.limit ?? category.limit,
    mode: modeOf(lead, assisting, org),
    row: row.row,
    ground: row.ground,
    groundEn: row.groundEn,
    candidates,
    fallback: row.category === '*' && !row.accusing,
  }
}

const LAST_RESORT = {
  ground: '目录中没有可以承办的单位，由所在区或热线中心兜底',
  groundEn: 'No unit in the catalogue can take it: falls to the district or the hotline centre',
}

/** Fills in the subdistrict of a community and the district of a subdistrict, and says how much is known. */
function spotOf(place: CataloguePlace, org: Org): Spot {
  const community = place.community === null ? undefined : org.findUnit(place.community)
  const subdistrict = place.subdistrict ?? community?.superior ?? null
  const above = subdistrict === null ? undefined : org.findUnit(subdistrict)
  const district = above?.district ?? place.district
  if (subdistrict !== null) return { ...place, subdistrict, district, level: 'subdistrict' }
  if (district === CENTRE) return { ...place, subdistrict, district: null, level: 'city' }
  return { ...place, subdistrict, district, level: district === null ? 'none' : 'district' }
}

const byCategory = new WeakMap<Policy['catalogue'], ReadonlyMap<string, readonly CatalogueRow[]>>()

/** The catalogue's rows by category, prepared once per policy: dispatch is the busiest question there is. */
function rowsByCategory(catalogue: Policy['catalogue']): ReadonlyMap<string, readonly CatalogueRow[]> {
  const known = byCategory.get(catalogue)
  if (known) return known
  const made = new Map<string, CatalogueRow[]>()
  for (const row of catalogue) {
    const rows = made.get(row.category)
    if (rows) rows.push(row)
    else made.set(row.category, [row])
  }
  byCategory.set(catalogue, made)
  return made
}

function matchingRows(
  question: CatalogueQuestion,
  parent: string | null,
  level: PlaceLevel,
  policy: Policy,
): CatalogueRow[] {
  const rows = rowsByCategory(policy.catalogue)
  const weigh = (row: CatalogueRow) =>
    (row.accusing ? 6 : 0) + (row.category === '*' ? 0 : row.category === parent ? 2 : 4) + (row.place === '*' ? 0 : 1)
  return [question.category, parent, '*']
    .flatMap((category) => (category === null ? [] : (rows.get(category) ?? [])))
    .filter((row) => (row.place === level || row.place === '*') && (!row.accusing || question.accuses !== null))
    .toSorted((a, b) => weigh(b) - weigh(a) || a.row - b.row)
}

/** The unit that a row's target means for this ticket; null when there is none. */
function resolve(target: CatalogueTarget, it: Case): UnitCode | null {
  switch (target.to) {
    case 'subdistrict':
      return it.spot.subdistrict
    case 'district':
      return it.spot.district
    case 'department':
      return it.spot.district === null ? null : (it.policy.sectors[target.sector]?.[it.spot.district] ?? null)
    case 'unit':
      return target.unit
    case 'superior':
      return it.question.accuses === null ? null : (it.org.findUnit(it.question.accuses)?.superior ?? null)
    case 'centre':
      return CENTRE
  }
}

function obstacleTo(unit: UnitCode, it: Case): 'recused' | 'not-valid' | null {
  const found = it.org.findUnit(unit)
  if (!found || !isValidOn(found, it.day)) return 'not-valid'
  return it.question.accuses !== null && isWithin(it.org, unit, it.question.accuses) ? 'recused' : null
}

function lastResort(it: Case): UnitCode {
  const tried = [it.spot.district, CENTRE].filter((unit) => unit !== null)
  const found = tried.find((unit) => obstacleTo(unit, it) === null)
  if (found !== undefined) return found
  for (const unit of it.org.units()) {
    if (unit.kind === 'supervision' && obstacleTo(unit.code, it) === null) return unit.code
  }
  throw new Error('no unit is left that may take the ticket: the units need a supervision body outside the centre')
}

/** domain.md §6.2: 直派, 派区, 主办+协办, 派公服企业, 自处理. */
function modeOf(lead: UnitCode, assisting: readonly UnitCode[], org: Org): CatalogueMode {
  const kind = org.getUnit(lead).kind
  if (kind === 'centre') return 'self'
  if (kind === 'district') return 'district'
  // The catalogue names a lead and those who assist it; 双派, with shares of the score, is a person's decision (P22).
  if (assisting.length > 0) return 'joint'
  return kind === 'enterprise' ? 'enterprise' : 'direct'
}
