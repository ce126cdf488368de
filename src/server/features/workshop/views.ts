import type { z } from 'zod'
import type {
  CheckView,
  DraftView,
  replayRunView,
  VersionView,
  versionsView,
  WholeDraft,
} from '../../../contract/http/workshop.ts'
import { type CheckedVersion, errorsIn } from '../../../contract/policy/check-version.ts'
import { sheetsOf } from '../../../contract/policy/sheet/sheet.ts'
import { dayOf } from '../../../domain/clock/calendar.ts'
import type { Instant } from '../../../domain/kernel/instant.ts'
import type { Policy } from '../../../domain/policy/policy.ts'
import { APPROVALS_NEEDED, type DraftState } from '../../../domain/workshop/draft.ts'
import { namesOf } from '../../../store/account/accounts.ts'
import type { Sql } from '../../../store/database/connect.ts'
import { digestOfTexts } from '../../../store/policy-files.ts'
import type { Draft, DraftFile } from '../../../store/workshop/drafts.ts'
import { textsOf } from '../../../store/workshop/drafts.ts'
import { listReleases } from '../../../store/workshop/releases.ts'
import type { ReplayRun } from '../../../store/workshop/replay-runs.ts'
import type { ServerDeps } from '../../deps.ts'
import { isSilent } from './replay-jobs.ts'

type Who = (account: string) => { account: string; name: string }

export async function whoIs(sql: Sql, accounts: readonly string[]): Promise<Who> {
  const names = await namesOf(sql, [...new Set(accounts)])
  return (account) => ({ account, name: names.get(account) ?? account })
}

/** Every version with where it stands, what it rests on and what nobody has a source for. */
export async function viewVersions({ pool, rulebook, clock }: ServerDeps): Promise<z.infer<typeof versionsView>> {
  const now = clock.now()
  const inForce = rulebook.inForce(now)
  const releases = new Map((await listReleases(pool)).map((release) => [release.id, release]))
  const versions = rulebook.versions.map((policy): VersionView => {
    const files = rulebook.filesOf(policy.id) ?? new Map<string, string>()
    const release = releases.get(policy.id)
    return {
      id: policy.id,
      ...manifestOf(policy, files.get('manifest.yaml') ?? ''),
      effectiveFrom: policy.effectiveFrom,
      standing: policy === inForce ? 'in-force' : policy.effectiveFrom > inForce.effectiveFrom ? 'coming' : 'past',
      checksum: digestOfTexts(files),
      origin: release ? 'workshop' : 'folder',
      draftId: release?.draftId ?? null,
    }
  })
  return { today: dayOf(now, inForce.calendar), versions }
}

function manifestOf(policy: Policy, text: string): Pick<VersionView, 'name' | 'nameEn' | 'sources' | 'unsourced'> {
  const sheets = sheetsOf('manifest.yaml', text)
  const rows = (name: string) => sheets.find((sheet) => sheet.name === name)?.rows ?? []
  const cell = (row: { readonly cells: readonly { readonly text: string }[] }, index: number) =>
    row.cells[index]?.text ?? ''
  const nameEn = rows('values').find((row) => row.key === 'name_en')
  return {
    name: policy.name,
    nameEn: nameEn ? cell(nameEn, 0) : policy.name,
    sources: rows('sources').map((row) => ({ title: cell(row, 0), titleEn: cell(row, 1) })),
    unsourced: rows('unsourced').map((row) => ({ table: cell(row, 0), what: cell(row, 1), whatEn: cell(row, 2) })),
  }
}

export async function viewWholeDraft(
  sql: Sql,
  draft: Draft,
  files: readonly DraftFile[],
  runs: readonly ReplayRun[],
  now: Instant,
): Promise<WholeDraft> {
  const who = await whoIs(sql, [
    ...peopleIn(draft.state),
    ...draft.events.map((event) => event.by),
    ...files.map((file) => file.changedBy),
    ...runs.map((run) => run.startedBy),
  ])
  return {
    draft: viewDraft(draft.draftId, draft.state, who, draft.events),
    files: files.map(({ changedBy, ...rest }) => ({ ...rest, changedBy: who(changedBy) })),
    checksum: digestOfTexts(textsOf(files)),
    replays: runs.map((run) => viewRun(run, who, now)),
  }
}

export function peopleIn(state: DraftState): string[] {
  return [
    state.startedBy,
    ...state.editors,
    ...(state.proposal ? [state.proposal.by] : []),
    ...state.approvals.map((one) => one.by),
  ]
}

export function viewDraft(draftId: string, state: DraftState, who: Who, events: Draft['events'] = []): DraftView {
  const { status, id, base, startedAt, editedAt, proposal } = state
  const back = events.findLast((event) => event.type === 'sent-back')
  return {
    draftId,
    status: status ?? 'discarded',
    id,
    base,
    startedBy: who(state.startedBy),
    startedAt,
    editedAt,
    editors: state.editors.map(who),
    proposal: proposal && { ...proposal, by: who(proposal.by) },
    approvals: state.approvals.map(({ by, at }) => ({ by: who(by), at })),
    approvalsNeeded: APPROVALS_NEEDED,
    sentBack: back ? { by: who(back.by), at: back.at, reason: back.reason } : null,
  }
}

export function viewRun(run: ReplayRun, who: Who, now: Instant): z.infer<typeof replayRunView> {
  const { replayId, checksum, firstDay, lastDay, status, done, total, startedBy, startedAt, hash } = run
  return {
    replayId,
    checksum,
    firstDay,
    lastDay,
    status: isSilent(run, now) ? 'silent' : status,
    done,
    total,
    startedBy: who(startedBy),
    startedAt,
    hash,
  }
}

const MOST_SHOWN = 300

export function viewCheck(checked: CheckedVersion & { readonly checksum: string }): CheckView {
  const { checksum, faults, findings, cases, failures } = checked
  return {
    checksum,
    errors: errorsIn(checked),
    faults: faults.slice(0, MOST_SHOWN).map((fault) => ({ ...fault })),
    findings: findings.slice(0, MOST_SHOWN).map((finding) => ({ ...finding })),
    cases,
    failures: failures.slice(0, MOST_SHOWN).map((failure) => ({ ...failure })),
  }
}
