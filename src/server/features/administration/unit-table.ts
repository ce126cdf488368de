import type { z } from 'zod'
import { unitChangeBody, unitCode, type unitTable } from '../../../contract/http/unit-changes.ts'
import { readCsv } from '../../../contract/policy/csv.ts'
import { UNIT_KINDS } from '../../../contract/policy/unit-table.ts'
import { makeOrg, type Org } from '../../../domain/org/unit.ts'
import { applyUnitChanges, dutyHoursOf, mayStandBelow, type UnitChange } from '../../../domain/org/unit-changes.ts'
import { type Facts, type Language, say } from '../../../words/say.ts'
import { problem } from '../../http/problem.ts'

const COLUMNS = ['code', 'name', 'name_en', 'kind', 'superior'] as const

/** Reads a table of new units; one may stand below another of the same table that comes before it. @throws Problem `units.table`. */
export function readUnitTable(
  { table, effectiveFrom }: z.infer<typeof unitTable>,
  org: Org,
  language: Language,
): Extract<UnitChange, { what: 'added' }>[] {
  const { rows, faults } = readCsv(table)
  const found: { line: number; fault: string }[] = faults.map(({ line, sentence }) => ({
    line,
    fault: sentence[language],
  }))
  const fault = (line: number, code: string, facts: Facts = {}) =>
    found.push({ line, fault: say(language, `unit-fault.${code}`, facts) })
  const [heading = [], ...body] = rows
  if (COLUMNS.some((name, at) => heading[at]?.text !== name)) fault(heading[0]?.line ?? 1, 'columns')
  const changes: Extract<UnitChange, { what: 'added' }>[] = []
  const [added] = unitChangeBody.options
  let sofar = org
  for (const cells of body) {
    const line = cells[0]?.line ?? 0
    const [code = '', name = '', nameEn = '', kindText = '', superior = ''] = cells.map((cell) => cell.text)
    const kind = UNIT_KINDS.find((one) => one === kindText)
    const above = sofar.findUnit(superior)
    if (cells.length !== COLUMNS.length) fault(line, 'columns')
    else if (!unitCode.safeParse(code).success) fault(line, 'code')
    else if (!added.shape.name.safeParse(name).success) fault(line, 'name')
    else if (kind === undefined) fault(line, 'kind', { kind: kindText })
    else if (changes.some((one) => one.code === code)) fault(line, 'twice', { unit: code })
    else if (org.findUnit(code)) fault(line, 'taken', { unit: code })
    else if (!above) fault(line, 'superior', { superior })
    else if (!mayStandBelow(kind, above.kind)) fault(line, 'below', { superior: above.name })
    else {
      changes.push({
        code,
        what: 'added',
        effectiveFrom,
        facts: { name, nameEn, kind, superior, dutyHours: dutyHoursOf(kind) },
      })
      sofar = makeOrg(applyUnitChanges(org.units(), changes, effectiveFrom))
    }
  }
  const first = found.toSorted((a, b) => a.line - b.line)[0]
  if (first) throw problem('units.table', { line: first.line, fault: first.fault, count: found.length })
  if (changes.length === 0)
    throw problem('units.table', { line: 1, fault: say(language, 'unit-fault.columns'), count: 1 })
  return changes
}
