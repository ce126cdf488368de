import type { TicketState } from '../../domain/ticket/state.ts'

/** Columns of `dispatch_hop` besides the ticket's id. */
export const HOP_COLUMNS = [
  'hop',
  'dispatched_at',
  'policy',
  'decided_by',
  'lead',
  'catalogue_row',
  'category',
  'district',
  'subdistrict',
  'proposed_lead',
  'proposed_category',
  'keyword_category',
  'model_category',
  'changed',
  'return_ground',
  'return_suggested',
  'returned_at',
  'return_version',
  'return_decision',
  'decided_at',
  'decided_version',
] as const
export type HopColumn = (typeof HOP_COLUMNS)[number]
export type HopCell = string | number | null | readonly string[]

/** One row per dispatch of a ticket, written in the command's own transaction and rebuilt from the log at any time. */
export function hopRows(state: TicketState): Readonly<Record<HopColumn, HopCell>>[] {
  return state.hops.map((one) => ({
    hop: one.hop,
    dispatched_at: one.at,
    policy: one.policy,
    decided_by: one.by,
    lead: one.lead,
    catalogue_row: one.row,
    category: one.category,
    district: one.district,
    subdistrict: one.subdistrict,
    proposed_lead: one.proposedLead,
    proposed_category: one.proposedCategory,
    keyword_category: one.keywordCategory,
    model_category: one.modelCategory,
    changed: one.changed,
    return_ground: one.returned?.ground ?? null,
    return_suggested: one.returned?.suggested ?? null,
    returned_at: one.returned?.at ?? null,
    return_version: one.returned?.version ?? null,
    return_decision: one.returned?.decision ?? null,
    decided_at: one.returned?.decidedAt ?? null,
    decided_version: one.returned?.decidedVersion ?? null,
  }))
}
