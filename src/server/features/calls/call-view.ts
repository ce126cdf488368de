import type { AbuseCaseView, CallView } from '../../../contract/http/calls.ts'
import { dayOf, startOfDay } from '../../../domain/clock/calendar.ts'
import { CENTRE } from '../../../domain/org/unit.ts'
import { scopesOf } from '../../../domain/rights/permit.ts'
import { type Account, namesOf } from '../../../store/account/accounts.ts'
import { caseOfCall, casesOfPhone, type StoredCase } from '../../../store/call/abuse.ts'
import { countCalls, readPhone, type StoredCall, ticketsOfCall } from '../../../store/call/calls.ts'
import { readAs } from '../../../store/database/reader.ts'
import { listByIds } from '../../../store/read-models/ticket-list.ts'
import { titlesOf } from '../../../store/read-models/titles.ts'
import { maskPhone } from '../../../store/vault/phone.ts'
import type { ServerDeps } from '../../deps.ts'

const MOST_EARLIER = 20

/** The call as whoever has it on the line sees it: never the number in full. */
export async function viewCall(call: StoredCall, account: Account, deps: ServerDeps): Promise<CallView> {
  const { pool, readerPool, keys, rulebook, clock } = deps
  const { callId, phoneIndex } = call
  const { calendar } = rulebook.inForce(clock.now())
  const month = startOfDay(`${dayOf(clock.now(), calendar).slice(0, 7)}-01`, calendar)
  const phone = await readPhone(pool, keys.master, callId)
  const own = await caseOfCall(pool, keys.master, callId)
  const earlier = phoneIndex === null ? [] : await casesOfPhone(pool, keys.master, phoneIndex, MOST_EARLIER)
  const ids = await ticketsOfCall(pool, callId)
  const { rows, titles } = await readAs(readerPool ?? pool, CENTRE, async (sql) => ({
    rows: await listByIds(sql, CENTRE, ids),
    titles: await titlesOf(sql, keys.master, ids),
  }))
  const numbers = new Map(rows.map((row) => [row.ticket_id, row.number]))
  return {
    callId,
    state: call.state,
    phone: phone === null ? null : maskPhone(phone),
    rangAt: call.rangAt,
    answeredAt: call.answeredAt,
    heldSince: call.heldSince,
    hungUpAt: call.hungUpAt,
    transferredTo: call.transferredTo,
    timesThisMonth: phoneIndex === null ? null : await countCalls(pool, phoneIndex, month),
    tickets: ids.flatMap((ticketId) => {
      const number = numbers.get(ticketId)
      return number === undefined ? [] : [{ ticketId, number, title: titles.get(ticketId)?.title ?? null }]
    }),
    abuse: own && (await viewCase(own, account, deps)),
    earlierAbuse: earlier.filter((one) => one.callId !== callId).length,
  }
}

/** P17: a case with each step, by whom and when; the number only by its ends. */
export async function viewCase(one: StoredCase, account: Account, deps: ServerDeps): Promise<AbuseCaseView> {
  const { pool, keys, rulebook, clock } = deps
  const names = await namesOf(
    pool,
    one.steps.map(({ by }) => by),
  )
  const phone = await readPhone(pool, keys.master, one.callId)
  const leads = scopesOf(account, 'lead-shift', rulebook.inForce(clock.now())).length > 0
  const own = one.steps.some(({ by, type }) => by === account.accountId && type !== 'appeal')
  return {
    caseId: one.caseId,
    callId: one.callId,
    phone: phone === null ? null : maskPhone(phone),
    stage: one.stage,
    appeal: one.appeal,
    openedAt: one.openedAt,
    steps: one.steps.map(({ type, at, by, words }) => ({ type, at, by: names.get(by) ?? by, words })),
    mayDecide: leads && one.appeal === 'open' && !own,
  }
}
