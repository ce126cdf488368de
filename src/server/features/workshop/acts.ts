import { createHash } from 'node:crypto'
import { v7 as uuidv7 } from 'uuid'
import { type CheckedVersion, checkVersion, errorsIn } from '../../../contract/policy/check-version.ts'
import { POLICY_FILES } from '../../../contract/policy/parse-policy.ts'
import { setCell, sheetsOf } from '../../../contract/policy/sheet/sheet.ts'
import { startOfDay } from '../../../domain/clock/calendar.ts'
import type { Day, Instant } from '../../../domain/kernel/instant.ts'
import type { Org } from '../../../domain/org/unit.ts'
import {
  approve,
  type DraftContext,
  discard,
  edit,
  NO_DRAFT,
  propose,
  sendBack,
} from '../../../domain/workshop/draft.ts'
import { type Account, namesOf } from '../../../store/account/accounts.ts'
import { type Sql, withTransaction } from '../../../store/database/connect.ts'
import { digestOfTexts } from '../../../store/policy-files.ts'
import {
  appendDraft,
  type Decision,
  type Draft,
  DraftChanged,
  type DraftFact,
  listDrafts,
  readDraft,
  readDraftFiles,
  storeFile,
  storeFirstFiles,
  textsOf,
} from '../../../store/workshop/drafts.ts'
import { adoptReleases, storeRelease } from '../../../store/workshop/releases.ts'
import { listRuns } from '../../../store/workshop/replay-runs.ts'
import type { ServerDeps } from '../../deps.ts'
import { Problem, problem } from '../../http/problem.ts'
import { actorOf } from '../../http/who.ts'

const MOST_TRIES = 5

export interface NewDraft {
  readonly base: string
  readonly effectiveFrom: Day
  readonly name?: string | undefined
  readonly nameEn?: string | undefined
}

/** Begins a draft as a copy of a released version, with an id and a day of its own. */
export async function startDraft(deps: ServerDeps, account: Account, wanted: NewDraft): Promise<string> {
  const { pool, rulebook, clock } = deps
  const { base, effectiveFrom } = wanted
  const texts = rulebook.filesOf(base)
  if (!texts) throw problem('policy.unknown-version', { version: base })
  const at = clock.now()
  if (!isDay(effectiveFrom)) throw problem('http.invalid', { where: 'effectiveFrom', what: effectiveFrom })
  if (startOfDay(effectiveFrom, rulebook.getVersion(base).calendar) <= at) {
    throw problem('draft.day-past', { day: effectiveFrom })
  }
  const taken = new Set([
    ...rulebook.versions.map((version) => version.id),
    ...(await listDrafts(pool)).filter(({ state }) => state.status !== 'discarded').map(({ state }) => state.id),
  ])
  const id = freeId(`${base.split('/')[0]}/${effectiveFrom.slice(0, 7)}`, taken)
  const files = new Map(texts)
  files.set('manifest.yaml', headed(texts.get('manifest.yaml') ?? '', { ...wanted, id }))
  const draftId = uuidv7()
  await withTransaction(pool, async (sql) => {
    await storeFirstFiles(sql, draftId, files, { by: account.accountId, at })
    const facts: DraftFact[] = [{ type: 'drafted', data: { base, id } }]
    await append(sql, deps, account, at, { draftId, version: 0, state: NO_DRAFT, facts })
  })
  return draftId
}

function isDay(text: string): boolean {
  const ms = Date.parse(`${text}T00:00:00.000Z`)
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(text)
}

function freeId(wanted: string, taken: ReadonlySet<string>): string {
  for (let number = 1; ; number++) {
    const id = number === 1 ? wanted : `${wanted}-${number}`
    if (!taken.has(id)) return id
  }
}

/** The manifest with the draft's own id, day and name. */
function headed(text: string, head: NewDraft & { readonly id: string }): string {
  const [year = '', month = ''] = head.effectiveFrom.split('-')
  const values: Readonly<Record<string, (old: string) => string>> = {
    id: () => head.id,
    effective_from: () => head.effectiveFrom,
    // Without a name of its own it has the old one's, with its own month in place of the old one's.
    name: (old) => head.name ?? `${old.replace(/（[^（）]*）$/, '')}（${year}年${Number(month)}月）`,
    name_en: (old) => head.nameEn ?? `${old.replace(/ \([^()]*\)$/, '')} (${year}-${month})`,
  }
  return Object.entries(values).reduce((before, [key, of]) => {
    const rows = sheetsOf('manifest.yaml', before)[0]?.rows ?? []
    const row = rows.findIndex((one) => one.key === key)
    if (row === -1) return before
    const value = of(rows[row]?.cells[0]?.text ?? '')
    return setCell('manifest.yaml', before, { sheet: 'values', row, column: 0 }, value)
  }, text)
}

export interface SavedFile {
  readonly name: string
  readonly text: string
  /** The one that the person had before them. */
  readonly revision: number
}

/** Keeps one changed table. Two who change the same one at once: the second is told by whom and when it was changed. */
export async function saveTable(
  deps: ServerDeps,
  account: Account,
  draftId: string,
  file: SavedFile,
): Promise<{ revision: number }> {
  if (!(POLICY_FILES as readonly string[]).includes(file.name))
    throw problem('draft.unknown-table', { file: file.name })
  return again(async () =>
    withTransaction(deps.pool, async (sql) => {
      const draft = await existing(sql, deps, draftId)
      const now = (await readDraftFiles(sql, draftId)).find((one) => one.name === file.name)
      if (now?.text === file.text) return { revision: now.revision }
      if (now && now.revision !== file.revision) {
        const name = (await namesOf(sql, [now.changedBy])).get(now.changedBy) ?? now.changedBy
        throw problem('draft.table-changed', { file: file.name, by: name, at: now.changedAt, revision: now.revision })
      }
      const at = deps.clock.now()
      const sha256 = createHash('sha256').update(file.text).digest('hex')
      const facts = unwrap(edit(draft.state, file.name, sha256))
      await append(sql, deps, account, at, { ...draft, facts })
      if (!(await storeFile(sql, draftId, file, { by: account.accountId, at }))) throw new DraftChanged()
      return { revision: file.revision + 1 }
    }),
  )
}

/** Applies for approval with the last finished replay. */
export async function proposeDraft(deps: ServerDeps, account: Account, draftId: string): Promise<void> {
  await act(deps, account, draftId, async (sql, draft, context) => {
    const done = (await listRuns(sql, draftId, 50)).find((run) => run.status === 'done')
    const replay = done?.hash ? { hash: done.hash, checksum: done.checksum } : null
    return propose(draft.state, replay, context)
  })
}

/** One more approval; the last one needed releases the version. True: it was released. */
export async function approveDraft(deps: ServerDeps, account: Account, draftId: string): Promise<boolean> {
  const { rulebook, pool } = deps
  const facts = await act(deps, account, draftId, async (_sql, draft, context) => approve(draft.state, context))
  const released = facts.some((fact) => fact.type === 'released')
  if (released) await adoptReleases(pool, rulebook)
  return released
}

export async function sendBackDraft(
  deps: ServerDeps,
  account: Account,
  draftId: string,
  reason: string,
): Promise<void> {
  await act(deps, account, draftId, async (_sql, draft) => sendBack(draft.state, account.accountId), reason)
}

export async function discardDraft(deps: ServerDeps, account: Account, draftId: string): Promise<void> {
  await act(deps, account, draftId, async (_sql, draft) => discard(draft.state))
}

type Decide = (sql: Sql, draft: Draft, context: DraftContext) => Promise<Decision>

/** Load, decide, append; a release writes the version down in the same transaction. */
async function act(
  deps: ServerDeps,
  account: Account,
  draftId: string,
  decide: Decide,
  reason?: string,
): Promise<readonly DraftFact[]> {
  return again(async () =>
    withTransaction(deps.pool, async (sql) => {
      const { rulebook, clock } = deps
      await adoptReleases(sql, rulebook)
      const draft = await existing(sql, deps, draftId)
      const files = textsOf(await readDraftFiles(sql, draftId))
      const now = clock.now()
      const checked = checkDraft(files, rulebook.org)
      const context: DraftContext = {
        now,
        by: account.accountId,
        check: {
          checksum: checked.checksum,
          policy: checked.policy,
          errors: errorsIn(checked),
          failedCases: checked.failures.length,
        },
        released: rulebook.versions,
      }
      const facts = unwrap(await decide(sql, draft, context))
      const next = await append(sql, deps, account, now, { ...draft, facts, reason })
      for (const fact of facts) {
        if (fact.type !== 'released') continue
        const { id, proposal } = next.state
        const { checksum, effectiveFrom } = fact.data
        const replay = proposal?.replay ?? ''
        await storeRelease(sql, { id, draftId, effectiveFrom, checksum, replay, releasedAt: now }, files)
      }
      return facts
    }),
  )
}

export async function existing(sql: Sql, { keys }: ServerDeps, draftId: string): Promise<Draft> {
  const draft = await readDraft(sql, keys.master, draftId)
  if (!draft) throw problem('draft.unknown')
  return draft
}

interface Appending {
  readonly draftId: string
  readonly version: number
  readonly state: Draft['state']
  readonly facts: readonly DraftFact[]
  readonly reason?: string | undefined
}

async function append(sql: Sql, deps: ServerDeps, account: Account, at: Instant, one: Appending) {
  const actor = actorOf(account)
  if (actor.kind !== 'person') throw problem('session.needed')
  const policy = deps.rulebook.inForce(at).id
  const appended = await appendDraft(sql, deps.keys, { ...one, actor, at, policy })
  if (!appended) throw new DraftChanged()
  return appended
}

/** Whoever was second reads and decides again. */
async function again<T>(work: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await work()
    } catch (error) {
      if (!(error instanceof DraftChanged)) throw error
      if (tries === MOST_TRIES) throw problem('draft.changed')
    }
  }
}

function unwrap(decision: Decision): readonly DraftFact[] {
  if (!decision.ok) throw new Problem(decision.rejection)
  return decision.value
}

const REMEMBERED = 8
const checks = new Map<string, CheckedVersion & { readonly checksum: string }>()

/** Reads, lints and tries the tables; the same texts are looked at once. */
export function checkDraft(
  files: ReadonlyMap<string, string>,
  org: Org,
): CheckedVersion & { readonly checksum: string } {
  const checksum = digestOfTexts(files)
  const known = checks.get(checksum)
  if (known) return known
  const made = { ...checkVersion(files, org), checksum }
  const [oldest] = checks.keys()
  if (checks.size >= REMEMBERED && oldest !== undefined) checks.delete(oldest)
  checks.set(checksum, made)
  return made
}
