import { expect, test } from 'vitest'
import { BACKUP_ERRORS } from '../store/backup/backup-error.ts'
import { DATABASE_FAULTS } from '../store/verification/fault-list.ts'
import { hasSentence } from './say.ts'

test('every fault that verification names, and every reason against a backup, has its sentence', () => {
  const codes = [...DATABASE_FAULTS.map((code) => `fault.${code}`), ...BACKUP_ERRORS]
  expect(codes.length).toBeGreaterThan(40)
  expect(codes.filter((code) => !hasSentence(code))).toEqual([])
})
