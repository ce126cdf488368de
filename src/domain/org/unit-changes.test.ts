import { describe, expect, test } from 'vitest'
import { makeOrg, type Unit } from './unit.ts'
import { applyUnitChanges, refuseUnitChange, type UnitChange } from './unit-changes.ts'

const TODAY = '2026-10-19'
const unit = (code: string, kind: Unit['kind'], superior: string | null, district: string | null = null): Unit => ({
  code,
  name: code,
  nameEn: code,
  kind,
  superior,
  district,
  validFrom: '2023-01-01',
  validTo: null,
  dutyHours: 'office',
})
const SHIPPED = [
  unit('centre', 'centre', null),
  unit('east', 'district', 'centre', 'east'),
  unit('west', 'district', 'centre', 'west'),
  unit('lake', 'subdistrict', 'east', 'east'),
  unit('hill', 'subdistrict', 'east', 'east'),
  unit('pond', 'community', 'lake', 'east'),
]
const org = makeOrg(SHIPPED)
const added = (superior: string, kind: Unit['kind'], code = 'new'): UnitChange => ({
  code,
  what: 'added',
  effectiveFrom: TODAY,
  facts: { name: '新单位', nameEn: 'New', kind, superior, dutyHours: 'office' },
})
const moved = (code: string, superior: string, effectiveFrom = TODAY): UnitChange => ({
  code,
  what: 'moved',
  effectiveFrom,
  facts: { superior },
})
const closed = (code: string, successor: string): UnitChange => ({
  code,
  what: 'closed',
  effectiveFrom: TODAY,
  facts: { successor },
})
const laid = (...changes: UnitChange[]) => makeOrg(applyUnitChanges(SHIPPED, changes, TODAY))

describe('the layer over the shipped units', () => {
  test('leaves what nobody changed', () => {
    expect(applyUnitChanges(SHIPPED, [], TODAY)).toEqual(SHIPPED)
  })

  test('adds below a superior, in its district, from its day on', () => {
    expect(laid(added('lake', 'office')).getUnit('new')).toMatchObject({
      superior: 'lake',
      district: 'east',
      validFrom: TODAY,
    })
  })

  test('lets a release that brings the same unit be right', () => {
    expect(laid(added('lake', 'office', 'hill')).getUnit('hill')).toEqual(unit('hill', 'subdistrict', 'east', 'east'))
  })

  test('renames and moves on the day, not before', () => {
    const later: UnitChange = {
      code: 'pond',
      what: 'renamed',
      effectiveFrom: '2026-10-20',
      facts: { name: '塘', nameEn: 'P' },
    }
    expect(laid(later).getUnit('pond').name).toBe('pond')
    expect(laid({ ...later, effectiveFrom: TODAY }).getUnit('pond').name).toBe('塘')
    expect(laid(moved('lake', 'west')).getUnit('lake')).toMatchObject({ superior: 'west', district: 'west' })
  })

  test('closes from the day on, and keeps what was', () => {
    expect(laid(closed('pond', 'hill')).getUnit('pond').validTo).toBe(TODAY)
  })
})

describe('a change is refused', () => {
  test.each([
    ['for a code that is taken', added('lake', 'office', 'pond'), 'units.taken'],
    ['below an unknown unit', added('nowhere', 'office'), 'unit.unknown'],
    ['below a unit that has none of the kind', added('pond', 'office'), 'units.kind'],
    ['for a community below a district', added('east', 'community'), 'units.kind'],
    ['for an unknown unit', moved('nowhere', 'lake'), 'unit.unknown'],
    ['that leads back to itself', moved('lake', 'pond'), 'units.circle'],
    ['that closes the centre', closed('centre', 'lake'), 'units.fixed'],
    ['that moves a district', moved('east', 'centre'), 'units.fixed'],
    ['while units stand below it', closed('lake', 'hill'), 'units.below'],
    ['with itself as the successor', closed('pond', 'pond'), 'units.successor'],
  ] as const)('%s', (_why, change, code) => {
    expect(refuseUnitChange(org, change, TODAY)?.code).toBe(code)
  })

  test('of what was closed before', () => {
    expect(refuseUnitChange(laid(closed('pond', 'hill')), moved('pond', 'hill'), TODAY)?.code).toBe('units.closed')
    expect(refuseUnitChange(laid(closed('pond', 'hill')), closed('hill', 'pond'), TODAY)?.code).toBe('units.successor')
  })

  test('and every other is not', () => {
    for (const change of [added('lake', 'community'), moved('pond', 'hill'), closed('pond', 'hill')])
      expect(refuseUnitChange(org, change, TODAY)).toBeNull()
  })
})
