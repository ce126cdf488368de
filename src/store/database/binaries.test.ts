import { cp, lstat, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { makeTemporaryFolder } from '../../../tests/database/temporary-server.ts'
import { copyBinaries, hydrate, packageRoot, tryRun } from './binaries.ts'

let dir: string

beforeEach(async () => {
  dir = await makeTemporaryFolder()
})

afterEach(async () => {
  await rm(dir, { recursive: true, force: true })
})

test('links that the install script did not make are made, and only those', async () => {
  await mkdir(join(dir, 'native', 'lib'), { recursive: true })
  await writeFile(join(dir, 'native', 'lib', 'libx.so.1.2'), 'x')
  const links = ['native/lib/libx.so', 'native/lib/libx.so.1'].map((target) => ({
    source: 'native/lib/libx.so.1.2',
    target,
  }))
  await writeFile(join(dir, 'native', 'pg-symlinks.json'), JSON.stringify(links))
  expect(await hydrate(dir)).toBe(true)
  for (const { target } of links) {
    expect((await lstat(join(dir, target))).isSymbolicLink()).toBe(true)
    expect(await readFile(join(dir, target), 'utf8')).toBe('x')
  }
  expect(await hydrate(dir)).toBe(true)
})

test('a package that lists no links needs none', async () => {
  expect(await hydrate(dir)).toBe(true)
})

test('a copy runs, also of a package whose links were never made; a second copy is the first', async () => {
  const source = join(dir, 'source')
  await cp(packageRoot(), source, { recursive: true, verbatimSymlinks: true })
  const listed: { target: string }[] = JSON.parse(await readFile(join(source, 'native', 'pg-symlinks.json'), 'utf8'))
  for (const { target } of listed) await rm(join(source, target), { force: true })
  const goal = join(dir, 'goal')
  await copyBinaries(source, goal)
  expect(await tryRun(goal, null)).toEqual({ ok: true, major: '18' })
  await rm(source, { recursive: true })
  await copyBinaries(source, goal)
})

test('programs that do not run say why', async () => {
  expect(await tryRun(dir, null)).toMatchObject({ ok: false, cause: expect.stringContaining('ENOENT') })
})
