import type { UnitCode } from '../../domain/org/unit.ts'
import type { Point } from './datum.ts'

/** What an operator's own name stands for: a compound 小区, a road 道路, a landmark, a station, or the unit itself under another name. */
export const ALIAS_KINDS = ['compound', 'road', 'landmark', 'station', 'other-name'] as const
export type AliasKind = (typeof ALIAS_KINDS)[number]

/** A name that the statistical codes don't have. A road through several subdistricts is given once for each. */
export interface Alias {
  readonly name: string
  readonly unit: UnitCode
  readonly kind: AliasKind
  /** Where it is, WGS-84: coordinates are answered with the nearest of these (contracts.md, Place). */
  readonly point?: Point | null
}

export interface AliasFault {
  /** Counted from 1, the heading included. */
  readonly line: number
  readonly sentence: { readonly zh: string; readonly en: string }
}

const HEADING = 'name,unit,kind,lat,lng'
const SHORT_HEADING = 'name,unit,kind'
const LONGEST_NAME = 40

/**
 * Reads a gazetteer table (`name,unit,kind,lat,lng`, the last two in WGS-84 degrees and empty where unknown; the columns
 * may be left out; no quotation marks, since no name holds a comma). Empty lines are skipped; all faults come at once and
 * the sound lines with them. `isUnit` says whether a unit exists.
 */
export function parseAliases(
  text: string,
  isUnit: (code: UnitCode) => boolean,
): { readonly aliases: readonly Alias[]; readonly faults: readonly AliasFault[] } {
  const aliases: Alias[] = []
  const faults: AliasFault[] = []
  const tell = (line: number, zh: string, en: string) => faults.push({ line, sentence: { zh, en } })
  const seen = new Set<string>()
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/)
  const heading = lines[0]?.trim().toLowerCase()
  const columns = heading === SHORT_HEADING ? 3 : 5
  if (heading !== HEADING && columns !== 3) tell(1, `第一行应是 ${HEADING}`, `the first line must be ${HEADING}`)
  for (const [index, raw] of lines.entries()) {
    if (index === 0 || raw.trim() === '') continue
    const line = index + 1
    const cells = raw.split(',').map((cell) => cell.trim())
    const [name = '', unit = '', kind = '', lat = '', lng = ''] = cells
    const point = readPoint(lat, lng)
    if (cells.length !== columns) {
      tell(line, `应有 ${columns} 列，实为 ${cells.length} 列`, `${columns} columns are needed, not ${cells.length}`)
    } else if (name.length < 2) tell(line, '名称至少两个字', 'a name needs two characters at least')
    else if (name.length > LONGEST_NAME) tell(line, '名称太长', 'the name is too long')
    else if (!isUnit(unit)) tell(line, `单位 ${unit} 不存在`, `unit ${unit} does not exist`)
    else if (!isAliasKind(kind)) {
      tell(line, `类型应为 ${ALIAS_KINDS.join('、')}`, `kind must be one of ${ALIAS_KINDS.join(', ')}`)
    } else if (point === undefined) {
      tell(line, '经纬度须同时给出，且为 WGS-84 度数', 'lat and lng go together and are degrees in WGS-84')
    } else if (seen.has(`${name},${unit}`)) tell(line, `${name} → ${unit} 重复`, `${name} → ${unit} is given twice`)
    else {
      seen.add(`${name},${unit}`)
      aliases.push(columns === 3 ? { name, unit, kind } : { name, unit, kind, point })
    }
  }
  return { aliases, faults }
}

/** Null: none given. Undefined: not a place on Earth. */
function readPoint(lat: string, lng: string): Point | null | undefined {
  if (lat === '' && lng === '') return null
  if (lat === '' || lng === '') return undefined
  const point = { lat: Number(lat), lng: Number(lng) }
  return Math.abs(point.lat) <= 90 && Math.abs(point.lng) <= 180 ? point : undefined
}

export function isAliasKind(text: string): text is AliasKind {
  return ALIAS_KINDS.some((kind) => kind === text)
}
