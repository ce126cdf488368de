import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { makeTemporaryFolder } from '../../../tests/database/temporary-server.ts'
import { createPool, type Pool } from './connect.ts'
import { type Database, type OpenOptions, openDatabase } from './launch.ts'

const HOLDER = fileURLToPath(new URL('../../../tests/database/holder.ts', import.meta.url))

let dataDir: string
const opened: Database[] = []
const holders: ChildProcess[] = []

const lockFile = (): string => join(dataDir, 'database', 'cluster', 'postmaster.pid')
const postmasterPid = (): number => Number.parseInt(readFileSync(lockFile(), 'utf8'), 10)

async function open(role: 'serve' | 'command', more: Partial<OpenOptions> = {}): Promise<Database> {
  const database = await openDatabase({ dataDir, role, fsync: false, ...more })
  opened.push(database)
  return database
}

async function ask<T>(database: Database, query: (pool: Pool) => Promise<T>): Promise<T> {
  const pool = createPool(database.url, { max: 1 })
  try {
    return await query(pool)
  } finally {
    await pool.end()
  }
}

const one = async (database: Database, expression: string): Promise<unknown> =>
  ask(database, async (pool) => (await pool.query<{ v: unknown }>(`select ${expression} as v`)).rows[0]?.v)

interface Holder {
  readonly process: ChildProcess
  next(): Promise<Record<string, unknown>>
}

function startHolder(role: 'serve' | 'command', dir = dataDir): Holder {
  const child = spawn(process.execPath, [HOLDER, dir, role], { stdio: ['pipe', 'pipe', 'inherit'], detached: true })
  holders.push(child)
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  return {
    process: child,
    next: async () => {
      const { value, done } = await lines.next()
      if (done) throw new Error('the holder ended')
      return JSON.parse(value)
    },
  }
}

const ended = (child: ChildProcess): Promise<void> =>
  child.exitCode !== null || child.signalCode !== null
    ? Promise.resolve()
    : new Promise((done) => child.once('exit', () => done()))

async function kill(child: ChildProcess): Promise<void> {
  child.kill('SIGKILL')
  await ended(child)
}

beforeAll(async () => {
  dataDir = await makeTemporaryFolder()
})

afterEach(async () => {
  for (const child of holders.splice(0)) await kill(child)
  for (const database of opened.splice(0)) await database.stop()
  if (existsSync(lockFile())) await (await open('command')).stop()
})

afterAll(async () => {
  await rm(dataDir, { recursive: true, force: true })
})

test('a first start makes a database that is safe by default, and the last one out leaves nothing running', async () => {
  const database = await open('serve', { fsync: true })
  expect(database).toMatchObject({ embedded: true, joined: false })
  const shown = await ask(database, async (pool) => {
    const { rows } = await pool.query<{ name: string; setting: string }>(
      `select name, setting from pg_settings where name in ('fsync', 'full_page_writes', 'synchronous_commit',
        'listen_addresses', 'TimeZone', 'server_encoding', 'jit') order by name collate "C"`,
    )
    return Object.fromEntries(rows.map(({ name, setting }) => [name, setting]))
  })
  expect(shown).toEqual({
    TimeZone: 'UTC',
    fsync: 'on',
    full_page_writes: 'on',
    jit: 'off',
    listen_addresses: '127.0.0.1',
    server_encoding: 'UTF8',
    synchronous_commit: 'on',
  })
  await ask(database, (pool) => pool.query('create table kept as select 42 as answer'))
  await database.stop()
  await database.stop()
  expect(existsSync(lockFile())).toBe(false)
  expect(await one(await open('serve', { fsync: true }), '(select answer from kept)')).toBe(42)
})

test('neither the password nor the data can be read by others, and the database does not run as root', async () => {
  const database = await open('command')
  expect(statSync(join(dataDir, 'database', 'password')).mode & 0o777).toBe(0o600)
  expect(statSync(join(dataDir, 'database', 'cluster')).mode & 0o777).toBe(0o700)
  expect(statSync(lockFile()).uid).not.toBe(0)
  const wrong = createPool(database.url.replace(/:[0-9a-f]{48}@/, ':guess@'), { max: 1 })
  await expect(wrong.query('select 1')).rejects.toMatchObject({ code: '28P01' })
  await wrong.end()
})

describe('several processes on one data folder', () => {
  test('a second serve is refused and told who holds it', async () => {
    const holder = startHolder('serve')
    expect(await holder.next()).toMatchObject({ joined: false })
    await expect(openDatabase({ dataDir, role: 'serve', fsync: false })).rejects.toMatchObject({
      code: 'database.held',
      facts: {
        pid: holder.process.pid,
        port: 12_345,
        since: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      },
    })
    holder.process.stdin?.write('stop\n')
    expect(await holder.next()).toEqual({ stopped: true })
    expect(existsSync(lockFile())).toBe(false)
  })

  test('a command joins a live serve and leaves it running', async () => {
    const serve = await open('serve')
    const command = await open('command')
    expect(command).toMatchObject({ joined: true, url: serve.url })
    await command.stop()
    expect(await one(serve, '1')).toBe(1)
  })

  test('when the serve leaves first, the command keeps the database and stops it', async () => {
    const serve = await open('serve')
    const command = await open('command')
    await serve.stop()
    expect(await one(command, '1')).toBe(1)
    await command.stop()
    expect(existsSync(lockFile())).toBe(false)
  })

  test('commands that start at once share one database, and the last one out stops it', async () => {
    const both = [startHolder('command'), startHolder('command'), startHolder('command')]
    const told = await Promise.all(both.map((holder) => holder.next()))
    expect(new Set(told.map(({ url }) => url)).size).toBe(1)
    expect(told.every(({ url }) => typeof url === 'string')).toBe(true)
    for (const holder of both) {
      expect(existsSync(lockFile())).toBe(true)
      holder.process.stdin?.write('stop\n')
      expect(await holder.next()).toEqual({ stopped: true })
    }
    expect(existsSync(lockFile())).toBe(false)
  })

  test('first starts at once on an empty folder make one database', async () => {
    const empty = await makeTemporaryFolder()
    const both = [startHolder('command', empty), startHolder('command', empty)]
    const told = await Promise.all(both.map((holder) => holder.next()))
    expect(told[0]?.['url']).toMatch(/^postgresql:/)
    expect(told[1]?.['url']).toBe(told[0]?.['url'])
    for (const holder of both) holder.process.stdin?.write('stop\n')
    await Promise.all(both.map((holder) => ended(holder.process)))
    expect(existsSync(join(empty, 'database', 'cluster', 'postmaster.pid'))).toBe(false)
    await rm(empty, { recursive: true, force: true })
  })
})

describe('after a violent end', () => {
  test('the database of a killed process is taken over with all its data', async () => {
    const holder = startHolder('serve')
    const { url } = await holder.next()
    const before = postmasterPid()
    await kill(holder.process)
    const next = await open('serve')
    expect(next).toMatchObject({ url, joined: false })
    expect(postmasterPid()).toBe(before)
    await next.stop()
    expect(existsSync(lockFile())).toBe(false)
  })

  test('a session that outlives its killed process for a moment is waited for, not obeyed', async () => {
    const holder = startHolder('serve')
    const { url } = await holder.next()
    await kill(holder.process)
    const ghost = new pg.Client(String(url).replace('/huying?', '/postgres?'))
    await ghost.connect()
    await ghost.query(`set application_name = 'huying-serve ${holder.process.pid} 12345'`)
    await ghost.query('select pg_advisory_lock_shared($1, 2), pg_advisory_lock($1, 1)', [0x4879])
    const next = open('serve')
    const here = `select 1 from pg_stat_activity where application_name like 'huying-serve ${process.pid} %'`
    while ((await ghost.query(here)).rowCount === 0);
    await ghost.end()
    expect(await next).toMatchObject({ joined: false })
  })

  test('one that runs less safely than asked is restarted instead', async () => {
    const holder = startHolder('serve')
    await holder.next()
    await kill(holder.process)
    const next = await open('serve', { fsync: true })
    expect(await one(next, `current_setting('fsync')`)).toBe('on')
  })

  test('a lock file whose number now belongs to another program does not hinder', async () => {
    writeFileSync(lockFile(), `${process.pid}\n/gone\n1\n5432\n\n127.0.0.1\n 1 1\nready\n`)
    expect(await one(await open('serve'), '1')).toBe(1)
  })

  test('a lock file of a dead process does not hinder', async () => {
    writeFileSync(lockFile(), '2147483646\n/gone\n1\n5432\n\n127.0.0.1\n 1 1\nready\n')
    expect(await one(await open('serve'), '1')).toBe(1)
  })

  test('a killed postmaster is started again at the same address, and pools go on', async () => {
    const notices: string[] = []
    let back = (): void => {}
    const isBack = new Promise<void>((done) => {
      back = done
    })
    const database = await open('serve', {
      onNotice: (line) => {
        notices.push(line)
        if (line === 'The database is back') back()
      },
    })
    const pool = createPool(database.url, { max: 3 })
    await Promise.all([1, 2, 3].map(() => pool.query('select 1')))
    const before = postmasterPid()
    process.kill(before, 'SIGKILL')
    await isBack
    expect(postmasterPid()).not.toBe(before)
    expect((await pool.query('select 1 as one')).rows).toEqual([{ one: 1 }])
    await pool.end()
    expect(notices[0]).toMatch(/lost/)
  })

  test('a crash inside the database does not let a command stop it under a serve', async () => {
    let back = (): void => {}
    const isBack = new Promise<void>((done) => {
      back = done
    })
    const serve = await open('serve', { onNotice: (line) => line === 'The database is back' && back() })
    const pid = await one(serve, 'pg_backend_pid()')
    expect(pid).toBeTypeOf('number')
    const pool = createPool(serve.url, { max: 1 })
    const { rows } = await pool.query<{ pid: number }>('select pg_backend_pid() as pid')
    process.kill(rows[0]?.pid ?? 0, 'SIGKILL')
    await isBack
    await pool.end()
    await (await open('command')).stop()
    expect(await one(serve, '1')).toBe(1)
  })

  test("the terminal's Ctrl-C reaches Node, not the database", async () => {
    const holder = startHolder('serve')
    const { url } = await holder.next()
    process.kill(-(holder.process.pid ?? 0), 'SIGINT')
    expect(await holder.next()).toEqual({ signal: 'SIGINT' })
    const pool = createPool(String(url), { max: 1 })
    expect((await pool.query('select 1 as one')).rows).toEqual([{ one: 1 }])
    await pool.end()
    holder.process.stdin?.write('stop\n')
    expect(await holder.next()).toEqual({ stopped: true })
  })
})

describe('what cannot be', () => {
  test('a port that another program has', async () => {
    const other = createServer()
    const port = await new Promise<number>((done) => {
      other.listen(0, '127.0.0.1', () => {
        const address = other.address()
        done(typeof address === 'object' && address ? address.port : 0)
      })
    })
    await expect(open('serve', { port })).rejects.toMatchObject({ code: 'database.port-in-use', facts: { port } })
    other.close()
  })

  test('a data folder that is a file', async () => {
    const file = join(dataDir, 'file')
    writeFileSync(file, '')
    for (const path of [file, join(file, 'below')]) {
      await expect(openDatabase({ dataDir: path, role: 'serve' })).rejects.toMatchObject({
        code: 'database.folder-denied',
      })
    }
  })

  test('a cluster of another PostgreSQL', async () => {
    const path = join(dataDir, 'database', 'cluster', 'PG_VERSION')
    const text = readFileSync(path, 'utf8')
    writeFileSync(path, '13\n')
    await expect(open('serve')).rejects.toMatchObject({ code: 'database.other-major', facts: { folder: '13' } })
    writeFileSync(path, text)
  })

  test('a broken cluster says what PostgreSQL said', async () => {
    const path = join(dataDir, 'database', 'cluster', 'postgresql.conf')
    const text = readFileSync(path, 'utf8')
    writeFileSync(path, `${text}\nno_such_setting = 1\n`)
    await expect(open('serve')).rejects.toMatchObject({
      code: 'database.start-failed',
      facts: { log: join(dataDir, 'database', 'postgres.log') },
    })
    writeFileSync(path, text)
  })
})

describe('an existing PostgreSQL', () => {
  test('is used as it is and never stopped', async () => {
    const embedded = await open('serve')
    const outside = await openDatabase({ dataDir: '/nowhere', databaseUrl: embedded.url, role: 'serve' })
    expect(outside).toMatchObject({ url: embedded.url, embedded: false, joined: true })
    await outside.stop()
    expect(await one(embedded, '1')).toBe(1)
  })

  test.each([
    ['postgresql://u:p@127.0.0.1:1/none', 'database.unreachable'],
    ['mysql://u:p@127.0.0.1/none', 'database.bad-url'],
    ['not an address', 'database.bad-url'],
  ])('%s', async (databaseUrl, code) => {
    await expect(openDatabase({ dataDir, databaseUrl, role: 'serve' })).rejects.toMatchObject({ code })
  })

  test('that refuses the password', async () => {
    const embedded = await open('serve')
    const databaseUrl = embedded.url.replace(/:[0-9a-f]{48}@/, ':guess@')
    await expect(openDatabase({ dataDir, databaseUrl, role: 'serve' })).rejects.toMatchObject({
      code: 'database.password-refused',
    })
  })
})
