import { POLICY_FILES } from '../parse-policy.ts'
import { type Sheet, type SheetRow, sheetsOf } from './sheet.ts'

/** What differs between two versions of one sheet: rows by their key, cells by their column. */
export interface SheetDiff {
  readonly file: string
  readonly sheet: string
  readonly added: readonly RowText[]
  readonly removed: readonly RowText[]
  readonly changed: readonly CellChange[]
}

export interface RowText {
  readonly key: string
  /** Columns that hold something, with their text. */
  readonly cells: readonly { readonly column: string; readonly text: string }[]
}

export interface CellChange {
  readonly key: string
  readonly column: string
  readonly before: string
  readonly after: string
}

/**
 * What changed from one version's files to another's, table by table in the order of `POLICY_FILES`. Comments, the order of rows
 * and the way a text is quoted are no difference: tables mean what their cells say. A table that cannot be read as rows is
 * left out; the parser names its fault.
 */
export function diffVersions(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): SheetDiff[] {
  return POLICY_FILES.flatMap((file) => diffFile(file, before.get(file) ?? '', after.get(file) ?? ''))
}

export function diffFile(file: string, before: string, after: string): SheetDiff[] {
  if (before === after) return []
  const old = new Map(sheetsOf(file, before).map((sheet) => [sheet.name, sheet]))
  const now = new Map(sheetsOf(file, after).map((sheet) => [sheet.name, sheet]))
  return [...new Set([...old.keys(), ...now.keys()])]
    .map((name) => diffSheet(file, name, old.get(name), now.get(name)))
    .filter((diff) => diff.added.length + diff.removed.length + diff.changed.length > 0)
}

function diffSheet(file: string, sheet: string, before: Sheet | undefined, after: Sheet | undefined): SheetDiff {
  const old = keyed(before)
  const now = keyed(after)
  const text = (of: Sheet | undefined, row: SheetRow, key: string): RowText => ({
    key,
    cells: row.cells.flatMap((cell, index) =>
      cell.text === '' ? [] : [{ column: of?.columns[index] ?? '', text: cell.text }],
    ),
  })
  const changed: CellChange[] = []
  for (const [key, row] of now) {
    const was = old.get(key)
    if (!was) continue
    for (const column of new Set([...(before?.columns ?? []), ...(after?.columns ?? [])])) {
      const a = was.cells[before?.columns.indexOf(column) ?? -1]?.text ?? ''
      const b = row.cells[after?.columns.indexOf(column) ?? -1]?.text ?? ''
      if (a !== b) changed.push({ key, column, before: a, after: b })
    }
  }
  return {
    file,
    sheet,
    added: [...now].filter(([key]) => !old.has(key)).map(([key, row]) => text(after, row, key)),
    removed: [...old].filter(([key]) => !now.has(key)).map(([key, row]) => text(before, row, key)),
    changed,
  }
}

/** Rows by key; of several with one key the second is `key #2`, so that none is lost. */
function keyed(sheet: Sheet | undefined): Map<string, SheetRow> {
  const rows = new Map<string, SheetRow>()
  for (const row of sheet?.rows ?? []) {
    let key = row.key
    for (let copy = 2; rows.has(key); copy++) key = `${row.key} #${copy}`
    rows.set(key, row)
  }
  return rows
}
