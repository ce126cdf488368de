import { CENTRE, isValidOn, lineOfCommand, type Org, type UnitCode } from '../org/unit.ts'
import type { Findings } from './finding.ts'
import { dayOfUnits } from './lint-day.ts'
import type { CatalogueRow, CatalogueTarget, Category, PlaceLevel, Policy } from './policy.ts'

const FILE = 'catalogue.csv'
const LEVELS: readonly PlaceLevel[] = ['subdistrict', 'district', 'city', 'none']

/** Rows that repeat, that nothing reaches, that name what is not there; gaps; missing recusal rows (P3). */
export function lintCatalogue(policy: Policy, org: Org, findings: Findings): void {
  const codes = new Set(policy.categories.map((category) => category.code))
  const seen = new Map<string, CatalogueRow>()
  policy.catalogue.forEach((row, i) => {
    if (row.category !== '*' && !codes.has(row.category)) {
      const zh = `第 ${row.row} 行：没有分类 ${row.category}`
      findings.error(
        'catalogue.unknown-category',
        FILE,
        [i],
        zh,
        `row ${row.row}: there is no category ${row.category}`,
      )
    }
    lintRepeated(row, i, seen, findings)
    lintReach(row, i, policy.catalogue, findings)
    lintMeaning(row, i, findings)
    for (const target of [row.lead, ...row.assisting]) lintTarget(target, row, i, policy, org, findings)
  })
  lintAccusingOrder(policy, org, findings)
  lintGaps(policy, findings)
  lintRecusal(policy, findings)
}

function lintRepeated(row: CatalogueRow, i: number, seen: Map<string, CatalogueRow>, findings: Findings): void {
  // Accusing rows of one key may name a second and a third body, for when the first is the accused itself.
  const key = [row.category, row.place, row.accusing, row.accusing ? JSON.stringify(row.lead) : ''].join(' ')
  const first = seen.get(key)
  if (!first) {
    seen.set(key, row)
    return
  }
  const same =
    JSON.stringify([row.lead, row.assisting, row.limit]) === JSON.stringify([first.lead, first.assisting, first.limit])
  if (same || row.accusing) {
    const zh = `第 ${row.row} 行与第 ${first.row} 行重复，永远用不到`
    findings.error('catalogue.duplicate', FILE, [i], zh, `row ${row.row} repeats row ${first.row} and is never used`)
    return
  }
  const zh = `第 ${row.row} 行与第 ${first.row} 行对同一情形给出不同承办，只有行序能定，须合为一行`
  const en = `rows ${first.row} and ${row.row} answer the same case differently, so that only their order decides`
  findings.error('catalogue.overlap', FILE, [i], zh, en)
}

/** What of a place must be known for a target to mean somebody. */
const NEEDS: Readonly<Partial<Record<CatalogueTarget['to'], readonly PlaceLevel[]>>> = {
  subdistrict: ['subdistrict'],
  district: ['subdistrict', 'district'],
  department: ['subdistrict', 'district'],
}

/** A row whose lead is relative to a place that the row itself says is not known: it can never name anybody. */
function lintMeaning(row: CatalogueRow, i: number, findings: Findings): void {
  const { place } = row
  if (place === '*') return
  for (const target of [row.lead, ...row.assisting]) {
    const needs = NEEDS[target.to]
    if (!needs || needs.includes(place)) continue
    const zh = `第 ${row.row} 行：地点只到 ${place} 时，${target.to} 指不出单位，此行用不到`
    const en = `row ${row.row}: with a place known as ${place} only, ${target.to} names nobody: the row is never reached`
    findings.error('catalogue.unreachable', FILE, [i], zh, en)
    return
  }
}

/**
 * Accusing rows of one key are tried in their order until one names a body that is not the accused's own. A row behind one
 * that can never be passed over is never reached: two bodies are both passed over only by whoever stands above both, and
 * `superior` only by a unit that has none.
 */
function lintAccusingOrder(policy: Policy, org: Org, findings: Findings): void {
  const roots = [...org.units()].filter((unit) => unit.superior === null).map((unit) => unit.code)
  const keys = new Map<string, { row: CatalogueRow; i: number }[]>()
  policy.catalogue.forEach((row, i) => {
    if (!row.accusing) return
    const key = `${row.category} ${row.place}`
    keys.set(key, [...(keys.get(key) ?? []), { row, i }])
  })
  for (const rows of keys.values()) {
    // Who, when accused, still passes over every row so far; null: anybody.
    let left = null as readonly UnitCode[] | null
    for (const { row, i } of rows.toSorted((a, b) => a.row.row - b.row.row)) {
      if (left?.length === 0) {
        const zh = `第 ${row.row} 行用不到：它前面的回避行总能交出去`
        const en = `row ${row.row} is never reached: the recusal rows before it can always be followed`
        findings.error('catalogue.unreachable', FILE, [i], zh, en)
        continue
      }
      const passedBy: readonly UnitCode[] | null = passers(row.lead, roots, org)
      if (passedBy === null) continue
      left = left === null ? passedBy : left.filter((unit) => passedBy.includes(unit))
    }
  }
}

/** The units that, when accused, make a row with this lead be passed over; null: it depends on the place. */
function passers(lead: CatalogueTarget, roots: readonly UnitCode[], org: Org): readonly UnitCode[] | null {
  if (lead.to === 'superior') return roots
  if (lead.to === 'centre') return lineOfCommand(org, CENTRE)
  return lead.to === 'unit' ? lineOfCommand(org, lead.unit) : null
}

function lintReach(row: CatalogueRow, i: number, rows: readonly CatalogueRow[], findings: Findings): void {
  if (row.place !== '*' || row.accusing || row.category === '*') return
  const covered = LEVELS.every((level) =>
    rows.some((other) => other.category === row.category && other.place === level && !other.accusing),
  )
  if (!covered) return
  const zh = `第 ${row.row} 行用不到：分类 ${row.category} 的每种地点都另有一行`
  const en = `row ${row.row} is never reached: every kind of place of category ${row.category} has a row of its own`
  findings.error('catalogue.unreachable', FILE, [i], zh, en)
}

function lintTarget(
  target: CatalogueTarget,
  row: CatalogueRow,
  i: number,
  policy: Policy,
  org: Org,
  findings: Findings,
): void {
  const at = `第 ${row.row} 行`
  if (target.to === 'department' && !policy.sectors[target.sector]) {
    const en = `row ${row.row}: there is no sector ${target.sector} in sectors.csv`
    findings.error('catalogue.unknown-sector', FILE, [i], `${at}：sectors.csv 中没有行业 ${target.sector}`, en)
  }
  if (target.to === 'unit') {
    const unit = org.findUnit(target.unit)
    if (!unit) {
      const en = `row ${row.row}: there is no unit ${target.unit}`
      findings.error('catalogue.unknown-unit', FILE, [i], `${at}：没有单位 ${target.unit}`, en)
    } else if (!isValidOn(unit, dayOfUnits(policy, org))) {
      const en = `row ${row.row}: unit ${target.unit} is not valid on ${policy.effectiveFrom}`
      findings.error(
        'catalogue.unit-not-valid',
        FILE,
        [i],
        `${at}：单位 ${target.unit} 在 ${policy.effectiveFrom} 无效`,
        en,
      )
    }
  }
  if (target.to === 'superior' && !row.accusing) {
    const en = `row ${row.row}: superior means nothing in a row that is not for accusing tickets`
    findings.error('catalogue.no-accused', FILE, [i], `${at}：只有回避行才能写 superior`, en)
  }
}

function lintGaps(policy: Policy, findings: Findings): void {
  policy.categories.forEach((category, i) => {
    // A first level too: a ticket may be classified no finer.
    const missing = LEVELS.filter(
      (level) => !policy.catalogue.some((row) => !row.accusing && covers(row, category, level)),
    )
    if (missing.length === 0) return
    const zh = `分类 ${category.code} ${category.name} 缺少派单目录行：${missing.join('、')}`
    const en = `category ${category.code} ${category.nameEn} has no catalogue row for: ${missing.join(', ')}`
    findings.error('catalogue.gap', 'categories.csv', [i], zh, en)
  })
}

function covers(row: CatalogueRow, category: Category, level: PlaceLevel): boolean {
  return (
    (row.category === category.code || row.category === category.parent) && (row.place === level || row.place === '*')
  )
}

function lintRecusal(policy: Policy, findings: Findings): void {
  const accusing = policy.catalogue.filter((row) => row.accusing)
  if (!accusing.some((row) => row.category === '*' && row.place === '*')) {
    const zh = '缺少适用于全部分类的回避行（category 与 place 均为 *，accusing 为 yes）'
    const en = 'a recusal row for every category is missing (category and place *, accusing yes)'
    findings.error('catalogue.no-general-recusal', FILE, [0], zh, en)
  }
  policy.categories.forEach((category, i) => {
    const own = (level: PlaceLevel) => accusing.some((row) => covers(row, category, level))
    if (!category.accuses || LEVELS.every(own)) return
    const zh = `分类 ${category.code} ${category.name} 可以反映单位，却没有回避行 (P3)`
    const en = `category ${category.code} ${category.nameEn} can accuse a unit but has no recusal row (P3)`
    findings.error('catalogue.no-recusal', 'categories.csv', [i], zh, en)
  })
  policy.catalogue.forEach((row, i) => {
    if (!row.accusing || ['superior', 'unit', 'centre'].includes(row.lead.to)) return
    const zh = `第 ${row.row} 行：回避行须交上级或另一机构，不能写 ${row.lead.to}`
    const en = `row ${row.row}: a recusal row names the superior or another body, not ${row.lead.to} (P3)`
    findings.error('catalogue.recusal-to-place', FILE, [i], zh, en)
  })
}
