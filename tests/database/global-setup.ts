import { createServer } from 'node:http'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { createPool } from '../../src/store/database/connect.ts'
import { migrate } from '../../src/store/database/migrate.ts'
import { startTemporaryServer, type TemporaryServer } from './temporary-server.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Where a test file asks for the run's database server, which is started when the first one asks. */
    databaseDoor: string
  }
}

export const TEMPLATE = 'template_huying'

/**
 * One embedded server for the whole run, started only if a test asks for it, so that pure tests stay instant. Returns
 * the tear-down, which vitest runs also when tests fail.
 */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  for (const name of Object.keys(process.env)) {
    if ((name.startsWith('HUYING_') && name !== 'HUYING_RUNS') || name === 'DATABASE_URL') delete process.env[name]
  }
  let server: Promise<TemporaryServer> | undefined
  const door = createServer((_request, response) => {
    server ??= startWithTemplate()
    server.then(
      ({ url }) => response.end(url),
      (error: unknown) => {
        response.statusCode = 500
        response.end(error instanceof Error ? (error.stack ?? error.message) : String(error))
      },
    )
  })
  await new Promise<void>((done) => door.listen(0, '127.0.0.1', done))
  const address = door.address()
  if (typeof address !== 'object' || address === null) throw new Error('the door has no address')
  project.provide('databaseDoor', `http://127.0.0.1:${address.port}/`)
  return async () => {
    door.close()
    door.closeAllConnections()
    const started = await server?.catch(() => undefined)
    await started?.stop()
  }
}

async function startWithTemplate(): Promise<TemporaryServer> {
  const server = await startTemporaryServer()
  try {
    const admin = new pg.Client(server.url)
    await admin.connect()
    await admin.query(`create database ${TEMPLATE}`)
    await admin.end()
    const pool = createPool(server.url.replace('/huying?', `/${TEMPLATE}?`), { max: 1 })
    await migrate(pool)
    await pool.end()
    return server
  } catch (error) {
    await server.stop()
    throw error
  }
}
