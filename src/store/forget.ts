import { readFile } from 'node:fs/promises'
import type { Instant } from '../domain/kernel/instant.ts'
import type { Sql } from './database/connect.ts'
import { forgetPerson } from './person/person.ts'

export { forgetPerson }

/** Who or what was forgotten, and when: ids only, so that the list may be kept outside, newer than any backup. */
export interface Forgotten {
  readonly subject: string
  readonly kind: 'person' | 'ticket'
  readonly at: Instant
}

/**
 * Forgets what people wrote on a ticket, for good: its key goes, and with it every text, every photo and what search had of them.
 * Events, marks and rates stay, and the log still verifies. The photos' files, which nobody can open any more, are removed by
 * `removeForgotten` after the commit. False when there is no such ticket or it was forgotten before.
 */
export async function forgetTicket(sql: Sql, ticketId: string, at: Instant): Promise<boolean> {
  const { rows } = await sql.query<{ gone: number }>(
    `with gone as (
       update ticket_secret set wrapped_key = null where ticket_id = $1 and wrapped_key is not null returning ticket_id
     ), texts as (
       delete from ticket_text where ticket_id in (select ticket_id from gone)
     ), photos as (
       delete from ticket_photo where ticket_id in (select ticket_id from gone)
     ), uploads as (
       delete from photo_upload
       where upload_id in (select upload_id from photo_claim where ticket_id in (select ticket_id from gone))
     ), listed as (
       insert into forgotten (subject_id, kind, at) select ticket_id, 'ticket', $2 from gone on conflict do nothing
     )
     select count(search_forget(ticket_id) and similar_forget(ticket_id)) as gone from gone`,
    [ticketId, at],
  )
  return rows[0]?.gone === 1
}

export async function listForgotten(sql: Sql): Promise<Forgotten[]> {
  const { rows } = await sql.query<Forgotten>(
    'select subject_id as subject, kind, at from forgotten order by at, subject_id',
  )
  return rows
}

/** Forgets again whoever is on the list: after a restore, the backup may still know them. Returns how many it did know. */
export async function reapplyForgotten(sql: Sql, list: readonly Forgotten[]): Promise<number> {
  let known = 0
  for (const { subject, kind, at } of list) {
    const gone = kind === 'person' ? await forgetPerson(sql, subject, at) : await forgetTicket(sql, subject, at)
    if (gone) known++
    await sql.query('insert into forgotten (subject_id, kind, at) values ($1, $2, $3) on conflict do nothing', [
      subject,
      kind,
      at,
    ])
  }
  return known
}

const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/

/** Reads a list as `listForgotten` gives it, one JSON object a line. @throws SyntaxError that names the line. */
export async function readForgottenFile(path: string): Promise<Forgotten[]> {
  const list: Forgotten[] = []
  for (const [index, line] of (await readFile(path, 'utf8')).split('\n').entries()) {
    if (line.trim() === '') continue
    list.push(parseForgotten(line, `${path}, line ${index + 1}`))
  }
  return list
}

function parseForgotten(line: string, place: string): Forgotten {
  let value: unknown
  try {
    value = JSON.parse(line)
  } catch {
    throw new SyntaxError(`${place}: not JSON`)
  }
  const { subject, kind, at } = (value ?? {}) as Record<string, unknown>
  const sound =
    typeof subject === 'string' && UUID.test(subject) && typeof at === 'string' && !Number.isNaN(Date.parse(at))
  if (!sound || (kind !== 'person' && kind !== 'ticket')) {
    throw new SyntaxError(`${place}: not {"subject", "kind", "at"}`)
  }
  return { subject, kind, at }
}
