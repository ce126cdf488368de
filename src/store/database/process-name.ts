import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { promisify } from 'node:util'
import { systemCode } from './database-error.ts'

const run = promisify(execFile)

/** Whether a process of this number exists, whoever's it is. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return systemCode(error) === 'EPERM'
  }
}

/** What the system calls process `pid`: text that contains its program's name; undefined when it will not tell. */
export async function processName(pid: number): Promise<string | undefined> {
  try {
    if (process.platform === 'win32') {
      const { stdout } = await run('tasklist', ['/FI', `PID eq ${pid}`, '/FO', 'CSV', '/NH'])
      return stdout
    }
    if (process.platform === 'linux') {
      const stat = await readFile(`/proc/${pid}/stat`, 'utf8')
      const name = stat.slice(stat.indexOf('(') + 1, stat.lastIndexOf(')'))
      // A process that has ended but was not collected by its parent serves nobody.
      return stat.slice(stat.lastIndexOf(')') + 2).startsWith('Z') ? 'ended' : name
    }
  } catch {
    // Fall through: /proc may be hidden or absent.
  }
  try {
    const { stdout } = await run('ps', ['-o', 'comm=', '-p', String(pid)])
    return stdout.trim()
  } catch {
    return undefined
  }
}
