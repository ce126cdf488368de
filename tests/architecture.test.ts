import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
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

const ROOT = join(import.meta.dirname, '..')
const BINARY = /\.(?:png|ico|woff2?|gz|pbf|bin)$/

const files = readSources(ROOT)
const architecture = readFileSync(join(ROOT, 'ARCHITECTURE.md'), 'utf8')
const tiers = readArrows(architecture, 'Who may import whom')
const domain = readArrows(architecture, 'Inside the domain')
const tracked = execFileSync('git', ['ls-files', '-z'], { cwd: ROOT, encoding: 'utf8' })
  .split('\0')
  .filter((path) => path !== '' && existsSync(join(ROOT, path)))

describe('the house', () => {
  it('is seen: the rules below read hundreds of files and both tables', () => {
    expect(files.length).toBeGreaterThan(100)
    expect(tracked.length).toBeGreaterThan(120)
    expect(files.reduce((sum, file) => sum + file.imports.length, 0)).toBeGreaterThan(300)
    expect([...tiers.keys()].sort()).toEqual(
      readdirSync(join(ROOT, 'src'), { withFileTypes: true })
        .filter((entry) => entry.isDirectory())
        .map((entry) => entry.name)
        .sort(),
    )
    expect(domain.size).toBeGreaterThan(5)
  })

  it('has one dependency table: ARCHITECTURE.md and every tsconfig.json agree', () => {
    for (const [folder, allowed] of tiers) {
      const { references } = JSON.parse(readFileSync(join(ROOT, 'src', folder, 'tsconfig.json'), 'utf8')) as {
        references: { path: string }[]
      }
      expect(references.map(({ path }) => path.replace('../', '')).sort(), folder).toEqual([...allowed].sort())
    }
    const whole = JSON.parse(readFileSync(join(ROOT, 'tsconfig.json'), 'utf8')) as { references: { path: string }[] }
    expect(whole.references.map(({ path }) => path).sort()).toEqual(
      [...[...tiers.keys()].map((folder) => `src/${folder}`), 'tests'].sort(),
    )
  })

  it('imports along the arrows only', () => {
    expect(findWrongArrows(files, 'src', tiers)).toEqual([])
    expect(findWrongArrows(files, 'src/domain', domain)).toEqual([])
  })

  it('has no circle in either table', () => {
    for (const arrows of [tiers, domain]) {
      const done = new Set<string>()
      while (done.size < arrows.size) {
        const next = [...arrows].find(([folder, may]) => !done.has(folder) && may.every((one) => done.has(one)))
        expect(next, `a circle among ${[...arrows.keys()].filter((one) => !done.has(one)).join(', ')}`).toBeDefined()
        done.add(next?.[0] ?? '')
      }
    }
  })

  it('keeps features apart', () => expect(findSiblingImports(files)).toEqual([]))
  it('keeps the domain pure', () => expect(findImpurities(files)).toEqual([]))
  it('awaits what packages promise', () => expect(findFloatingCalls(files)).toEqual([]))
  it('gives every file a name that says something', () => expect(findEmptyNames(tracked)).toEqual([]))
  it('has no file too long to read at one sitting', () => expect(findLongFiles(files)).toEqual([]))

  it('runs every test: each file has a name that one of the three runs looks for', () => {
    const tests = tracked.filter((path) => /[.-](?:test|spec)\.[a-z]+$/.test(path))
    const isRun = (path: string) => /^(?:src|tests)\/.*\.test\.ts$/.test(path)
    const isMisplaced = (path: string) => path.endsWith('.e2e.test.ts') && !path.startsWith('tests/e2e/')
    expect(tests.length).toBeGreaterThan(30)
    expect(tests.filter((path) => !isRun(path) || isMisplaced(path))).toEqual([])
  })

  it('skips no test, and leaves none alone', () => {
    const skipping = tracked
      .filter((path) => path.endsWith('.test.ts') && path !== 'tests/architecture.test.ts')
      .filter((path) =>
        /\b(?:it|test|describe)\.(?:skip|only|todo|skipIf|runIf)\b/.test(readFileSync(join(ROOT, path), 'utf8')),
      )
    expect(skipping).toEqual([])
  })

  it('carries no trace of the machine or the registry it was built with', () => {
    const traces = tracked
      .filter((path) => !BINARY.test(path))
      .flatMap((path) => findTraces(path, readFileSync(join(ROOT, path), 'utf8')))
    expect(traces).toEqual([])
  })
})
