import { describe, expect, it } from 'vitest'
import { chooseByCatalogue } from '../../src/domain/dispatch/catalogue.ts'
import { makeOrg } from '../../src/domain/org/unit.ts'
import type { CatalogueRow, Policy } from '../../src/domain/policy/policy.ts'
import { loadShipped } from './shipped.ts'

const shipped = await loadShipped()
const AT = '2026-03-02T02:00:00.000Z'
const HERE = { district: '110102', subdistrict: '110102009', community: null }

function row(line: number, part: Partial<CatalogueRow>): CatalogueRow {
  const rest = { category: '*', place: '*', accusing: false, lead: { to: 'centre' }, assisting: [] } as const
  return { row: line, limit: null, ground: `row ${line}`, groundEn: `row ${line}`, ...rest, ...part }
}

function withRows(...catalogue: CatalogueRow[]): Policy {
  return { ...shipped.policy, catalogue }
}

function choose(policy: Policy, part: Partial<Parameters<typeof chooseByCatalogue>[0]> = {}, org = shipped.org) {
  return chooseByCatalogue({ category: '07-01', place: HERE, accuses: null, at: AT, ...part }, policy, org)
}

const unit = (code: string) => ({ to: 'unit', unit: code }) as const

describe('precedence', () => {
  const rows = [
    row(2, { place: 'subdistrict', lead: unit('city-housing') }),
    row(3, { category: '07', place: 'subdistrict', lead: unit('city-market') }),
    row(4, { category: '07-01', lead: unit('city-health') }),
    row(5, { category: '07-01', place: 'subdistrict', lead: unit('city-water') }),
    row(6, { accusing: true, lead: unit('supervision') }),
  ]

  it('prefers the leaf to its parent and to *, then the more specific place', () => {
    const decision = choose(withRows(...rows))
    expect(decision).toMatchObject({ lead: 'city-water', row: 5, ground: 'row 5', fallback: false, mode: 'direct' })
    expect(decision.candidates.map((one) => one.row)).toEqual([5, 4, 3, 2])
    expect(decision.candidates.map((one) => one.why)).toEqual(['chosen', ...Array(3).fill('less-specific')])
    expect(choose(withRows(...rows.slice(0, 3))).row).toBe(4)
    expect(choose(withRows(...rows.slice(0, 2))).row).toBe(3)
    expect(choose(withRows(...rows.slice(0, 1)))).toMatchObject({ row: 2, fallback: true })
  })

  it('puts an accusing row before every other, and only when a unit is accused', () => {
    expect(choose(withRows(...rows), { accuses: '110102009' }).row).toBe(6)
  })

  it('prefers the earlier line among equals', () => {
    const equals = [row(9, { lead: unit('city-market') }), row(7, { lead: unit('city-water') })]
    expect(choose(withRows(...equals)).row).toBe(7)
  })
})

describe('units that may not take it', () => {
  it('passes over a unit that has ceased to exist, and takes the district', () => {
    const units = shipped.units.map((one) => (one.code === '110102009' ? { ...one, validTo: '2026-03-01' } : one))
    const decision = choose(shipped.policy, { category: '99-99' }, makeOrg(units))
    expect(decision).toMatchObject({ lead: '110102', mode: 'district', row: 0, fallback: true })
    expect(decision.candidates.map((one) => one.why)).toContain('not-valid')
    const before = choose(shipped.policy, { category: '99-99', at: '2026-02-27T02:00:00.000Z' }, makeOrg(units))
    expect(before.lead).toBe('110102009')
  })

  it('drops an assistant that is accused, and one that leads already', () => {
    const assisting = [unit('110102-housing'), unit('110102'), { to: 'subdistrict' }] as const
    const policy = withRows(row(2, { lead: { to: 'subdistrict' }, assisting }))
    expect(choose(policy).assisting).toEqual(['110102-housing', '110102'])
    expect(choose(policy, { accuses: '110102-housing' }).assisting).toEqual(['110102'])
  })

  it('falls to the centre without a place, and outside the line of command when the centre is accused', () => {
    const nowhere = { district: null, subdistrict: null, community: null }
    expect(choose(withRows(), { place: nowhere })).toMatchObject({
      lead: 'centre',
      mode: 'self',
      row: 0,
      fallback: true,
    })
    expect(choose(withRows(), { accuses: 'centre' }).lead).toBe('supervision')
    expect(choose(withRows(), { accuses: '110102' }).lead).toBe('centre')
  })
})

describe('the mode', () => {
  it.each([
    [{ to: 'subdistrict' }, [], 'direct'],
    [{ to: 'district' }, [unit('city-water')], 'district'],
    [{ to: 'subdistrict' }, [unit('110102-housing')], 'joint'],
    [unit('110102-housing'), [{ to: 'subdistrict' }], 'joint'],
    [{ to: 'subdistrict' }, [unit('110102-housing'), unit('beijing-gas')], 'joint'],
    [unit('beijing-gas'), [], 'enterprise'],
    [unit('beijing-gas'), [unit('110102-housing')], 'joint'],
    [{ to: 'centre' }, [], 'self'],
  ] as const)('of %j with %j is %s', (lead, assisting, mode) => {
    expect(choose(withRows(row(2, { lead, assisting }))).mode).toBe(mode)
  })
})

it('lets a row override the limit, and refuses an unknown category', () => {
  expect(choose(withRows(row(2, { limit: 'urgent' }))).limit).toBe('urgent')
  expect(choose(withRows(row(2, {}))).limit).toBe('prompt')
  expect(() => choose(withRows(), { category: '77-01' })).toThrow('77-01')
})
