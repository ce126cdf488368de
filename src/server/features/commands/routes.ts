import { z } from 'zod'
import { commandReceipt } from '../../../contract/http/intake.ts'
import { REQUESTS, type TicketRequest } from '../../../contract/ticket/request.ts'
import type { CommandType } from '../../../domain/ticket/commands.ts'
import { withRecord } from '../../acts/dispatch-record.ts'
import { areOwnPeople } from '../../acts/own-people.ts'
import { proposeRuling } from '../../acts/propose-ruling.ts'
import type { ServerDeps } from '../../deps.ts'
import { type Metrics, outcomeOf } from '../../http/metrics.ts'
import { Problem, problem } from '../../http/problem.ts'
import type { Routes } from '../../http/routing.ts'
import { explainIssues } from '../../http/shape.ts'
import { accountOf, actorOf, permitFor } from '../../http/who.ts'
import { mergeTickets, splitTicket, unmergeTicket } from './together.ts'

/** Given by rules and by other commands only, never from outside. */
const INNER: ReadonlySet<string> = new Set<CommandType>([
  'register',
  'absorb',
  'release',
  'pass-time',
  'correct-record',
])

export function commandRoutes(routes: Routes, deps: ServerDeps, metrics: Metrics): void {
  const { log, clock, rulebook } = deps

  routes.post(
    '/api/tickets/:id/commands/:command',
    {
      config: { access: { permission: 'by-command' } },
      schema: {
        tags: ['tickets'],
        summary: 'Do something with a ticket; the body is that of the command',
        params: z.object({ id: z.uuid(), command: z.string() }),
        headers: z.object({
          'idempotency-key': z.string().min(8).max(100).optional(),
          'if-match': z.string().optional(),
        }),
        body: z.record(z.string(), z.unknown()),
        response: { 200: commandReceipt },
      },
    },
    async (request, reply) => {
      const { id, command } = request.params
      if (INNER.has(command)) throw problem('http.unknown-command', { command })
      const key = request.headers['idempotency-key']
      if (key === undefined) throw problem('http.key-needed')
      const account = accountOf(request)
      const now = clock.now()
      let wanted = readRequest(command, request.body)
      const version = versionOf(request.headers['if-match'])
      const rights = permitFor(account, command, rulebook.inForce(now), rulebook.org)
      const receiver = receiverOf(wanted)
      // P28: with somebody who left, or who never was one of theirs, a ticket would lie where nobody sees it.
      const known = receiver === null || (await areOwnPeople(account, [receiver], deps))
      const permit: typeof rights = (state) =>
        rights(state) ?? (known ? null : { code: 'roster.unknown-person', facts: {} })
      const common = {
        ticketId: id,
        key,
        actor: actorOf(account),
        ...(version === null ? {} : { expectedVersion: version }),
      }
      if (wanted.type === 'dispatch') {
        const recorded = await withRecord(id, wanted.body, now, permit, deps)
        if (!recorded.ok) throw new Problem(recorded.rejection)
        wanted = { type: 'dispatch', body: recorded.value }
      }
      const result =
        wanted.type === 'merge'
          ? await mergeTickets({ ...common, permit }, wanted, now, deps)
          : wanted.type === 'unmerge'
            ? await unmergeTicket({ ...common, permit }, wanted, now, deps)
            : wanted.type === 'split'
              ? await splitTicket({ ...common, permit }, readChild(request.body), now, deps)
              : await log.submit({ ...common, ...wanted }, now, permit)
      metrics.command(command, outcomeOf(result))
      if (!result.ok) throw new Problem(result.rejection)
      if (wanted.type === 'conclude-consult' && wanted.body.proposesCatalogue) {
        await proposeRuling(id, wanted.body, common.actor, now, deps)
      }
      reply.header('etag', `"${result.value.version}"`)
      return result.value
    },
  )
}

/** The person into whose hands a command gives the ticket. */
function receiverOf(wanted: TicketRequest): string | null {
  if (wanted.type === 'assign') return wanted.body.person ?? null
  return wanted.type === 'transfer' ? wanted.body.to : null
}

function readRequest(command: string, body: unknown): TicketRequest {
  const type = command as CommandType
  const parsed = REQUESTS[type].safeParse(type === 'split' ? { into: (body as { into?: unknown }).into } : body)
  if (!parsed.success) throw new Problem(explainIssues(parsed.error.issues))
  return { type, body: parsed.data } as TicketRequest
}

const childBody = z.object({
  into: z.uuid(),
  words: REQUESTS.register.shape.words,
  title: REQUESTS.register.shape.title,
  kind: REQUESTS.register.shape.kind,
  place: REQUESTS.register.shape.place,
  accuses: REQUESTS.register.shape.accuses,
})
export type ChildBody = z.infer<typeof childBody>

/** P11: what is split off brings its own words; the child's id is made by the client. */
function readChild(body: unknown): ChildBody {
  const parsed = childBody.safeParse(body)
  if (!parsed.success) throw new Problem(explainIssues(parsed.error.issues))
  return parsed.data
}

function versionOf(header: string | undefined): number | null {
  if (header === undefined || header === '*') return null
  const version = /^(?:W\/)?"?(\d{1,9})"?$/.exec(header)?.[1]
  if (version === undefined) throw problem('http.bad-version')
  return Number(version)
}
