import type { Facts } from '../../domain/kernel/result.ts'

export const BACKUP_ERRORS = [
  /** No backup of ours, or one of a form that this program does not know. */
  'backup.not-a-backup',
  'backup.unknown-format',
  /** It ends before its own end, or a byte in it changed. */
  'backup.truncated',
  'backup.damaged',
  'backup.unreadable',
  'backup.unwritable',
  'backup.exists',
  /** It was written by a newer program. */
  'backup.newer-schema',
  /** It was written by an older program: migrations expect tables that have lived through all of them. */
  'backup.older-schema',
  'backup.other-tables',
  'backup.other-master-key',
  'backup.database-not-empty',
  /** All rows are in, and the whole does not verify; nothing was kept. */
  'backup.does-not-verify',
] as const

export type BackupErrorCode = (typeof BACKUP_ERRORS)[number]

/** A backup can't be written or restored; the database and the file system are as they were. */
export class BackupError extends Error {
  readonly code: BackupErrorCode
  readonly facts: Facts

  constructor(code: BackupErrorCode, facts: Facts = {}, options?: ErrorOptions) {
    super(`${code} ${JSON.stringify(facts)}`, options)
    this.name = 'BackupError'
    this.code = code
    this.facts = facts
  }
}
