import type { Day } from '../kernel/instant.ts'

/** Unit code: the statistical code for areas (`110102009`), a short word for others (`xc-housing`, `centre`). */
export type UnitCode = string

export type UnitKind =
  | 'centre' // 市民热线服务中心: responsible before dispatch and while a return is reviewed
  | 'district' // 区: the fallback 兜底 where duty is unclear
  | 'subdistrict' // 街乡镇
  | 'community' // 社区居委会 / 村委会
  | 'office' // 街道科室
  | 'department' // 委办局
  | 'enterprise' // 公共服务企业
  | 'supervision' // a body outside the line of command: 纪检监察, 督查

export interface Unit {
  readonly code: UnitCode
  readonly name: string
  readonly nameEn: string
  readonly kind: UnitKind
  /** The unit one step up the line of command; the centre has none. */
  readonly superior: UnitCode | null
  /** The district it belongs to, when it belongs to one. */
  readonly district: UnitCode | null
  readonly validFrom: Day
  /** First day on which it no longer exists; null while it does. */
  readonly validTo: Day | null
  /** Name of a duty-hours table of the policy. */
  readonly dutyHours: string
}

export interface Org {
  /** @throws when the code is unknown: callers check input with `findUnit` first. */
  getUnit(code: UnitCode): Unit
  findUnit(code: UnitCode): Unit | undefined
  units(): Iterable<Unit>
  /** Direct subordinates that are valid today or were once. */
  below(code: UnitCode): readonly Unit[]
}

export const CENTRE: UnitCode = 'centre'

export function makeOrg(list: readonly Unit[]): Org {
  const byCode = new Map(list.map((unit) => [unit.code, unit]))
  const children = new Map<UnitCode, Unit[]>()
  for (const unit of list) {
    if (unit.superior === null) continue
    const siblings = children.get(unit.superior)
    if (siblings) siblings.push(unit)
    else children.set(unit.superior, [unit])
  }
  return {
    getUnit(code) {
      const unit = byCode.get(code)
      if (!unit) throw new Error(`unknown unit: ${code}`)
      return unit
    },
    findUnit: (code) => byCode.get(code),
    units: () => byCode.values(),
    below: (code) => children.get(code) ?? [],
  }
}

export function isValidOn(unit: Unit, day: Day): boolean {
  return unit.validFrom <= day && (unit.validTo === null || day < unit.validTo)
}

/** The unit itself and every superior above it, nearest first. */
export function lineOfCommand(org: Org, code: UnitCode): UnitCode[] {
  const line: UnitCode[] = []
  for (let at: UnitCode | null = code; at !== null && !line.includes(at); ) {
    line.push(at)
    at = org.findUnit(at)?.superior ?? null
  }
  return line
}

/** P18: the centre and the bodies outside the line of command read what is confidential; nobody else does. */
export function isCentral(org: Org, code: UnitCode): boolean {
  const kind = org.findUnit(code)?.kind
  return kind === 'centre' || kind === 'supervision'
}

/** Is `code` the unit `above` or one of its subordinates at any depth? */
export function isWithin(org: Org, code: UnitCode, above: UnitCode): boolean {
  return lineOfCommand(org, code).includes(above)
}
