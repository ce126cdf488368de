import type { Unit } from '../../domain/org/unit.ts'
import { type Read, sortFaults } from './fault.ts'
import { Reader } from './table.ts'
import { UNIT_COLUMNS, unitRow } from './unit-table.ts'

export const ORG_FILES = ['areas.csv', 'units.csv'] as const

/**
 * Reads the units from the texts of `areas.csv` (from the statistical codes) and `units.csv` (by hand): codes must be
 * unique over both, and every superior and district must exist. All faults come at once.
 */
export function parseOrg(files: ReadonlyMap<string, string>): Read<Unit[]> {
  const reader = new Reader(files)
  const tables = ORG_FILES.map((file) => ({ file, table: reader.csv(file, UNIT_COLUMNS, unitRow) }))
  const units: Unit[] = []
  const places: { file: string; line: number }[] = []
  for (const { file, table } of tables) {
    table?.value.forEach((row, i) => {
      units.push({
        code: row.code,
        name: row.name,
        nameEn: row.name_en,
        kind: row.kind,
        superior: row.superior,
        district: row.district,
        validFrom: row.valid_from,
        validTo: row.valid_to,
        dutyHours: row.duty_hours,
      })
      places.push({ file, line: table.lineOf([i]) })
    })
  }
  if (reader.faults.length > 0) return { ok: false, faults: sortFaults(reader.faults) }

  const byCode = new Map<string, Unit>()
  units.forEach((unit, i) => {
    if (byCode.has(unit.code)) tell(i, `代码 ${unit.code} 重复`, `code ${unit.code} is given twice`)
    byCode.set(unit.code, unit)
  })
  units.forEach((unit, i) => {
    if (unit.superior !== null && !byCode.has(unit.superior)) {
      tell(i, `上级 ${unit.superior} 不存在`, `superior ${unit.superior} does not exist`)
    }
    if (unit.district !== null && byCode.get(unit.district)?.kind !== 'district') {
      tell(i, `所属区 ${unit.district} 不存在`, `district ${unit.district} does not exist`)
    }
    if (unit.validTo !== null && unit.validTo <= unit.validFrom) {
      tell(i, '失效日期应晚于生效日期', 'valid_to must be later than valid_from')
    }
    if (isInCircle(unit, byCode)) tell(i, '上级关系成环', 'its superiors lead back to itself')
  })
  return reader.faults.length > 0 ? { ok: false, faults: sortFaults(reader.faults) } : { ok: true, value: units }

  function tell(index: number, zh: string, en: string): void {
    const { file = 'units.csv', line = 1 } = places[index] ?? {}
    reader.fault(file, line, 1, zh, en)
  }
}

function isInCircle(unit: Unit, byCode: ReadonlyMap<string, Unit>): boolean {
  let above = unit.superior
  for (let steps = 0; above !== null && steps < 20; steps++) {
    if (above === unit.code) return true
    above = byCode.get(above)?.superior ?? null
  }
  return false
}
