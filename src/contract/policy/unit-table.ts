import { z } from 'zod'
import type { UnitKind } from '../../domain/org/unit.ts'
import { day, filled, orNull } from './cells.ts'

export const UNIT_KINDS = [
  'centre',
  'district',
  'subdistrict',
  'community',
  'office',
  'department',
  'enterprise',
  'supervision',
] as const satisfies readonly UnitKind[]

export const UNIT_COLUMNS = [
  'code',
  'name',
  'name_en',
  'kind',
  'superior',
  'district',
  'valid_from',
  'valid_to',
  'duty_hours',
] as const

/** A row of `areas.csv` and `units.csv`. */
export const unitRow = z.object({
  code: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/),
  name: filled,
  name_en: filled,
  kind: z.enum(UNIT_KINDS),
  superior: orNull(filled),
  district: orNull(filled),
  valid_from: day,
  valid_to: orNull(day),
  duty_hours: filled,
})
