import type { UnitCode } from '../../domain/org/unit.ts'

/** What an operator's own name stands for: a housing compound 小区, a road 道路, a landmark or a station. */
export const ALIAS_KINDS = ['compound', 'road', 'landmark', 'station'] as const
export type AliasKind = (typeof ALIAS_KINDS)[number]

/** A name that the statistical codes don't have. A road through several subdistricts is given once for each. */
export interface Alias {
  readonly name: string
  readonly unit: UnitCode
  readonly kind: AliasKind
}

export interface AliasFault {
  /** Counted from 1, the heading included. */
  readonly line: number
  readonly sentence: { readonly zh: string; readonly en: string }
}

const HEADING = 'name,unit,kind'

/**
 * Reads `alias.csv` (`name,unit,kind`, no quotation marks, since no name holds a comma). Empty lines are skipped; all
 * faults come at once and the sound lines with them. `isUnit` says whether a unit exists.
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
  if (lines[0]?.trim() !== HEADING) tell(1, `第一行应是 ${HEADING}`, `the first line must be ${HEADING}`)
  for (const [index, raw] of lines.entries()) {
    if (index === 0 || raw.trim() === '') continue
    const line = index + 1
    const cells = raw.split(',').map((cell) => cell.trim())
    const [name = '', unit = '', kind = ''] = cells
    if (cells.length !== 3)
      tell(line, `应有 3 列，实为 ${cells.length} 列`, `3 columns are needed, not ${cells.length}`)
    else if (name.length < 2) tell(line, '名称至少两个字', 'a name needs two characters at least')
    else if (!isUnit(unit)) tell(line, `单位 ${unit} 不存在`, `unit ${unit} does not exist`)
    else if (!isAliasKind(kind)) {
      tell(line, `类型应为 ${ALIAS_KINDS.join('、')}`, `kind must be one of ${ALIAS_KINDS.join(', ')}`)
    } else if (seen.has(`${name},${unit}`)) tell(line, `${name} → ${unit} 重复`, `${name} → ${unit} is given twice`)
    else {
      seen.add(`${name},${unit}`)
      aliases.push({ name, unit, kind })
    }
  }
  return { aliases, faults }
}

function isAliasKind(text: string): text is AliasKind {
  return ALIAS_KINDS.some((kind) => kind === text)
}
