import type { Sql } from '../database/connect.ts'
import { openText, unwrapSecrets } from '../ticket/secrets.ts'

interface WordsRow {
  readonly ticket_id: string
  readonly seed: Buffer
  readonly wrapped_key: Buffer | null
  readonly text_ids: string[]
  readonly sealed: Buffer[]
}

/** The words and the newest title of some tickets, for comparing. Run as the reading unit; forgotten tickets are absent. */
export async function wordsOf(
  sql: Sql,
  master: Buffer,
  ticketIds: readonly string[],
): Promise<ReadonlyMap<string, { readonly words: string; readonly title: string | null }>> {
  if (ticketIds.length === 0) return new Map()
  const { rows } = await sql.query<WordsRow>({
    name: 'similar-words',
    text: `select s.ticket_id, s.seed, s.wrapped_key, x.text_ids, x.sealed
      from ticket_secret s cross join lateral (
        select array_agg(text_id) as text_ids, array_agg(sealed) as sealed from ticket_text
        where ticket_id = s.ticket_id and (text_id = '1.words' or text_id like '%.title')
      ) x
      where s.ticket_id = any ($1::uuid[]) and s.wrapped_key is not null and x.text_ids is not null`,
    values: [ticketIds],
  })
  return new Map(rows.flatMap((row) => openRow(row, master)))
}

function openRow(row: WordsRow, master: Buffer): [string, { words: string; title: string | null }][] {
  const secrets = unwrapSecrets(master, row.ticket_id, row.seed, row.wrapped_key)
  const texts = row.text_ids.map((textId, index) => ({ textId, sealed: row.sealed[index] ?? Buffer.alloc(0) }))
  const words = texts.find(({ textId }) => textId === '1.words')
  const opened = words && openText(secrets, words)
  if (opened == null) return []
  const [title] = texts
    .filter(({ textId }) => textId.endsWith('.title'))
    .toSorted((a, b) => Number.parseInt(b.textId, 10) - Number.parseInt(a.textId, 10))
  return [[row.ticket_id, { words: opened, title: title ? openText(secrets, title) : null }]]
}
