import type { Sql } from '../database/connect.ts'
import { openText, unwrapSecrets } from '../ticket/secrets.ts'

interface TitleRow {
  readonly ticket_id: string
  readonly identity: string
  readonly seed: Buffer
  readonly wrapped_key: Buffer | null
  readonly text_ids: string[]
  readonly sealed: Buffer[]
}

const TITLES = {
  name: 'titles',
  text: `select t.ticket_id, t.identity, s.seed, s.wrapped_key, x.text_ids, x.sealed
    from ticket t join ticket_secret s on s.ticket_id = t.ticket_id
    cross join lateral (
      select array_agg(text_id) as text_ids, array_agg(sealed) as sealed from ticket_text
      where ticket_id = t.ticket_id and (text_id = '1.words' or text_id like '%.title')
    ) x
    where t.ticket_id = any ($1::uuid[])`,
}

const LONGEST = 60

/**
 * One line per ticket for lists: its newest title, else the beginning of the words. P18: of a confidential ticket the
 * words are never a title. Run as the reading unit, so that row-level security holds here too.
 */
export async function titlesOf(
  sql: Sql,
  master: Buffer,
  ticketIds: readonly string[],
): Promise<ReadonlyMap<string, { readonly title: string | null; readonly identity: string }>> {
  if (ticketIds.length === 0) return new Map()
  const { rows } = await sql.query<TitleRow>({ ...TITLES, values: [ticketIds] })
  return new Map(rows.map((row) => [row.ticket_id, { title: titleOf(row, master), identity: row.identity }]))
}

function titleOf(row: TitleRow, master: Buffer): string | null {
  const secrets = unwrapSecrets(master, row.ticket_id, row.seed, row.wrapped_key)
  const texts = (row.text_ids ?? []).map((textId, index) => ({ textId, sealed: row.sealed[index] }))
  const titles = texts.filter(({ textId }) => textId.endsWith('.title'))
  const newest = titles.toSorted((a, b) => Number.parseInt(b.textId, 10) - Number.parseInt(a.textId, 10))[0]
  const chosen = newest ?? (row.identity === 'confidential' ? undefined : texts[0])
  if (!chosen?.sealed) return null
  const text = openText(secrets, { textId: chosen.textId, sealed: chosen.sealed })
  if (text === null) return null
  const characters = [...text.replace(/\s+/g, ' ')]
  return characters.length > LONGEST ? `${characters.slice(0, LONGEST).join('')}…` : characters.join('')
}
