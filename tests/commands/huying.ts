import { type ChildProcess, spawn } from 'node:child_process'
import { mkdir, readFile, rm, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { buildWeb } from '../../src/cli/web-build.ts'
import { makeTemporaryFolder } from '../database/temporary-server.ts'

const PROJECT = join(import.meta.dirname, '..', '..')
const LAUNCHER = join(PROJECT, 'bin', 'huying.mjs')
/** Built screens are the same for every data folder; a start that finds none would build them again. */
const SCREENS = join(PROJECT, 'node_modules', '.cache', 'huying-screens')
const READY_WITHIN_MS = 60_000
const PATIENCE_MS = 30_000
const POLL_MS = 20

export type Surroundings = Readonly<Record<string, string>>

export interface Ended {
  readonly code: number | null
  readonly out: string
  readonly err: string
}

/** What a person at an English terminal has, and nothing of ours but what is given. */
function surroundings(given: Surroundings): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(
    ([name]) => !/^(HUYING_|DATABASE_URL$|LC_|LANG|VITEST|NODE_ENV$)/.test(name),
  )
  return { ...Object.fromEntries(own), LANG: 'en_US.UTF-8', ...given }
}

/** `huying …` as a person types it, to its end. */
export function huying(args: readonly string[], given: Surroundings = {}, input = ''): Promise<Ended> {
  const child = spawn(process.execPath, [LAUNCHER, ...args], {
    env: surroundings(given),
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  let out = ''
  let err = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    out += text
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    err += text
  })
  // A command that reads nothing may be gone before this arrives.
  child.stdin.on('error', () => {})
  child.stdin.end(input)
  return new Promise((done, fail) => {
    child.on('error', fail)
    child.on('close', (code) => done({ code, out, err }))
  })
}

/** The one JSON document that a command printed, with its exit code. Throws when stdout holds anything else. */
export async function huyingJson<T>(
  args: readonly string[],
  given: Surroundings = {},
): Promise<{ code: number | null; json: T }> {
  const { code, out, err } = await huying([...args, '--json'], given)
  try {
    return { code, json: JSON.parse(out) as T }
  } catch {
    throw new Error(`huying ${args.join(' ')} ended with ${code} and no JSON document:\n${out}\n${err}`)
  }
}

/** Who still serves: a test that failed could not stop its own. */
const running = new Map<ChildProcess, string>()
process.on('exit', () => {
  for (const child of running.keys()) child.kill('SIGKILL')
})

/** A data folder of its own, which the next run removes if this one cannot. */
export async function makeDataFolder(): Promise<{ path: string; remove(): Promise<void> }> {
  const path = await makeTemporaryFolder()
  await mkdir(SCREENS, { recursive: true })
  await symlink(SCREENS, join(path, 'web'))
  await buildWeb(path, () => {})
  const remove = async (): Promise<void> => {
    for (const [child, data] of running) if (data === path) await end(child)
    const postmaster = await postmasterOf(path)
    if (postmaster !== null) process.kill(postmaster, 'SIGKILL')
    await rm(path, { recursive: true, force: true, maxRetries: 5 })
  }
  return { path, remove }
}

function end(child: ChildProcess): Promise<unknown> {
  const ended = new Promise((done) => child.once('close', done))
  child.kill('SIGKILL')
  return ended
}

export interface Serving {
  readonly pid: number
  readonly url: string
  /** All that it has said so far. */
  said(): string
  /** Resolves with what matched as soon as the server says it. */
  says(pattern: RegExp): Promise<RegExpExecArray>
  signal(name: NodeJS.Signals): void
  readonly ended: Promise<{ readonly code: number | null; readonly signal: NodeJS.Signals | null }>
  /** Ctrl-C, and what it ended with. */
  stop(): Promise<number | null>
}

/** `huying serve` on a free port, once `/readyz` says so. */
export async function startServing(data: string, given: Surroundings = {}): Promise<Serving> {
  const env = surroundings({ HUYING_DATA: data, HUYING_PORT: '0', HUYING_LOG_LEVEL: 'silent', ...given })
  const child = spawn(process.execPath, [LAUNCHER, 'serve'], { env, stdio: ['ignore', 'ignore', 'pipe'] })
  running.set(child, data)
  child.on('close', () => running.delete(child))
  const voice = listenTo(child)
  const ended = new Promise<{ code: number | null; signal: NodeJS.Signals | null }>((done) =>
    child.on('close', (code, signal) => done({ code, signal })),
  )
  const url = (await voice.says(/http:\/\/\S+/, READY_WITHIN_MS))[0].replace('localhost', '127.0.0.1')
  await untilReady(url)
  return {
    pid: child.pid ?? 0,
    url,
    ended,
    said: voice.said,
    says: (pattern) => voice.says(pattern, READY_WITHIN_MS),
    signal: (name) => child.kill(name),
    stop: async () => {
      child.kill('SIGINT')
      return (await ended).code
    },
  }
}

function listenTo(child: ChildProcess) {
  let text = ''
  const waiting = new Set<() => void>()
  const heard = (): void => {
    for (const one of waiting) one()
  }
  child.stderr?.setEncoding('utf8').on('data', (more: string) => {
    text += more
    heard()
  })
  let over = false
  child.on('close', () => {
    over = true
    heard()
  })
  const says = (pattern: RegExp, withinMs: number): Promise<RegExpExecArray> =>
    new Promise((done, fail) => {
      const timer = setTimeout(() => settle(new Error(`never said ${pattern}:\n${text}`)), withinMs)
      const settle = (answer: RegExpExecArray | Error): void => {
        clearTimeout(timer)
        waiting.delete(look)
        if (answer instanceof Error) fail(answer)
        else done(answer)
      }
      const look = (): void => {
        const found = pattern.exec(text)
        if (found) settle(found)
        else if (over) settle(new Error(`ended without saying ${pattern}:\n${text}`))
      }
      waiting.add(look)
      look()
    })
  return { said: () => text, says }
}

/** Asks again until it holds, at most half a minute: the database and the server are other processes. */
export async function until(what: string, holds: () => Promise<boolean>): Promise<void> {
  const end = performance.now() + PATIENCE_MS
  while (!(await holds())) {
    if (performance.now() > end) throw new Error(`${what}: not within ${PATIENCE_MS} ms`)
    await wait(POLL_MS)
  }
}

function untilReady(url: string): Promise<void> {
  return until('/readyz', async () => {
    const answer = await fetch(`${url}/readyz`).catch(() => null)
    await answer?.arrayBuffer()
    return answer?.status === 200
  })
}

/** The postmaster of a data folder, null when none runs. */
export async function postmasterOf(data: string): Promise<number | null> {
  const file = join(data, 'database', 'cluster', 'postmaster.pid')
  const text = await readFile(file, 'utf8').catch(() => '')
  const pid = Number.parseInt(text, 10)
  if (!pid) return null
  try {
    process.kill(pid, 0)
    return pid
  } catch {
    return null
  }
}
