import type { z } from 'zod'
import type { AbuseCaseView, abuseBody, appealDecision } from '../../../contract/http/calls.ts'
import { scopesOf } from '../../../domain/rights/permit.ts'
import type { Account } from '../../../store/account/accounts.ts'
import { actOnCase, caseOfCall, findCase, type StoredCase } from '../../../store/call/abuse.ts'
import { chooseLeader, setStatus } from '../../../store/call/agents.ts'
import { findCall } from '../../../store/call/calls.ts'
import type { ServerDeps } from '../../deps.ts'
import { Problem, problem } from '../../http/problem.ts'
import type { LiveUpdates } from '../../live.ts'
import { viewCase } from './call-view.ts'
import { actOnCall } from './tell-call.ts'

/** P17: a step of the protocol, or the caller's appeal. Nothing here keeps the number from ringing again. */
export async function measure(
  callId: string,
  { caseId, act, words }: z.output<typeof abuseBody>,
  account: Account,
  deps: ServerDeps,
  live: LiveUpdates,
): Promise<AbuseCaseView> {
  const { pool, keys, clock, rulebook } = deps
  const call = await findCall(pool, callId)
  if (!call) throw problem('call.unknown')
  const leads = scopesOf(account, 'lead-shift', rulebook.inForce(clock.now())).length > 0
  if (act === 'give-rest' ? !leads : call.account !== account.accountId && !leads) throw problem('call.not-yours')
  const before = await caseOfCall(pool, keys.master, callId)
  const order = { caseId, callId, phoneIndex: call.phoneIndex, words, ...common(account, deps) }
  const done = await actOnCase(pool, keys, {
    ...order,
    act: act === 'appeal' ? { type: 'appeal' } : { type: 'measure', measure: act },
  })
  if (!done.ok) throw new Problem(done.rejection)
  if (act === 'hand-to-leader' && call.state !== 'over' && call.account === account.accountId) {
    const leader = await chooseLeader(pool, account.accountId, clock.now())
    // Nobody at a leader's desk: the agent keeps the call, and the measure waits on the leader's page.
    if (leader !== null) await actOnCall(call, 'pass-on', account, leader, deps, live)
  }
  const warned = before?.steps.find(({ type }) => type === 'warn')?.by
  if (act === 'give-rest' && warned !== undefined) {
    await setStatus(pool, warned, 'resting', clock.now())
  }
  live.announceCalls()
  return view(await caseOfCall(pool, keys.master, callId), account, deps)
}

/** The appeal's answer, by a leader who had no part in the measures. */
export async function decideCase(
  caseId: string,
  { lift, words }: z.output<typeof appealDecision>,
  account: Account,
  deps: ServerDeps,
): Promise<AbuseCaseView> {
  const { pool, keys } = deps
  const known = await findCase(pool, keys.master, caseId)
  if (!known) throw problem('abuse.unknown')
  const { callId } = known
  const act = { type: 'decide', lift } as const
  const done = await actOnCase(pool, keys, { caseId, callId, phoneIndex: null, act, words, ...common(account, deps) })
  if (!done.ok) throw new Problem(done.rejection)
  return view(await findCase(pool, keys.master, caseId), account, deps)
}

function common({ accountId, unit, role }: Account, { clock, rulebook }: ServerDeps) {
  const at = clock.now()
  return { actor: { kind: 'person', account: accountId, unit, role } as const, at, policy: rulebook.inForce(at).id }
}

async function view(stored: StoredCase | null, account: Account, deps: ServerDeps): Promise<AbuseCaseView> {
  if (!stored) throw problem('abuse.unknown')
  return viewCase(stored, account, deps)
}
