import { expect, test } from 'vitest'
import { DATABASE_ERROR_CODES, DatabaseError, explainFileError } from './database-error.ts'
import { explainProgramOutput, isPassingFailure } from './postmaster-log.ts'

const facts = { log: '/d/postgres.log', path: '/d', port: 5433, account: 'postgres' }

test.each([
  ['initdb: error: could not write to file "base/1/1247": No space left on device', 'database.disk-full'],
  ['FATAL:  could not write lock file "postmaster.pid": No space left on device', 'database.disk-full'],
  ['initdb: error: could not create directory "/d/pg_wal": Read-only file system', 'database.read-only'],
  [
    'LOG:  could not bind IPv4 address "127.0.0.1": Address already in use\nFATAL:  could not create any TCP/IP sockets',
    'database.port-in-use',
  ],
  ['FATAL:  could not open file "global/pg_control": Permission denied', 'database.folder-denied'],
  ['FATAL:  something quite new', 'database.start-failed'],
  ['', 'database.start-failed'],
])('%s', (output, code) => {
  expect(explainProgramOutput(output, facts).code).toBe(code)
})

test('the reason given is the last thing it complained of', () => {
  const output =
    '2026 [1] LOG:  starting\n2026 [1] FATAL:  the first\n2026 [1] FATAL:  the last\n2026 [1] LOG:  shut down'
  expect(explainProgramOutput(output, facts).facts['cause']).toBe('the last')
})

test('a rival start and the remains of a killed one pass by themselves', () => {
  expect(isPassingFailure('FATAL:  lock file "postmaster.pid" already exists')).toBe(true)
  expect(isPassingFailure('FATAL:  pre-existing shared memory block (key 1, ID 2) is still in use')).toBe(true)
  expect(isPassingFailure('FATAL:  could not write lock file "postmaster.pid": No space left on device')).toBe(false)
})

test.each([
  ['ENOSPC', 'database.disk-full'],
  ['EROFS', 'database.read-only'],
  ['EACCES', 'database.folder-denied'],
])('%s', (code, expected) => {
  const error = explainFileError(Object.assign(new Error(code), { code }), '/d', 'me')
  expect(error).toBeInstanceOf(DatabaseError)
  expect(error).toMatchObject({ code: expected })
  const other = new Error('other')
  expect(explainFileError(other, '/d', 'me')).toBe(other)
})

test.each(DATABASE_ERROR_CODES)('%s has a sentence in both languages', (code) => {
  const { sentence, message } = new DatabaseError(code, { path: '/d', port: 1, pid: 2 })
  expect(sentence.en).toBe(message)
  expect(sentence.zh).toMatch(/[\u4e00-\u9fff].*。$/)
})
