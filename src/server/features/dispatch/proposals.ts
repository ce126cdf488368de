import type { z } from 'zod'
import type { ProposalView, proposalBody } from '../../../contract/http/dispatch.ts'
import { findCategory } from '../../../domain/policy/policy.ts'
import { scopesOf } from '../../../domain/rights/permit.ts'
import { type Account, namesOf } from '../../../store/account/accounts.ts'
import { listProposals, makeProposal } from '../../../store/proposal/proposals.ts'
import { type Language, say } from '../../../words/say.ts'
import type { ServerDeps } from '../../deps.ts'
import { unitName } from '../../http/facts.ts'
import { problem } from '../../http/problem.ts'
import { actorOf } from '../../http/who.ts'
import { tellCategory } from './clause.ts'

const MOST = 200

/** A precedent becomes a proposal: a policy editor finds it in the list, with the reason. */
export async function propose(body: z.infer<typeof proposalBody>, account: Account, deps: ServerDeps): Promise<void> {
  const { pool, keys, rulebook, clock } = deps
  const at = clock.now()
  const policy = rulebook.inForce(at)
  if (!findCategory(policy, body.category)) throw problem('proposal.unknown-category', { category: body.category })
  if (!rulebook.org.findUnit(body.lead)) throw problem('unit.unknown', { unit: body.lead })
  await makeProposal(pool, keys, body, { actor: actorOf(account), at, policy: policy.id })
}

/** Who decides about returns proposes, who edits the rules takes it up; both read the list. */
export async function proposalsFor(account: Account, language: Language, deps: ServerDeps): Promise<ProposalView[]> {
  const { pool, keys, rulebook, clock } = deps
  const policy = rulebook.inForce(clock.now())
  const may = ['decide-return', 'move-unit'].some((command) => scopesOf(account, command, policy).length > 0)
  if (!may) throw problem('rights.no-grant')
  const found = await listProposals(pool, keys.master, MOST)
  const names = await namesOf(
    pool,
    found.flatMap(({ by }) => (by.kind === 'person' ? [by.account] : [])),
  )
  const to = { language, org: rulebook.org, calendar: policy.calendar }
  return found.map((one) => ({
    proposalId: one.proposalId,
    ticketId: one.ticketId,
    category: tellCategory(one.category, policy, to) ?? { code: one.category, name: one.category },
    place: one.place,
    lead: { code: one.lead, name: unitName(one.lead, to) },
    reason: one.reason,
    by: one.by.kind === 'person' ? (names.get(one.by.account) ?? one.by.account) : say(language, 'actor.rule'),
    at: one.at,
    state: one.state,
  }))
}
