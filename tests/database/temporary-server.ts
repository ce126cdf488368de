import { readFileSync, rmSync } from 'node:fs'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openDatabase } from '../../src/store/database/launch.ts'
import { servesCluster } from '../../src/store/database/postmaster.ts'
import { isAlive } from '../../src/store/database/process-name.ts'

const PREFIX = 'huying-test-'

export interface TemporaryServer {
  readonly url: string
  readonly dataDir: string
  stop(): Promise<void>
}

/** A folder that the next run removes, with the database in it, if this process is killed before it can. */
export function makeTemporaryFolder(): Promise<string> {
  return mkdtemp(join(tmpdir(), `${PREFIX}${process.pid}-`))
}

/** An embedded server in a folder of its own, without fsync, gone after `stop` or when this process ends otherwise. */
export async function startTemporaryServer(): Promise<TemporaryServer> {
  await sweepAbandoned()
  const dataDir = await makeTemporaryFolder()
  const onExit = (): void => killAndRemove(dataDir)
  process.once('exit', onExit)
  const removeAll = async (): Promise<void> => {
    process.off('exit', onExit)
    await rm(dataDir, { recursive: true, force: true })
  }
  try {
    const database = await openDatabase({ dataDir, role: 'command', fsync: false })
    return {
      url: database.url,
      dataDir,
      stop: async () => {
        await database.stop()
        await removeAll()
      },
    }
  } catch (error) {
    await removeAll()
    throw error
  }
}

/** Ends what a killed test run left behind; its process number is in the folder's name. */
async function sweepAbandoned(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    const owner = new RegExp(`^${PREFIX}(\\d+)-`).exec(name)?.[1]
    if (owner === undefined || isAlive(Number(owner))) continue
    const dataDir = join(tmpdir(), name)
    const pid = postmasterPid(dataDir)
    if (pid === null || (await servesCluster(pid, clusterOf(dataDir)))) killAndRemove(dataDir)
  }
}

/** Synchronous, because a process that ends can wait for nothing. */
function killAndRemove(dataDir: string): void {
  const pid = postmasterPid(dataDir)
  try {
    if (pid !== null) process.kill(pid, 'SIGKILL')
  } catch {
    // It is gone already.
  }
  rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 })
}

function clusterOf(dataDir: string): string {
  return join(dataDir, 'database', 'cluster')
}

function postmasterPid(dataDir: string): number | null {
  try {
    return Number.parseInt(readFileSync(join(clusterOf(dataDir), 'postmaster.pid'), 'utf8'), 10) || null
  } catch {
    return null
  }
}
