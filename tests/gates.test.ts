import { execFile } from 'node:child_process'
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  findEmptyNames,
  findFloatingCalls,
  findImpurities,
  findLongFiles,
  findSiblingImports,
  findTraces,
  findWrongArrows,
  readArrows,
} from './architecture/rules.ts'
import { readSources } from './architecture/source-tree.ts'

// Each gate is shown to be shut: the project's own settings, a planted fault, and the gate must say no. The same small
// tree without the fault must pass, so that a gate that refuses everything proves nothing.

const ROOT = join(import.meta.dirname, '..')
const TIERS = ['domain', 'words', 'contract', 'store', 'web', 'portal', 'intelligence', 'analytics', 'server']

let tree: string

async function write(path: string, text: string): Promise<void> {
  await mkdir(dirname(join(tree, path)), { recursive: true })
  await writeFile(join(tree, path), text)
}

/** Runs one of the project's tools in the small tree; `ok` is its exit code 0. */
function run(tool: string, args: readonly string[]): Promise<{ ok: boolean; out: string }> {
  return new Promise((done) => {
    execFile(join(ROOT, 'node_modules', '.bin', tool), args, { cwd: tree, encoding: 'utf8' }, (error, stdout, stderr) =>
      done({ ok: error === null, out: stdout + stderr }),
    )
  })
}

/** Adds one file, runs the tool, takes the file away again. */
async function runWith(path: string, text: string, tool: string, args: readonly string[]) {
  await write(path, text)
  const result = await run(tool, args)
  await rm(join(tree, path))
  return result
}

beforeAll(async () => {
  tree = await mkdtemp(join(tmpdir(), 'huying-gates-'))
  await symlink(join(ROOT, 'node_modules'), join(tree, 'node_modules'))
  for (const file of ['tsconfig.base.json', 'biome.json', '.gitignore', 'knip.json', 'ARCHITECTURE.md']) {
    await cp(join(ROOT, file), join(tree, file))
  }
  for (const tier of TIERS) {
    await mkdir(join(tree, 'src', tier), { recursive: true })
    await cp(join(ROOT, 'src', tier, 'tsconfig.json'), join(tree, 'src', tier, 'tsconfig.json'))
    await write(`src/${tier}/place.ts`, `export const here = '${tier}'\n`)
  }
  await write('package.json', '{ "name": "small", "type": "module" }\n')
  await write('bin/huying.mjs', `import '../src/cli/main.ts'\n`)
  await write(
    'src/cli/main.ts',
    TIERS.map((tier) => `import { here as ${tier} } from '../${tier}/place.ts'`).join('\n'),
  )
  await write(
    'src/cli/main.ts',
    `${await readFile(join(tree, 'src/cli/main.ts'), 'utf8')}\nprocess.exitCode = [${TIERS.join(', ')}].length\n`,
  )
})

afterAll(() => rm(tree, { recursive: true, force: true }))

describe('the compiler', () => {
  it('passes the tree without a fault', async () => {
    expect(await run('tsc', ['-b', 'src/server', 'src/web'])).toEqual({ ok: true, out: '' })
  })

  it.each([
    ['domain', 'store'],
    ['contract', 'store'],
    ['store', 'server'],
    ['web', 'server'],
    ['portal', 'store'],
  ])('refuses that %s imports %s', async (from, to) => {
    const text = `import { here } from '../${to}/place.ts'\nexport const there = here\n`
    const { ok, out } = await runWith(`src/${from}/fault.ts`, text, 'tsc', ['-b', `src/${from}`])
    expect(ok).toBe(false)
    expect(out).toMatch(/TS6059|TS6307/)
  })

  it.each([
    'console.log(1)',
    'process.exit()',
    'void fetch("http://localhost")',
    'setTimeout(() => {}, 1)',
    'document.title',
  ])('refuses %s in the domain', async (statement) => {
    const { ok, out } = await runWith('src/domain/fault.ts', `export {}\n${statement}\n`, 'tsc', ['-b', 'src/domain'])
    expect(ok).toBe(false)
    expect(out).toMatch(/TS2304|TS2584|TS2580|TS2591/)
  })

  it('refuses an enum, which type stripping cannot run', async () => {
    const { ok, out } = await runWith('src/domain/fault.ts', 'export enum A { b }\n', 'tsc', ['-b', 'src/domain'])
    expect(ok).toBe(false)
    expect(out).toContain('TS1294')
  })
})

describe('the linter', () => {
  const promise = 'async function work(): Promise<void> {}\n'

  it('passes the tree without a fault', async () => {
    const { ok, out } = await runWith(
      'src/store/fair.ts',
      `${promise}\nexport async function go(): Promise<void> {\n  await work()\n}\n`,
      'biome',
      ['lint', 'src/store'],
    )
    expect(out).not.toContain('noFloatingPromises')
    expect(ok).toBe(true)
  })

  it.each([
    ['a promise that nobody awaits', 'noFloatingPromises', `${promise}export function go(): void {\n  work()\n}\n`],
    [
      'a promise taken for a boolean',
      'noMisusedPromises',
      `${promise}export async function go(): Promise<number> {\n  if (work()) return 1\n  return 2\n}\n`,
    ],
    ['any', 'noExplicitAny', 'export const a = (b: any): unknown => b\n'],
  ])('refuses %s', async (_name, rule, text) => {
    const { ok, out } = await runWith('src/store/fault.ts', text, 'biome', ['lint', 'src/store'])
    expect(ok).toBe(false)
    expect(out).toContain(rule)
  })
})

describe('the search for what nobody uses', () => {
  it('passes the tree without a fault, and refuses a dead export and a dead file', async () => {
    const only = ['--include', 'files,exports']
    expect(await run('knip', only)).toMatchObject({ ok: true })
    const file = await runWith('src/store/fault.ts', 'export const a = 1\n', 'knip', only)
    expect(file.ok).toBe(false)
    expect(file.out).toContain('src/store/fault.ts')
    const used = await readFile(join(tree, 'src/store/place.ts'), 'utf8')
    await write('src/store/place.ts', `${used}export const nobody = 1\n`)
    const dead = await run('knip', only)
    await write('src/store/place.ts', used)
    expect(dead.ok).toBe(false)
    expect(dead.out).toContain('nobody')
  })
})

describe('the architecture test', () => {
  const faultsOf = async (path: string, text: string, rule: (files: ReturnType<typeof readSources>) => string[]) => {
    await write(path, text)
    const faults = rule(readSources(tree))
    await rm(join(tree, path))
    return {
      planted: faults.filter((fault) => fault.startsWith(path)),
      others: faults.filter((fault) => !fault.startsWith(path)),
    }
  }

  it.each([
    'export const at = Date.now()',
    'export const at = new Date()',
    'export const at = new Date(\n)',
    'export const n = Math.random()',
    `import { z } from 'zod'\nexport const a = z`,
    `import 'node:fs'`,
    `export * from 'canonicalize'`,
  ])('refuses %s in the domain', async (text) => {
    const { planted, others } = await faultsOf('src/domain/fault.ts', `${text}\n`, findImpurities)
    expect(planted).toHaveLength(1)
    expect(others).toEqual([])
  })

  it('allows a date that is given, and words in comments', async () => {
    const text = '// never new Date()\nexport const at = (given: number) => new Date(given)\n'
    expect((await faultsOf('src/domain/fault.ts', text, findImpurities)).planted).toEqual([])
  })

  it('refuses a sibling feature, and allows the same feature and what lies below', async () => {
    const text = (from: string) => `import {\n  here,\n} from '${from}'\nexport const a = here\n`
    const path = 'src/server/features/whistle/routes.ts'
    expect((await faultsOf(path, text('../callback/routes.ts'), findSiblingImports)).planted).toHaveLength(1)
    expect((await faultsOf(path, text('./permissions.ts'), findSiblingImports)).planted).toEqual([])
    expect((await faultsOf(path, text('../../http/problem.ts'), findSiblingImports)).planted).toEqual([])
  })

  it('refuses a wrong arrow between tiers and between folders of the domain', async () => {
    const markdown = await readFile(join(ROOT, 'ARCHITECTURE.md'), 'utf8')
    const tiers = (files: ReturnType<typeof readSources>) =>
      findWrongArrows(files, 'src', readArrows(markdown, 'Who may import whom'))
    const inside = (files: ReturnType<typeof readSources>) =>
      findWrongArrows(files, 'src/domain', readArrows(markdown, 'Inside the domain')).filter(
        (one) => !one.includes('place.ts: folder'),
      )
    const web = await faultsOf('src/web/fault.ts', `import type { a } from '../store/place.ts'\n`, tiers)
    expect(web.planted).toEqual(['src/web/fault.ts imports src/store/place.ts'])
    const clock = await faultsOf('src/domain/clock/fault.ts', `export * from '../ticket/state.ts'\n`, inside)
    expect(clock).toEqual({ planted: ['src/domain/clock/fault.ts imports src/domain/ticket/state.ts'], others: [] })
  })

  it('refuses a query or a file written that nobody awaits', async () => {
    const text = (call: string) => `import pg from 'pg'\nexport async function go(pool: pg.Pool) {\n  ${call}\n}\n`
    const planted = async (call: string) =>
      (await faultsOf('src/store/fault.ts', text(call), findFloatingCalls)).planted
    expect(await planted(`pool.query('select 1')`)).toHaveLength(1)
    expect(await planted(`writeFile('a', 'b')`)).toHaveLength(1)
    for (const fair of [
      'await pool.end()',
      'return pool.query(1)',
      'await Promise.all([\n  pool.query(1),\n  pool.query(2)])',
    ]) {
      expect(await planted(fair)).toEqual([])
    }
  })

  it('refuses empty names, long files and traces of a machine', async () => {
    const empty = ['src/store/utils.ts', 'src/web/common/a.ts', 'src/domain/clock/types.ts', 'src/cli/helpers/b.ts']
    expect(findEmptyNames([...empty, 'src/domain/clock/working-time.ts', 'src/store/event-types.ts'])).toEqual(empty)
    expect((await faultsOf('src/store/long.ts', 'export {}\n'.repeat(401), findLongFiles)).planted).toHaveLength(1)
    expect((await faultsOf('src/store/long.ts', 'export {}\n'.repeat(400), findLongFiles)).planted).toEqual([])
    expect(findTraces('a', `x\nread ${'/wor'}k/secret/list`)).toEqual([`a:2: ${'/wor'}k/s`])
    expect(findTraces('a', `"${'resol'}ved": "https://somewhere"`)).toHaveLength(1)
    expect(findTraces('a', `src${'/work'}/list and .${'/work'}/list`)).toEqual([])
  })
})

describe('the licence check', () => {
  it.each([
    ['MIT', true],
    ['(MIT OR GPL-2.0-only)', true],
    ['MIT AND GPL-2.0-only', false],
    ['SSPL-1.0', false],
    ['', false],
  ])('judges %j as %j', async (licence, ok) => {
    const lock = JSON.parse(await readFile(join(ROOT, 'package-lock.json'), 'utf8')) as {
      packages: Record<string, unknown>
    }
    const entry = { version: '1.0.0', license: licence }
    await write('lock.json', JSON.stringify({ packages: { ...lock.packages, 'node_modules/planted': entry } }))
    const { out } = await run('node', [
      join(ROOT, 'scripts', 'third-party-notices.ts'),
      '--check',
      '--lock',
      join(tree, 'lock.json'),
    ])
    expect(out.includes('planted@1.0.0')).toBe(!ok)
  })
})
