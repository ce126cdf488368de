import { v7 as uuidv7 } from 'uuid'
import { z } from 'zod'
import {
  abuseBody,
  abuseCaseView,
  appealDecision,
  callActBody,
  callEventBody,
  callHistory,
  callReceipt,
  myDesk,
  sameBuilding,
  sameBuildingQuestion,
  shiftView,
  statusBody,
} from '../../../contract/http/calls.ts'
import { wrapUpMs } from '../../../domain/call/call.ts'
import type { Account } from '../../../store/account/accounts.ts'
import { noteSeen, setExtension, setStatus, statusOfAgent } from '../../../store/call/agents.ts'
import { currentCall, endWrapUp, findCall, lastCall, takeWaiting, waitingCalls } from '../../../store/call/calls.ts'
import { withTransaction } from '../../../store/database/connect.ts'
import { readAs } from '../../../store/database/reader.ts'
import { listByIds } from '../../../store/read-models/ticket-list.ts'
import { titlesOf } from '../../../store/read-models/titles.ts'
import { ticketsOfBuilding } from '../../acts/same-building.ts'
import type { ServerDeps } from '../../deps.ts'
import { languageOf } from '../../http/language.ts'
import { problem } from '../../http/problem.ts'
import type { Routes } from '../../http/routing.ts'
import { accountOf, inboxOf } from '../../http/who.ts'
import type { LiveUpdates } from '../../live.ts'
import { listItems } from '../../view/list-items.ts'
import { decideCase, measure } from './abuse.ts'
import { viewCall } from './call-view.ts'
import { historyOfCall } from './history.ts'
import { viewShift } from './shift.ts'
import { actOnCall, demoNumber, tellCall } from './tell-call.ts'

const tags = ['calls']
const byId = z.object({ id: z.uuid() })
const MOST_WAITING = 99

/** The line of the agent's desk: told by a telephony system, worked by agents, watched over by the shift leader. */
export function callRoutes(routes: Routes, deps: ServerDeps, live: LiveUpdates): void {
  const { pool, readerPool, keys, clock, rulebook } = deps

  routes.post(
    '/api/calls',
    {
      config: { access: { permission: 'public' } },
      schema: {
        tags,
        summary: 'What a telephony system tells of a call; the same event again changes nothing. Needs its key',
        body: callEventBody,
        response: { 200: callReceipt, 201: callReceipt },
      },
    },
    async (request, reply) => {
      if (!request.trusted) throw problem('call.key-needed')
      const { call, repeated } = await tellCall(request.body, deps, live)
      const { callId, state, account } = call
      return reply.code(repeated ? 200 : 201).send({ callId, state, assigned: account !== null, repeated })
    },
  )

  routes.post(
    '/api/calls/ring',
    {
      config: { access: { permission: 'take-calls' } },
      schema: {
        tags,
        summary: 'In a demonstration: a made-up person rings at my desk, by the same event that telephony posts',
        body: z.object({ known: z.boolean() }),
        response: { 201: callReceipt },
      },
    },
    async (request, reply) => {
      const account = accountOf(request)
      if (!mayRing(account)) throw problem('call.no-demo')
      if (await currentCall(pool, account.accountId)) throw problem('call.busy')
      await withTransaction(pool, (sql) => setStatus(sql, account.accountId, 'ready', clock.now()))
      const extension = (await statusOfAgent(pool, account.accountId))?.extension ?? `demo-${account.accountId}`
      await withTransaction(pool, (sql) => setExtension(sql, account.accountId, extension.slice(0, 60)))
      const phone = await demoNumber(request.body.known, deps)
      const told = { system: 'demo', callId: uuidv7(), event: 'ringing' as const, phone, extension, receiver: null }
      const { call, repeated } = await tellCall(told, deps, live)
      return reply.code(201).send({ callId: call.callId, state: call.state, assigned: call.account !== null, repeated })
    },
  )

  routes.get(
    '/api/calls/mine',
    {
      config: { access: { permission: 'take-calls' } },
      schema: { tags, summary: 'My status, and the call that I have on the line', response: { 200: myDesk } },
    },
    async (request, reply) => {
      reply.header('cache-control', 'no-store')
      const account = accountOf(request)
      await noteSeen(pool, account.accountId, clock.now())
      return deskOf(account)
    },
  )

  routes.put(
    '/api/calls/mine/status',
    {
      config: { access: { permission: 'take-calls' } },
      schema: {
        tags,
        summary: 'Ready, resting or away; being ready ends the writing-up and takes the call that waits longest',
        body: statusBody,
        response: { 200: myDesk },
      },
    },
    async (request) => {
      const account = accountOf(request)
      const { status, extension } = request.body
      await withTransaction(pool, async (sql) => {
        const call = await currentCall(sql, account.accountId)
        if (call && call.state !== 'over') throw problem('call.busy')
        await endWrapUp(sql, account.accountId, clock.now())
        await setStatus(sql, account.accountId, status, clock.now())
        if (extension !== undefined) await setExtension(sql, account.accountId, extension)
        if (status === 'ready') await takeWaiting(sql, account.accountId)
      })
      live.announceCalls()
      return deskOf(account)
    },
  )

  routes.post(
    '/api/calls/:id/acts',
    {
      config: { access: { permission: 'take-calls' } },
      schema: {
        tags,
        summary: 'Answer, hold, resume, hang up, pass on, or bring an emergency line in',
        params: byId,
        body: callActBody,
        response: { 200: callReceipt },
      },
    },
    async (request) => {
      const call = await findCall(pool, request.params.id)
      if (!call) throw problem('call.unknown')
      const done = await actOnCall(call, request.body.act, accountOf(request), null, deps, live)
      const { callId, state, account } = done.call
      return { callId, state, assigned: account !== null, repeated: done.repeated }
    },
  )

  routes.get(
    '/api/calls/:id/history',
    {
      config: { access: { permission: 'take-calls' } },
      schema: {
        tags,
        summary: 'Who calls and what became of their earlier matters; for whoever has the call, and logged',
        params: byId,
        response: { 200: callHistory },
      },
    },
    async (request, reply) => {
      reply.header('cache-control', 'no-store')
      const account = accountOf(request)
      const call = await findCall(pool, request.params.id)
      if (!call) throw problem('call.unknown')
      if (call.account !== account.accountId) throw problem('call.not-yours')
      const unit = inboxOf(account, request.scopes, rulebook.org)
      return historyOfCall(call.callId, unit, account, languageOf(request), deps)
    },
  )

  routes.post(
    '/api/same-building',
    {
      config: { access: { permission: 'take-calls' } },
      schema: {
        tags,
        summary: 'Matters of the same building in the last 30 days',
        body: sameBuildingQuestion,
        response: { 200: sameBuilding },
      },
    },
    async (request, reply) => {
      reply.header('cache-control', 'no-store')
      const unit = inboxOf(accountOf(request), request.scopes, rulebook.org)
      const now = clock.now()
      const { ticketIds, since } = await ticketsOfBuilding(request.body, unit, now, deps)
      const items = await readAs(readerPool ?? pool, unit, async (sql) => {
        const rows = await listByIds(sql, unit, ticketIds)
        const titles = await titlesOf(sql, keys.master, ticketIds)
        return listItems(rows, titles, languageOf(request), rulebook, now)
      })
      const recent = items.filter(({ registeredAt }) => registeredAt >= since)
      return { items: recent.toSorted((a, b) => (a.registeredAt < b.registeredAt ? 1 : -1)).slice(0, 8) }
    },
  )

  routes.post(
    '/api/calls/:id/abuse',
    {
      config: { access: { permission: 'take-calls' } },
      schema: {
        tags,
        summary: 'P17: warn, hand to the shift leader, give a rest; or take the caller’s appeal down',
        params: byId,
        body: abuseBody,
        response: { 200: abuseCaseView },
      },
    },
    async (request) => measure(request.params.id, request.body, accountOf(request), deps, live),
  )

  routes.post(
    '/api/abuse-cases/:id/decision',
    {
      config: { access: { permission: 'lead-shift' } },
      schema: {
        tags,
        summary: 'Uphold a measure or lift it, by somebody who took none of it',
        params: byId,
        body: appealDecision,
        response: { 200: abuseCaseView },
      },
    },
    async (request) => decideCase(request.params.id, request.body, accountOf(request), deps),
  )

  routes.get(
    '/api/shift',
    {
      config: { access: { permission: 'lead-shift' } },
      schema: { tags, summary: 'Who is at the desks, which calls wait, which measures', response: { 200: shiftView } },
    },
    async (request, reply) => {
      reply.header('cache-control', 'no-store')
      return viewShift(accountOf(request), deps)
    },
  )

  async function deskOf(account: Account) {
    const { accountId } = account
    const status = await statusOfAgent(pool, accountId)
    const call = await currentCall(pool, accountId)
    const last = await lastCall(pool, accountId)
    const wrapUp = last && wrapUpMs(last.hungUpAt, last.readyAt)
    return {
      status: status?.status ?? ('away' as const),
      since: status?.since ?? null,
      extension: status?.extension ?? null,
      call: call && (await viewCall(call, account, deps)),
      waiting: (await waitingCalls(pool, MOST_WAITING)).length,
      mayRing: mayRing(account),
      lastWrapUp: wrapUp === null ? null : Math.round(wrapUp / 1000),
      now: clock.now(),
    }
  }

  function mayRing({ demo }: Account): boolean {
    return demo || deps.simulated === true
  }
}
