import { describe, expect, it } from 'vitest'
import { checkCases } from '../../src/domain/dispatch/cases.ts'
import { makeOrg, type Unit } from '../../src/domain/org/unit.ts'
import { lintPolicy } from '../../src/domain/policy/lint.ts'
import type { CatalogueRow, Policy } from '../../src/domain/policy/policy.ts'
import { loadShipped } from './shipped.ts'

const { policy, cases, locate, units, org } = await loadShipped()

function lint(change: Partial<Policy>, changedUnits: readonly Unit[] = units) {
  return lintPolicy({ ...policy, ...change }, changedUnits === units ? org : makeOrg(changedUnits), locate)
}

/** The one finding of that code, as text. */
function findingOf(code: string, change: Partial<Policy>, changedUnits?: readonly Unit[]) {
  const found = lint(change, changedUnits).filter((finding) => finding.code === code)
  expect(found.length, `${code} in ${JSON.stringify(lint(change, changedUnits).slice(0, 3))}`).toBeGreaterThan(0)
  const [first] = found
  if (!first) throw new Error('unreachable')
  expect(first.zh).toMatch(/\p{Script=Han}/u)
  return { ...first, text: `${first.file}:${first.line} ${first.en}` }
}

const last = policy.catalogue.at(-1)?.row ?? 0

function withRow(part: Partial<CatalogueRow>): Partial<Policy> {
  const [first] = policy.catalogue
  if (!first) throw new Error('the shipped catalogue is empty')
  return { catalogue: [...policy.catalogue, { ...first, row: last + 1, ...part }] }
}

function without(drop: (row: CatalogueRow) => boolean): Partial<Policy> {
  return { catalogue: policy.catalogue.filter((row) => !drop(row)) }
}

describe('the lint finds what is planted in the catalogue, with the row', () => {
  it('a row that repeats another', () => {
    const { en } = findingOf('catalogue.duplicate', withRow({}))
    expect(en).toBe(`row ${last + 1} repeats row ${policy.catalogue[0]?.row} and is never used`)
  })

  it('a row that nothing reaches', () => {
    expect(findingOf('catalogue.unreachable', withRow({ category: '07-01', place: '*' })).en).toContain(
      `row ${last + 1}`,
    )
  })

  it('two rows that answer the same case differently', () => {
    const { en, text } = findingOf('catalogue.overlap', withRow({ lead: { to: 'centre' }, assisting: [] }))
    expect(en).toContain(`rows ${policy.catalogue[0]?.row} and ${last + 1}`)
    expect(text).toContain('catalogue.csv:')
  })

  it('a row whose lead or assistant a place like that cannot name', () => {
    for (const [place, lead] of [
      ['district', { to: 'subdistrict' }],
      ['city', { to: 'district' }],
      ['none', { to: 'department', sector: 'housing' }],
    ] as const) {
      const { en } = findingOf('catalogue.unreachable', withRow({ category: '55', place, lead }))
      expect(en).toContain(`row ${last + 1}: with a place known as ${place} only, ${lead.to} names nobody`)
    }
    const assisting = withRow({
      category: '55',
      place: 'none',
      lead: { to: 'centre' },
      assisting: [{ to: 'district' }],
    })
    expect(findingOf('catalogue.unreachable', assisting).en).toContain(`row ${last + 1}`)
  })

  it('a recusal row behind others that can always be followed', () => {
    const rows = (...leads: CatalogueRow['lead'][]) => {
      const [first] = policy.catalogue
      if (!first) throw new Error('the shipped catalogue is empty')
      const base = { ...first, category: '01-01', place: '*', accusing: true, assisting: [] } as const
      return { catalogue: [...policy.catalogue, ...leads.map((lead, i) => ({ ...base, lead, row: last + 1 + i }))] }
    }
    // Only whoever has no superior passes over the first, and only the supervision body over the second.
    const unreachable = (change: Partial<Policy>) =>
      lint(change)
        .filter((one) => one.code === 'catalogue.unreachable')
        .map((one) => one.en)
    const three = [{ to: 'superior' }, { to: 'unit', unit: 'supervision' }, { to: 'centre' }] as const
    expect(unreachable(rows(...three))).toEqual([])
    expect(unreachable(rows(...three, { to: 'unit', unit: 'city-housing' }))).toEqual([
      `row ${last + 4} is never reached: the recusal rows before it can always be followed`,
    ])
  })

  it('a first level without a row for a kind of place: a ticket may be classified no finer', () => {
    const gap = without((row) => row.category === '07' && row.place === 'none')
    expect(findingOf('catalogue.gap', gap).en).toContain('category 07 ')
  })

  it('unknown category, sector and unit, and a unit that ended', () => {
    const row = `row ${last + 1}`
    expect(findingOf('catalogue.unknown-category', withRow({ category: '55-01' })).en).toContain(
      `${row}: there is no category 55-01`,
    )
    const sector = withRow({ category: '55', lead: { to: 'department', sector: 'magic' } })
    expect(findingOf('catalogue.unknown-sector', sector).en).toContain(`${row}: there is no sector magic`)
    const assisting = withRow({ category: '55', assisting: [{ to: 'unit', unit: 'nobody' }] })
    expect(findingOf('catalogue.unknown-unit', assisting).en).toContain(`${row}: there is no unit nobody`)
    const ended = units.map((unit) => (unit.code === 'beijing-gas' ? { ...unit, validTo: '2025-07-01' } : unit))
    expect(findingOf('catalogue.unit-not-valid', {}, ended).en).toContain('beijing-gas is not valid on 2026-01-01')
    expect(findingOf('catalogue.no-accused', withRow({ category: '55', lead: { to: 'superior' } })).en).toContain(row)
  })

  it('a leaf without a row for a kind of place, at the leaf’s own line', () => {
    const gap = without((row) => (row.category === '07' || row.category === '07-02') && row.place === 'city')
    const line = locate('categories.csv', [policy.categories.findIndex((category) => category.code === '07-02')])
    const found = lint(gap).filter((one) => one.code === 'catalogue.gap')
    expect(found.map((one) => `${one.file}:${one.line} ${one.en}`).join()).toContain(
      `categories.csv:${line} category 07-02`,
    )
    expect(findingOf('catalogue.gap', gap).en).toContain('city')
  })

  it('a category that can accuse without a recusal row (P3), and a recusal row that goes to the place', () => {
    const bare = without((row) => row.accusing && (row.category === '20-02' || row.category === '20'))
    expect(findingOf('catalogue.no-recusal', bare).en).toContain('category 20')
    expect(
      lint(bare)
        .map((finding) => finding.en)
        .join(),
    ).toContain('category 20-02')
    expect(
      findingOf(
        'catalogue.no-general-recusal',
        without((row) => row.accusing && row.category === '*'),
      ).file,
    ).toBe('catalogue.csv')
    const toPlace = withRow({ accusing: true, lead: { to: 'subdistrict' } })
    expect(findingOf('catalogue.recusal-to-place', toPlace).en).toContain(`row ${last + 1}`)
  })
})

describe('the lint finds what is planted elsewhere', () => {
  const [category] = policy.categories
  const { requester } = policy.roles
  if (!category || !requester) throw new Error('the shipped policy is incomplete')

  it('in the categories', () => {
    findingOf('category.duplicate', { categories: [...policy.categories, category] })
    findingOf('category.parent', { categories: [...policy.categories, { ...category, code: '66-01', parent: '66' }] })
    findingOf('category.no-keywords', { categories: policy.categories.map((one) => ({ ...one, keywords: [] })) })
  })

  it('in the sectors', () => {
    const { housing = {} } = policy.sectors
    const { '110102': _, ...rest } = housing
    expect(findingOf('sector.gap', { sectors: { ...policy.sectors, housing: rest } }).en).toContain('110102')
    const put = (part: Record<string, string>) => ({ sectors: { ...policy.sectors, housing: { ...housing, ...part } } })
    expect(findingOf('sector.unknown-unit', put({ '110102': 'nobody' })).en).toContain('no valid unit nobody')
    findingOf('sector.unknown-district', put({ '110102009': '110102-housing' }))
  })

  it('in the limits and the callback', () => {
    const { urgent, prompt } = policy.limits
    const signed = { ...urgent, sign: { ...urgent.sign, auto: 'sign' as const } }
    findingOf('limit.urgent-auto-sign', { limits: { ...policy.limits, urgent: signed } })
    const slow = { ...prompt, contact: { amount: 60, unit: 'duty-minutes' as const } }
    findingOf('limit.duty-minutes', { limits: { ...policy.limits, prompt: slow } })
    const { urgent: _, ...three } = policy.limits
    findingOf('limit.missing', { limits: three as Policy['limits'] })
    findingOf('callback.days', { callback: { ...policy.callback, attempts: 1 } })
  })

  it('in the grounds', () => {
    findingOf('ground.duplicate', { returnGrounds: [...policy.returnGrounds, ...policy.returnGrounds] })
  })

  it('in the roles: unknown commands, and rights that no policy may give (P4, P5)', () => {
    const role = (command: string, on: 'own' | 'any') => ({
      roles: { ...policy.roles, odd: { ...requester, nameEn: 'Odd', grants: [{ command, on }] } },
    })
    expect(findingOf('role.unknown-command', role('fly', 'any')).en).toContain('role Odd: there is no command fly')
    findingOf('role.own-score', role('decide-exclusion', 'own'))
    findingOf('role.own-score', role('attempt-callback', 'own'))
    const both = ['attempt-callback', 'reply'].map((command) => ({ command, on: 'any' as const }))
    findingOf('role.callback-handles', { roles: { ...policy.roles, odd: { ...requester, grants: both } } })
    expect(findingOf('role.nobody', { roles: { requester } }).severity).toBe('warning')
    expect(lint({ roles: { requester } }).some((finding) => finding.en === 'no role may dispatch')).toBe(true)
  })

  it('in the scoring: formulas and classes', () => {
    const formula = (text: string) => ({
      scoring: { ...policy.scoring, department: { ...policy.scoring.department, formula: text } },
    })
    expect(findingOf('scoring.formula', formula('10% * 响应率 +')).en).toContain('1:')
    expect(findingOf('scoring.formula', formula('10% * 幸福率')).en).toContain('幸福率')
    const classes = policy.rankingClasses.map((one) => ({ ...one, notIn: ['best'] }))
    findingOf('scoring.unknown-class', { rankingClasses: classes })
  })

  it('in the units', () => {
    findingOf(
      'org.centre',
      {},
      units.filter((unit) => unit.kind !== 'centre'),
    )
    findingOf(
      'org.supervision',
      {},
      units.filter((unit) => unit.kind !== 'supervision'),
    )
    const { office: _, ...hours } = policy.dutyHours
    expect(findingOf('org.duty-hours', { dutyHours: hours }).en).toContain('named office')
  })
})

describe('checkCases', () => {
  const [first] = cases
  if (!first) throw new Error('no case ships')

  it('tells row, field, expected and got', () => {
    const wrong = { ...first, lead: '110102', limit: 'urgent' as const }
    expect(checkCases([wrong], policy, org)).toEqual([
      { row: first.row, what: first.what, field: 'lead', expected: '110102', got: first.lead },
      { row: first.row, what: first.what, field: 'limit', expected: 'urgent', got: first.limit },
    ])
  })

  it('tells a category and a unit that do not exist', () => {
    expect(checkCases([{ ...first, category: '77-01' }], policy, org)).toMatchObject([{ field: 'category' }])
    expect(checkCases([{ ...first, accuses: 'nobody' }], policy, org)).toMatchObject([
      { field: 'unit', expected: 'nobody' },
    ])
  })
})
