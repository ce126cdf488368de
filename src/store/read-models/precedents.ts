import { sql as fragment } from 'kysely'
import type { Instant } from '../../domain/kernel/instant.ts'
import type { Sql } from '../database/connect.ts'
import { compile } from './compile.ts'

/** A decided return or a consult's ruling: how a dispatch that was doubted ended. */
export interface PrecedentRow {
  readonly ticket_id: string
  readonly hop: number
  readonly at: Instant
  readonly decided_by: string
  readonly lead: string
  readonly category: string | null
  readonly district: string | null
  readonly subdistrict: string | null
  readonly return_ground: string | null
  readonly return_decision: string | null
  readonly decided_version: number | null
  /** Who had it next; null: nobody, it stayed. */
  readonly next_lead: string | null
}

export interface PrecedentQuestion {
  /** A first-level code means all of its children. */
  readonly category?: string | undefined
  readonly unit?: string | undefined
  readonly subdistrict?: string | undefined
  /** Left out: the ticket that asks. */
  readonly except?: string | undefined
  readonly size: number
}

/** The newest first; of the very category before those of its first level. */
export async function findPrecedents(sql: Sql, question: PrecedentQuestion): Promise<PrecedentRow[]> {
  const { category, unit, subdistrict, except, size } = question
  const wanted = [fragment`(h.return_decision is not null or h.decided_by = 'consult')`]
  const family = category?.split('-')[0]
  if (family !== undefined) {
    wanted.push(fragment`(h.category = ${family} or h.category like ${`${family.replace(/[\\%_]/g, '\\$&')}-%`})`)
  }
  if (unit !== undefined) wanted.push(fragment`(h.lead = ${unit} or h.return_suggested = ${unit})`)
  if (subdistrict !== undefined) wanted.push(fragment`h.subdistrict = ${subdistrict}`)
  if (except !== undefined) wanted.push(fragment`h.ticket_id <> ${except}::uuid`)
  const first = category === undefined ? fragment`` : fragment`(h.category = ${category}) desc, `
  const statement = fragment<PrecedentRow>`
    select h.ticket_id, h.hop, coalesce(h.decided_at, h.dispatched_at) as at, h.decided_by, h.lead, h.category, h.district,
      h.subdistrict, h.return_ground, h.return_decision, h.decided_version, n.lead as next_lead
    from dispatch_hop h left join dispatch_hop n on n.ticket_id = h.ticket_id and n.hop = h.hop + 1
    where ${fragment.join(wanted, fragment` and `)}
    order by ${first}coalesce(h.decided_at, h.dispatched_at) desc, h.ticket_id, h.hop limit ${size}`
  return (await sql.query<PrecedentRow>(compile(statement))).rows
}
