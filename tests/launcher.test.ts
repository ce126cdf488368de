import { spawn } from 'node:child_process'
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

const LAUNCHER = join(import.meta.dirname, '..', 'bin', 'huying.mjs')
/** Stands in for the command line: prints what it was given, then exits, or waits for a signal. */
const MAIN = `
const args: string[] = process.argv.slice(2)
if (args[0] === 'exit') process.exitCode = Number(args[1])
if (args[0] === 'wait') {
  const timer = setInterval(() => {}, 1000)
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      console.log(signal)
      clearInterval(timer)
      process.exitCode = 7
    })
  }
}
console.log(JSON.stringify({ args, version: process.versions.node }))
`
const PLATFORM_PACKAGE = `node-${process.platform}-${process.arch}`

let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'huying-launcher-'))
  await mkdir(join(folder, 'bin'))
  await mkdir(join(folder, 'src', 'cli'), { recursive: true })
  await cp(LAUNCHER, join(folder, 'bin', 'huying.mjs'))
  await writeFile(join(folder, 'package.json'), '{"type":"module"}')
  await writeFile(join(folder, 'src', 'cli', 'main.ts'), MAIN)
  await writeFile(
    join(folder, 'old.cjs'),
    `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '20.19.0' } })`,
  )
})

afterEach(() => rm(folder, { recursive: true, force: true }))

async function pin(place: string): Promise<void> {
  await mkdir(join(folder, 'node_modules', place, 'bin'), { recursive: true })
  // A wrapper rather than the binary itself, so that the launcher sees another Node than the one it runs on.
  const path = join(folder, 'node_modules', place, 'bin', 'node')
  await writeFile(path, `#!/bin/sh\nexec '${process.execPath}' "$@"\n`, { mode: 0o755 })
}

interface Run {
  readonly code: number | null
  readonly out: string
  readonly err: string
}

function launch(args: readonly string[], options: { old?: boolean; signal?: NodeJS.Signals } = {}): Promise<Run> {
  const before = options.old === true ? ['--require', join(folder, 'old.cjs')] : []
  const child = spawn(process.execPath, [...before, join(folder, 'bin', 'huying.mjs'), ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let out = ''
  let err = ''
  child.stdout.on('data', (chunk: Buffer) => {
    if (out === '' && options.signal) child.kill(options.signal)
    out += String(chunk)
  })
  child.stderr.on('data', (chunk: Buffer) => {
    err += String(chunk)
  })
  return new Promise((done) => child.on('close', (code) => done({ code, out, err })))
}

describe('the launcher', () => {
  it.each(['node', PLATFORM_PACKAGE])('runs the command line under the Node that is pinned at %s', async (place) => {
    await pin(place)
    const run = await launch(['exit', '5', '--json', '京 A'], { old: true })
    expect(run.code).toBe(5)
    expect(JSON.parse(run.out)).toMatchObject({
      args: ['exit', '5', '--json', '京 A'],
      version: process.versions.node,
    })
  })

  it('runs in its own process when it already is the pinned Node', async () => {
    await mkdir(join(folder, 'node_modules', 'node', 'bin'), { recursive: true })
    await symlink(process.execPath, join(folder, 'node_modules', 'node', 'bin', 'node'))
    const run = await launch(['exit', '0'])
    expect(run.code).toBe(0)
    expect(JSON.parse(run.out)).toMatchObject({ args: ['exit', '0'] })
  })

  it('runs in its own process when nothing is pinned and this Node is new enough', async () => {
    expect(await launch(['exit', '4'])).toMatchObject({ code: 4 })
  })

  it('says in both languages what to do when no Node will do, and exits 3', async () => {
    const run = await launch(['exit', '0'], { old: true })
    expect(run).toMatchObject({ code: 3, out: '' })
    expect(run.err.trimEnd().split('\n')).toHaveLength(1)
    expect(run.err).toContain('npm ci')
    expect(run.err).toContain('呼应需要 Node 22.18')
  })

  it('says so too when the pinned Node cannot be started', async () => {
    await pin('node')
    await writeFile(join(folder, 'node_modules', 'node', 'bin', 'node'), '#!/no/such/interpreter\n')
    expect(await launch(['exit', '0'], { old: true })).toMatchObject({ code: 3, out: '' })
    expect(await launch(['exit', '6'])).toMatchObject({ code: 6 })
  })

  it.each(['SIGINT', 'SIGTERM'] as const)('passes %s on, waits, and returns the exit code', async (signal) => {
    await pin('node')
    const run = await launch(['wait'], { old: true, signal })
    expect(run.code).toBe(7)
    expect(run.out.split(signal)).toHaveLength(2)
  })
})
