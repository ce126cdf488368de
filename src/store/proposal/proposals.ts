import type { Instant } from '../../domain/kernel/instant.ts'
import type { UnitCode } from '../../domain/org/unit.ts'
import type { PlaceLevel } from '../../domain/policy/policy.ts'
import type { Actor } from '../../domain/ticket/terms.ts'
import { type Pool, type Sql, withTransaction } from '../database/connect.ts'
import { appendRecord, readRecord } from '../record/record-log.ts'
import type { Keys } from '../vault/keys.ts'

/** What should stand in the catalogue instead, out of a return or a consult; a policy editor takes it up or not. */
export interface CatalogueProposal {
  readonly proposalId: string
  readonly ticketId: string | null
  readonly category: string
  readonly place: PlaceLevel | '*'
  readonly lead: UnitCode
  /** Null when it was forgotten. */
  readonly reason: string | null
}

export interface StoredProposal extends CatalogueProposal {
  readonly state: string
  readonly at: Instant
  readonly by: Actor
}

const MADE = 'catalogue-proposal.made'

/** Writes a proposal down as a record of its own, with its reason in the vault. The same id twice is one proposal. */
export async function makeProposal(
  pool: Pool,
  keys: Pick<Keys, 'master'>,
  proposal: CatalogueProposal & { readonly reason: string },
  by: { readonly actor: Actor; readonly at: Instant; readonly policy: string },
): Promise<void> {
  const { proposalId, ticketId, category, place, lead, reason } = proposal
  await withTransaction(pool, async (sql) => {
    const known = await sql.query('select from catalogue_proposal where record_id = $1', [proposalId])
    if (known.rowCount === 1) return
    const written = await appendRecord(sql, keys, {
      recordId: proposalId,
      kind: 'policy',
      version: 0,
      ...by,
      facts: [
        { type: MADE, data: { ticketId, category, place, lead }, open: ['category', 'place'], texts: { reason } },
      ],
    })
    // The same id at once: the other one's proposal is the proposal.
    if (!written) return
    await sql.query(
      `insert into catalogue_proposal (record_id, ticket_id, category, state, proposed_at) values ($1, $2, $3, 'open', $4)`,
      [proposalId, ticketId, category, by.at],
    )
  })
}

/** The newest first. */
export async function listProposals(sql: Sql, master: Buffer, size: number): Promise<StoredProposal[]> {
  const { rows } = await sql.query<{ record_id: string; state: string }>(
    'select record_id, state from catalogue_proposal order by proposed_at desc, record_id limit $1',
    [size],
  )
  const found: StoredProposal[] = []
  for (const row of rows) {
    const record = await readRecord(sql, master, row.record_id)
    const made = record?.events.find((event) => event.type === MADE)
    if (!made) continue
    const { ticketId, category, place, lead } = made.data
    found.push({
      proposalId: row.record_id,
      ticketId: typeof ticketId === 'string' ? ticketId : null,
      category: String(category),
      place: String(place) as StoredProposal['place'],
      lead: String(lead),
      reason: made.texts['reason'] ?? null,
      state: row.state,
      at: made.at,
      by: made.actor,
    })
  }
  return found
}
