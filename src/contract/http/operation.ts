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

export const retentionReport = z.object({
  rule: z.object({ ticketYears: z.number().int(), personYears: z.number().int() }),
  /** Whether the rules in force say so, or it is the program's default. */
  fromRules: z.boolean(),
  ticketsBefore: z.string(),
  peopleBefore: z.string(),
  /** What the next run will forget. */
  tickets: z.number().int(),
  people: z.number().int(),
  oldest: z.array(z.object({ ticketId: z.uuid(), number: z.string(), endedAt: z.string() })),
  runs: z.array(z.object({ runId: z.uuid(), at: z.string(), tickets: z.number().int(), people: z.number().int() })),
})
export type RetentionReport = z.infer<typeof retentionReport>
