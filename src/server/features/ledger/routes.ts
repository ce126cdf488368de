import { listQuery } from '../../../contract/http/ticket.ts'
import { dayOf } from '../../../domain/clock/calendar.ts'
import { logShown } from '../../../store/read-models/access-log.ts'
import { say } from '../../../words/say.ts'
import { everyItem } from '../../acts/every-item.ts'
import type { ServerDeps } from '../../deps.ts'
import { unitName, wallTime } from '../../http/facts.ts'
import { languageOf } from '../../http/language.ts'
import type { Routes } from '../../http/routing.ts'
import { accountOf, inboxOf } from '../../http/who.ts'
import { ledgerXlsx } from './xlsx.ts'

/** A workbook of more is no longer read by anybody; the sheet says that it was cut. */
const MOST_ROWS = 10_000
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** P29 台账: any list as a workbook, with the list's own question, masked, marked with who took it, and logged. */
export function ledgerRoutes(routes: Routes, deps: ServerDeps): void {
  const { pool, rulebook, clock } = deps

  routes.get(
    '/api/ledger.xlsx',
    {
      config: { access: { permission: 'export-ledger' } },
      schema: { tags: ['tickets'], summary: 'The list as a workbook, up to 10,000 rows', querystring: listQuery },
    },
    async (request, reply) => {
      const account = accountOf(request)
      const language = languageOf(request)
      const now = clock.now()
      const { calendar } = rulebook.inForce(now)
      const unit = inboxOf(account, request.scopes, rulebook.org)
      const { items, more } = await everyItem(unit, account, request.query, MOST_ROWS, language, deps)
      // The line in the log comes first: what cannot be logged does not leave.
      await logShown(
        pool,
        items.map((item) => item.ticketId),
        { accountId: account.accountId, what: 'export', reason: null, at: now },
      )
      const wall = (at: string) => wallTime(at, calendar)
      const watermark = say(language, more ? 'ledger.watermark-cut' : 'ledger.watermark', {
        name: account.name,
        unit: unitName(account.unit, { language, org: rulebook.org, calendar }),
        time: wall(now),
        count: items.length,
      })
      const bytes = await ledgerXlsx({ items, watermark, wall }, language)
      const name = `${say(language, 'ledger.sheet')}-${dayOf(now, calendar)}.xlsx`
      return reply
        .type(XLSX)
        .header('cache-control', 'no-store')
        .header(
          'content-disposition',
          `attachment; filename="ledger.xlsx"; filename*=UTF-8''${encodeURIComponent(name)}`,
        )
        .send(bytes)
    },
  )
}
