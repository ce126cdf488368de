import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { inject } from 'vitest'
import { createPool, type Pool } from '../../src/store/database/connect.ts'
import { TEMPLATE } from './global-setup.ts'

export interface TestDatabase {
  readonly pool: Pool
  readonly url: string
  /** Ends the pool and removes the database, whoever is still connected. */
  drop(): Promise<void>
}

/** A migrated, empty database of its own, in the run's one server; a few tens of milliseconds. Drop it in `afterAll`. */
export async function createTestDatabase(): Promise<TestDatabase> {
  return create(TEMPLATE)
}

/** A database without any of our tables, for tests of the migrations themselves. */
export async function createBlankDatabase(): Promise<TestDatabase> {
  return create('template0')
}

async function create(template: string): Promise<TestDatabase> {
  const server = await knock()
  const name = `test_${randomBytes(6).toString('hex')}`
  await administer(server, `create database ${name} template ${template}`)
  const url = server.replace('/huying?', `/${name}?`)
  const pool = createPool(url)
  return {
    pool,
    url,
    drop: async () => {
      await pool.end()
      await administer(server, `drop database if exists ${name} with (force)`)
    },
  }
}

async function knock(): Promise<string> {
  const answer = await fetch(inject('databaseDoor'))
  const text = await answer.text()
  if (!answer.ok) throw new Error(`the test database did not start: ${text}`)
  return text
}

async function administer(server: string, statement: string): Promise<void> {
  const client = new pg.Client(server)
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}
