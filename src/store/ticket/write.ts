import type { Org } from '../../domain/org/unit.ts'
import type { Policy } from '../../domain/policy/policy.ts'
import type { TicketState } from '../../domain/ticket/state.ts'
import { isOpen } from '../../domain/ticket/state.ts'
import type { Sql } from '../database/connect.ts'
import type { PhotoRow } from '../photo/ticket-photos.ts'
import { factRows, touchedBy } from '../read-models/fact.ts'
import { HOP_COLUMNS, hopRows } from '../read-models/hop.ts'
import { arrivedAt, inboxUnits, isLate, marksOf, pressesAt } from '../read-models/inbox.ts'
import { TICKET_COLUMNS, ticketRow } from '../read-models/ticket-row.ts'
import { changesSearch } from '../search/due.ts'
import type { EventRow } from './seal-facts.ts'
import { type SealedText, type TicketSecrets, wrapSecrets } from './secrets.ts'

/** Everything one command writes; it lands in one statement, guarded by the version it was decided on. */
export interface Write {
  readonly before: TicketState
  readonly after: TicketState
  readonly events: readonly EventRow[]
  readonly texts: readonly SealedText[]
  readonly photos: readonly PhotoRow[]
  readonly key: string
  readonly secrets: TicketSecrets
  readonly judged: Policy
  readonly org: Org
  readonly master: Buffer
}

const UUIDS: ReadonlySet<string> = new Set(['requester', 'concerned', 'contact'])
const INTEGERS: ReadonlySet<string> = new Set(['version', 'hop'])

function typeOf(column: string): string {
  if (column.endsWith('_at')) return 'timestamptz'
  if (UUIDS.has(column)) return 'uuid'
  return INTEGERS.has(column) ? 'int' : 'text'
}

const FIXED = 30
const columnParameter = (index: number): string => `$${FIXED + index + 1}::${typeOf(TICKET_COLUMNS[index] ?? '')}`
const VALUES = TICKET_COLUMNS.map((_column, index) => columnParameter(index)).join(', ')
const ASSIGNMENTS = TICKET_COLUMNS.map((column, index) => `${column} = ${columnParameter(index)}`).join(', ')

const INBOX =
  'unit_id, ticket_id, number, phase, kind, category, limit_class, responsible, subdistrict, community, open, late, marks, registered_at, due_at, assignee, arrived_at'

/** The number of a ticket column's parameter, so that inbox rows repeat no values. */
const of = (column: (typeof TICKET_COLUMNS)[number]): string => columnParameter(TICKET_COLUMNS.indexOf(column))

/** Parts that a first and a later write share. Every table here is keyed by ticket_id: on Citus this stays on one node. */
const SHARED = `
  new_event as (
    insert into event (ticket_id, version, type, at, bytes, hash, opening)
    select $1::uuid, e.* from guard,
      unnest($3::int[], $4::text[], $5::timestamptz[], $6::text[], $7::text[], $8::text[]) as e
  ),
  new_key as (insert into command_key (ticket_id, key, version) select $1, $9::text, ${of('version')} from guard),
  new_text as (
    insert into ticket_text (ticket_id, text_id, sealed)
    select $1, t.* from guard, unnest($10::text[], $11::bytea[]) as t
  ),
  new_photo as (
    insert into ticket_photo (ticket_id, photo, sealed)
    select $1, p.* from guard, unnest($28::text[], $29::bytea[]) as p on conflict do nothing
  ),
  unseen as (
    delete from inbox where ticket_id = $1 and unit_id <> all ($12::text[]) and exists (select from guard)
  ),
  seen as (
    insert into inbox (${INBOX})
    select unit, $1, ${of('number')}, ${of('phase')}, ${of('kind')}, ${of('category')}, ${of('limit_class')},
      ${of('responsible')}, ${of('subdistrict')}, ${of('community')}, $13::boolean, $14::boolean, $15::text[],
      ${of('registered_at')}, $30::timestamptz, $26::text, $27::timestamptz
    from guard, unnest($12::text[]) as unit
    on conflict (ticket_id, unit_id) do update set
      phase = excluded.phase, kind = excluded.kind, category = excluded.category, limit_class = excluded.limit_class,
      responsible = excluded.responsible, subdistrict = excluded.subdistrict, community = excluded.community,
      open = excluded.open, late = excluded.late, marks = excluded.marks, due_at = excluded.due_at,
      assignee = excluded.assignee, arrived_at = excluded.arrived_at
  ),
  old_fact as (
    delete from assessment_fact where ticket_id = $1 and $16::boolean
      and not (unit_id || '/' || role = any ($22::text[])) and exists (select from guard)
  ),
  new_fact as (
    insert into assessment_fact (ticket_id, unit_id, role, standing, dispatched_at, counted_at, fact)
    select $1, f.* from guard,
      unnest($17::text[], $18::text[], $19::text[], $20::timestamptz[], $21::timestamptz[], $2::jsonb[]) as f
    on conflict (ticket_id, unit_id, role) do update set
      standing = excluded.standing, dispatched_at = excluded.dispatched_at, counted_at = excluded.counted_at, fact = excluded.fact
  ),
  new_hop as (
    insert into dispatch_hop (ticket_id, ${HOP_COLUMNS.join(', ')})
    select $1, ${HOP_COLUMNS.map((column) => `h.${column}`).join(', ')}
    from guard, jsonb_populate_recordset(null::dispatch_hop, $23::jsonb) as h
    on conflict (ticket_id, hop) do update set ${HOP_COLUMNS.slice(1)
      .map((column) => `${column} = excluded.${column}`)
      .join(', ')}
  ),
  new_touch as (
    insert into assessment_touch (ticket_id, version, at)
    select $1, ${of('version')}, $25::timestamptz[] from guard where $16::boolean
  ),
  new_due as (insert into search_due (ticket_id, version) select $1, ${of('version')} from guard where $24::boolean)`

const FIRST = {
  name: 'ticket-first',
  text: `
  with guard as (
    insert into ticket (ticket_id, ${TICKET_COLUMNS.join(', ')}) values ($1, ${VALUES})
    on conflict (ticket_id) do nothing returning ticket_id
  ),
  new_number as (insert into ticket_number (number, ticket_id) select ${of('number')}, $1 from guard),
  new_secret as (
    insert into ticket_secret (ticket_id, seed, wrapped_key)
    select $1, $${FIXED + TICKET_COLUMNS.length + 1}::bytea, $${FIXED + TICKET_COLUMNS.length + 2}::bytea from guard
  ),${SHARED}
  select count(*) as written from guard`,
}

const NEXT = {
  name: 'ticket-next',
  text: `
  with guard as (
    update ticket set ${ASSIGNMENTS}
    where ticket_id = $1 and version = $${FIXED + TICKET_COLUMNS.length + 1}::int returning ticket_id
  ),${SHARED}
  select count(*) as written from guard`,
}

/** Appends; false when the ticket had moved on (or, for a first write, existed already): nothing was written then. */
export async function write(sql: Sql, w: Write): Promise<boolean> {
  const head = w.events.at(-1)?.hash ?? ''
  const row = ticketRow(w.after, head, w.judged)
  const facts = factRows(w.after)
  const known = factRows(w.before)
  const units = inboxUnits(w.after, w.org)
  const changed = JSON.stringify(known) !== JSON.stringify(facts)
  const written = changed ? facts : []
  const values = [
    w.after.ticketId,
    written.map((one) => one.fact),
    w.events.map((one) => one.version),
    w.events.map((one) => one.type),
    w.events.map((one) => one.at),
    w.events.map((one) => one.bytes),
    w.events.map((one) => one.hash),
    w.events.map((one) => one.opening),
    w.key,
    w.texts.map((one) => one.textId),
    w.texts.map((one) => one.sealed),
    units,
    isOpen(w.after),
    isLate(w.after),
    marksOf(w.after),
    changed,
    written.map((one) => one.unit),
    written.map((one) => one.role),
    written.map((one) => one.standing),
    written.map((one) => one.dispatchedAt),
    written.map((one) => one.countedAt),
    facts.map((one) => `${one.unit}/${one.role}`),
    w.after.hops === w.before.hops ? '[]' : JSON.stringify(hopRows(w.after)),
    changesSearch(w.before, units, w.texts.length, w.org),
    changed ? touchedBy(known, facts) : [],
    w.after.assignedPerson,
    arrivedAt(w.after),
    w.photos.map((one) => one.photo),
    w.photos.map((one) => one.sealed),
    pressesAt(w.after.phase, row.due_at),
    ...TICKET_COLUMNS.map((column) => row[column]),
  ]
  const first = w.before.version === 0
  const { rows } = first
    ? await sql.query<{ written: number }>({
        ...FIRST,
        values: [...values, w.secrets.seed, wrapSecrets(w.master, w.secrets)],
      })
    : await sql.query<{ written: number }>({ ...NEXT, values: [...values, w.before.version] })
  return rows[0]?.written === 1
}
