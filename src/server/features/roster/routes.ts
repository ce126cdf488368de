import { z } from 'zod'
import {
  absenceBody,
  BATCH_COMMANDS,
  batchAnswer,
  batchBody,
  handOverBody,
  inHand,
  rosterView,
  shiftBody,
  unitPeople,
} from '../../../contract/http/roster.ts'
import { SHIFTS, shiftAt } from '../../../domain/clock/shift.ts'
import { scopesOf } from '../../../domain/rights/permit.ts'
import type { Account } from '../../../store/account/accounts.ts'
import { acknowledge, handOver } from '../../../store/roster/hand-overs.ts'
import { absentOf, addAbsence, clearShift, endAbsence, setShift, ticketsInHand } from '../../../store/roster/roster.ts'
import { requirePeople } from '../../acts/own-people.ts'
import type { ServerDeps } from '../../deps.ts'
import { languageOf } from '../../http/language.ts'
import { problem } from '../../http/problem.ts'
import type { Routes } from '../../http/routing.ts'
import { accountOf, actorOf } from '../../http/who.ts'
import { batchOn } from './batch.ts'
import { listPeople } from './people.ts'
import { itemsOf, rosterOf } from './view.ts'

const tags = ['roster']
const day = z.iso.date()
const nothing = { 204: z.null() }
/** How many of a person's tickets are shown and passed on at once. */
const MOST_IN_HAND = 200

/** P28: who is on duty, who is away, what one shift hands to the next, and what is in whose hands. */
export function rosterRoutes(routes: Routes, deps: ServerDeps): void {
  const { pool, keys, rulebook, clock } = deps

  routes.get(
    '/api/unit-people',
    {
      config: { access: { permission: 'transfer' } },
      schema: {
        tags,
        summary: 'The people of my unit and of those below it, with what they have in hand',
        querystring: z.object({
          q: z.string().trim().min(1).max(40).optional(),
          role: z.string().max(40).optional(),
          unit: z.string().max(80).optional(),
        }),
        response: { 200: unitPeople },
      },
    },
    (request) => listPeople(accountOf(request), request.query, languageOf(request), deps),
  )

  routes.get(
    '/api/unit-people/:account/tickets',
    {
      config: { access: { permission: 'transfer' } },
      schema: {
        tags,
        summary: 'The open tickets in the hands of somebody of my unit',
        params: z.object({ account: z.string().max(80) }),
        response: { 200: inHand },
      },
    },
    async (request) => {
      const account = accountOf(request)
      await requirePeople(account, [request.params.account], deps)
      const { ticketIds, total } = await ticketsInHand(pool, account.unit, request.params.account, MOST_IN_HAND)
      const items = await itemsOf(account.unit, ticketIds, languageOf(request), deps)
      return { items: ticketIds.flatMap((id) => items.get(id) ?? []), total }
    },
  )

  routes.get(
    '/api/roster',
    {
      config: { access: { permission: 'read-list' } },
      schema: {
        tags,
        summary: "My unit's duty roster, absences and hand-overs",
        querystring: z.object({ from: day.optional(), days: z.coerce.number().int().min(1).max(31).default(7) }),
        response: { 200: rosterView },
      },
    },
    async (request, reply) => {
      reply.header('cache-control', 'no-store')
      return rosterOf(accountOf(request), request.query.from, request.query.days, languageOf(request), deps)
    },
  )

  const shift = z.object({ day, shift: z.enum(SHIFTS) })
  routes.put(
    '/api/roster/shifts/:day/:shift',
    {
      config: { access: { permission: 'edit-roster' } },
      schema: { tags, summary: 'Who is in charge of a shift', params: shift, body: shiftBody, response: nothing },
    },
    async (request, reply) => {
      const account = accountOf(request)
      const { inCharge, members } = request.body
      await requirePeople(account, [inCharge, ...members], deps)
      await setShift(pool, account.unit, { ...request.params, inCharge, members }, account.accountId, clock.now())
      return reply.code(204).send(null)
    },
  )

  routes.delete(
    '/api/roster/shifts/:day/:shift',
    {
      config: { access: { permission: 'edit-roster' } },
      schema: { tags, summary: 'Nobody is entered for a shift any more', params: shift, response: nothing },
    },
    async (request, reply) => {
      await clearShift(pool, accountOf(request).unit, request.params.day, request.params.shift)
      return reply.code(204).send(null)
    },
  )

  routes.post(
    '/api/roster/absences',
    {
      config: { access: { permission: ['transfer', 'edit-roster'] } },
      schema: {
        tags,
        summary: 'Somebody is away; the own absence, or with the right any',
        body: absenceBody,
        response: nothing,
      },
    },
    async (request, reply) => {
      const account = accountOf(request)
      const { body } = request
      if (body.lastDay < body.firstDay) throw problem('roster.bad-days')
      await mayWriteAbsence(account, body.account)
      await addAbsence(pool, account.unit, body, account.accountId, clock.now())
      return reply.code(204).send(null)
    },
  )

  routes.delete(
    '/api/roster/absences/:absenceId',
    {
      config: { access: { permission: ['transfer', 'edit-roster'] } },
      schema: {
        tags,
        summary: 'Back, or entered by mistake',
        params: z.object({ absenceId: z.uuid() }),
        response: nothing,
      },
    },
    async (request, reply) => {
      const account = accountOf(request)
      const { absenceId } = request.params
      const who = await absentOf(pool, account.unit, absenceId)
      if (who === null) throw problem('roster.unknown')
      await mayWriteAbsence(account, who)
      await endAbsence(pool, account.unit, absenceId, clock.now())
      return reply.code(204).send(null)
    },
  )

  /** One's own, or with `edit-roster` of anybody in the unit or below. */
  async function mayWriteAbsence(account: Account, who: string): Promise<void> {
    if (who === account.accountId) return
    if (scopesOf(account, 'edit-roster', rulebook.inForce(clock.now())).length === 0) throw problem('roster.not-yours')
    await requirePeople(account, [who], deps)
  }

  routes.post(
    '/api/roster/hand-overs',
    {
      config: { access: { permission: ['transfer', 'edit-roster'] } },
      schema: {
        tags,
        summary: 'Hand the running shift over: a note, and the tickets to look after',
        body: handOverBody,
        response: nothing,
      },
    },
    async (request, reply) => {
      const account = accountOf(request)
      const at = clock.now()
      const policy = rulebook.inForce(at)
      const known = await itemsOf(account.unit, request.body.tickets, languageOf(request), deps)
      await handOver(
        pool,
        keys,
        {
          ...request.body,
          unit: account.unit,
          ...shiftAt(at, policy.calendar),
          tickets: request.body.tickets.filter((id) => known.has(id)),
        },
        { account: account.accountId, actor: actorOf(account), at, policy: policy.id },
      )
      return reply.code(204).send(null)
    },
  )

  routes.post(
    '/api/roster/hand-overs/:handOverId/acknowledgement',
    {
      config: { access: { permission: ['transfer', 'edit-roster'] } },
      schema: {
        tags,
        summary: 'Take a hand-over on, under my name',
        params: z.object({ handOverId: z.uuid() }),
        response: nothing,
      },
    },
    async (request, reply) => {
      const account = accountOf(request)
      const at = clock.now()
      const by = { account: account.accountId, actor: actorOf(account), at, policy: rulebook.inForce(at).id }
      const outcome = await acknowledge(pool, keys, account.unit, request.params.handOverId, by)
      if (outcome === 'unknown') throw problem('roster.unknown')
      if (outcome === 'own') throw problem('roster.own-hand-over')
      if (outcome === 'taken') throw problem('roster.taken')
      return reply.code(204).send(null)
    },
  )

  for (const command of BATCH_COMMANDS) {
    routes.post(
      `/api/batch/${command}`,
      {
        config: { access: { permission: command === 'hand-to' ? 'transfer' : command } },
        schema: {
          tags,
          summary: 'The same for several tickets, each with its own outcome; `preview` changes nothing',
          headers: z.object({ 'idempotency-key': z.string().min(8).max(100).optional() }),
          body: batchBody,
          response: { 200: batchAnswer },
        },
      },
      (request) => {
        const { preview, tickets, unit, person } = request.body
        const key = request.headers['idempotency-key']
        if (key === undefined && !preview) throw problem('http.key-needed')
        const order = { command, tickets, preview, unit, person, key: key ?? '' }
        return batchOn(order, accountOf(request), request.scopes, languageOf(request), deps)
      },
    )
  }
}
