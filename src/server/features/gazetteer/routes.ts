import { z } from 'zod'
import { gazetteerBody, gazetteerList, gazetteerReceipt } from '../../../contract/http/dispatch.ts'
import { parseAliases } from '../../../intelligence/place/alias.ts'
import { enterAll, listEntries, removeEntry } from '../../../store/gazetteer/entries.ts'
import { advisorOf } from '../../acts/advisor.ts'
import type { ServerDeps } from '../../deps.ts'
import { unitName } from '../../http/facts.ts'
import { languageOf } from '../../http/language.ts'
import { problem } from '../../http/problem.ts'
import type { Routes } from '../../http/routing.ts'
import { accountOf } from '../../http/who.ts'

const MOST = 5_000

/** The operator's own names of places; who keeps the organisation's data keeps these too. */
export function gazetteerRoutes(routes: Routes, deps: ServerDeps): void {
  const { pool, rulebook, clock } = deps

  routes.get(
    '/api/gazetteer',
    {
      config: { access: { permission: 'move-unit' } },
      schema: {
        tags: ['gazetteer'],
        summary: 'Compounds, roads, landmarks and other names that were entered here',
        response: { 200: gazetteerList },
      },
    },
    async (request) => {
      const to = {
        language: languageOf(request),
        org: rulebook.org,
        calendar: rulebook.inForce(clock.now()).calendar,
      }
      const found = await listEntries(pool)
      return {
        total: found.length,
        items: found.slice(0, MOST).map(({ name, kind, unit, point, enteredAt }) => ({
          name,
          kind,
          unit: { code: unit, name: unitName(unit, to) },
          lat: point?.lat ?? null,
          lng: point?.lng ?? null,
          enteredAt,
        })),
      }
    },
  )

  routes.post(
    '/api/gazetteer',
    {
      config: { access: { permission: 'move-unit' } },
      schema: {
        tags: ['gazetteer'],
        summary: 'Enter a table `name,unit,kind,lat,lng`: all of it, or nothing and the first fault',
        body: gazetteerBody,
        response: { 200: gazetteerReceipt },
      },
    },
    async (request) => {
      const { aliases, faults } = parseAliases(request.body.table, (code) => rulebook.org.findUnit(code) !== undefined)
      const [first] = faults
      if (first) {
        const fault = first.sentence[languageOf(request)]
        throw problem('gazetteer.faults', { line: first.line, fault, count: faults.length })
      }
      const rows = aliases.map(({ name, unit, kind, point = null }) => ({ name, unit, kind, point }))
      const written = await enterAll(pool, rows, accountOf(request).accountId, clock.now())
      advisorOf(deps).forget()
      return { written }
    },
  )

  routes.delete(
    '/api/gazetteer/:unit/:name',
    {
      config: { access: { permission: 'move-unit' } },
      schema: {
        tags: ['gazetteer'],
        summary: 'Take an entry out',
        params: z.object({ unit: z.string().max(80), name: z.string().max(80) }),
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      const { unit, name } = request.params
      if (!(await removeEntry(pool, name, unit))) throw problem('gazetteer.no-entry')
      advisorOf(deps).forget()
      return reply.code(204).send(null)
    },
  )
}
