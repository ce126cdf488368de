import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, rename, rm } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { isAlive } from '../store/database/process-name.ts'
import { sentence } from './terminal.ts'

const PROJECT = join(import.meta.dirname, '..', '..')

/** What the browsers' scripts are made of: a change in any of it makes a new build. */
const SOURCES = ['src/web', 'src/portal/browser', 'src/words', 'src/domain', 'src/contract', 'package-lock.json']

/** One bundle each for the desks and for the citizens' pages. */
const BUNDLES = ['src/web/vite.config.ts', 'src/portal/browser/vite.config.ts']

/**
 * The folder with the built browser scripts. Built once per state of the sources and kept in the data folder; a warm start finds
 * it there. The build runs in a process of its own, so that the server answers meanwhile; `signal` cuts it short.
 */
export async function buildWeb(
  dataDir: string,
  onNotice: (line: string) => void,
  signal?: AbortSignal,
): Promise<string> {
  const folder = join(dataDir, 'web', await sourceHash())
  if (existsSync(folder)) return folder
  onNotice(sentence('terminal.screens-building'))
  const unfinished = `${folder}.building-${process.pid}`
  await mkdir(unfinished, { recursive: true })
  try {
    for (const config of BUNDLES) await runVite(config, unfinished, signal)
    await rename(unfinished, folder).catch(async (error: unknown) => {
      // Another process built the same sources meanwhile.
      if (!existsSync(folder)) throw error
    })
  } finally {
    await rm(unfinished, { recursive: true, force: true })
  }
  await removeOlder(join(dataDir, 'web'), folder)
  return folder
}

function runVite(config: string, outDir: string, signal: AbortSignal | undefined): Promise<void> {
  const vite = join(PROJECT, 'node_modules', 'vite', 'bin', 'vite.js')
  const child = spawn(process.execPath, [vite, 'build', '--config', config, '--logLevel', 'warn'], {
    cwd: PROJECT,
    env: { ...process.env, HUYING_WEB_OUT: outDir },
    stdio: ['ignore', 'ignore', 'pipe'],
    ...(signal === undefined ? {} : { signal }),
  })
  let complaint = ''
  child.stderr.on('data', (chunk: Buffer) => {
    complaint += chunk.toString()
  })
  return new Promise((resolve, reject) => {
    // Cut short, it is an error first and then an end: nothing writes any more when this returns.
    child.on('error', (error) => child.pid === undefined && reject(error))
    child.on('exit', (code) => (code === 0 ? resolve() : reject(new Error(`building ${config} failed:\n${complaint}`))))
  })
}

async function sourceHash(): Promise<string> {
  const hash = createHash('sha256')
  for (const source of SOURCES) {
    for (const file of await filesIn(join(PROJECT, source))) {
      hash
        .update(relative(PROJECT, file))
        .update('\0')
        .update(await readFile(file))
        .update('\0')
    }
  }
  return hash.digest('hex').slice(0, 16)
}

async function filesIn(path: string): Promise<string[]> {
  const entries = await readdir(path, { withFileTypes: true, recursive: true }).catch(() => null)
  if (entries === null) return existsSync(path) ? [path] : []
  return entries
    .filter((entry) => entry.isFile() && !entry.name.includes('.test.'))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
}

/** Builds of other states of the sources, and what a killed process left half built; not what another one builds now. */
async function removeOlder(folder: string, keep: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const path = join(folder, name)
    const builder = /\.building-(\d+)$/.exec(name)?.[1]
    if (path === keep || (builder !== undefined && isAlive(Number(builder)))) continue
    await rm(path, { recursive: true, force: true })
  }
}
