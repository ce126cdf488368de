import type { PolicyFault } from './fault.ts'
import {
  caseColumns,
  caseRow,
  catalogueColumns,
  catalogueRow,
  categoryColumns,
  categoryRow,
  exclusionColumns,
  exclusionRow,
  groundColumns,
  groundRow,
  refusalColumns,
  refusalRow,
  sectorColumns,
  sectorRow,
} from './list-tables.ts'
import {
  callbackTable,
  dutyHoursTable,
  limitsTable,
  manifestTable,
  riskWordsTable,
  rolesTable,
  scoringTable,
} from './rule-tables.ts'
import { Reader } from './table.ts'

/** Every table of a version, each undefined when a cell of it is at fault; the reader has the faults. */
export function readTables(reader: Reader) {
  return {
    'manifest.yaml': reader.yaml('manifest.yaml', manifestTable),
    'limits.yaml': reader.yaml('limits.yaml', limitsTable),
    'duty-hours.yaml': reader.yaml('duty-hours.yaml', dutyHoursTable),
    'categories.csv': reader.csv('categories.csv', categoryColumns, categoryRow),
    'catalogue.csv': reader.csv('catalogue.csv', catalogueColumns, catalogueRow),
    'sectors.csv': reader.csv('sectors.csv', sectorColumns, sectorRow),
    'refusal-grounds.csv': reader.csv('refusal-grounds.csv', refusalColumns, refusalRow),
    'return-grounds.csv': reader.csv('return-grounds.csv', groundColumns, groundRow),
    'exclusion-grounds.csv': reader.csv('exclusion-grounds.csv', exclusionColumns, exclusionRow),
    'suspension-grounds.csv': reader.csv('suspension-grounds.csv', groundColumns, groundRow),
    'callback.yaml': reader.yaml('callback.yaml', callbackTable),
    'roles.yaml': reader.yaml('roles.yaml', rolesTable),
    'scoring.yaml': reader.yaml('scoring.yaml', scoringTable),
    'risk-words.yaml': reader.yaml('risk-words.yaml', riskWordsTable),
    'cases.csv': reader.csv('cases.csv', caseColumns, caseRow),
  }
}

/** The faults of one table by itself, cell by cell: what can be told while somebody types. */
export function checkFile(file: string, text: string): PolicyFault[] {
  const reader = new Reader(new Map([[file, text]]))
  readTables(reader)
  return reader.faults.filter((fault) => fault.file === file)
}
