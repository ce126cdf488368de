import { join } from 'node:path'
import { loadPolicy } from '../../src/store/policy-files.ts'

/** A released version as it is shipped: for its calendar and grounds. */
export const shippedPolicy = await loadPolicy(join(import.meta.dirname, '..', '..', 'policy', 'beijing', '2026-01'))
