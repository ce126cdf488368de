import { z } from 'zod'

const rate = z.object({ numerator: z.string(), denominator: z.string(), percent: z.string().nullable() })
const interval = z.object({ low: z.string(), high: z.string() }).nullable()
const ground = z.object({ name: z.string(), before: z.number(), after: z.number() })

export const bulletinView = z.object({
  period: z.string(),
  firstDay: z.string(),
  lastDay: z.string(),
  policy: z.object({ id: z.string(), name: z.string() }),
  /** Which run is published, by its hash; number 1 is the freeze, later ones were ordered. */
  run: z.object({ id: z.string(), hash: z.string(), number: z.number().int(), frozenAt: z.string() }),
  previousPeriod: z.string().nullable(),
  funnel: z.object({
    received: z.number(),
    dispatched: z.number(),
    valid: z.number(),
    solved: z.number(),
    satisfied: z.number(),
  }),
  /** Tickets registered, by day. */
  volume: z.array(z.object({ day: z.string(), tickets: z.number() })),
  classes: z.array(
    z.object({
      class: z.string(),
      name: z.string(),
      ranked: z.number(),
      formula: z.string(),
      minimumSample: z.number(),
      lines: z.array(
        z.object({
          unit: z.string(),
          name: z.string(),
          volume: z.number(),
          valid: z.string(),
          rates: z.object({ response: rate, resolution: rate, satisfaction: rate }),
          intervals: z.object({
            response: interval,
            resolution: interval,
            satisfaction: interval,
            composite: interval,
          }),
          composite: z.string().nullable(),
          /** How many points each part of the formula gives; null where the formula is no weighted sum. */
          parts: z.array(z.object({ name: z.string(), points: z.string() })).nullable(),
          change: z.string().nullable(),
          rank: z.number().nullable(),
          rankBefore: z.number().nullable(),
          rankRange: z.object({ from: z.number(), to: z.number() }).nullable(),
          reason: z.string().nullable(),
          classes: z.array(z.object({ name: z.string(), why: z.string() })),
          openable: z.boolean(),
        }),
      ),
    }),
  ),
  exclusions: z.object({ grounds: z.array(ground), suspended: z.array(ground), withdrawn: z.number() }),
  /** What the assessor put beside the figures when publishing: named cases, told without personal data. */
  cases: z.string().nullable(),
  /** Is it the published one, or what it would say if it were published now? */
  published: z.boolean(),
})
export type BulletinView = z.infer<typeof bulletinView>
