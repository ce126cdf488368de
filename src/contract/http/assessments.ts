import { z } from 'zod'
import { ratesView, rateTickets, unitRates } from './rates.ts'

/** A stored run as the list shows it. */
const storedRun = z.object({
  id: z.string(),
  period: z.string(),
  policy: z.string(),
  /** `sha256:…` over the run's canonical bytes. */
  hash: z.string(),
  storedAt: z.string(),
  /** 1: the freeze of its period; more: an ordered correction; null: a draft. */
  number: z.number().int().nullable(),
})

export const runList = z.object({ runs: z.array(storedRun) })

export const runView = ratesView.extend({ run: storedRun, judgedUnder: z.array(z.string()) })

export const runUnitView = z.object({
  run: storedRun,
  unit: unitRates,
  /** The run that holds for each period, newest first. */
  history: z.array(
    z.object({
      period: z.string(),
      run: z.string(),
      number: z.number().int().nullable(),
      composite: z.string().nullable(),
      rank: z.number().nullable(),
    }),
  ),
})

export const runTickets = rateTickets.extend({
  run: z.string(),
  /** What the run says; the tickets are as they stand now, and a correction after the freeze moves only them. */
  stated: z.string().nullable(),
})
