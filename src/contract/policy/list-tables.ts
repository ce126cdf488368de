import { z } from 'zod'
import { DUTY_KINDS, LIMIT_CLASSES } from '../../domain/policy/policy.ts'
import { filled, orNull, target, targets, words, yesNo } from './cells.ts'

/** The CSV tables of a policy version: columns, and the shape of a row. */

const categoryCode = z.string().regex(/^\d{2}(-\d{2})?$/)
const place = z.enum(['subdistrict', 'district', 'city', 'none', '*'])

export const categoryColumns = [
  'code',
  'parent',
  'name',
  'name_en',
  'limit',
  'seven_five',
  'accuses',
  'duty_kind',
  'hidden_from_neighbours',
  'keywords',
] as const

export const categoryRow = z.object({
  code: categoryCode,
  parent: orNull(categoryCode),
  name: filled,
  name_en: filled,
  limit: z.enum(LIMIT_CLASSES),
  seven_five: z.enum([
    '幼有所育',
    '学有所教',
    '劳有所得',
    '病有所医',
    '老有所养',
    '住有所居',
    '弱有所扶',
    '便利性',
    '宜居性',
    '多样性',
    '公正性',
    '安全性',
  ]),
  accuses: yesNo,
  duty_kind: z.enum(DUTY_KINDS),
  hidden_from_neighbours: yesNo,
  keywords: words,
})

export const catalogueColumns = [
  'category',
  'place',
  'accusing',
  'lead',
  'assisting',
  'limit',
  'ground',
  'ground_en',
] as const

export const catalogueRow = z.object({
  category: z.union([z.literal('*'), categoryCode]),
  place,
  accusing: yesNo,
  lead: target,
  assisting: targets,
  limit: orNull(z.enum(LIMIT_CLASSES)),
  ground: filled,
  ground_en: filled,
})

export const sectorColumns = ['sector', 'district', 'unit'] as const
export const sectorRow = z.object({ sector: filled, district: filled, unit: filled })

const groundShape = { code: filled, name: filled, name_en: filled, source: filled }

export const groundColumns = ['code', 'name', 'name_en', 'source'] as const
export const groundRow = z.object(groundShape)

export const refusalColumns = [...groundColumns, 'route', 'route_en'] as const
export const refusalRow = z.object({ ...groundShape, route: filled, route_en: filled })

export const exclusionColumns = [...groundColumns, 'evidence', 'approver'] as const
export const exclusionRow = z.object({ ...groundShape, evidence: filled, approver: z.enum(['district', 'centre']) })

export const caseColumns = [
  'what',
  'category',
  'district',
  'subdistrict',
  'community',
  'accuses',
  'day',
  'lead',
  'assisting',
  'limit',
  'mode',
] as const

export const caseRow = z.object({
  what: filled,
  category: categoryCode,
  district: orNull(filled),
  subdistrict: orNull(filled),
  community: orNull(filled),
  accuses: orNull(filled),
  day: z.string().regex(/^\d{4}-\d{2}-\d{2}$/),
  lead: filled,
  assisting: words,
  limit: z.enum(LIMIT_CLASSES),
  mode: z.enum(['direct', 'district', 'joint', 'enterprise', 'self']),
})
