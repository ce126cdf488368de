import { once } from 'node:events'
import { finished } from 'node:stream/promises'
import type pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { isOpen } from '../../domain/ticket/state.ts'
import { touchAll } from '../assessment/touch.ts'
import { NO_EVENT } from '../log/sealed-event.ts'
import type { PersonRow } from '../person/person.ts'
import { factRows } from '../read-models/fact.ts'
import { FACT_COLUMNS, INBOX_COLUMNS } from '../read-models/from-log.ts'
import { HOP_COLUMNS, hopRows } from '../read-models/hop.ts'
import { arrivedAt, inboxUnits, isLate, marksOf, pressesAt } from '../read-models/inbox.ts'
import { TICKET_COLUMNS, ticketRow } from '../read-models/ticket-row.ts'
import type { Rulebook } from '../rules/rulebook.ts'
import { sealFacts } from '../ticket/seal-facts.ts'
import { wrapSecrets } from '../ticket/secrets.ts'
import type { BulkLife } from './bulk-ledger.ts'

type Cell = string | number | boolean | Buffer | null | readonly string[]

/** The rows of one table in COPY's text format. */
class Table {
  readonly name: string
  readonly columns: readonly string[]
  private readonly lines: string[] = []

  constructor(name: string, columns: readonly string[]) {
    this.name = name
    this.columns = columns
  }

  add(cells: readonly Cell[]): void {
    let line = ''
    for (const cell of cells) line += line === '' ? encode(cell) : `\t${encode(cell)}`
    this.lines.push(line)
  }

  get rows(): number {
    return this.lines.length
  }

  async copy(client: pg.ClientBase): Promise<void> {
    if (this.lines.length === 0) return
    const stream = client.query(copyFrom(`copy ${this.name} (${this.columns.join(', ')}) from stdin`))
    for (let at = 0; at < this.lines.length; at += CHUNK) {
      if (!stream.write(`${this.lines.slice(at, at + CHUNK).join('\n')}\n`)) await once(stream, 'drain')
    }
    stream.end()
    await finished(stream)
  }
}

const CHUNK = 2_000
const SPECIAL = /[\\\t\n\r]/
const EACH_SPECIAL = /[\\\t\n\r]/g
const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' }

function encode(cell: Cell): string {
  if (cell === null) return '\\N'
  if (typeof cell === 'string')
    return SPECIAL.test(cell) ? cell.replace(EACH_SPECIAL, (one) => ESCAPES[one] ?? one) : cell
  if (Buffer.isBuffer(cell)) return `\\\\x${cell.toString('hex')}`
  if (typeof cell === 'object') return `{${cell.join(',')}}`
  return String(cell)
}

function tables() {
  return {
    ticket: new Table('ticket', ['ticket_id', ...TICKET_COLUMNS]),
    number: new Table('ticket_number', ['number', 'ticket_id']),
    secret: new Table('ticket_secret', ['ticket_id', 'seed', 'wrapped_key']),
    event: new Table('event', ['ticket_id', 'version', 'type', 'at', 'bytes', 'hash', 'opening']),
    key: new Table('command_key', ['ticket_id', 'key', 'version']),
    text: new Table('ticket_text', ['ticket_id', 'text_id', 'sealed']),
    inbox: new Table('inbox', ['ticket_id', ...INBOX_COLUMNS]),
    fact: new Table('assessment_fact', ['ticket_id', ...FACT_COLUMNS]),
    hop: new Table('dispatch_hop', ['ticket_id', ...HOP_COLUMNS]),
    due: new Table('search_due', ['ticket_id', 'version']),
  }
}

/**
 * Copies whole lives into the database, on the caller's transaction: the rows are the very ones that the command handler would
 * have written. Returns the number of events. Not for tickets that are stored already: that fails on their keys.
 */
export async function copyLives(
  client: pg.ClientBase,
  lives: readonly BulkLife[],
  persons: readonly PersonRow[],
  deps: { readonly master: Buffer; readonly rulebook: Rulebook },
): Promise<number> {
  const to = tables()
  for (const life of lives) addLife(to, life, deps)
  await copyPersons(client, persons)
  for (const table of Object.values(to)) await table.copy(client)
  const [first] = lives
  if (first) await touchAll(client, first.state.ticketId)
  return to.event.rows
}

function addLife(
  to: ReturnType<typeof tables>,
  life: BulkLife,
  deps: { readonly master: Buffer; readonly rulebook: Rulebook },
): void {
  const { state, secrets } = life
  const id = state.ticketId
  const { rulebook } = deps
  // Before the first dispatch: the version of the last command, as the command handler has it.
  const judged = rulebook.getVersion(state.judgedUnder ?? life.events.at(-1)?.policy ?? state.registeredUnder)
  const rows = sealFacts(life.events, 0, NO_EVENT, secrets)
  for (const row of rows) to.event.add([id, row.version, row.type, row.at, row.bytes, row.hash, row.opening])
  const ticket = ticketRow(state, rows.at(-1)?.hash ?? '', judged)
  to.ticket.add([id, ...TICKET_COLUMNS.map((column) => ticket[column])])
  to.number.add([state.number, id])
  to.secret.add([id, secrets.seed, wrapSecrets(deps.master, secrets)])
  for (const one of life.keys) to.key.add([id, one.key, one.version])
  for (const one of life.texts) to.text.add([id, one.textId, one.sealed])
  const shared = [
    ticket.number,
    ticket.phase,
    ticket.kind,
    ticket.category,
    ticket.limit_class,
    ticket.responsible,
    ticket.subdistrict,
    ticket.community,
    isOpen(state),
    isLate(state),
    marksOf(state),
    ticket.registered_at,
    pressesAt(state.phase, ticket.due_at),
    state.assignedPerson,
    arrivedAt(state),
  ]
  for (const unit of inboxUnits(state, rulebook.org)) to.inbox.add([id, unit, ...shared])
  for (const one of factRows(state)) {
    to.fact.add([id, one.unit, one.role, one.standing, one.dispatchedAt, one.countedAt, one.fact])
  }
  for (const one of hopRows(state)) to.hop.add([id, ...HOP_COLUMNS.map((column) => one[column])])
  to.due.add([id, state.version])
}

/**
 * Persons by themselves, in one order for everybody: parallel writers that meet the same people would otherwise wait for each other
 * in a circle. Who is there already stays as stored.
 */
export async function copyPersons(client: pg.ClientBase, persons: readonly PersonRow[]): Promise<void> {
  if (persons.length === 0) return
  const staged = new Table('new_person', ['person_id', 'phone_index', 'name_index', 'wrapped_key', 'sealed'])
  for (const one of persons) staged.add([one.personId, one.phoneIndex, one.nameIndex, one.wrappedKey, one.sealed])
  await client.query('create temporary table if not exists new_person (like person) on commit delete rows')
  await client.query('truncate new_person')
  await staged.copy(client)
  await client.query(
    `insert into person (person_id, phone_index, name_index, wrapped_key, sealed)
     select person_id, phone_index, name_index, wrapped_key, sealed from new_person
     order by phone_index, name_index, person_id on conflict do nothing`,
  )
}
