import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readVersion } from '../../../../tests/policy/shipped.ts'
import { POLICY_FILES, parsePolicy } from '../parse-policy.ts'
import { diffFile, diffVersions } from './diff.ts'
import { addRow, placeFaults, removeRow, setCell, sheetsOf } from './sheet.ts'

const numRuns = Math.min(Number(process.env['HUYING_RUNS'] ?? 60), 300)
const version = await readVersion()
const textOf = (file: string) => version.get(file) ?? ''

function cell(file: string, sheet: string, key: string, column: string) {
  const found = sheetsOf(file, textOf(file)).find((one) => one.name === sheet)
  if (!found) throw new Error(`no sheet ${sheet}`)
  const row = found.rows.findIndex((one) => one.key === key)
  const index = found.columns.indexOf(column)
  if (row === -1 || index === -1) throw new Error(`no cell ${key} ${column} in ${found.rows.map((one) => one.key)}`)
  return { place: { sheet, row, column: index }, text: found.rows[row]?.cells[index]?.text }
}

describe('the shipped tables as sheets', () => {
  it('show every table, and every entry of it', () => {
    for (const file of POLICY_FILES) expect(sheetsOf(file, textOf(file)).length, file).toBeGreaterThan(0)
    expect(cell('limits.yaml', 'limits', 'general', 'limit').text).toBe('7 natural-days')
    expect(cell('limits.yaml', 'limits', 'urgent', 'sign.auto').text).toBe('ring')
    expect(cell('limits.yaml', 'values', 'returns.per_unit', '').text).toBe('1')
    expect(cell('scoring.yaml', 'ranking_classes', 'advanced', 'rule.count').text).toBe('10')
    expect(cell('scoring.yaml', 'values', 'use.subdistrict', '').text).toBe('BJ-2025-STREET')
    expect(cell('roles.yaml', 'roles', 'operator', 'grants[any]').text).toBe('manage-accounts、read-health')
    expect(cell('roles.yaml', 'roles', 'operator', 'grants[own]').text).toBe('')
    expect(cell('duty-hours.yaml', 'duty_hours', 'office', 'workdays').text).toBe('08:30-12:00、13:30-18:00')
    expect(cell('risk-words.yaml', 'risk_words', 'gas', '').text).toContain('漏气')
    expect(cell('categories.csv', 'categories.csv', '07-01', 'limit').text).toBe('prompt')
  })

  it('keep every byte when a cell is set to what it holds, and change one cell alone otherwise', () => {
    const files = POLICY_FILES.flatMap((file) =>
      sheetsOf(file, textOf(file)).flatMap((sheet) =>
        sheet.rows.flatMap((row, r) =>
          row.cells.flatMap((one, c) => (one.text === '' ? [] : [{ file, sheet, r, c, text: one.text }])),
        ),
      ),
    )
    fc.assert(
      fc.property(fc.constantFrom(...files), fc.string({ unit: 'grapheme', minLength: 1 }), (at, typed) => {
        const text = textOf(at.file)
        const place = { sheet: at.sheet.name, row: at.r, column: at.c }
        const same = setCell(at.file, text, place, at.text)
        expect(sheetsOf(at.file, same)).toEqual(sheetsOf(at.file, text))
        const value = typed.replaceAll(/[\p{C}\s、;；]/gu, '') || 'x'
        const now = sheetsOf(at.file, setCell(at.file, text, place, value))
        const sheet = now.find((one) => one.name === at.sheet.name)
        expect(sheet?.rows[at.r]?.cells[at.c]?.text).toBe(value)
        expect(now.flatMap((one) => one.rows.map((row) => row.cells.map((c) => c.text))).flat().length).toBe(
          sheetsOf(at.file, text)
            .flatMap((one) => one.rows.map((row) => row.cells))
            .flat().length,
        )
      }),
      { numRuns },
    )
  })

  it('change a limit and nothing else of the text', () => {
    const { place } = cell('limits.yaml', 'limits', 'general', 'limit')
    const text = setCell('limits.yaml', textOf('limits.yaml'), place, '5 natural-days')
    expect(text).toBe(textOf('limits.yaml').replace('limit: 7 natural-days', 'limit: 5 natural-days'))
    const read = parsePolicy(new Map(version).set('limits.yaml', text))
    expect(read.ok && read.value.policy.limits.general.limit).toEqual({ amount: 5, unit: 'natural-days' })
  })

  it('say which cell a fault belongs to', () => {
    const { place } = cell('limits.yaml', 'limits', 'general', 'limit')
    const text = setCell('limits.yaml', textOf('limits.yaml'), place, '5 moons')
    const read = parsePolicy(new Map(version).set('limits.yaml', text))
    if (read.ok) throw new Error('expected a fault')
    expect(placeFaults(sheetsOf('limits.yaml', text), read.faults)).toMatchObject([{ place }])
    const csv = cell('categories.csv', 'categories.csv', '07-01', 'limit')
    const table = setCell('categories.csv', textOf('categories.csv'), csv.place, 'soon')
    const wrong = parsePolicy(new Map(version).set('categories.csv', table))
    if (wrong.ok) throw new Error('expected a fault')
    expect(placeFaults(sheetsOf('categories.csv', table), wrong.faults)).toMatchObject([{ place: csv.place }])
  })

  it('grow and shrink by rows that the parser takes', () => {
    const grown = addRow('return-grounds.csv', textOf('return-grounds.csv'), 'return-grounds.csv', 0, '')
    expect(
      sheetsOf('return-grounds.csv', grown)[0]
        ?.rows.map((row) => row.key)
        .slice(0, 3),
    ).toEqual(['wrong-place', 'wrong-place', 'wrong-duty'])
    expect(removeRow('return-grounds.csv', grown, 'return-grounds.csv', 0)).toBe(textOf('return-grounds.csv'))
    const roles = addRow('roles.yaml', textOf('roles.yaml'), 'roles', 1, 'night-agent')
    const profiles = addRow('scoring.yaml', textOf('scoring.yaml'), 'profiles', 1, '')
    const renamed = setCell('scoring.yaml', profiles, { sheet: 'profiles', row: 2, column: 0 }, 'NEW')
    const read = parsePolicy(new Map(version).set('roles.yaml', roles).set('scoring.yaml', renamed))
    expect(read.ok && Object.keys(read.value.policy.roles)).toContain('night-agent')
    const last = sheetsOf('sectors.csv', textOf('sectors.csv'))[0]?.rows.length ?? 0
    const longer = addRow('sectors.csv', textOf('sectors.csv'), 'sectors.csv', last - 1, '')
    expect(sheetsOf('sectors.csv', longer)[0]?.rows.length).toBe(last + 1)
    expect(removeRow('sectors.csv', longer, 'sectors.csv', last)).toBe(textOf('sectors.csv'))
  })

  it('put a new grant and a new entry of a rule where they belong', () => {
    const grant = cell('roles.yaml', 'roles', 'operator', 'grants[own]')
    const roles = setCell('roles.yaml', textOf('roles.yaml'), grant.place, 'read-ticket、read-list')
    const rule = cell('scoring.yaml', 'ranking_classes', 'advanced', 'rule.falls')
    const scoring = setCell('scoring.yaml', textOf('scoring.yaml'), rule.place, '2')
    const read = parsePolicy(new Map(version).set('roles.yaml', roles))
    expect(read.ok && read.value.policy.roles['operator']?.grants).toContainEqual({ command: 'read-list', on: 'own' })
    const back = setCell('scoring.yaml', scoring, rule.place, '')
    expect(diffFile('scoring.yaml', textOf('scoring.yaml'), back)).toEqual([])
    expect(diffFile('scoring.yaml', textOf('scoring.yaml'), scoring)).toMatchObject([
      { sheet: 'ranking_classes', changed: [{ key: 'advanced', column: 'rule.falls', before: '', after: '2' }] },
    ])
  })
})

describe('the difference between two versions', () => {
  it('is rows added, removed and changed, by their keys, whatever their order', () => {
    const after = new Map(version)
    const lines = textOf('return-grounds.csv').trim().split('\n')
    const [header = '', first = '', ...rest] = lines
    after.set('return-grounds.csv', `${[header, ...rest.slice(1), 'new,新理由,New,unsourced', first].join('\n')}\n`)
    const { place } = cell('limits.yaml', 'limits', 'general', 'limit')
    after.set('limits.yaml', `# a comment\n${setCell('limits.yaml', textOf('limits.yaml'), place, '5 natural-days')}`)
    const diffs = diffVersions(version, after)
    expect(diffs.map((diff) => diff.file)).toEqual(['limits.yaml', 'return-grounds.csv'])
    expect(diffs[0]).toMatchObject({
      added: [],
      removed: [],
      changed: [{ key: 'general', column: 'limit', before: '7 natural-days', after: '5 natural-days' }],
    })
    expect(diffs[1]?.added.map((row) => row.key)).toEqual(['new'])
    expect(diffs[1]?.removed.map((row) => row.key)).toEqual(['wrong-duty'])
    expect(diffs[1]?.changed).toEqual([])
  })

  it('is nothing between a version and itself', () => {
    expect(diffVersions(version, new Map(version))).toEqual([])
  })
})
