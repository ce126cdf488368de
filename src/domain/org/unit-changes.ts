import type { Day } from '../kernel/instant.ts'
import { isValidOn, isWithin, type Org, type Unit, type UnitCode, type UnitKind } from './unit.ts'

/** What people change about the units that ship with the rules: a layer over them, each change with its day (P26). */
export type UnitChange = { readonly code: UnitCode; readonly effectiveFrom: Day } & (
  | { readonly what: 'added'; readonly facts: AddedUnit }
  | { readonly what: 'renamed'; readonly facts: { readonly name: string; readonly nameEn: string } }
  | { readonly what: 'moved'; readonly facts: { readonly superior: UnitCode } }
  | { readonly what: 'closed'; readonly facts: { readonly successor: UnitCode } }
)

export interface AddedUnit {
  readonly name: string
  readonly nameEn: string
  readonly kind: UnitKind
  readonly superior: UnitCode
  readonly dutyHours: string
}

/** What may stand directly below what; the centre, districts and bodies of supervision are the city's own and ship with the rules. */
const BELOW: Readonly<Partial<Record<UnitKind, readonly UnitKind[]>>> = {
  centre: ['department', 'enterprise', 'office'],
  district: ['subdistrict', 'department', 'enterprise', 'office'],
  subdistrict: ['community', 'office'],
  department: ['enterprise', 'office'],
}

export function mayStandBelow(kind: UnitKind, superior: UnitKind): boolean {
  return BELOW[superior]?.includes(kind) ?? false
}

/** The hours that a unit of a kind keeps, by the name of its table. */
const HOURS: Readonly<Record<UnitKind, string>> = {
  centre: 'round-the-clock',
  district: 'round-the-clock',
  enterprise: 'round-the-clock',
  subdistrict: 'subdistrict',
  office: 'subdistrict',
  community: 'community',
  department: 'office',
  supervision: 'office',
}

export function dutyHoursOf(kind: UnitKind): string {
  return HOURS[kind]
}

/**
 * The units as they stand on a day: the shipped ones with every change whose day has come, in the order of the changes. What is
 * added or closed carries its own days, so that it is known before and after them; a new name or superior holds from its day on.
 */
export function applyUnitChanges(shipped: Iterable<Unit>, changes: readonly UnitChange[], today: Day): Unit[] {
  const units = new Map([...shipped].map((unit) => [unit.code, unit]))
  for (const change of changes) {
    const { code, effectiveFrom } = change
    if (change.what === 'added') {
      // A later release of the rules may bring the unit itself; then it is the release's.
      if (!units.has(code)) units.set(code, addedUnit(code, change.facts, effectiveFrom, units))
      continue
    }
    const unit = units.get(code)
    if (!unit) continue
    if (change.what === 'closed') units.set(code, { ...unit, validTo: effectiveFrom })
    else if (effectiveFrom <= today)
      units.set(
        code,
        change.what === 'renamed'
          ? { ...unit, ...change.facts }
          : { ...unit, superior: change.facts.superior, district: districtBelow(change.facts.superior, units) },
      )
  }
  return [...units.values()]
}

function addedUnit(
  code: UnitCode,
  { name, nameEn, kind, superior, dutyHours }: AddedUnit,
  validFrom: Day,
  units: ReadonlyMap<UnitCode, Unit>,
): Unit {
  const district = districtBelow(superior, units)
  return { code, name, nameEn, kind, superior, district, validFrom, validTo: null, dutyHours }
}

function districtBelow(superior: UnitCode, units: ReadonlyMap<UnitCode, Unit>): UnitCode | null {
  const above = units.get(superior)
  return above?.kind === 'district' ? above.code : (above?.district ?? null)
}

/** Why a change cannot be made on that day: the end of its code, and the facts of its sentence. Null: it can. */
export interface UnitRefusal {
  readonly code:
    | 'units.taken'
    | 'units.closed'
    | 'units.circle'
    | 'units.kind'
    | 'units.below'
    | 'units.successor'
    | 'units.fixed'
    | 'unit.unknown'
  readonly facts: Readonly<Record<string, string | number>>
}

export function refuseUnitChange(org: Org, change: UnitChange, today: Day): UnitRefusal | null {
  const { code } = change
  const unit = org.findUnit(code)
  if (change.what === 'added') {
    if (unit) return { code: 'units.taken', facts: { unit: code } }
    return refuseSuperior(org, change.facts.kind, change.facts.superior, today)
  }
  if (!unit) return { code: 'unit.unknown', facts: { unit: code } }
  if (!isValidOn(unit, today)) return { code: 'units.closed', facts: { name: unit.name } }
  if (change.what === 'renamed') return null
  if (unit.kind === 'centre' || unit.kind === 'district' || unit.kind === 'supervision')
    return { code: 'units.fixed', facts: {} }
  if (change.what === 'moved') {
    if (isWithin(org, change.facts.superior, code)) return { code: 'units.circle', facts: {} }
    return refuseSuperior(org, unit.kind, change.facts.superior, today)
  }
  const below = org.below(code).filter((one) => isValidOn(one, today)).length
  if (below > 0) return { code: 'units.below', facts: { name: unit.name, count: below } }
  const successor = org.findUnit(change.facts.successor)
  if (!successor || !isValidOn(successor, today) || isWithin(org, successor.code, code))
    return { code: 'units.successor', facts: {} }
  return null
}

function refuseSuperior(org: Org, kind: UnitKind, code: UnitCode, today: Day): UnitRefusal | null {
  const superior = org.findUnit(code)
  if (!superior) return { code: 'unit.unknown', facts: { unit: code } }
  if (!isValidOn(superior, today)) return { code: 'units.closed', facts: { name: superior.name } }
  return mayStandBelow(kind, superior.kind) ? null : { code: 'units.kind', facts: { superior: superior.name } }
}
