import { DatabaseError } from './database-error.ts'

export interface OutputFacts {
  readonly log: string
  readonly path: string
  readonly port: number
  readonly account: string
}

/**
 * What a PostgreSQL program said as it failed, as a coded error. Its messages are in English because it runs under
 * LC_ALL=C; there is no other interface to its reason.
 */
export function explainProgramOutput(output: string, facts: OutputFacts): DatabaseError {
  const { log, path, port, account } = facts
  if (/No space left on device|Disk quota exceeded/.test(output))
    return new DatabaseError('database.disk-full', { path })
  if (/Read-only file system/.test(output)) return new DatabaseError('database.read-only', { path })
  if (/Address already in use|could not bind/.test(output)) return new DatabaseError('database.port-in-use', { port })
  if (/Permission denied|Operation not permitted/.test(output)) {
    return new DatabaseError('database.folder-denied', { path, account })
  }
  const lines = output.split('\n').filter((line) => /FATAL|PANIC|ERROR|error:/.test(line))
  const cause = (lines.at(-1) ?? output.trim().split('\n').at(-1) ?? '').replace(
    /^.*?(FATAL|PANIC|ERROR|error):\s*/,
    '',
  )
  return new DatabaseError('database.start-failed', { cause: cause === '' ? 'no reason given' : cause, log })
}

/** Whether the start failed only because another process is starting, or a killed one has not quite gone. */
export function isPassingFailure(output: string): boolean {
  return /lock file "postmaster\.pid" (already exists|is empty)|pre-existing shared memory block|already a postmaster/.test(
    output,
  )
}
