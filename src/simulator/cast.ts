import { CENTRE, type Org, type Unit, type UnitCode } from '../domain/org/unit.ts'
import { randomOf } from './random.ts'
import { nameOf } from './words/names.ts'

/** An account that acts in the simulation. */
export interface CastMember {
  readonly account: string
  /** A synthetic name. */
  readonly name: string
  readonly role: string
  readonly unit: UnitCode
  /** One of those that a demo offers for signing in: one per role, those of units in the first subdistrict. */
  readonly login: boolean
}

/** How many people of each role sit in a unit of each kind. */
const STAFF: Readonly<Record<Unit['kind'], Readonly<Record<string, number>>>> = {
  centre: {
    agent: 40,
    'shift-leader': 4,
    dispatcher: 10,
    'callback-agent': 20,
    inspector: 3,
    assessor: 3,
    'policy-editor': 2,
    operator: 1,
    'unit-officer': 4,
    'unit-reviewer': 2,
  },
  supervision: { supervisor: 3, 'unit-officer': 2, 'unit-reviewer': 1 },
  district: { 'unit-officer': 3, 'unit-reviewer': 2, leader: 1 },
  subdistrict: { 'unit-officer': 5, 'unit-reviewer': 2, leader: 1 },
  department: { 'unit-officer': 3, 'unit-reviewer': 2 },
  enterprise: { 'unit-officer': 4, 'unit-reviewer': 2 },
  office: { 'unit-officer': 2 },
  community: { 'community-worker': 2 },
}

/** Accounts of the centre are short (`agent-07`), those of other units carry the unit's code. */
export function accountOf(role: string, unit: UnitCode, number: number): string {
  const tail = `${role}-${String(number).padStart(2, '0')}`
  return unit === CENTRE && role !== 'unit-officer' && role !== 'unit-reviewer' ? tail : `${unit}-${tail}`
}

/** How many of a role a unit of this kind has. */
export function staffOf(kind: Unit['kind'], role: string): number {
  return STAFF[kind][role] ?? 0
}

/**
 * Everybody who may act when the simulation covers `units` (districts, or subdistricts): the centre, the supervision
 * body, the city's departments and enterprises, the districts concerned with their departments, the subdistricts with
 * their offices and communities. Sorted by unit, then role; the same for the same org and units.
 */
export function cast(org: Org, units: readonly UnitCode[]): CastMember[] {
  const places = subdistrictsOf(org, units)
  const districts = new Set(places.map((code) => org.getUnit(code).district))
  const subdistricts = new Set(places)
  const members: CastMember[] = []
  const home = places[0]
  const department = home === undefined ? null : firstDepartment(org, org.getUnit(home).district)
  for (const unit of org.units()) {
    if (!takesPart(unit, subdistricts, districts)) continue
    for (const [role, count] of Object.entries(STAFF[unit.kind])) {
      for (let number = 1; number <= count; number++) {
        const account = accountOf(role, unit.code, number)
        const shown = isHome(unit, role, home ?? null, department)
        members.push({
          account,
          name: nameOf(randomOf(0, `staff/${account}`), 'middle'),
          role,
          unit: unit.code,
          login: number === 1 && shown,
        })
      }
    }
  }
  return members
}

/** The subdistricts meant by a list of districts and subdistricts, in the order given. */
export function subdistrictsOf(org: Org, units: readonly UnitCode[]): UnitCode[] {
  const found: UnitCode[] = []
  for (const code of units) {
    const unit = org.getUnit(code)
    if (unit.kind === 'subdistrict') found.push(code)
    else for (const below of org.below(code)) if (below.kind === 'subdistrict') found.push(below.code)
  }
  return [...new Set(found)]
}

function takesPart(unit: Unit, subdistricts: ReadonlySet<UnitCode>, districts: ReadonlySet<UnitCode | null>): boolean {
  switch (unit.kind) {
    case 'centre':
    case 'supervision':
    case 'enterprise':
      return true
    case 'district':
      return districts.has(unit.code)
    case 'department':
      return unit.district === null || districts.has(unit.district)
    case 'subdistrict':
      return subdistricts.has(unit.code)
    case 'office':
    case 'community':
      return unit.superior !== null && subdistricts.has(unit.superior)
  }
}

function firstDepartment(org: Org, district: UnitCode | null): UnitCode | null {
  const below = district === null ? [] : org.below(district)
  return below.find((unit) => unit.kind === 'department')?.code ?? null
}

function isHome(unit: Unit, role: string, home: UnitCode | null, department: UnitCode | null): boolean {
  if (unit.kind === 'centre') return role !== 'unit-officer' && role !== 'unit-reviewer'
  if (unit.kind === 'supervision') return role === 'supervisor'
  if (unit.code === home) return true
  if (unit.code === department) return role === 'unit-officer'
  return unit.kind === 'community' && unit.superior === home && unit.code.endsWith('001')
}
