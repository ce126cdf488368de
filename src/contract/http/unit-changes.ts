import { z } from 'zod'
import { UNIT_KINDS } from '../policy/unit-table.ts'

const line = (most: number) => z.string().trim().min(1).max(most)
export const unitCode = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)
  .max(80)
const reason = line(300)

export const unitChangeBody = z.discriminatedUnion('what', [
  z.object({
    what: z.literal('added'),
    code: unitCode,
    name: line(60),
    nameEn: z.string().trim().max(120).default(''),
    kind: z.enum(UNIT_KINDS),
    superior: line(80),
    effectiveFrom: z.iso.date(),
    reason,
  }),
  z.object({
    what: z.literal('renamed'),
    code: line(80),
    name: line(60),
    nameEn: z.string().trim().max(120).default(''),
    effectiveFrom: z.iso.date(),
    reason,
  }),
  z.object({ what: z.literal('moved'), code: line(80), superior: line(80), effectiveFrom: z.iso.date(), reason }),
])
export type UnitChangeBody = z.input<typeof unitChangeBody>

/** Closing takes effect at once, and open tickets follow to the successor (P26). */
export const unitClosing = z.object({ successor: line(80), reason })

export const unitHistory = z.object({
  unit: z.object({
    code: z.string(),
    name: z.string(),
    nameEn: z.string(),
    kind: z.string(),
    superior: z.string().nullable(),
    validFrom: z.string(),
    validTo: z.string().nullable(),
  }),
  /** Comes with the rules; false: was added here. */
  shipped: z.boolean(),
  /** What closing it would move, and what stands in the way. */
  open: z.number().int(),
  late: z.number().int(),
  accounts: z.number().int(),
  below: z.number().int(),
  changes: z.array(
    z.object({
      id: z.uuid(),
      what: z.string(),
      sentence: z.string(),
      effectiveFrom: z.string(),
      by: z.string(),
      reason: z.string(),
      at: z.string(),
    }),
  ),
})
export type UnitHistory = z.infer<typeof unitHistory>

export const unitTable = z.object({
  /** `code,name,name_en,kind,superior` with a heading line. */
  table: z.string().min(1).max(400_000),
  effectiveFrom: z.iso.date(),
  reason,
  preview: z.boolean().default(true),
})
export const unitRows = z.object({
  rows: z.array(z.object({ code: z.string(), name: z.string(), kind: z.string(), superiorName: z.string() })),
  written: z.number().int(),
})
export type UnitRows = z.infer<typeof unitRows>

export const unitMoved = z.object({ moved: z.number().int(), untouched: z.number().int(), refused: z.number().int() })
export type UnitMoved = z.infer<typeof unitMoved>
