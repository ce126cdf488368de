import type { z } from 'zod'
import type { SimilarItem } from '../../../contract/http/clusters.ts'
import type { ticketListItem } from '../../../contract/http/ticket.ts'
import { readAs } from '../../../store/database/reader.ts'
import { listByIds } from '../../../store/read-models/ticket-list.ts'
import { titlesOf } from '../../../store/read-models/titles.ts'
import type { Language } from '../../../words/say.ts'
import { type Found, reasonsInWords } from '../../acts/find-similar.ts'
import type { ServerDeps } from '../../deps.ts'
import { listItems } from '../../view/list-items.ts'

export type Item = z.infer<typeof ticketListItem>

/** The rows of these tickets that a unit may see, as lists show them. */
export async function itemsFor(
  ticketIds: readonly string[],
  unit: string,
  language: Language,
  { readerPool, pool, keys, rulebook, clock }: ServerDeps,
): Promise<ReadonlyMap<string, Item>> {
  const { rows, titles } = await readAs(readerPool ?? pool, unit, async (sql) => {
    const rows = await listByIds(sql, unit, ticketIds)
    const seen = rows.map((row) => row.ticket_id)
    return { rows, titles: await titlesOf(sql, keys.master, seen) }
  })
  return new Map(listItems(rows, titles, language, rulebook, clock.now()).map((item) => [item.ticketId, item]))
}

export type Standing = Pick<SimilarItem, 'person' | 'clusterId' | 'proposal'>

/** Found tickets as they are shown, in their order; what the unit may not see any more is absent. */
export async function similarItems(
  found: readonly (Found & Standing)[],
  unit: string,
  language: Language,
  deps: ServerDeps,
): Promise<SimilarItem[]> {
  const items = await itemsFor(
    found.map(({ ticketId }) => ticketId),
    unit,
    language,
    deps,
  )
  return found.flatMap(({ ticketId, similarity, person, clusterId, proposal }) => {
    const ticket = items.get(ticketId)
    const { band, shared, reasons } = similarity
    if (!ticket || band === 'different') return []
    const told = reasonsInWords(reasons, language)
    return [{ ticket, band, shared: Math.round(shared * 100), reasons: told, person, clusterId, proposal }]
  })
}
