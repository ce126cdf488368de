import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import type { Settings } from '../../server/config.ts'
import type { FillProgress } from '../../server/deps.ts'

const MAIN = join(import.meta.dirname, '..', 'main.ts')

/** The demo's fill in a process of its own, so that the server answers meanwhile; it joins the same database. */
export class DemoFill {
  progress: FillProgress = { filling: false, done: 0, total: 0 }
  private child: ChildProcess | null = null

  run(settings: Settings, onProgress: (done: number, total: number) => void): Promise<void> {
    const child = spawn(process.execPath, [MAIN, 'demo', '--json'], {
      env: { ...process.env, HUYING_DATA: settings.data, HUYING_POLICY: settings.policy, ...databaseOf(settings) },
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      // Ctrl-C reaches this process alone; it stops the fill itself and in order.
      detached: true,
    })
    this.child = child
    this.progress = { filling: true, done: 0, total: 1 }
    child.on('message', (message) => {
      const { done, total } = message as { done: number; total: number }
      this.progress = { filling: true, done, total }
      onProgress(done, total)
    })
    let complaint = ''
    child.stderr?.on('data', (chunk: Buffer) => {
      complaint = (complaint + chunk.toString()).slice(-2_000)
    })
    return new Promise((resolve, reject) => {
      child.on('error', reject)
      child.on('exit', (code, signal) => {
        this.child = null
        this.progress = { ...this.progress, filling: false }
        if (code === 0 || signal !== null) resolve()
        else reject(new Error(`the demo was not filled: ${complaint.trim()}`))
      })
    })
  }

  /** Cuts the fill short; the next start begins it again from the start, because it is stored whole or not at all. */
  async stop(): Promise<void> {
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
