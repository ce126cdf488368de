import { type SourceFile, withoutComments } from './source-tree.ts'

/** Folder → the folders that it may import. */
export type Arrows = ReadonlyMap<string, readonly string[]>

/** Reads a table of ARCHITECTURE.md whose first two columns are `folder` and what it may import (`nothing`, `all but x`). */
export function readArrows(markdown: string, heading: string): Arrows {
  const section = markdown.split(/^## /m).find((part) => part.startsWith(`${heading}\n`))
  if (section === undefined) throw new Error(`ARCHITECTURE.md has no section "${heading}"`)
  const arrows = new Map<string, readonly string[]>()
  for (const [, folder = '', may = ''] of section.matchAll(/^\| `([a-z-]+)` \| ([^|]+) \|/gm)) {
    arrows.set(folder, may.trim() === 'nothing' ? [] : may.split(',').map((one) => one.trim().replaceAll('`', '')))
  }
  return arrows
}

/** Imports from one folder below `base` into another that the table does not allow. */
export function findWrongArrows(files: readonly SourceFile[], base: string, arrows: Arrows): string[] {
  const folderOf = (path: string) => (path.startsWith(`${base}/`) ? path.split('/')[base.split('/').length] : undefined)
  return files
    .filter((file) => !file.isTest && file.path.startsWith(`${base}/`))
    .flatMap((file) => {
      const from = folderOf(file.path) ?? ''
      const allowed = arrows.get(from)
      if (allowed === undefined) return [`${file.path}: folder ${from} has no row in ARCHITECTURE.md`]
      return file.imports
        .map((target) => ({ target, to: folderOf(target) }))
        .filter(({ to }) => to !== undefined && to !== from && !allowed.includes(to))
        .map(({ target }) => `${file.path} imports ${target}`)
    })
}

/** A feature never imports a sibling: what two of them share moves down. */
export function findSiblingImports(files: readonly SourceFile[]): string[] {
  const feature = /^src\/([a-z-]+)\/features\/([^/]+)\//
  return files.flatMap((file) => {
    const own = feature.exec(file.path)
    if (own === null) return []
    return file.imports
      .filter((target) => {
        const other = feature.exec(target)
        return other !== null && other[1] === own[1] && other[2] !== own[2]
      })
      .map((target) => `${file.path} imports ${target}`)
  })
}

const IMPURE: readonly (readonly [string, RegExp])[] = [
  ['the clock', /\bDate\.now\b|\bnew Date\(\s*\)|(?<!new )\bDate\(\s*\)|\bperformance\b/],
  ['chance', /\bMath\.random\b|\bcrypto\b/],
]

/** The domain is a function of what it is given: no packages, no clock, no chance. */
export function findImpurities(files: readonly SourceFile[]): string[] {
  return files
    .filter((file) => file.path.startsWith('src/domain/') && !file.isTest)
    .flatMap((file) => {
      const text = withoutComments(file.text)
      return [
        ...file.imports
          .filter((target) => !target.startsWith('src/'))
          .map((target) => `${file.path} imports ${target}`),
        ...IMPURE.filter(([, pattern]) => pattern.test(text)).map(([what]) => `${file.path} uses ${what}`),
      ]
    })
}

const FLOATING =
  /^\s*(?:\w*(?:pool|client|database|boss)\.(?:query|connect|end|send|start|stop)|(?:writeFile|appendFile|mkdir|rm|rename|copyFile|chmod|unlink|cp))\(/i
const CONTINUES = /(?:=>|[([,=?:&|]|\breturn|\bawait|\bvoid)$/

/** Promises of packages and of Node, which the linter cannot see (it infers from the project's own sources only). */
export function findFloatingCalls(files: readonly SourceFile[]): string[] {
  return files.flatMap(({ path, text }) => {
    if (/from 'node:fs'/.test(text)) return []
    const lines = withoutComments(text).split('\n')
    return lines.flatMap((line, index) => {
      const before = lines.slice(0, index).findLast((one) => one.trim() !== '') ?? ''
      return FLOATING.test(line) && !CONTINUES.test(before.trimEnd()) ? [`${path}:${index + 1}: ${line.trim()}`] : []
    })
  })
}

const BANNED = /(?:^|\/)(?:utils?|helpers?|common|types|misc)(?:\/|\.)/

/** Names that say nothing about what is inside. */
export function findEmptyNames(paths: readonly string[]): string[] {
  return paths.filter((path) => BANNED.test(path))
}

const MOST_LINES = 400

export function findLongFiles(files: readonly SourceFile[]): string[] {
  return files
    .map(({ path, text }) => ({ path, lines: text.trimEnd().split('\n').length }))
    .filter(({ lines }) => lines > MOST_LINES)
    .map(({ path, lines }) => `${path}: ${lines} lines`)
}

/** Written in pieces, so that this file does not find itself. */
const TRACES = [
  ['work', 'farm', 'Users'].map((folder) => `(?<![\\w.)}~-])/${folder}/[a-z]`).join('|'),
  ['registry\\.np' + 'mjs', 'npm' + 'mirror', 'files\\.python' + 'hosted', 'arti' + 'factory', '"resol' + 'ved":'].join(
    '|',
  ),
].join('|')

/** Paths of one machine and hosts of one registry: nothing that is true only where it was written. */
export function findTraces(path: string, text: string): string[] {
  return text.split('\n').flatMap((line, index) => {
    const found = new RegExp(TRACES).exec(line)
    return found === null ? [] : [`${path}:${index + 1}: ${found[0]}`]
  })
}
