import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import {
  type UnitHistory,
  unitChangeBody,
  unitClosing,
  unitHistory,
  unitMoved,
  unitRows,
  unitTable,
} from '../../../contract/http/unit-changes.ts'
import { dayOf } from '../../../domain/clock/calendar.ts'
import type { Day } from '../../../domain/kernel/instant.ts'
import { isValidOn, makeOrg, type Org } from '../../../domain/org/unit.ts'
import { applyUnitChanges, dutyHoursOf, refuseUnitChange, type UnitChange } from '../../../domain/org/unit-changes.ts'
import { namesOf } from '../../../store/account/accounts.ts'
import { type Sql, withTransaction } from '../../../store/database/connect.ts'
import { moveUnit } from '../../../store/unit/move-unit.ts'
import {
  addUnitChange,
  adoptUnitLayer,
  countAccountsAt,
  countOpenTickets,
  listUnitChanges,
  lockUnits,
  type StoredUnitChange,
} from '../../../store/unit/unit-changes.ts'
import { say } from '../../../words/say.ts'
import { advisorOf } from '../../acts/advisor.ts'
import type { ServerDeps } from '../../deps.ts'
import { unitName } from '../../http/facts.ts'
import { languageOf } from '../../http/language.ts'
import { problem } from '../../http/problem.ts'
import type { Routes } from '../../http/routing.ts'
import { accountOf, actorOf } from '../../http/who.ts'
import { readUnitTable } from './unit-table.ts'

const ACCESS = { access: { permission: 'manage-units' } } as const
const byCode = z.object({ unit: z.string().max(80) })

/** The layer over the shipped units (P26): who added, renamed, moved or closed what, when and why. */
export function unitRoutes(routes: Routes, deps: ServerDeps, announce: () => void): void {
  const { pool, clock, rulebook, log } = deps
  const today = (): Day => dayOf(clock.now(), rulebook.inForce(clock.now()).calendar)

  /** All of them or none, decided on what stands when nobody else changes it. */
  async function make(request: FastifyRequest, changes: readonly UnitChange[], reason: string): Promise<void> {
    const { accountId } = accountOf(request)
    const at = clock.now()
    for (const { effectiveFrom } of changes)
      if (effectiveFrom < today()) throw problem('units.past', { day: effectiveFrom })
    await withTransaction(pool, async (sql) => {
      await lockUnits(sql)
      await adoptUnitLayer(sql, rulebook, today())
      // What is not committed yet stays out of the rulebook that others decide by.
      let { org }: { org: Org } = rulebook
      for (const change of changes) {
        const refusal = refuseUnitChange(org, change, change.what === 'closed' ? today() : change.effectiveFrom)
        if (refusal) throw problem(refusal.code, refusal.facts)
        await refuseWhilePeople(sql, change)
        await addUnitChange(sql, change, { by: accountId, reason, at })
        org = makeOrg(applyUnitChanges(org.units(), [change], change.effectiveFrom))
      }
    })
    await adoptUnitLayer(pool, rulebook, today())
    advisorOf(deps).forget()
    announce()
  }

  async function refuseWhilePeople(sql: Sql, { what, code }: UnitChange): Promise<void> {
    if (what !== 'closed') return
    const count = await countAccountsAt(sql, code)
    if (count > 0) throw problem('units.people', { name: rulebook.org.getUnit(code).name, count })
  }

  routes.get(
    '/api/administration/units/:unit',
    {
      config: ACCESS,
      schema: {
        tags: ['administration'],
        summary: 'A unit, what was changed about it, and what closing it would move',
        params: byCode,
        response: { 200: unitHistory },
      },
    },
    async (request) => viewUnit(request.params.unit, request, deps, today()),
  )

  routes.post(
    '/api/administration/unit-changes',
    {
      config: ACCESS,
      schema: {
        tags: ['administration'],
        summary: 'Add, rename or move a unit from a day on',
        body: unitChangeBody,
        response: { 200: unitHistory },
      },
    },
    async (request) => {
      const { reason, ...body } = request.body
      await make(request, [changeOf(body)], reason)
      return viewUnit(body.code, request, deps, today())
    },
  )

  routes.post(
    '/api/administration/unit-table',
    {
      config: ACCESS,
      schema: {
        tags: ['administration'],
        summary:
          'Many new units from a table `code,name,name_en,kind,superior`: all of it, or nothing and the first fault',
        body: unitTable,
        response: { 200: unitRows },
      },
    },
    async (request) => {
      const language = languageOf(request)
      const changes = readUnitTable(request.body, rulebook.org, language)
      if (!request.body.preview) await make(request, changes, request.body.reason)
      const names = new Map(changes.map((one) => [one.code, one.facts.name]))
      const readable = { language, org: rulebook.org, calendar: rulebook.inForce(clock.now()).calendar }
      return {
        rows: changes.map(({ code, facts: { name, kind, superior } }) => ({
          code,
          name,
          kind,
          superiorName: names.get(superior) ?? unitName(superior, readable),
        })),
        written: request.body.preview ? 0 : changes.length,
      }
    },
  )

  routes.post(
    '/api/administration/units/:unit/closing',
    {
      config: { access: { permission: 'move-unit' } },
      schema: {
        tags: ['administration'],
        summary:
          'Close a unit: its open tickets follow to the successor, each by an event; history and scores stay (P26)',
        params: byCode,
        body: unitClosing,
        response: { 200: unitMoved },
      },
    },
    async (request) => {
      const { unit } = request.params
      const { successor, reason } = request.body
      const stands = rulebook.org.findUnit(unit)
      if (!stands) throw problem('unit.unknown', { unit })
      const before = (await listUnitChanges(pool, unit)).find((one) => one.what === 'closed')
      // Cut short, it is asked for again, and the same successor takes what is left.
      const isAgain = before?.what === 'closed' && before.facts.successor === successor
      if (!isAgain)
        await make(request, [{ code: unit, what: 'closed', effectiveFrom: today(), facts: { successor } }], reason)
      const actor = actorOf(accountOf(request))
      const { moved, untouched, refused } = await moveUnit(log, pool, unit, successor, actor, clock.now())
      return { moved, untouched, refused: refused.length }
    },
  )
}

function changeOf(body: Omit<z.infer<typeof unitChangeBody>, 'reason'> & { what: string }): UnitChange {
  const given = body as z.infer<typeof unitChangeBody>
  const { code, effectiveFrom } = given
  switch (given.what) {
    case 'added': {
      const { name, nameEn, kind, superior } = given
      return {
        code,
        effectiveFrom,
        what: 'added',
        facts: { name, nameEn, kind, superior, dutyHours: dutyHoursOf(kind) },
      }
    }
    case 'renamed':
      return { code, effectiveFrom, what: 'renamed', facts: { name: given.name, nameEn: given.nameEn } }
    case 'moved':
      return { code, effectiveFrom, what: 'moved', facts: { superior: given.superior } }
  }
}

async function viewUnit(
  code: string,
  request: FastifyRequest,
  { pool, rulebook, clock }: ServerDeps,
  today: Day,
): Promise<UnitHistory> {
  const unit = rulebook.org.findUnit(code)
  if (!unit) throw problem('unit.unknown', { unit: code })
  const language = languageOf(request)
  const readable = { language, org: rulebook.org, calendar: rulebook.inForce(clock.now()).calendar }
  const changes = await listUnitChanges(pool, code)
  const names = await namesOf(
    pool,
    changes.map((change) => change.by),
  )
  const { name, nameEn, kind, superior, validFrom, validTo } = unit
  return {
    unit: { code, name, nameEn, kind, superior, validFrom, validTo },
    shipped: changes.every((change) => change.what !== 'added'),
    ...(await countOpenTickets(pool, code)),
    accounts: await countAccountsAt(pool, code),
    below: rulebook.org.below(code).filter((one) => isValidOn(one, today)).length,
    changes: changes.map((change) => ({
      id: change.changeId,
      what: change.what,
      sentence: say(
        language,
        `unit-change.${change.what}`,
        factsOf(change, (one) => unitName(one, readable)),
      ),
      effectiveFrom: change.effectiveFrom,
      by: names.get(change.by) ?? change.by,
      reason: change.reason,
      at: change.at,
    })),
  }
}

function factsOf(change: StoredUnitChange, named: (code: string) => string): Readonly<Record<string, string>> {
  switch (change.what) {
    case 'added':
      return { name: change.facts.name, superior: named(change.facts.superior) }
    case 'renamed':
      return { name: change.facts.name }
    case 'moved':
      return { superior: named(change.facts.superior) }
    case 'closed':
      return { successor: named(change.facts.successor) }
  }
}
