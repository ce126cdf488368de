import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkCases } from '../../src/domain/dispatch/cases.ts'
import { type CataloguePlace, chooseByCatalogue } from '../../src/domain/dispatch/catalogue.ts'
import { isValidOn, isWithin, type Unit } from '../../src/domain/org/unit.ts'
import { GRANTABLE_COMMANDS } from '../../src/domain/policy/grantable.ts'
import { lintPolicy } from '../../src/domain/policy/lint.ts'
import { LIFECYCLE } from '../../src/domain/ticket/lifecycle.ts'
import { loadOrg, loadPolicy } from '../../src/store/policy-files.ts'
import { loadShipped, ORG, VERSION } from './shipped.ts'

const numRuns = Number(process.env['HUYING_RUNS'] ?? 200)
const AT = '2026-03-02T02:00:00.000Z'
const { policy, cases, locate, units, org } = await loadShipped()
const leaves = policy.categories.filter((category) => category.parent !== null)

function unitsOf(...kinds: Unit['kind'][]): Unit[] {
  return units.filter((unit) => kinds.includes(unit.kind))
}

describe('the shipped policy', () => {
  it('loads with its units in less than a second', async () => {
    const times: number[] = []
    for (let i = 0; i < 3; i++) {
      const from = performance.now()
      const [loaded] = await Promise.all([loadPolicy(VERSION), loadOrg(ORG)])
      times.push(performance.now() - from)
      expect(loaded.id).toBe('beijing/2026-01')
    }
    expect(Math.min(...times)).toBeLessThan(1000)
  })

  it('has the levels and numbers that domain.md gives', () => {
    expect(policy.categories.length - leaves.length).toBe(21)
    expect(leaves.length).toBeGreaterThanOrEqual(123)
    expect(policy.limits.urgent.limit).toEqual({ amount: 2, unit: 'hours' })
    expect(policy.limits.prompt.limit).toEqual({ amount: 24, unit: 'hours' })
    expect(policy.limits.general.limit).toEqual({ amount: 7, unit: 'natural-days' })
    expect(policy.limits.complex.limit).toEqual({ amount: 15, unit: 'natural-days' })
    expect(policy.limits.urgent.sign.auto).toBe('ring')
    expect(policy.exclusionGrounds.map((ground) => ground.code)).toEqual([...'123456789'].map((n) => `E0${n}`))
    expect(policy.suspensionGrounds.map((ground) => ground.code)).toEqual([...'123456'].map((n) => `H0${n}`))
    expect(policy.scoring.subdistrict.formula).toBe('10% * 响应率 + 50% * 解决率 + 40% * 满意率')
    expect(policy.period.startDay).toBe(19)
    expect(policy.calendar.lastYear).toBe(2026)
  })

  it('gives every leaf between five and fifteen keywords, none twice', () => {
    for (const { code, keywords } of leaves) {
      expect(keywords.length, code).toBeGreaterThanOrEqual(5)
      expect(keywords.length, code).toBeLessThanOrEqual(15)
      expect(new Set(keywords).size, code).toBe(keywords.length)
    }
  })

  it('is without a finding of the lint', () => {
    expect(lintPolicy(policy, org, locate)).toEqual([])
  })

  it('passes its own cases', () => {
    expect(cases.length).toBeGreaterThanOrEqual(40)
    expect(checkCases(cases, policy, org)).toEqual([])
  })

  it('can grant every command that a ticket knows, but for what the rules themselves give', () => {
    const automatic = ['pass-time', 'absorb', 'release', 'correct-record']
    const commands = LIFECYCLE.map((step) => step.command).filter((command) => !automatic.includes(command))
    expect(commands.toSorted()).toEqual([...GRANTABLE_COMMANDS].toSorted())
  })
})

describe('the shipped units', () => {
  it('are the districts, subdistricts and communities of the statistical codes', () => {
    expect(unitsOf('district').length).toBe(17)
    expect(unitsOf('subdistrict').length).toBe(349)
    expect(unitsOf('community').length).toBe(7535)
    expect(org.below('110102009').filter((unit) => unit.kind === 'community').length).toBe(23)
    expect(org.getUnit('110102009').name).toBe('展览路街道')
  })

  it('all stand below the centre, but for the supervision body', () => {
    for (const unit of units) expect(isWithin(org, unit.code, 'centre'), unit.code).toBe(unit.code !== 'supervision')
  })
})

/** Places of every kind: a community, a subdistrict, a district, the city, nowhere. */
const PLACES: readonly CataloguePlace[] = [
  { district: null, subdistrict: null, community: '110102009009' },
  { district: '110102', subdistrict: '110102009', community: null },
  { district: null, subdistrict: '110115012', community: null },
  { district: '110118', subdistrict: '110118100', community: null },
  ...unitsOf('district').map((unit) => ({ district: unit.code, subdistrict: null, community: null })),
  { district: 'centre', subdistrict: null, community: null },
  { district: null, subdistrict: null, community: null },
]

describe('the shipped catalogue', () => {
  it('names a valid unit and a ground for every leaf, every kind of place, accusing or not', () => {
    for (const { code } of policy.categories) {
      for (const place of PLACES) {
        for (const accuses of [
          null,
          '110102009',
          '110102',
          '110102-housing',
          'beijing-heating',
          'centre',
          'supervision',
        ]) {
          const decision = chooseByCatalogue({ category: code, place, accuses, at: AT }, policy, org)
          const context = `${code} ${JSON.stringify(place)} ${accuses}`
          for (const unit of [decision.lead, ...decision.assisting]) {
            expect(isValidOn(org.getUnit(unit), '2026-03-02'), context).toBe(true)
            if (accuses !== null) expect(isWithin(org, unit, accuses), `${context} → ${unit}`).toBe(false)
          }
          expect(decision.fallback, context).toBe(false)
          expect(decision.ground, context).not.toBe('')
          expect(policy.catalogue.find((row) => row.row === decision.row)?.ground, context).toBe(decision.ground)
        }
      }
    }
  })

  it('never gives a ticket to the accused unit or to one below it, whoever is accused', () => {
    const place = fc.constantFrom(...unitsOf('subdistrict', 'community', 'district')).map((unit) => ({
      district: unit.kind === 'district' ? unit.code : unit.district,
      subdistrict: unit.kind === 'subdistrict' ? unit.code : null,
      community: unit.kind === 'community' ? unit.code : null,
    }))
    // Without its recusal rows the catalogue names the accused itself; the rule has to hold all the same.
    const bare = { ...policy, catalogue: policy.catalogue.filter((row) => !row.accusing) }
    fc.assert(
      fc.property(
        fc.constantFrom(...policy.categories),
        place,
        fc.constantFrom(...units),
        fc.boolean(),
        fc.constantFrom(policy, bare),
        (category, somewhere, anybody, isLocal, rules) => {
          // Half of the time the accused stands in the line of the place itself, where a mistake would show.
          const local = somewhere.subdistrict ?? somewhere.community ?? somewhere.district
          const accused = isLocal && local !== null ? local : anybody.code
          const question = { category: category.code, place: somewhere, accuses: accused, at: AT }
          const { lead, assisting, row, candidates } = chooseByCatalogue(question, rules, org)
          for (const unit of [lead, ...assisting]) expect(isWithin(org, unit, accused)).toBe(false)
          expect(assisting).not.toContain(lead)
          const chosen = candidates.filter((candidate) => candidate.why === 'chosen')
          expect(chosen).toEqual(row === 0 ? [] : [{ row, lead, why: 'chosen' }])
        },
      ),
      { numRuns },
    )
  })
})
