import {
  type Document,
  isCollection,
  isMap,
  isNode,
  isPair,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parse,
  parseDocument,
  Scalar,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml'
import { YAML_LAYOUTS, type YamlPart } from './layout.ts'
import type { CellPlace, Sheet, SheetCell, SheetRow } from './sheet.ts'

const VALUES = 'values'
type Step = string | number
/** A cell's place in the document: steps from the top. `grants[any]` needs the document to become steps. */
type Path = readonly Step[]

interface Read {
  readonly document: Document.Parsed
  readonly counter: LineCounter
}

function read(text: string): Read | null {
  const counter = new LineCounter()
  const document = parseDocument(text, { lineCounter: counter, prettyErrors: false })
  return document.errors.length > 0 ? null : { document, counter }
}

export function yamlSheets(file: string, text: string, parts: readonly YamlPart[]): Sheet[] {
  const found = read(text)
  if (!found || !isMap(found.document.contents)) return []
  const sheets: Sheet[] = parts.map((part) => ({
    file,
    name: part.name,
    columns: part.columns,
    rows: rowsOf(part, found),
    growable: part.growable,
    keyed: part.kind === 'map',
  }))
  const values = valuesOf(parts, found)
  if (values.length === 0) return sheets
  const rest: Sheet = { file, name: VALUES, columns: [''], rows: values, growable: false, keyed: true }
  // What the version is comes before its lists; elsewhere the tables come first.
  return file === 'manifest.yaml' ? [rest, ...sheets] : [...sheets, rest]
}

function rowsOf(part: YamlPart, found: Read): SheetRow[] {
  const top = nodeAt(found.document, stepsOf(part.path))
  if (!isCollection(top)) return []
  const steps: Step[] = isMap(top) ? top.items.map(keyText) : top.items.map((_item, index) => index)
  return steps.map((step) => {
    const base = [...stepsOf(part.path), step]
    const cells = part.columns.map((column) => cellAt(found, pathIn(found.document, base, column)))
    const names = part.key?.map((name) => cells[part.columns.indexOf(name)]?.text ?? '')
    const key = names ? names.join(' · ') : typeof step === 'number' ? String(step + 1) : step
    const node = nodeAt(found.document, base)
    return { key, line: lineAt(found, node), cells }
  })
}

/** Every entry that no part shows: a row of one cell, named by its path. */
function valuesOf(parts: readonly YamlPart[], found: Read): SheetRow[] {
  const shown = new Set(parts.map((part) => part.path))
  const rows: SheetRow[] = []
  const walk = (path: Path): void => {
    if (shown.has(path.join('.'))) return
    const node = nodeAt(found.document, path)
    if (isMap(node)) {
      for (const item of node.items) walk([...path, keyText(item)])
      return
    }
    const key = path.join('.')
    rows.push({ key, line: lineAt(found, node), cells: [cellAt(found, path)] })
  }
  walk([])
  return rows
}

function cellAt(found: Read, path: Path): SheetCell {
  const node = nodeAt(found.document, path)
  if (!node?.range) return { text: '', line: 0, column: 0 }
  const at = found.counter.linePos(node.range[0])
  return { text: textOf(node), line: at.line, column: at.col }
}

function lineAt({ counter }: Read, node: Node | null): number {
  return node?.range ? counter.linePos(node.range[0]).line : 0
}

function textOf(node: Node): string {
  if (isScalar(node)) return node.value === null ? '' : String(node.value)
  if (isSeq(node)) return node.items.map((item) => (isScalar(item) ? String(item.value) : '')).join('、')
  return ''
}

export function setYamlCell(file: string, text: string, place: CellPlace, value: string): string {
  const found = read(text)
  if (!found) throw new SyntaxError(`${file} cannot be read`)
  const path = pathOf(file, found.document, place)
  const node = nodeAt(found.document, path)
  const clean = value.trim()
  if (node?.range && (isScalar(node) || isSeq(node))) {
    if (clean === '' && isScalar(node) && isOptional(path)) return without(found, path)
    const kind = isSeq(node) ? 'list' : kindOf(node)
    const [from, to] = node.range
    return text.slice(0, from) + written(clean, kind, isScalar(node) ? node.type : undefined) + text.slice(to)
  }
  if (clean === '') return text
  found.document.setIn(path, madeOf(clean, path))
  return print(found.document)
}

/** What a ranking rule does not need is absent, not empty; the same holds for a role's grants. */
function isOptional(path: Path): boolean {
  return path.includes('rule') && path.at(-1) !== 'by'
}

function without({ document }: Read, path: Path): string {
  document.deleteIn(path)
  return print(document)
}

export function addYamlRow(file: string, text: string, sheet: string, row: number, key: string): string {
  const found = read(text)
  const part = partOf(file, sheet)
  const top = found && nodeAt(found.document, stepsOf(part.path))
  if (!found || !isCollection(top)) throw new SyntaxError(`${file} cannot be read`)
  const pattern = top.items[Math.max(row, 0)]
  if (isMap(top)) {
    const value = isPair(pattern) && isNode(pattern.value) ? pattern.value.toJS(found.document) : null
    const pair = found.document.createPair(key, value)
    top.items.splice(row + 1, 0, pair as (typeof top.items)[number])
  } else {
    const value = isNode(pattern) ? pattern.toJS(found.document) : null
    const node = found.document.createNode(value)
    if (isMap(node) && isMap(pattern) && pattern.flow) node.flow = true
    ;(top as YAMLSeq).items.splice(row + 1, 0, node)
  }
  return print(found.document)
}

export function removeYamlRow(file: string, text: string, sheet: string, row: number): string {
  const found = read(text)
  const top = found && nodeAt(found.document, stepsOf(partOf(file, sheet).path))
  if (!found || !isCollection(top)) throw new SyntaxError(`${file} cannot be read`)
  top.items.splice(row, 1)
  return print(found.document)
}

function print(document: Document): string {
  return document.toString({ lineWidth: 0 })
}

type ValueKind = 'text' | 'number' | 'boolean' | 'list'

function kindOf({ value }: Scalar): ValueKind {
  return typeof value === 'number' ? 'number' : typeof value === 'boolean' ? 'boolean' : 'text'
}

/** A value as YAML: a number stays a number where the person typed one, and text never turns into anything else. */
function written(value: string, kind: ValueKind, style: string | undefined): string {
  if (kind === 'list')
    return `[${listOf(value)
      .map((item) => written(item, 'text', undefined))
      .join(', ')}]`
  if (kind !== 'text' && isPlain(value, kind)) return value
  const quoted = style === Scalar.QUOTE_DOUBLE || style === Scalar.QUOTE_SINGLE
  return !quoted && staysText(value) ? value : JSON.stringify(value)
}

function isPlain(value: string, kind: ValueKind): boolean {
  return kind === 'number' ? /^-?\d+(\.\d+)?$/.test(value) : value === 'true' || value === 'false'
}

/** Whether the plain word means itself, in a flow map as well as in a block. */
function staysText(value: string): boolean {
  if (/[,[\]{}#&*!|>'"%@`\n]|: |:$/.test(value)) return false
  try {
    return parse(value) === value
  } catch {
    return false
  }
}

function listOf(value: string): string[] {
  return value
    .split(/[、;；]/)
    .map((item) => item.trim())
    .filter((item) => item !== '')
}

/** A value for an entry that is not there yet: by what its neighbours in all rules are. */
function madeOf(value: string, path: Path): unknown {
  if (path.includes('grants') || path.at(-1) === 'not_in') return listOf(value)
  return /^-?\d+(\.\d+)?$/.test(value) ? Number(value) : value
}

function partOf(file: string, sheet: string): YamlPart {
  const part = YAML_LAYOUTS[file]?.find((one) => one.name === sheet)
  if (!part) throw new RangeError(`${file} has no part ${sheet}`)
  return part
}

function pathOf(file: string, document: Document, { sheet, row, column }: CellPlace): Path {
  const parts = YAML_LAYOUTS[file] ?? []
  if (sheet === VALUES) {
    const found = { document: document as Document.Parsed, counter: new LineCounter() }
    return stepsOf(valuesOf(parts, found)[row]?.key ?? '')
  }
  const part = partOf(file, sheet)
  const top = nodeAt(document, stepsOf(part.path))
  const step = isMap(top) ? keyText((top as YAMLMap).items[row]) : row
  return pathIn(document, [...stepsOf(part.path), step], part.columns[column] ?? '')
}

/** `sign.within` below a row; `grants[any]` finds, or makes room for, the item of that one key. */
function pathIn(document: Document, base: Path, column: string): Path {
  const listed = /^([a-z_]+)\[([a-z]+)\]$/.exec(column)
  if (!listed) return [...base, ...stepsOf(column)]
  const [, list = '', key = ''] = listed
  const items = nodeAt(document, [...base, list])
  if (!isSeq(items)) return [...base, list, 0, key]
  const index = items.items.findIndex((item) => isMap(item) && item.has(key))
  return [...base, list, index === -1 ? items.items.length : index, key]
}

function stepsOf(path: string): Step[] {
  return path === '' ? [] : path.split('.')
}

function keyText(item: unknown): string {
  return isPair(item) && isScalar(item.key) ? String(item.key.value) : ''
}

function nodeAt(document: Document, path: Path): Node | null {
  let node: unknown = document.contents
  for (const step of path) {
    if (!isCollection(node)) return null
    node = node.get(step, true)
  }
  return isNode(node) ? node : null
}
