import type { FastifyRequest } from 'fastify'
import type { z } from 'zod'
import { type AccessLines, accessLines, accessQuestion, unusualReads } from '../../../contract/http/access-log.ts'
import { addDays, dayOf, startOfDay } from '../../../domain/clock/calendar.ts'
import { findPeopleByIds } from '../../../store/account/people.ts'
import { findByPhone } from '../../../store/person/find-people.ts'
import { logAccess } from '../../../store/read-models/access-log.ts'
import { findUnusual, listAccess, ticketByNumber, UNUSUAL } from '../../../store/read-models/access-reading.ts'
import { say } from '../../../words/say.ts'
import type { ServerDeps } from '../../deps.ts'
import { unitName, wallTime } from '../../http/facts.ts'
import { languageOf } from '../../http/language.ts'
import { problem } from '../../http/problem.ts'
import type { Routes } from '../../http/routing.ts'
import { accountOf } from '../../http/who.ts'
import { roleName } from './people-view.ts'

const ACCESS = { access: { permission: 'read-access-log' } } as const
const PAGE = 100
/** Days that the list of unusual reads looks back. */
const BACK = 30

type Question = z.infer<typeof accessQuestion>
type Reader = AccessLines['lines'][number]['reader']

/** Who read whose data, when and why (design.md §3.6). Whoever reads this leaves a line in it first. */
export function accessLogRoutes(routes: Routes, deps: ServerDeps): void {
  const { pool, clock, rulebook } = deps

  routes.post(
    '/api/access-log/search',
    {
      config: ACCESS,
      schema: {
        tags: ['administration'],
        summary:
          'Lines of the log by person, ticket, account and day; a question, because a phone never stands in an address',
        body: accessQuestion,
        response: { 200: accessLines },
      },
    },
    async (request, reply) => {
      const subject = await findSubject(request.body, deps)
      const { accountId } = accountOf(request)
      // One line a person asked about: their own list shows that it was read.
      for (const personId of subject.people?.length ? subject.people : [null]) {
        const { ticketId } = subject
        const { reason } = request.body
        await logAccess(pool, { ticketId, personId, accountId, what: 'access-log', reason, at: clock.now() })
      }
      const { calendar } = rulebook.inForce(clock.now())
      const { account, firstDay, lastDay, kind, after } = request.body
      const found = await listAccess(pool, {
        ...subject,
        accountId: account === null ? null : await accountOfLogin(account, deps),
        from: firstDay === null ? null : startOfDay(firstDay, calendar),
        to: lastDay === null ? null : startOfDay(addDays(lastDay, 1), calendar),
        kind,
        after: after === null ? null : readCursor(after),
        size: PAGE + 1,
      })
      const lines = found.slice(0, PAGE)
      const readers = await readersOf(
        lines.map((line) => line.accountId),
        request,
        deps,
      )
      const last = lines.at(-1)
      reply.header('cache-control', 'no-store')
      return {
        lines: lines.map(({ id, at, kind: what, accountId: by, ticketId, number, reason }) => ({
          id,
          at,
          kind: what,
          kindName: say(languageOf(request), `read-kind.${what}`),
          reader: readers(by),
          ticket: ticketId === null || number === null ? null : { ticketId, number },
          reason,
        })),
        next: found.length > PAGE && last ? `${last.at}/${last.id}` : null,
      }
    },
  )

  routes.get(
    '/api/access-log/unusual',
    {
      config: ACCESS,
      schema: {
        tags: ['administration'],
        summary: 'Reads of the last thirty days that a human should look at, each explained; nothing happens by itself',
        response: { 200: unusualReads },
      },
    },
    async (request) => {
      const now = clock.now()
      const { calendar, zone } = rulebook.inForce(now)
      const lastDay = dayOf(now, calendar)
      const firstDay = addDays(lastDay, -BACK)
      const rows = await findUnusual(pool, startOfDay(firstDay, calendar), now, zone)
      const readers = await readersOf(
        rows.map((row) => row.accountId),
        request,
        deps,
      )
      return {
        firstDay,
        lastDay,
        rows: rows.map(({ code, accountId, first, last, count, other }) => ({
          code,
          sentence: say(languageOf(request), `unusual.${code}`, {
            count,
            usual: other,
            tickets: other,
            days: UNUSUAL.daysAfterClosing,
            first: wallTime(first, calendar),
            last: wallTime(last, calendar),
          }),
          reader: readers(accountId),
          first,
          last,
          firstDay: dayOf(first, calendar),
          lastDay: dayOf(last, calendar),
        })),
      }
    },
  )
}

/** Whom and what the question is about. @throws Problem when there is no such person or ticket. */
async function findSubject(
  { ticket, person }: Question,
  { pool, keys }: ServerDeps,
): Promise<{ ticketId: string | null; people: string[] | null }> {
  const about = ticket === null ? null : await ticketByNumber(pool, ticket)
  if (ticket !== null && !about) throw problem('access.subject')
  if (person === null) return { ticketId: about?.ticketId ?? null, people: null }
  const people =
    'phone' in person
      ? await findByPhone(pool, keys.master, person.phone)
      : [(await ticketByNumber(pool, person.requesterOf))?.requester ?? null].filter((one) => one !== null)
  if (people.length === 0) throw problem('access.subject')
  return { ticketId: about?.ticketId ?? null, people }
}

async function accountOfLogin(login: string, { pool }: ServerDeps): Promise<string> {
  const { rows } = await pool.query<{ account_id: string }>('select account_id from account where login = $1', [login])
  // What a command line did stands under the terminal's own name.
  return rows[0]?.account_id ?? login
}

async function readersOf(
  accountIds: readonly string[],
  request: FastifyRequest,
  { pool, rulebook, clock }: ServerDeps,
): Promise<(accountId: string) => Reader> {
  const language = languageOf(request)
  const policy = rulebook.inForce(clock.now())
  const known = await findPeopleByIds(pool, [...new Set(accountIds)])
  return (accountId) => {
    const account = known.get(accountId)
    if (!account) return { login: null, name: accountId, roleName: null, unitName: null }
    return {
      login: account.login,
      name: account.name,
      roleName: roleName(account.role, language, policy),
      unitName: unitName(account.unit, { language, org: rulebook.org, calendar: policy.calendar }),
    }
  }
}

const CURSOR = /^(\d{4}-\d\d-\d\dT[\d:.]+Z)\/([0-9a-f-]{36})$/

function readCursor(after: string): { at: string; id: string } {
  const [, at, id] = CURSOR.exec(after) ?? []
  if (at === undefined || id === undefined || Number.isNaN(Date.parse(at))) throw problem('http.bad-cursor')
  return { at, id }
}
