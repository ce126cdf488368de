import { startOfDay } from '../clock/calendar.ts'
import type { Day, Instant } from '../kernel/instant.ts'
import { done, type Result, rejected } from '../kernel/result.ts'
import type { Policy } from '../policy/policy.ts'

/** Released needs two people besides the applicant; see `approve`. */
export const APPROVALS_NEEDED = 2

export interface DraftEvents {
  readonly drafted: { readonly base: string; readonly id: string }
  /** `file` now has this SHA-256; the text itself is the draft's, not the log's. */
  readonly edited: { readonly file: string; readonly sha256: string }
  readonly proposed: { readonly checksum: string; readonly effectiveFrom: Day; readonly replay: string }
  /** The applicant took the proposal back, or an approver sent it back; what was approved has to be approved again. */
  readonly 'sent-back': { readonly why: 'recalled' | 'sent-back' }
  readonly approved: { readonly checksum: string }
  readonly released: { readonly checksum: string; readonly effectiveFrom: Day }
  readonly discarded: Readonly<Record<never, never>>
}
export type DraftEventType = keyof DraftEvents

export type DraftEvent = {
  readonly [T in DraftEventType]: {
    readonly type: T
    readonly at: Instant
    /** The account that acted. */
    readonly by: string
    readonly data: DraftEvents[T]
  }
}[DraftEventType]

export const DRAFT_STATUSES = ['editing', 'proposed', 'released', 'discarded'] as const
export type DraftStatus = (typeof DRAFT_STATUSES)[number]

export interface DraftState {
  readonly status: DraftStatus | null
  /** The version that it will be, `beijing/2026-12`. */
  readonly id: string
  /** The version that it began as. */
  readonly base: string
  readonly startedBy: string
  readonly startedAt: Instant
  /** Everybody who changed a table, in the order of their first change. */
  readonly editors: readonly string[]
  readonly editedAt: Instant
  readonly proposal: (DraftEvents['proposed'] & { readonly by: string; readonly at: Instant }) | null
  readonly approvals: readonly { readonly by: string; readonly at: Instant }[]
  readonly releasedAt: Instant | null
}

export const NO_DRAFT: DraftState = {
  status: null,
  id: '',
  base: '',
  startedBy: '',
  startedAt: '',
  editors: [],
  editedAt: '',
  proposal: null,
  approvals: [],
  releasedAt: null,
}

/** The draft after one event. */
export function evolveDraft(state: DraftState, event: DraftEvent): DraftState {
  const { by, at } = event
  switch (event.type) {
    case 'drafted':
      return { ...NO_DRAFT, ...event.data, status: 'editing', startedBy: by, startedAt: at, editedAt: at }
    case 'edited':
      return { ...state, editedAt: at, editors: state.editors.includes(by) ? state.editors : [...state.editors, by] }
    case 'proposed':
      return { ...state, status: 'proposed', proposal: { ...event.data, by, at }, approvals: [] }
    case 'sent-back':
      return { ...state, status: 'editing', proposal: null, approvals: [] }
    case 'approved':
      return { ...state, approvals: [...state.approvals, { by, at }] }
    case 'released':
      return { ...state, status: 'released', releasedAt: at }
    case 'discarded':
      return { ...state, status: 'discarded' }
  }
}

/** What a machine can tell of the draft's tables as they are. */
export interface DraftCheck {
  /** SHA-256 over all its files (`digestOfVersion`). */
  readonly checksum: string
  /** Null while a table cannot be read. */
  readonly policy: Policy | null
  /** Faults of cells and errors of the lint: a category without a unit or a limit is among them. */
  readonly errors: number
  readonly failedCases: number
}

export interface DraftContext {
  readonly now: Instant
  /** The account that acts. */
  readonly by: string
  readonly check: DraftCheck
  /** Versions that are released: their ids and days are taken. */
  readonly released: readonly Pick<Policy, 'id' | 'effectiveFrom'>[]
}

type Facts = readonly {
  readonly [T in DraftEventType]: { readonly type: T; readonly data: DraftEvents[T] }
}[DraftEventType][]

/** A finished replay of exactly these tables. */
export interface AttachedReplay {
  /** SHA-256 of its result. */
  readonly hash: string
  /** The draft's checksum when it ran. */
  readonly checksum: string
}

/** Applying for approval: the tables hold, the day is to come, and what they would have changed is on the table. */
export function propose(state: DraftState, replay: AttachedReplay | null, context: DraftContext): Result<Facts> {
  if (state.status !== 'editing') return notNow(state)
  const sound = checkSound(state, context)
  if (!sound.ok) return sound
  if (!replay) return rejected('draft.replay-needed')
  if (replay.checksum !== context.check.checksum) return rejected('draft.replay-outdated')
  const { checksum } = context.check
  return done([{ type: 'proposed', data: { checksum, effectiveFrom: sound.value, replay: replay.hash } }])
}

/**
 * Two people approve, neither of them the applicant and neither the only one who edited; the second approval releases. The
 * tables are checked again: time passes, and what was a day to come may have come.
 */
export function approve(state: DraftState, context: DraftContext): Result<Facts> {
  const { by } = context
  const { proposal } = state
  if (state.status !== 'proposed' || !proposal) return notNow(state)
  if (proposal.by === by) return rejected('draft.applicant-approves')
  if (state.editors.length === 1 && state.editors[0] === by) return rejected('draft.only-editor')
  if (state.approvals.some((one) => one.by === by)) return rejected('draft.approved-already')
  const sound = checkSound(state, context)
  if (!sound.ok) return sound
  const { checksum } = context.check
  if (checksum !== proposal.checksum) return rejected('draft.changed-since')
  const approved = { type: 'approved', data: { checksum } } as const
  if (state.approvals.length + 1 < APPROVALS_NEEDED) return done([approved])
  return done([approved, { type: 'released', data: { checksum, effectiveFrom: sound.value } }])
}

/** The applicant takes it back, or somebody who could approve sends it back; the reason goes beside it. */
export function sendBack(state: DraftState, by: string): Result<Facts> {
  if (state.status !== 'proposed') return notNow(state)
  return done([{ type: 'sent-back', data: { why: state.proposal?.by === by ? 'recalled' : 'sent-back' } }])
}

export function edit(state: DraftState, file: string, sha256: string): Result<Facts> {
  if (state.status !== 'editing') return notNow(state)
  return done([{ type: 'edited', data: { file, sha256 } }])
}

export function discard(state: DraftState): Result<Facts> {
  return state.status === 'editing' ? done([{ type: 'discarded', data: {} }]) : notNow(state)
}

function notNow(state: DraftState): Result<never> {
  return rejected('draft.not-now', { status: state.status })
}

/** A version takes effect at a midnight that is still to come: nothing that happened is judged anew by surprise. */
function checkSound(state: DraftState, { check, released, now }: DraftContext): Result<Day> {
  const { policy, errors, failedCases } = check
  if (!policy || errors > 0) return rejected('draft.errors', { errors })
  if (failedCases > 0) return rejected('draft.cases-fail', { failedCases })
  if (policy.id !== state.id) return rejected('draft.other-id', { id: state.id })
  if (released.some(({ id }) => id === policy.id)) return rejected('draft.id-taken', { id: policy.id })
  const { effectiveFrom, calendar } = policy
  if (released.some((one) => one.effectiveFrom === effectiveFrom))
    return rejected('draft.day-taken', { day: effectiveFrom })
  if (startOfDay(effectiveFrom, calendar) <= now) return rejected('draft.day-past', { day: effectiveFrom })
  return done(effectiveFrom)
}
