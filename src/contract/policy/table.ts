import { isCollection, isMap, isNode, isScalar, LineCounter, type Node, parseDocument } from 'yaml'
import type { z } from 'zod'
import { readCsv } from './csv.ts'
import type { PolicyFault } from './fault.ts'
import { sentenceOf } from './issue.ts'

/** Where an entry of a table stands: a row's index and a column's name, or the keys of a YAML entry. */
export type Path = readonly PropertyKey[]

export interface Table<T> {
  readonly value: T
  readonly lineOf: (path: Path) => number
}

/** One version's tables while they are read: their texts, and every fault found so far. */
export class Reader {
  readonly faults: PolicyFault[] = []
  private readonly files: ReadonlyMap<string, string>

  constructor(files: ReadonlyMap<string, string>) {
    this.files = files
  }

  private textOf(file: string): string | undefined {
    const text = this.files.get(file)
    if (text === undefined) this.fault(file, 1, 1, '缺少这个文件', 'this file is missing')
    return text
  }

  fault(file: string, line: number, column: number, zh: string, en: string): void {
    this.faults.push({ file, line, column, sentence: { zh, en } })
  }

  /** The rows of a CSV table; undefined when any is at fault. */
  csv<T>(file: string, columns: readonly string[], row: z.ZodType<T>): Table<T[]> | undefined {
    const text = this.textOf(file)
    if (text === undefined) return undefined
    const before = this.faults.length
    const { rows, faults } = readCsv(text)
    for (const fault of faults) this.faults.push({ file, ...fault })
    const [header, ...body] = rows
    const names = header?.map((cell) => cell.text) ?? []
    for (const column of columns) {
      if (!names.includes(column)) this.fault(file, 1, 1, `缺少列 ${column}`, `column ${column} is missing`)
    }
    names.forEach((name, i) => {
      const cell = header?.[i]
      const known = columns.includes(name) && names.indexOf(name) === i
      if (!known)
        this.fault(file, cell?.line ?? 1, cell?.column ?? 1, `多余的列 ${name}`, `column ${name} is not expected`)
    })
    if (this.faults.length > before) return undefined

    const values: T[] = []
    const lines: number[] = []
    for (const cells of body) {
      const line = cells[0]?.line ?? 1
      if (cells.length !== names.length) {
        const zh = `这一行有 ${cells.length} 格，应有 ${names.length} 格`
        this.fault(
          file,
          line,
          cells[0]?.column ?? 1,
          zh,
          `this row has ${cells.length} cells instead of ${names.length}`,
        )
        continue
      }
      const record = Object.fromEntries(names.map((name, i) => [name, cells[i]?.text ?? '']))
      const result = row.safeParse(record, { reportInput: true })
      if (result.success) {
        values.push(result.data)
        lines.push(line)
        continue
      }
      for (const issue of result.error.issues) {
        const cell = cells[names.indexOf(String(issue.path[0]))] ?? cells[0]
        const name = issue.path.length > 0 ? `${String(issue.path[0])}：` : ''
        const { zh, en } = sentenceOf(issue)
        this.fault(file, cell?.line ?? line, cell?.column ?? 1, name + zh, name.replace('：', ': ') + en)
      }
    }
    if (this.faults.length > before) return undefined
    return { value: values, lineOf: (path) => lines[Number(path[0])] ?? 1 }
  }

  /** A YAML table; undefined when anything in it is at fault. */
  yaml<T>(file: string, schema: z.ZodType<T>): Table<T> | undefined {
    const text = this.textOf(file)
    if (text === undefined) return undefined
    const counter = new LineCounter()
    const document = parseDocument(text, { lineCounter: counter, prettyErrors: false })
    for (const error of document.errors) {
      const at = counter.linePos(error.pos[0])
      this.fault(file, at.line, at.col, `YAML 写法有误（${error.code}）`, `not well-formed YAML: ${error.message}`)
    }
    if (document.errors.length > 0) return undefined
    const place = (path: Path, key?: string) => {
      const at = counter.linePos(offsetOf(document.contents, path, key))
      return { line: Math.max(at.line, 1), column: Math.max(at.col, 1) }
    }
    const result = schema.safeParse(document.toJS(), { reportInput: true })
    if (result.success) return { value: result.data, lineOf: (path) => place(path).line }
    for (const issue of result.error.issues) {
      const { line, column } = place(issue.path, issue.code === 'unrecognized_keys' ? issue.keys[0] : undefined)
      const name = issue.path.length > 0 ? `${issue.path.map(String).join('.')}：` : ''
      const { zh, en } = sentenceOf(issue)
      this.fault(file, line, column, name + zh, name.replace('：', ': ') + en)
    }
    return undefined
  }
}

/** Offset of the deepest node of `path` that exists; of the key itself when `key` names one inside it. */
function offsetOf(root: Node | null, path: Path, key?: string): number {
  let node: unknown = root
  let offset = root?.range?.[0] ?? 0
  for (const step of path) {
    if (!isCollection(node)) break
    const next: unknown = node.get(typeof step === 'symbol' ? String(step) : step, true)
    if (!isNode(next)) break
    node = next
    offset = next.range?.[0] ?? offset
  }
  if (key !== undefined && isMap(node)) {
    const pair = node.items.find((item) => isScalar(item.key) && item.key.value === key)
    if (pair && isScalar(pair.key)) return pair.key.range?.[0] ?? offset
  }
  return offset
}
