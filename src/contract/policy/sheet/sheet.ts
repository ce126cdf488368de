import type { PolicyFault } from '../fault.ts'
import { addCsvRow, csvSheet, removeCsvRow, setCsvCell } from './csv-sheet.ts'
import { CSV_LAYOUTS, YAML_LAYOUTS } from './layout.ts'
import { addYamlRow, removeYamlRow, setYamlCell, yamlSheets } from './yaml-sheet.ts'

/** One table of a policy version, or a part of one, as rows and columns of text: what people edit and what is compared. */
export interface Sheet {
  readonly file: string
  /** Part of the file, `limits`; the file's own name for a CSV table. */
  readonly name: string
  readonly columns: readonly string[]
  readonly rows: readonly SheetRow[]
  readonly growable: boolean
  /** A new row needs a key that the person chooses. */
  readonly keyed: boolean
}

export interface SheetRow {
  /** Tells the row apart from the others of its sheet. */
  readonly key: string
  readonly line: number
  readonly cells: readonly SheetCell[]
}

export interface SheetCell {
  readonly text: string
  /** Where it stands in the file, from 1; 0 where there is nothing yet. */
  readonly line: number
  readonly column: number
}

export interface CellPlace {
  readonly sheet: string
  readonly row: number
  readonly column: number
}

/** A fault with the cell it belongs to; no cell: the row's, no row: the table's. */
export interface PlacedFault extends PolicyFault {
  readonly place: { readonly sheet: string; readonly row: number; readonly column: number | null } | null
}

/** The sheets of one file; none when its text cannot be read at all (the parser says why). */
export function sheetsOf(file: string, text: string): Sheet[] {
  const csv = CSV_LAYOUTS[file]
  if (csv) return csvSheet(file, text, csv)
  const parts = YAML_LAYOUTS[file]
  return parts ? yamlSheets(file, text, parts) : []
}

/** The file's text with one cell changed; everything else, comments included, stays to the byte where it can. */
export function setCell(file: string, text: string, place: CellPlace, value: string): string {
  const csv = CSV_LAYOUTS[file]
  return csv ? setCsvCell(text, place, value) : setYamlCell(file, text, place, value)
}

/** The text with a copy of a row after it, ready to be changed; a keyed row gets `key`. */
export function addRow(file: string, text: string, sheet: string, row: number, key: string): string {
  return CSV_LAYOUTS[file] ? addCsvRow(text, row) : addYamlRow(file, text, sheet, row, key)
}

export function removeRow(file: string, text: string, sheet: string, row: number): string {
  return CSV_LAYOUTS[file] ? removeCsvRow(text, row) : removeYamlRow(file, text, sheet, row)
}

/** Which cell each fault of a file belongs to, by line and column. */
export function placeFaults(sheets: readonly Sheet[], faults: readonly PolicyFault[]): PlacedFault[] {
  return faults.map((fault) => ({ ...fault, place: placeOf(sheets, fault) }))
}

function placeOf(sheets: readonly Sheet[], { file, line, column }: PolicyFault): PlacedFault['place'] {
  let sameLine: PlacedFault['place'] = null
  for (const sheet of sheets) {
    if (sheet.file !== file) continue
    for (const [row, one] of sheet.rows.entries()) {
      for (const [index, cell] of one.cells.entries()) {
        if (cell.line === line && cell.column === column) return { sheet: sheet.name, row, column: index }
      }
      if (one.line === line) sameLine ??= { sheet: sheet.name, row, column: null }
    }
  }
  return sameLine
}
