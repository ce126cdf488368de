import type { Limit } from '../../domain/clock/working-time.ts'

/**
 * P25, a practitioners' number without a public source: of two districts the centre names the lead within two hours. A version
 * whose limits.yaml has `two_districts` decides otherwise.
 */
export const DEFAULT_TWO_DISTRICTS: Limit = { amount: 2, unit: 'hours' }
