import { expect, test } from 'vitest'
import { BUNDLE_REFUSALS } from '../analytics/bundle/bundle-refused.ts'
import { BACKUP_ERRORS } from '../store/backup/backup-error.ts'
import { DATABASE_FAULTS } from '../store/verification/fault-list.ts'
import { hasSentence } from './say.ts'

test('every fault that verification names, and every reason against a backup or a bundle, has its sentence', () => {
  const codes = [...DATABASE_FAULTS.map((code) => `fault.${code}`), ...BACKUP_ERRORS, ...BUNDLE_REFUSALS]
  expect(codes.length).toBeGreaterThan(40)
  expect(codes.filter((code) => !hasSentence(code))).toEqual([])
})
