import type { Sentence } from './fault.ts'

export interface Cell {
  readonly text: string
  readonly line: number
  readonly column: number
}

export interface CsvFault {
  readonly line: number
  readonly column: number
  readonly sentence: Sentence
}

/**
 * Reads RFC 4180 text (commas, double quotes, a byte order mark and both line ends allowed) and keeps where every cell
 * begins: a civil servant who mistyped one cell of six hundred rows needs its place, which csv-parse does not tell.
 * Empty lines are skipped. Columns count characters, so that 列 counts one.
 */
export function readCsv(text: string): { rows: Cell[][]; faults: CsvFault[] } {
  const rows: Cell[][] = []
  const faults: CsvFault[] = []
  let row: Cell[] = []
  let line = 1
  let column = 1
  let index = text.startsWith('\uFEFF') ? 1 : 0

  const endRow = () => {
    const isEmpty = row.length === 0 || (row.length === 1 && row[0]?.text === '')
    if (!isEmpty) rows.push(row)
    row = []
  }
  const advance = () => {
    const code = text.codePointAt(index) ?? 0
    const step = code > 0xffff ? 2 : 1
    const character = text.slice(index, index + step)
    index += step
    if (character === '\n') {
      line++
      column = 1
    } else column++
    return character
  }
  const readQuoted = (): string => {
    const opened = { line, column }
    let value = ''
    advance()
    for (;;) {
      if (index >= text.length) {
        faults.push({ ...opened, sentence: { zh: '引号没有结束', en: 'the quotation mark is never closed' } })
        return value
      }
      if (text[index] !== '"') value += advance()
      else if (text[index + 1] === '"') {
        advance()
        value += advance()
      } else {
        advance()
        return value
      }
    }
  }

  while (index < text.length) {
    const start = { line, column }
    let value = ''
    if (text[index] === '"') {
      value = readQuoted()
      if (index < text.length && !',\r\n'.includes(text[index] ?? '')) {
        const sentence = {
          zh: '引号之后只能是逗号或换行',
          en: 'only a comma or a line end may follow a closing quotation mark',
        }
        faults.push({ line, column, sentence })
      }
    }
    while (index < text.length && !',\r\n'.includes(text[index] ?? '')) value += advance()
    row.push({ text: value.trim(), ...start })
    if (text[index] === ',') {
      advance()
      if (index >= text.length) row.push({ text: '', line, column })
      continue
    }
    if (text[index] === '\r') advance()
    if (text[index] === '\n') advance()
    endRow()
  }
  endRow()
  return { rows, faults }
}
