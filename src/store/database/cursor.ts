import type pg from 'pg'
import type { Sql } from './connect.ts'

/**
 * Reads a large answer in batches through a cursor, so that memory stays bounded. Needs an open transaction; `name` is the
 * cursor's, one word, unused in that transaction.
 */
export async function* readInBatches<Row extends pg.QueryResultRow>(
  client: Sql,
  name: string,
  text: string,
  values: unknown[] = [],
  size = 5_000,
): AsyncGenerator<Row[], void, undefined> {
  await client.query(`declare ${name} no scroll cursor for ${text}`, values)
  try {
    while (true) {
      const { rows } = await client.query<Row>(`fetch ${size} from ${name}`)
      if (rows.length > 0) yield rows
      if (rows.length < size) return
    }
  } finally {
    // A failed query has ended the transaction and its cursors with it.
    await client.query(`close ${name}`).catch(() => {})
  }
}
