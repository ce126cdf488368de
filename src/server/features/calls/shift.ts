import type { ShiftView } from '../../../contract/http/calls.ts'
import { HOUR, MINUTE, plus } from '../../../domain/kernel/instant.ts'
import { type Account, namesOf } from '../../../store/account/accounts.ts'
import { listCases } from '../../../store/call/abuse.ts'
import { listAgents } from '../../../store/call/agents.ts'
import { currentCall, readPhone, waitingCalls } from '../../../store/call/calls.ts'
import { maskPhone } from '../../../store/vault/phone.ts'
import type { ServerDeps } from '../../deps.ts'
import { viewCase } from './call-view.ts'

const MOST = 50
const SHIFT_MS = 12 * HOUR
const HERE_MS = 2 * MINUTE

/** 班长台: who is at the desks, which calls wait, which measures were taken and what their callers say to them. */
export async function viewShift(account: Account, deps: ServerDeps): Promise<ShiftView> {
  const { pool, keys, clock } = deps
  const now = clock.now()
  const agents = await listAgents(pool, plus(now, -SHIFT_MS))
  const names = await namesOf(
    pool,
    agents.map((one) => one.account),
  )
  const seats = []
  for (const { account: id, status, since, extension, seenAt } of agents) {
    const call = await currentCall(pool, id)
    const line = call && call.state !== 'over' ? call : null
    seats.push({
      name: names.get(id) ?? id,
      status,
      since,
      extension,
      here: seenAt >= plus(now, -HERE_MS),
      call: line && { state: line.state, since: line.answeredAt ?? line.rangAt },
    })
  }
  const waiting = []
  for (const { callId, rangAt } of await waitingCalls(pool, MOST)) {
    const phone = await readPhone(pool, keys.master, callId)
    waiting.push({ callId, phone: phone === null ? null : maskPhone(phone), rangAt })
  }
  const abuse = []
  for (const one of await listCases(pool, keys.master, MOST)) abuse.push(await viewCase(one, account, deps))
  return { agents: seats, waiting, abuse, now }
}
