import { sql as fragment, type RawBuilder } from 'kysely'
import type { Instant } from '../../domain/kernel/instant.ts'
import type { Sql } from '../database/connect.ts'
import { compile } from './compile.ts'

/** What a list asks of one unit's inbox. `due`: open tickets, the most pressing first; `newest`: all of them. */
export interface ListQuestion {
  readonly unit: string
  readonly order: 'due' | 'newest'
  readonly open?: boolean | undefined
  readonly phase?: string | undefined
  readonly kind?: string | undefined
  readonly category?: string | undefined
  readonly limit?: string | undefined
  readonly late?: boolean | undefined
  readonly mark?: string | undefined
  readonly responsible?: string | undefined
  readonly subdistrict?: string | undefined
  readonly community?: string | undefined
  readonly ticketId?: string | undefined
  /** Of these only: how one row is asked for again after it changed. */
  readonly ticketIds?: readonly string[] | undefined
  /** Owed by then by whoever answers: what was handed in or stands still is not. */
  readonly dueBefore?: Instant | undefined
  /** Came to its unit since then. */
  readonly arrivedSince?: Instant | undefined
  /** In this person's hands; null: in nobody's. */
  readonly assignee?: string | null | undefined
  readonly after?: ListPosition | undefined
  readonly size: number
}

/** The last row of a page: the next one starts after it, so that new tickets never shift a page. */
export interface ListPosition {
  /** due_at or registered_at, by the order; null in the part of a due list that has no due time. */
  readonly at: Instant | null
  readonly id: string
}

export interface ListRow {
  readonly ticket_id: string
  readonly number: string
  readonly phase: string
  readonly kind: string
  readonly category: string | null
  readonly limit_class: string
  readonly responsible: string
  readonly subdistrict: string | null
  readonly community: string | null
  readonly open: boolean
  readonly late: boolean
  readonly marks: string[]
  readonly registered_at: Instant
  readonly due_at: Instant | null
  readonly assignee: string | null
  readonly arrived_at: Instant | null
}

const COLUMNS = fragment.raw(
  'ticket_id, number, phase, kind, category, limit_class, responsible, subdistrict, community, open, late, marks, registered_at, due_at, assignee, arrived_at',
)

/**
 * One page by keyset. `due` reads index inbox_queue (inbox_phase with a phase) in order, then the tickets without a due
 * time (none dispatched, clock standing); `newest` reads inbox_newest. `unit` is said in the statement as well as to row-level
 * security, so that the index serves both.
 */
export async function listTickets(sql: Sql, question: ListQuestion): Promise<ListRow[]> {
  if (question.order === 'newest') return run(sql, newest(question))
  const timed = question.after?.at === null ? [] : await run(sql, due(question, question.size))
  if (timed.length >= question.size) return timed
  return [...timed, ...(await run(sql, undated(question, question.size - timed.length)))]
}

function newest(question: ListQuestion): RawBuilder<ListRow> {
  const { after } = question
  const position = after
    ? fragment` and registered_at <= ${after.at}::timestamptz and (registered_at < ${after.at}::timestamptz or ticket_id > ${after.id}::uuid)`
    : fragment``
  const open = question.open === undefined ? fragment`` : fragment` and open = ${question.open}`
  return fragment<ListRow>`select ${COLUMNS} from inbox where unit_id = ${question.unit}${open}${filters(question)}${position}
    order by registered_at desc, ticket_id limit ${question.size}`
}

function due(question: ListQuestion, size: number): RawBuilder<ListRow> {
  const { after } = question
  const position = after
    ? fragment` and (due_at, ticket_id) > (${after.at}::timestamptz, ${after.id}::uuid)`
    : fragment` and due_at is not null`
  return fragment<ListRow>`select ${COLUMNS} from inbox where unit_id = ${question.unit} and open${filters(question)}${position}
    order by due_at, ticket_id limit ${size}`
}

function undated(question: ListQuestion, size: number): RawBuilder<ListRow> {
  const { after } = question
  const position = after?.at === null ? fragment` and ticket_id > ${after.id}::uuid` : fragment``
  return fragment<ListRow>`select ${COLUMNS} from inbox
    where unit_id = ${question.unit} and open and due_at is null${filters(question)}${position}
    order by ticket_id limit ${size}`
}

function filters(question: ListQuestion): RawBuilder<unknown> {
  const wanted: RawBuilder<unknown>[] = []
  const equal = (column: string, value: string | boolean | undefined): void => {
    if (value !== undefined) wanted.push(fragment`${fragment.ref(column)} = ${value}`)
  }
  equal('phase', question.phase)
  equal('kind', question.kind)
  equal('limit_class', question.limit)
  equal('responsible', question.responsible)
  equal('subdistrict', question.subdistrict)
  equal('community', question.community)
  equal('late', question.late)
  if (question.category !== undefined) {
    // A first-level code means all of its children.
    wanted.push(fragment`(category = ${question.category} or category like ${`${likeText(question.category)}-%`})`)
  }
  if (question.mark !== undefined) wanted.push(fragment`marks @> array[${question.mark}]::text[]`)
  if (question.dueBefore !== undefined) {
    wanted.push(
      fragment`due_at < ${question.dueBefore}::timestamptz and not late and phase <> all (${STANDING}::text[])`,
    )
  }
  if (question.arrivedSince !== undefined) wanted.push(fragment`arrived_at >= ${question.arrivedSince}::timestamptz`)
  if (question.assignee !== undefined) {
    wanted.push(question.assignee === null ? fragment`assignee is null` : fragment`assignee = ${question.assignee}`)
  }
  if (question.ticketIds !== undefined) wanted.push(fragment`ticket_id = any (${[...question.ticketIds]}::uuid[])`)
  if (question.ticketId !== undefined) wanted.push(fragment`ticket_id = ${question.ticketId}::uuid`)
  return wanted.length === 0 ? fragment`` : fragment` and ${fragment.join(wanted, fragment` and `)}`
}

/** Phases in which the unit owes nothing by a due time: handed in, or standing still. */
export const STANDING: readonly string[] = ['replied', 'awaiting-callback', 'withdrawing', 'suspended']

function likeText(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&')
}

async function run(sql: Sql, statement: RawBuilder<ListRow>): Promise<ListRow[]> {
  return (await sql.query<ListRow>(compile(statement))).rows
}

/** The rows of these tickets that one unit may see, in no order: what it may not see is simply absent. */
export async function listByIds(sql: Sql, unit: string, ticketIds: readonly string[]): Promise<ListRow[]> {
  const wanted = fragment.join([...ticketIds].map((id) => fragment`${id}::uuid`))
  if (ticketIds.length === 0) return []
  return run(sql, fragment<ListRow>`select ${COLUMNS} from inbox where unit_id = ${unit} and ticket_id in (${wanted})`)
}

/** Every unit in whose lists a ticket stands. Not under row-level security: it says whom to tell, and is told to nobody. */
export async function unitsSeeing(sql: Sql, ticketId: string): Promise<string[]> {
  const { rows } = await sql.query<{ unit_id: string }>('select unit_id from inbox where ticket_id = $1', [ticketId])
  return rows.map((row) => row.unit_id)
}

/** The ticket behind a public number; null when there is none. Not under row-level security: whoever asks checks next. */
export async function findByNumber(sql: Sql, number: string): Promise<string | null> {
  const { rows } = await sql.query<{ ticket_id: string }>('select ticket_id from ticket_number where number = $1', [
    number,
  ])
  return rows[0]?.ticket_id ?? null
}
