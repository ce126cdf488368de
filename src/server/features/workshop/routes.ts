import { z } from 'zod'
import {
  checkView,
  differenceView,
  draftView,
  replayRange,
  replayView,
  saveFile,
  sendBackBody,
  startDraft as startDraftBody,
  versionsView,
  wholeDraft,
} from '../../../contract/http/workshop.ts'
import { diffVersions } from '../../../contract/policy/sheet/diff.ts'
import { dayOf } from '../../../domain/clock/calendar.ts'
import type { Org } from '../../../domain/org/unit.ts'
import type { ReplayResult } from '../../../domain/workshop/replay-result.ts'
import type { Account } from '../../../store/account/accounts.ts'
import { adoptUnitLayer } from '../../../store/unit/unit-changes.ts'
import { listDrafts, readDraftFiles, textsOf } from '../../../store/workshop/drafts.ts'
import { adoptReleases } from '../../../store/workshop/releases.ts'
import { cancelRun, listRuns, readRun } from '../../../store/workshop/replay-runs.ts'
import { say } from '../../../words/say.ts'
import type { ServerDeps } from '../../deps.ts'
import { readableFacts, unitName } from '../../http/facts.ts'
import { languageOf } from '../../http/language.ts'
import { problem } from '../../http/problem.ts'
import type { Routes } from '../../http/routing.ts'
import { accountOf } from '../../http/who.ts'
import type { LiveUpdates } from '../../live.ts'
import {
  approveDraft,
  checkDraft,
  discardDraft,
  existing,
  proposeDraft,
  saveTable,
  sendBackDraft,
  startDraft,
} from './acts.ts'
import { ReplayJobs } from './replay-jobs.ts'
import { peopleIn, viewCheck, viewDraft, viewRun, viewVersions, viewWholeDraft, whoIs } from './views.ts'

const READ = { access: { permission: 'read-policy' } } as const
const EDIT = { access: { permission: 'edit-policy' } } as const
const APPROVE = { access: { permission: 'approve-policy' } } as const
const tags = ['policy']
const byId = z.object({ id: z.uuid() })
const done = z.object({ ok: z.literal(true) })
const OK = { ok: true } as const

/** The policy workshop (design.md §3.3): versions, drafts as tables, replays, approval by two people, release. */
export function workshopRoutes(routes: Routes, deps: ServerDeps, live: LiveUpdates): void {
  const { pool, rulebook, clock } = deps
  const jobs = new ReplayJobs(deps, (err) => routes.log.error({ err }, 'a replay broke'))
  routes.addHook('onClose', () => jobs.stop())
  live.whenRulesChange(() => {
    const today = dayOf(clock.now(), rulebook.inForce(clock.now()).calendar)
    Promise.all([adoptReleases(pool, rulebook), adoptUnitLayer(pool, rulebook, today)]).catch((err: unknown) =>
      routes.log.error({ err }, 'released rules or changed units not taken in'),
    )
  })

  routes.get(
    '/api/policy-versions',
    { config: READ, schema: { tags, summary: 'Every version of the rules', response: { 200: versionsView } } },
    async () => viewVersions(deps),
  )

  routes.get(
    '/api/policy-differences',
    {
      config: READ,
      schema: {
        tags,
        summary: 'What differs between two versions or drafts, table by table',
        querystring: z.object({ before: z.string().max(80), after: z.string().max(80) }),
        response: { 200: differenceView },
      },
    },
    async (request) => {
      const { before, after } = request.query
      return {
        sheets: diffVersions(await textsUnder(before), await textsUnder(after)).map((sheet) => ({ ...sheet })),
      } as z.infer<typeof differenceView>
    },
  )

  /** A version's texts by its id, or a draft's. */
  async function textsUnder(id: string): Promise<ReadonlyMap<string, string>> {
    const files = rulebook.filesOf(id)
    if (files) return files
    const drafted = z.uuid().safeParse(id).success ? textsOf(await readDraftFiles(pool, id)) : new Map<string, string>()
    if (drafted.size === 0) throw problem('policy.unknown-version', { version: id })
    return drafted
  }

  routes.get(
    '/api/policy-drafts',
    {
      config: READ,
      schema: {
        tags,
        summary: 'Drafts, the latest changed first',
        response: { 200: z.object({ drafts: z.array(draftView) }) },
      },
    },
    async () => {
      const drafts = await listDrafts(pool)
      const who = await whoIs(
        pool,
        drafts.flatMap(({ state }) => peopleIn(state)),
      )
      return { drafts: drafts.map(({ draftId, state }) => viewDraft(draftId, state, who)) }
    },
  )

  routes.post(
    '/api/policy-drafts',
    {
      config: EDIT,
      schema: {
        tags,
        summary: 'Begin a draft as a copy of a released version',
        body: startDraftBody,
        response: { 201: z.object({ draftId: z.string() }) },
      },
    },
    async (request, reply) => {
      const draftId = await startDraft(deps, atTheCentre(accountOf(request), rulebook.org), request.body)
      return reply.code(201).send({ draftId })
    },
  )

  routes.get(
    '/api/policy-drafts/:id',
    { config: READ, schema: { tags, summary: 'A draft with its tables', params: byId, response: { 200: wholeDraft } } },
    async (request) => {
      const { id } = request.params
      const draft = await existing(pool, deps, id)
      return viewWholeDraft(pool, draft, await readDraftFiles(pool, id), await listRuns(pool, id), clock.now())
    },
  )

  routes.get(
    '/api/policy-drafts/:id/check',
    {
      config: READ,
      schema: {
        tags,
        summary: 'Faults of cells, disagreements between tables, and the cases',
        params: byId,
        response: { 200: checkView },
      },
    },
    async (request) => {
      await existing(pool, deps, request.params.id)
      return viewCheck(checkDraft(textsOf(await readDraftFiles(pool, request.params.id)), rulebook.org))
    },
  )

  routes.put(
    '/api/policy-drafts/:id/files/:file',
    {
      config: EDIT,
      schema: {
        tags,
        summary: 'Keep one changed table; the revision is the one that was changed',
        params: byId.extend({ file: z.string().max(60) }),
        body: saveFile,
        response: { 200: z.object({ revision: z.number() }) },
      },
    },
    async (request) => {
      const { id, file } = request.params
      return saveTable(deps, atTheCentre(accountOf(request), rulebook.org), id, { ...request.body, name: file })
    },
  )

  routes.delete(
    '/api/policy-drafts/:id',
    { config: EDIT, schema: { tags, summary: 'Give a draft up', params: byId, response: { 200: done } } },
    async (request) => {
      await discardDraft(deps, atTheCentre(accountOf(request), rulebook.org), request.params.id)
      return OK
    },
  )

  routes.post(
    '/api/policy-drafts/:id/replays',
    {
      config: READ,
      schema: {
        tags,
        summary: 'Run the draft over past days',
        params: byId,
        body: replayRange,
        response: { 201: z.object({ replayId: z.string() }) },
      },
    },
    async (request, reply) => {
      const { firstDay, lastDay } = request.body
      const draftId = request.params.id
      await existing(pool, deps, draftId)
      if (lastDay < firstDay || `${firstDay}T00:00:00Z` > clock.now())
        throw problem('replay.range', { firstDay, lastDay })
      const checked = checkDraft(textsOf(await readDraftFiles(pool, draftId)), rulebook.org)
      const errors = viewCheck(checked).errors
      if (!checked.policy || errors > 0) throw problem('draft.errors', { errors })
      const run = { draftId, checksum: checked.checksum, firstDay, lastDay }
      return reply.code(201).send({ replayId: await jobs.start(checked.policy, run, accountOf(request)) })
    },
  )

  routes.get(
    '/api/policy-replays/:id',
    {
      config: READ,
      schema: { tags, summary: 'How far a replay is, and its result', params: byId, response: { 200: replayView } },
    },
    async (request) => {
      const found = await readRun(pool, request.params.id)
      if (!found) throw problem('replay.unknown')
      const { run, result, failure } = found
      const readable = {
        language: languageOf(request),
        org: rulebook.org,
        calendar: rulebook.inForce(clock.now()).calendar,
      }
      const who = await whoIs(pool, [run.startedBy])
      return {
        run: viewRun(run, who, clock.now()),
        result: result && { ...result },
        failure: failure && say(readable.language, failure.code, readableFacts(failure.facts, readable)),
        units: result ? Object.fromEntries(unitsIn(result).map((code) => [code, unitName(code, readable)])) : {},
        numbers: result ? await numbersOf(result) : {},
      }
    },
  )

  async function numbersOf(result: ReplayResult): Promise<Record<string, string>> {
    const ids = new Set(Object.values(result.examples).flatMap((list) => list.map((one) => one.ticketId)))
    const { rows } = await pool.query<{ ticket_id: string; number: string }>(
      'select ticket_id, number from ticket where ticket_id = any($1)',
      [[...ids]],
    )
    return Object.fromEntries(rows.map((row) => [row.ticket_id, row.number]))
  }

  routes.delete(
    '/api/policy-replays/:id',
    { config: READ, schema: { tags, summary: 'Cancel a replay', params: byId, response: { 200: done } } },
    async (request) => {
      if (!(await readRun(pool, request.params.id))) throw problem('replay.unknown')
      if (!(await cancelRun(pool, request.params.id))) throw problem('replay.not-running')
      return OK
    },
  )

  routes.post(
    '/api/policy-drafts/:id/proposal',
    {
      config: EDIT,
      schema: { tags, summary: 'Apply for approval, with the last replay', params: byId, response: { 200: done } },
    },
    async (request) => {
      await proposeDraft(deps, atTheCentre(accountOf(request), rulebook.org), request.params.id)
      return OK
    },
  )

  routes.post(
    '/api/policy-drafts/:id/approvals',
    {
      config: APPROVE,
      schema: {
        tags,
        summary: 'Approve; the second person who does releases the version',
        params: byId,
        response: { 200: z.object({ released: z.boolean() }) },
      },
    },
    async (request) => {
      const released = await approveDraft(deps, atTheCentre(accountOf(request), rulebook.org), request.params.id)
      if (released) live.announceRules()
      return { released }
    },
  )

  routes.delete(
    '/api/policy-drafts/:id/proposal',
    {
      config: { access: { permission: ['edit-policy', 'approve-policy'] } },
      schema: {
        tags,
        summary: 'Send back with a reason, or take back',
        params: byId,
        body: sendBackBody,
        response: { 200: done },
      },
    },
    async (request) => {
      const account = atTheCentre(accountOf(request), rulebook.org)
      await sendBackDraft(deps, account, request.params.id, request.body.reason)
      return OK
    },
  )
}

/** The city's rules are made and approved at the centre and by the body outside the line of command, by nobody whom they score. */
function atTheCentre(account: Account, org: Org): Account {
  const kind = org.findUnit(account.unit)?.kind
  if (kind !== 'centre' && kind !== 'supervision') throw problem('rights.other-unit')
  return account
}

function unitsIn(result: ReplayResult): string[] {
  const codes = new Set(result.units.map((unit) => unit.unit))
  for (const flow of result.flows) codes.add(flow.from).add(flow.to)
  for (const one of Object.values(result.examples).flat()) {
    for (const code of [one.before.lead, one.after.lead, ...one.before.assisting, ...one.after.assisting])
      codes.add(code)
  }
  return [...codes]
}
