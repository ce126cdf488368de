import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readCsv } from './csv.ts'

const numRuns = Number(process.env['HUYING_RUNS'] ?? 200)

function textsOf(text: string): string[][] {
  return readCsv(text).rows.map((row) => row.map((cell) => cell.text))
}

describe('readCsv', () => {
  it('reads cells, quoted cells, empty cells and both line ends', () => {
    expect(textsOf('a,b\r\n1,"x, ""y"""\n,\n')).toEqual([
      ['a', 'b'],
      ['1', 'x, "y"'],
      ['', ''],
    ])
    expect(textsOf('a,b\n1,')).toEqual([
      ['a', 'b'],
      ['1', ''],
    ])
    expect(textsOf('\uFEFFa,b')).toEqual([['a', 'b']])
  })

  it('skips empty lines and trims what is not quoted', () => {
    expect(textsOf('\n a , b \n\n1," 2 "\n\n')).toEqual([
      ['a', 'b'],
      ['1', ' 2 '],
    ])
  })

  it('tells line and column in characters, also after a rare character and a quoted line break', () => {
    const { rows } = readCsv('名,𠮷野,c\n"1\n2",3')
    expect(rows[0]?.map((cell) => [cell.line, cell.column])).toEqual([
      [1, 1],
      [1, 3],
      [1, 6],
    ])
    expect(rows[1]?.map((cell) => [cell.line, cell.column])).toEqual([
      [2, 1],
      [3, 4],
    ])
  })

  it('tells where a quotation mark was opened and never closed, and what follows a closing one', () => {
    expect(readCsv('a\n1,"x').faults).toMatchObject([{ line: 2, column: 3 }])
    expect(readCsv('"a"b,c').faults).toMatchObject([{ line: 1, column: 4 }])
  })

  it('gives back what was written, whatever the cells hold', () => {
    const cell = fc.string({ unit: 'grapheme' })
    const table = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1 })
    fc.assert(
      fc.property(table, (rows) => {
        const text = rows.map((row) => row.map((one) => `"${one.replaceAll('"', '""')}"`).join(',')).join('\n')
        expect(textsOf(text)).toEqual(rows)
        expect(readCsv(text).faults).toEqual([])
      }),
      { numRuns },
    )
  })
})
