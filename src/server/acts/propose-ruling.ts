import { v5 as uuidv5 } from 'uuid'
import type { RequestBody } from '../../contract/ticket/request.ts'
import type { Instant } from '../../domain/kernel/instant.ts'
import type { Actor } from '../../domain/ticket/events.ts'
import { makeProposal } from '../../store/proposal/proposals.ts'
import { loadHistory } from '../../store/ticket/history.ts'
import type { ServerDeps } from '../deps.ts'

/** Namespace of the ids below, made once: the same ruling is the same proposal, however often it is sent. */
const NAMESPACE = '4e7d9c1a-8a52-4b0e-9d5f-2f6c3a1b7e90'

/** domain.md §6.4: a consult that binds may also say what the catalogue should have said. */
export async function proposeRuling(
  ticketId: string,
  { lead, minutes }: RequestBody<'conclude-consult'>,
  actor: Actor,
  at: Instant,
  { pool, keys, rulebook }: Pick<ServerDeps, 'pool' | 'keys' | 'rulebook'>,
): Promise<void> {
  const history = await loadHistory(pool, keys.master, ticketId)
  const category = history?.state.category ?? null
  if (category === null) return
  const proposalId = uuidv5(`${ticketId}/${history?.state.hop}`, NAMESPACE)
  const proposal = { proposalId, ticketId, category, place: '*', lead, reason: minutes } as const
  await makeProposal(pool, keys, proposal, { actor, at, policy: rulebook.inForce(at).id })
}
