import { z } from 'zod'

/** What is looked at, in the order in which a fault stops the service. */
export const HEALTH_CHECKS = [
  'database',
  'migrations',
  'rules',
  'disk',
  'sweeper',
  'queue',
  'seal',
  'verify',
  'backup',
  'outbox',
  'retention',
  'calendar',
  'version',
] as const
export type HealthCheckName = (typeof HEALTH_CHECKS)[number]

export const healthReport = z.object({
  at: z.string(),
  checks: z.array(
    z.object({
      check: z.enum(HEALTH_CHECKS),
      name: z.string(),
      grade: z.enum(['fine', 'notice', 'fault']),
      said: z.string(),
      /** What to do; null while it is fine. */
      advice: z.string().nullable(),
    }),
  ),
})
export type HealthReport = z.infer<typeof healthReport>
