import { describe, expect, it } from 'vitest'
import { parseAliases } from './alias.ts'

const isUnit = (code: string) => code === '110102009' || code === '110102'

describe('alias.csv', () => {
  it('reads names, with a byte order mark, either line end and empty lines', () => {
    const { aliases, faults } = parseAliases('\uFEFFname,unit,kind\r\n北露园小区,110102009,compound\r\n\r\n', isUnit)
    expect(faults).toEqual([])
    expect(aliases).toEqual([{ name: '北露园小区', unit: '110102009', kind: 'compound' }])
  })

  it('lets one road run through several units', () => {
    const { aliases, faults } = parseAliases('name,unit,kind\n长路,110102009,road\n长路,110102,road', isUnit)
    expect([aliases.length, faults.length]).toEqual([2, 0])
  })

  it('tells every fault with its line and keeps the sound lines', () => {
    const text = [
      'name,unit,kind',
      '院,110102009,compound',
      '甲小区,999,compound',
      '乙小区,110102009,house',
      '丙小区,110102009',
      '丁小区,110102009,compound',
      '丁小区,110102009,compound',
    ].join('\n')
    const { aliases, faults } = parseAliases(text, isUnit)
    expect(faults.map((fault) => fault.line)).toEqual([2, 3, 4, 5, 7])
    expect(faults[1]?.sentence.zh).toBe('单位 999 不存在')
    expect(aliases.map((one) => one.name)).toEqual(['丁小区'])
  })

  it('refuses another heading', () => {
    expect(parseAliases('unit,name,kind\n', isUnit).faults[0]?.line).toBe(1)
  })
})
