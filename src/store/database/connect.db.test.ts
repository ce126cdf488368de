import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../../tests/database/test-database.ts'
import { ConnectionLost, createPool, isRetryable, sqlState, withTransaction } from './connect.ts'

let db: TestDatabase

beforeAll(async () => {
  db = await createTestDatabase()
  await db.pool.query('create table thing (id integer primary key, at timestamptz)')
})

afterAll(async () => {
  await db.drop()
})

describe('values', () => {
  const one = async (expression: string): Promise<unknown> => {
    const { rows } = await db.pool.query<{ v: unknown }>(`select ${expression} as v`)
    return rows[0]?.v
  }

  test('int8 is a number while it is exact, a bigint beyond', async () => {
    expect(await one('9007199254740991::int8')).toBe(9_007_199_254_740_991)
    expect(await one('9007199254740993::int8')).toBe(9_007_199_254_740_993n)
    expect(await one('count(*)')).toBe(1)
  })

  test('an instant is UTC text to the millisecond, whatever zone the session is in', async () => {
    expect(await one(`timestamptz '2026-10-19T08:30:00.123456+08'`)).toBe('2026-10-19T00:30:00.123Z')
    await withTransaction(db.pool, async (sql) => {
      await sql.query(`set local timezone = 'Asia/Kolkata'`)
      const { rows } = await sql.query<{ v: string }>(`select timestamptz '2026-10-19T00:30:00Z' as v`)
      expect(rows[0]?.v).toBe('2026-10-19T00:30:00.000Z')
    })
  })

  test('infinity stays text', async () => {
    expect(await one(`timestamptz 'infinity'`)).toBe('infinity')
  })

  test('a date is text, numeric is text, jsonb is parsed, bytea is a Buffer', async () => {
    expect(await one(`date '2026-10-19'`)).toBe('2026-10-19')
    expect(await one('0.10::numeric')).toBe('0.10')
    expect(await one(`'{"a":[1,null]}'::jsonb`)).toEqual({ a: [1, null] })
    expect(await one(`'\\x00ff'::bytea`)).toEqual(Buffer.from([0, 255]))
  })

  test('arrays follow their elements', async () => {
    expect(await one('array[1, null]::int8[]')).toEqual([1, null])
    expect(await one(`array[timestamptz '2026-10-19T00:30:00Z']`)).toEqual(['2026-10-19T00:30:00.000Z'])
    expect(await one(`array[date '2026-10-19']`)).toEqual(['2026-10-19'])
  })

  test('an instant given as text comes back the same', async () => {
    const at = '2026-10-19T00:30:00.007Z'
    await db.pool.query('insert into thing values (100, $1)', [at])
    expect((await db.pool.query('select at from thing where id = 100')).rows).toEqual([{ at }])
  })
})

describe('transactions', () => {
  test('commit on success, roll back on failure, and the error is the one thrown', async () => {
    expect(
      await withTransaction(db.pool, async (sql) => (await sql.query('insert into thing values (1)')).rowCount),
    ).toBe(1)
    const boom = new Error('boom')
    const failing = withTransaction(db.pool, async (sql) => {
      await sql.query('insert into thing values (2)')
      throw boom
    })
    await expect(failing).rejects.toBe(boom)
    expect((await db.pool.query('select id from thing where id < 10')).rows).toEqual([{ id: 1 }])
  })

  test('the SQLSTATE says what failed and whether to try again', async () => {
    const duplicate = await db.pool.query('insert into thing values (1)').catch((error: unknown) => error)
    expect(sqlState(duplicate)).toBe('23505')
    expect(isRetryable(duplicate)).toBe(false)
  })

  test('of two serializable transactions that cross, one fails and may be retried', async () => {
    const a = await db.pool.connect()
    const b = await db.pool.connect()
    try {
      await a.query('begin isolation level repeatable read')
      await b.query('begin isolation level repeatable read')
      await a.query('select * from thing')
      await b.query('select * from thing')
      await a.query('update thing set at = null where id = 1')
      await a.query('commit')
      const error = await b.query('update thing set at = null where id = 1').catch((thrown: unknown) => thrown)
      expect(sqlState(error)).toBe('40001')
      expect(isRetryable(error)).toBe(true)
      await b.query('rollback')
    } finally {
      a.release()
      b.release()
    }
  })

  test('a session ended by the administrator is retryable, and the pool goes on', async () => {
    const error = await withTransaction(db.pool, async (sql) => {
      const { rows } = await sql.query<{ pid: number }>('select pg_backend_pid() as pid')
      const gone = new Promise((done) => sql.once('end', done))
      await db.pool.query('select pg_terminate_backend($1)', [rows[0]?.pid])
      await gone
      await sql.query('select 1')
    }).catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(ConnectionLost)
    expect(isRetryable(error)).toBe(true)
    expect((await db.pool.query('select 1 as one')).rows).toEqual([{ one: 1 }])
  })

  test('read only means read only', async () => {
    const error = await withTransaction(db.pool, (sql) => sql.query('insert into thing values (9)'), {
      readOnly: true,
    }).catch((thrown: unknown) => thrown)
    expect(sqlState(error)).toBe('25006')
  })
})

test('a statement beyond its time limit is given up', async () => {
  const pool = createPool(db.url, { max: 1, statementTimeoutMs: 50 })
  const error = await pool.query('select pg_sleep(30)').catch((thrown: unknown) => thrown)
  expect(sqlState(error)).toBe('57014')
  expect(isRetryable(error)).toBe(false)
  await pool.end()
})

test('a pool with a role runs every statement as that role', async () => {
  const pool = createPool(db.url, { max: 2, role: 'pg_read_all_data' })
  const { rows } = await pool.query('select current_user::text as who')
  expect(rows).toEqual([{ who: 'pg_read_all_data' }])
  const error = await pool.query('insert into thing values (50)').catch((thrown: unknown) => thrown)
  expect(sqlState(error)).toBe('42501')
  await pool.end()
})

test('nobody listening is a lost connection', async () => {
  const pool = createPool('postgresql://nobody@127.0.0.1:1/none?sslmode=disable')
  const error = await pool.query('select 1').catch((thrown: unknown) => thrown)
  expect(sqlState(error)).toBe('08006')
  await pool.end()
})

test('the run has no settings of ours in its environment', () => {
  const ours = Object.keys(process.env).filter((name) => /^(HUYING_(?!RUNS$)|DATABASE_URL$)/.test(name))
  expect(ours).toEqual([])
})
