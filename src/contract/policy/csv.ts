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

const UNCLOSED: Sentence = { zh: '引号没有结束', en: 'the quotation mark is never closed' }
const AFTER_QUOTE: Sentence = {
  zh: '引号之后只能是逗号或换行',
  en: 'only a comma or a line end may follow a closing quotation mark',
}

/**
 * Reads RFC 4180 text (commas, double quotes, a byte order mark and both line ends allowed) and keeps where every cell
 * begins: a civil servant who mistyped one cell of six hundred rows needs its place, which csv-parse does not tell.
 * Empty lines are skipped, cells are trimmed. Columns count characters, so that 列 counts one.
 */
export function readCsv(text: string): { rows: Cell[][]; faults: CsvFault[] } {
  const rows: Cell[][] = []
  const faults: CsvFault[] = []
  const scan = new Scan(text)
  let row: Cell[] = []
  while (!scan.isAtEnd()) {
    const { line, column } = scan
    let value = ''
    if (scan.skip('"')) {
      const quoted = scan.quoted()
      if (quoted === null) faults.push({ line, column, sentence: UNCLOSED })
      value = quoted ?? ''
      const after = { line: scan.line, column: scan.column }
      const rest = scan.unquoted()
      if (rest !== '') faults.push({ ...after, sentence: AFTER_QUOTE })
    } else value = scan.unquoted().trim()
    row.push({ text: value, line, column })
    if (scan.skip(',')) {
      if (!scan.isAtEnd()) continue
      row.push({ text: '', line: scan.line, column: scan.column })
    }
    scan.lineEnd()
    if (row.length > 1 || row[0]?.text !== '') rows.push(row)
    row = []
  }
  return { rows, faults }
}

const UNQUOTED = /[^,\r\n]*/y
const LINE_END = /\r?\n|\r/y

class Scan {
  line = 1
  column = 1
  private index: number
  private readonly text: string

  constructor(text: string) {
    this.text = text
    this.index = text.startsWith('\uFEFF') ? 1 : 0
  }

  isAtEnd(): boolean {
    return this.index >= this.text.length
  }

  skip(sign: string): boolean {
    if (this.text[this.index] !== sign) return false
    this.index++
    this.column++
    return true
  }

  unquoted(): string {
    UNQUOTED.lastIndex = this.index
    const found = UNQUOTED.exec(this.text)?.[0] ?? ''
    this.pass(found)
    return found
  }

  /** The value up to the closing quotation mark, after the opening one; null when the text ends before it. */
  quoted(): string | null {
    let value = ''
    for (;;) {
      const end = this.text.indexOf('"', this.index)
      if (end === -1) {
        this.pass(this.text.slice(this.index))
        return null
      }
      const part = this.text.slice(this.index, end)
      this.pass(part)
      this.skip('"')
      value += part
      if (!this.skip('"')) return value
      value += '"'
    }
  }

  lineEnd(): void {
    LINE_END.lastIndex = this.index
    const found = LINE_END.exec(this.text)?.[0]
    if (found === undefined) return
    this.index += found.length
    this.line++
    this.column = 1
  }

  private pass(part: string): void {
    this.index += part.length
    const last = part.lastIndexOf('\n')
    if (last === -1) {
      this.column += charactersIn(part)
      return
    }
    this.line += part.split('\n').length - 1
    this.column = charactersIn(part.slice(last + 1)) + 1
  }
}

/** Characters outside the basic plane (rare Chinese among them) are two code units but one column. */
function charactersIn(text: string): number {
  let count = text.length
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i)
    if (unit >= 0xd800 && unit <= 0xdbff) count--
  }
  return count
}
