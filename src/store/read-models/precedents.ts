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
  const wanted: Fragment[] = [fragment`true`]
  if (unit !== undefined) wanted.push(fragment`(h.lead = ${unit} or h.return_suggested = ${unit})`)
  if (subdistrict !== undefined) wanted.push(fragment`h.subdistrict = ${subdistrict}`)
  if (except !== undefined) wanted.push(fragment`h.ticket_id <> ${except}::uuid`)
  // Each part is read in the order of an index until there are enough, instead of sorting whatever was ever decided.
  const parts = [...circles(category)].flatMap((circle) =>
    ENDED.map(
      ({ how, at }) => fragment`(
        select h.*, ${at} as ended_at from dispatch_hop h
        where ${how} and ${fragment.join([...wanted, circle], fragment` and `)}
        order by ${at} desc, h.ticket_id limit ${size})`,
    ),
  )
  const first = category === undefined ? fragment`` : fragment`(h.category = ${category}) desc, `
  const statement = fragment<PrecedentRow>`
    select h.ticket_id, h.hop, h.ended_at as at, h.decided_by, h.lead, h.category, h.district,
      h.subdistrict, h.return_ground, h.return_decision, h.decided_version, n.lead as next_lead
    from (${fragment.join(parts, fragment` union all `)}) h
    left join dispatch_hop n on n.ticket_id = h.ticket_id and n.hop = h.hop + 1
    order by ${first}h.ended_at desc, h.ticket_id, h.hop limit ${size}`
  return (await sql.query<PrecedentRow>(compile(statement))).rows
}

type Fragment = ReturnType<typeof fragment>

/** A return that was decided, by when it was; a ruling without one, by when it sent the ticket on. */
const ENDED = [
  { how: fragment`h.return_decision is not null`, at: fragment`h.decided_at` },
  { how: fragment`h.decided_by = 'consult' and h.return_decision is null`, at: fragment`h.dispatched_at` },
] as const

/** The very category, and apart from it whatever else is of its first level; everything where none is asked for. */
function circles(category: string | undefined): Fragment[] {
  if (category === undefined) return [fragment`true`]
  const family = category.split('-')[0] ?? category
  const children = `${family.replace(/[\\%_]/g, '\\$&')}-%`
  return [
    fragment`h.category = ${category}`,
    fragment`h.category <> ${category} and (h.category = ${family} or h.category like ${children})`,
  ]
}
