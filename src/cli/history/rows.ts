import { createReadStream } from 'node:fs'
import { type CsvError, parse } from 'csv-parse'
import type { Mapping } from '../../contract/history/mapping.ts'
import type { Instant } from '../../domain/kernel/instant.ts'

/** One row of another city's record, in our words. */
export interface HistoryRow {
  /** Line in the file on which the row ends, counted from 1. */
  readonly line: number
  readonly id: string
  readonly unit: string
  readonly unitName: string
  readonly category: string
  readonly openedAt: Instant
  readonly dueAt: Instant | null
  readonly closedAt: Instant | null
  readonly channel: string
  readonly place: string
}

export type RowFault =
  | 'csv-broken'
  | 'column-count'
  | 'field-too-long'
  | 'nul-character'
  | 'broken-character'
  | 'id-missing'
  | 'id-twice'
  | 'unit-missing'
  | 'category-missing'
  | 'opened-missing'
  | 'opened-unreadable'
  | 'due-unreadable'
  | 'closed-unreadable'

export type ReadRow = HistoryRow | { readonly line: number; readonly fault: RowFault }

/** The file's heading lacks columns that the mapping names, or there is no heading at all. */
export class ColumnsMissing extends Error {
  readonly missing: readonly string[]

  constructor(missing: readonly string[]) {
    super(missing.join(', '))
    this.missing = missing
  }
}

const LONGEST_FIELD = 4_000
const LONGEST_ID = 80
const LONGEST_NAME = 200
/** A row of 16 MiB is a quotation mark that nobody closed: what follows it can't be told apart any more. */
const LONGEST_ROW = 1 << 24

/** The rows of a CSV file with a heading, one at a time; what can't be read is named with its line. @throws ColumnsMissing */
export async function* readRows(
  path: string,
  mapping: Mapping,
  readTime: (text: string) => Instant | null,
): AsyncGenerator<ReadRow, void, undefined> {
  const skipped: { line: number; fault: RowFault }[] = []
  const parser = createReadStream(path).pipe(
    parse({
      bom: true,
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      skip_records_with_error: true,
      max_record_size: LONGEST_ROW,
      on_skip: (error: CsvError | undefined) => {
        if (error?.code === 'CSV_MAX_RECORD_SIZE') throw error
        skipped.push({ line: Number(error?.['lines'] ?? 0), fault: 'csv-broken' })
        return undefined
      },
    }),
  ) as AsyncIterable<{ readonly info: { readonly lines: number }; readonly record: readonly string[] }>
  let read: ((record: readonly string[], line: number) => ReadRow) | null = null
  const seen = new Set<string>()
  for await (const { info, record } of parser) {
    yield* skipped.splice(0)
    if (!read) {
      read = rowReader(record, mapping, readTime)
      continue
    }
    const row = read(record, info.lines)
    if ('fault' in row) yield row
    else if (seen.has(row.id)) yield { line: row.line, fault: 'id-twice' }
    else {
      seen.add(row.id)
      yield row
    }
  }
  if (!read) throw new ColumnsMissing(columnsOf(mapping))
  yield* skipped.splice(0)
}

function columnsOf({ columns }: Mapping): string[] {
  return Object.values(columns)
    .flat()
    .filter((name) => name !== undefined)
}

function rowReader(heading: readonly string[], mapping: Mapping, readTime: (text: string) => Instant | null) {
  const at = new Map(heading.map((name, index) => [name.trim(), index]))
  const missing = columnsOf(mapping).filter((name) => !at.has(name))
  if (missing.length > 0) throw new ColumnsMissing(missing)
  const { columns } = mapping
  return (record: readonly string[], line: number): ReadRow => {
    const fault = (one: RowFault) => ({ line, fault: one })
    if (record.length !== heading.length) return fault('column-count')
    const cell = (name: string | undefined) => (name === undefined ? '' : (record[at.get(name) ?? -1] ?? '').trim())
    const mapped = columnsOf(mapping).map(cell)
    if (mapped.some((text) => text.length > LONGEST_FIELD)) return fault('field-too-long')
    if (mapped.some((text) => text.includes('\0'))) return fault('nul-character')
    if (mapped.some((text) => /\p{Surrogate}|\ufffd/u.test(text))) return fault('broken-character')
    const [id, unit, category] = [cell(columns.id), cell(columns.unit), cell(columns.category)]
    if (id === '') return fault('id-missing')
    if (unit === '') return fault('unit-missing')
    if (category === '') return fault('category-missing')
    const unitName = cell(columns.unit_name) || unit
    if (id.length > LONGEST_ID || [unit, unitName, category].some((name) => name.length > LONGEST_NAME)) {
      return fault('field-too-long')
    }
    const time = (name: string | undefined) => {
      const text = cell(name)
      return text === '' ? null : (readTime(text) ?? 'unreadable')
    }
    const [openedAt, dueAt, closedAt] = [time(columns.opened), time(columns.due), time(columns.closed)]
    if (openedAt === null) return fault('opened-missing')
    if (openedAt === 'unreadable') return fault('opened-unreadable')
    if (dueAt === 'unreadable') return fault('due-unreadable')
    if (closedAt === 'unreadable') return fault('closed-unreadable')
    const place = [columns.place ?? []].flat().map(cell).filter(Boolean).join(', ')
    return { line, id, unit, unitName, category, openedAt, dueAt, closedAt, channel: cell(columns.channel), place }
  }
}
