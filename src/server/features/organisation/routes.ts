import { z } from 'zod'
import { dayOf } from '../../../domain/clock/calendar.ts'
import { isValidOn, lineOfCommand, type Unit } from '../../../domain/org/unit.ts'
import type { ServerDeps } from '../../deps.ts'
import { problem } from '../../http/problem.ts'
import type { Routes } from '../../http/routing.ts'

const MOST = 500

const unitView = z.object({
  code: z.string(),
  name: z.string(),
  nameEn: z.string(),
  kind: z.string(),
  superior: z.string().nullable(),
  district: z.string().nullable(),
  /** Units directly below. */
  below: z.number().int(),
})

/** Who there is: offices of the state are public, people in them are not. */
export function organisationRoutes(routes: Routes, { rulebook, clock }: ServerDeps): void {
  const { org } = rulebook
  const view = (unit: Unit): z.infer<typeof unitView> => ({
    code: unit.code,
    name: unit.name,
    nameEn: unit.nameEn,
    kind: unit.kind,
    superior: unit.superior,
    district: unit.district,
    below: org.below(unit.code).length,
  })

  routes.get(
    '/api/units',
    {
      config: { access: { permission: 'public' } },
      schema: {
        tags: ['organisation'],
        summary: 'Units: below one (the tree), or by a part of the name',
        querystring: z.object({
          parent: z.string().max(80).optional(),
          kind: z.string().max(40).optional(),
          q: z.string().trim().min(1).max(40).optional(),
        }),
        response: { 200: z.object({ units: z.array(unitView) }) },
      },
    },
    async (request) => {
      const { parent, kind, q } = request.query
      if (parent !== undefined && !org.findUnit(parent)) throw problem('unit.unknown', { unit: parent })
      const day = dayOf(clock.now(), rulebook.inForce(clock.now()).calendar)
      const needle = q?.toLowerCase()
      const found: Unit[] = []
      const pool = parent !== undefined && q === undefined ? org.below(parent) : org.units()
      for (const unit of pool) {
        if (found.length >= MOST) break
        if (parent === undefined && needle === undefined && kind === undefined && unit.superior !== null) continue
        if (kind !== undefined && unit.kind !== kind) continue
        if (needle !== undefined && !`${unit.code} ${unit.name} ${unit.nameEn}`.toLowerCase().includes(needle)) continue
        if (parent !== undefined && q !== undefined && !lineOfCommand(org, unit.code).includes(parent)) continue
        if (isValidOn(unit, day)) found.push(unit)
      }
      return { units: found.map(view) }
    },
  )

  routes.get(
    '/api/units/:code',
    {
      config: { access: { permission: 'public' } },
      schema: {
        tags: ['organisation'],
        summary: 'One unit and the line of command above it',
        params: z.object({ code: z.string().max(80) }),
        response: { 200: z.object({ unit: unitView, above: z.array(unitView) }) },
      },
    },
    async (request) => {
      const unit = org.findUnit(request.params.code)
      if (!unit) throw problem('unit.unknown', { unit: request.params.code })
      const above = lineOfCommand(org, unit.code).slice(1)
      return { unit: view(unit), above: above.map((code) => view(org.getUnit(code))) }
    },
  )
}
