import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, posix, relative, sep } from 'node:path'

export interface SourceFile {
  /** From the root, with forward slashes: `src/domain/clock/wall.ts`. */
  readonly path: string
  readonly text: string
  /** What it imports: a path from the root when relative, else the specifier as written. */
  readonly imports: readonly string[]
  readonly isTest: boolean
}

const SOURCE = /\.(?:ts|tsx|mts|mjs|js)$/
const TEST = /\.test\.tsx?$/
const IMPORTS = [
  /^import\s+(?:[^'"`;]*?\sfrom\s+)?['"]([^'"]+)['"]/gm,
  /^export\s+(?:type\s+)?(?:\*|\{)[^'"`;]*?from\s+['"]([^'"]+)['"]/gm,
  /\bimport\(\s*['"]([^'"]+)['"]/g,
]

/** Every source file under `root/src`, read once. */
export function readSources(root: string): SourceFile[] {
  return readdirSync(join(root, 'src'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && SOURCE.test(entry.name))
    .map((entry) => {
      const full = join(entry.parentPath, entry.name)
      const path = relative(root, full).split(sep).join('/')
      const text = readFileSync(full, 'utf8')
      return { path, text, imports: importsOf(path, text), isTest: TEST.test(path) }
    })
}

function importsOf(path: string, text: string): string[] {
  return IMPORTS.flatMap((pattern) => [...text.matchAll(pattern)]).map(([, specifier = '']) =>
    specifier.startsWith('.') ? posix.normalize(posix.join(dirname(path), specifier)) : specifier,
  )
}

/** The text without comments: rules speak of what runs. */
export function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, (comment) => comment.replace(/[^\n]/g, '')).replace(/(^|\s)\/\/.*$/gm, '$1')
}
