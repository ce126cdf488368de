import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import type { Settings } from '../../server/config.ts'

const MAIN = join(import.meta.dirname, '..', 'main.ts')

/** One of our own commands in a process of its own, so that the server answers meanwhile; it joins the same data folder. */
export class BackgroundCommand {
  private child: ChildProcess | null = null
  private stopped = false

  /** Resolves when it is done or was stopped; rejects with what it complained about. */
  run(settings: Settings, args: readonly string[], onMessage?: (message: unknown) => void): Promise<void> {
    if (this.stopped) return Promise.resolve()
    const child = spawn(process.execPath, [MAIN, ...args], {
      env: { ...process.env, HUYING_DATA: settings.data, HUYING_POLICY: settings.policy, ...databaseOf(settings) },
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      // Ctrl-C reaches this process alone; it stops the command itself and in order.
      detached: true,
    })
    this.child = child
    if (onMessage) child.on('message', onMessage)
    let complaint = ''
    child.stderr?.on('data', (chunk: Buffer) => {
      complaint = (complaint + chunk.toString()).slice(-2_000)
    })
    return new Promise((resolve, reject) => {
      child.on('error', reject)
      child.on('exit', (code, signal) => {
        this.child = null
        if (code === 0 || signal !== null) resolve()
        else reject(new Error(complaint.trim()))
      })
    })
  }

  async stop(): Promise<void> {
    this.stopped = true
    const { child } = this
    if (!child) return
    const ended = new Promise((resolve) => child.once('exit', resolve))
    child.kill('SIGTERM')
    await ended
  }
}

function databaseOf(settings: Settings): Record<string, string> {
  return {
    ...(settings.databaseUrl === undefined ? {} : { DATABASE_URL: settings.databaseUrl }),
    ...(settings.masterKey === undefined ? {} : { HUYING_MASTER_KEY: settings.masterKey }),
    ...(settings.masterKeyFile === undefined ? {} : { HUYING_MASTER_KEY_FILE: settings.masterKeyFile }),
  }
}
