import { z } from 'zod'
import {
  drawBody,
  SAMPLE_KINDS,
  type SampleView,
  sampleList,
  sampleTickets,
} from '../../../contract/http/inspection.ts'
import { ticketListItem } from '../../../contract/http/ticket.ts'
import { CENTRE } from '../../../domain/org/unit.ts'
import { DEFAULT_SAMPLE_SIZES } from '../../../domain/policy/sample-sizes.ts'
import { isPeriodId, periodOf, periodSpan, previousPeriod } from '../../../domain/scoring/period.ts'
import { namesOf } from '../../../store/account/accounts.ts'
import { readAs } from '../../../store/database/reader.ts'
import {
  drawSample,
  type InspectionStanding,
  itemsOf,
  listSamples,
  readSample,
  type Sample,
  standingsOf,
} from '../../../store/inspection/samples.ts'
import { listOversight } from '../../../store/read-models/oversight-list.ts'
import { listByIds } from '../../../store/read-models/ticket-list.ts'
import { titlesOf } from '../../../store/read-models/titles.ts'
import type { ServerDeps } from '../../deps.ts'
import { languageOf } from '../../http/language.ts'
import { problem } from '../../http/problem.ts'
import type { Routes } from '../../http/routing.ts'
import { accountOf, inboxOf } from '../../http/who.ts'
import { listItems } from '../../view/list-items.ts'

const access = { permission: ['inspect', 'decide-inspection'] }
const tags = ['inspection']
const PERIODS_SHOWN = 6
const NOT_YET: InspectionStanding = { inspected: false, mark: null }

/** 质检 (P30): samples drawn by chance and stored before anybody looks, and the marks that units disputed. */
export function inspectionRoutes(routes: Routes, deps: ServerDeps): void {
  const { pool, readerPool, keys, rulebook, clock } = deps

  /** Whatever a policy grants: samples hold every unit's tickets, so only the centre and the supervision body see them. */
  const readerOf = (request: Parameters<typeof accountOf>[0]) => {
    const account = accountOf(request)
    if (inboxOf(account, request.scopes, rulebook.org) !== CENTRE) throw problem('rights.other-unit')
    return account
  }
  const current = (): string => {
    const { period, calendar } = rulebook.inForce(clock.now())
    return periodOf(clock.now(), period.startDay, calendar)
  }
  const view = async (samples: readonly Sample[]): Promise<SampleView[]> => {
    const names = await namesOf(
      pool,
      samples.map((one) => one.by),
    )
    return Promise.all(
      samples.map(async ({ sampleId, period, seed, populations, by, drawnAt }) => {
        const items = await itemsOf(pool, sampleId)
        const standings = await standingsOf(
          pool,
          items.map((one) => one.ticketId),
        )
        const parts = SAMPLE_KINDS.map((kind) => {
          const of = items.filter((one) => one.kind === kind).map((one) => standings.get(one.ticketId))
          return {
            kind,
            population: populations[kind],
            drawn: of.length,
            inspected: of.filter((one) => one?.inspected).length,
            marked: of.filter((one) => one && one.mark !== null && one.mark !== 'lifted').length,
          }
        })
        return { sampleId, period, seed, drawnAt, by: names.get(by) ?? by, parts }
      }),
    )
  }

  routes.get(
    '/api/inspection/samples',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Samples of a period (the current one unless told), and how far they were looked at',
        querystring: z.object({ period: z.string().max(10).optional() }),
        response: { 200: sampleList },
      },
    },
    async (request, reply) => {
      reply.header('cache-control', 'no-store')
      readerOf(request)
      const period = request.query.period ?? current()
      if (!isPeriodId(period)) throw problem('sample.period-malformed')
      const periods = [current()]
      while (periods.length < PERIODS_SHOWN) periods.push(previousPeriod(periods.at(-1) ?? ''))
      const sizes = { ...DEFAULT_SAMPLE_SIZES, ...rulebook.inForce(clock.now()).inspection }
      return { period, periods, sizes, samples: await view(await listSamples(pool, period)) }
    },
  )

  routes.post(
    '/api/inspection/samples',
    {
      config: { access: { permission: 'inspect' } },
      schema: {
        tags,
        summary: 'Draw a sample of what ended in a period; it is stored before anybody looks',
        body: drawBody,
        response: { 201: z.object({ sampleId: z.uuid() }) },
      },
    },
    async (request, reply) => {
      const account = readerOf(request)
      const { sampleId, period } = request.body
      if (!isPeriodId(period)) throw problem('sample.period-malformed')
      const at = clock.now()
      const policy = rulebook.inForce(at)
      const drawn = await drawSample(pool, keys, {
        sampleId,
        period,
        span: periodSpan(period, policy.period.startDay, policy.calendar),
        sizes: { ...DEFAULT_SAMPLE_SIZES, ...policy.inspection },
        at,
        policy: policy.id,
        actor: { kind: 'person', account: account.accountId, unit: account.unit, role: account.role },
      })
      if (!drawn) throw problem('sample.nothing-left')
      return reply.code(201).send({ sampleId })
    },
  )

  routes.get(
    '/api/inspection/samples/:id',
    {
      config: { access },
      schema: {
        tags,
        summary: 'The tickets of one sample, in the order in which they were drawn, and where each stands',
        params: z.object({ id: z.uuid() }),
        response: { 200: sampleTickets },
      },
    },
    async (request, reply) => {
      reply.header('cache-control', 'no-store')
      readerOf(request)
      const sample = await readSample(pool, request.params.id)
      if (!sample) throw problem('sample.unknown')
      const items = await itemsOf(pool, sample.sampleId)
      const ids = items.map((one) => one.ticketId)
      const { rows, titles, standings } = await readAs(readerPool ?? pool, CENTRE, async (sql) => {
        const rows = await listByIds(sql, CENTRE, ids)
        return { rows, titles: await titlesOf(sql, keys.master, ids), standings: await standingsOf(sql, ids) }
      })
      const tickets = new Map(
        listItems(rows, titles, languageOf(request), rulebook, clock.now()).map((one) => [one.ticketId, one]),
      )
      const found = items.flatMap(({ ticketId, kind }) => {
        const ticket = tickets.get(ticketId)
        return ticket ? [{ kind, ticket, state: standings.get(ticketId) ?? NOT_YET }] : []
      })
      const [shown] = await view([sample])
      if (!shown) throw problem('sample.unknown')
      return { sample: shown, items: found, gone: items.length - found.length }
    },
  )

  routes.get(
    '/api/inspection/marked',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Tickets marked as falsely closed; those whose unit objected come first',
        response: { 200: z.object({ tickets: z.array(ticketListItem) }) },
      },
    },
    async (request, reply) => {
      reply.header('cache-control', 'no-store')
      readerOf(request)
      const { rows, titles } = await readAs(readerPool ?? pool, CENTRE, async (sql) => {
        const rows = await listOversight(sql, CENTRE, ['falsely-closed'])
        return {
          rows,
          titles: await titlesOf(
            sql,
            keys.master,
            rows.map((row) => row.ticket_id),
          ),
        }
      })
      const disputed = rows.toSorted((a, b) => Number(isDisputed(b)) - Number(isDisputed(a)))
      return { tickets: listItems(disputed, titles, languageOf(request), rulebook, clock.now()) }
    },
  )
}

function isDisputed({ marks }: { readonly marks: readonly string[] }): boolean {
  return marks.includes('inspection-objected')
}
