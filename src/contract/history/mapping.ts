import { isMap, isNode, LineCounter, parseDocument } from 'yaml'
import { z } from 'zod'

/** One or several columns; of several the texts are joined. */
const columns = z.union([z.string().min(1), z.array(z.string().min(1)).min(1).max(10)])

/** How another city's CSV is read: its columns by what they mean here, how it writes times, and in which zone. */
const mappingShape = z.strictObject({
  system: z
    .string()
    .regex(/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/)
    .max(30),
  name: z.string().min(1).max(100),
  name_en: z.string().min(1).max(100),
  zone: z.string().refine(isZone, { error: 'not a time zone, such as America/New_York' }),
  times: z.array(z.string().min(1)).min(1).max(10),
  columns: z.strictObject({
    id: z.string().min(1),
    unit: z.string().min(1),
    unit_name: z.string().min(1).optional(),
    category: z.string().min(1),
    opened: z.string().min(1),
    due: z.string().min(1).optional(),
    closed: z.string().min(1),
    channel: z.string().min(1).optional(),
    place: columns.optional(),
  }),
})

export type Mapping = z.infer<typeof mappingShape>

export interface MappingFault {
  /** Counted from 1. */
  readonly line: number
  readonly message: string
}

/** Reads a mapping; every fault with its line. A key that nobody knows is a fault: a misspelt column would be lost in silence. */
export function parseMapping(
  text: string,
): { readonly ok: true; readonly mapping: Mapping } | { readonly ok: false; readonly faults: readonly MappingFault[] } {
  const counter = new LineCounter()
  const document = parseDocument(text, { lineCounter: counter, prettyErrors: false })
  const lineAt = (offset: number) => counter.linePos(offset).line
  if (document.errors.length > 0) {
    return {
      ok: false,
      faults: document.errors.map((error) => ({ line: lineAt(error.pos[0]), message: error.message })),
    }
  }
  const parsed = mappingShape.safeParse(document.toJS())
  if (parsed.success) return { ok: true, mapping: parsed.data }
  const lineOf = (path: readonly PropertyKey[]): number => {
    for (let length = path.length; length >= 0; length--) {
      const steps = path.slice(0, length).map(String)
      const parent = steps.length === 0 ? null : document.getIn(steps.slice(0, -1), true)
      if (isMap(parent)) {
        const pair = parent.items.find(
          (item) => String(isNode(item.key) ? item.key.toJSON() : item.key) === steps.at(-1),
        )
        if (pair && isNode(pair.key) && pair.key.range) return lineAt(pair.key.range[0])
      }
    }
    return 1
  }
  const faults = parsed.error.issues.flatMap((issue) => {
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key) => ({ line: lineOf([...issue.path, key]), message: `unknown key "${key}"` }))
    }
    const name = issue.path.map(String).join('.')
    return [{ line: lineOf(issue.path), message: `${name === '' ? '' : `${name}: `}${issue.message}` }]
  })
  return { ok: false, faults: faults.sort((a, b) => a.line - b.line) }
}

function isZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone })
    return true
  } catch {
    return false
  }
}
