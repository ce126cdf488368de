import { type Cell, readCsv } from '../csv.ts'
import type { CsvLayout } from './layout.ts'
import type { CellPlace, Sheet } from './sheet.ts'

export function csvSheet(file: string, text: string, { key }: CsvLayout): Sheet[] {
  const [header, ...body] = readCsv(text).rows
  if (!header) return []
  const columns = header.map((cell) => cell.text)
  const keyColumns = key.map((name) => columns.indexOf(name))
  const rows = body.map((cells) => ({
    key: keyColumns.map((index) => cells[index]?.text ?? '').join(' · '),
    line: cells[0]?.line ?? 0,
    cells: columns.map((_name, index) => cells[index] ?? { text: '', line: cells[0]?.line ?? 0, column: 0 }),
  }))
  return [{ file, name: file, columns, rows, growable: true, keyed: false }]
}

export function setCsvCell(text: string, { row, column }: CellPlace, value: string): string {
  const lines = readCsv(text).rows
  const cells = lines[row + 1]?.map((cell) => cell.text)
  if (!cells) throw new RangeError(`the table has no row ${row}`)
  cells[column] = value
  return spliced(text, lines, row + 1, 1, [cells])
}

export function addCsvRow(text: string, row: number): string {
  const lines = readCsv(text).rows
  // Below an empty table the new row is empty; the parser then names each cell that must be filled.
  const cells = (row < 0 ? undefined : lines[row + 1])?.map((cell) => cell.text) ?? lines[0]?.map(() => '') ?? []
  return spliced(text, lines, row + 2, 0, [cells])
}

export function removeCsvRow(text: string, row: number): string {
  return spliced(text, readCsv(text).rows, row + 1, 1, [])
}

/** Replaces rows by lines, so that all other lines stay to the byte and a version control shows what was changed. */
function spliced(text: string, rows: readonly Cell[][], from: number, count: number, put: readonly string[][]): string {
  const lines = text.split('\n')
  const startOf = (index: number) => (rows[index]?.[0]?.line ?? lines.length + (text.endsWith('\n') ? 0 : 1)) - 1
  const written = put.map((cells) => cells.map(quoted).join(','))
  lines.splice(startOf(from), startOf(from + count) - startOf(from), ...written)
  return lines.join('\n')
}

function quoted(value: string): string {
  return /[",\r\n]/.test(value) || value !== value.trim() ? `"${value.replaceAll('"', '""')}"` : value
}
