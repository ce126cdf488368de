import { z } from 'zod'
import { DRAFT_STATUSES } from '../../domain/workshop/draft.ts'

/** Shapes of the policy workshop: versions, drafts and replays. */

const who = z.object({ account: z.string(), name: z.string() })
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/)

export const versionView = z.object({
  id: z.string(),
  name: z.string(),
  nameEn: z.string(),
  effectiveFrom: z.string(),
  standing: z.enum(['past', 'in-force', 'coming']),
  checksum: z.string(),
  /** Where it was released: a folder of the program, or the workshop. */
  origin: z.enum(['folder', 'workshop']),
  draftId: z.string().nullable(),
  sources: z.array(z.object({ title: z.string(), titleEn: z.string() })),
  unsourced: z.array(z.object({ table: z.string(), what: z.string(), whatEn: z.string() })),
})
export type VersionView = z.infer<typeof versionView>

export const versionsView = z.object({ today: z.string(), versions: z.array(versionView) })

export const draftView = z.object({
  draftId: z.string(),
  status: z.enum(DRAFT_STATUSES),
  id: z.string(),
  base: z.string(),
  startedBy: who,
  startedAt: z.string(),
  editedAt: z.string(),
  editors: z.array(who),
  proposal: z
    .object({ by: who, at: z.string(), effectiveFrom: z.string(), checksum: z.string(), replay: z.string() })
    .nullable(),
  approvals: z.array(z.object({ by: who, at: z.string() })),
  approvalsNeeded: z.number(),
  /** Why it was last sent back. */
  sentBack: z.object({ by: who, at: z.string(), reason: z.string().nullable() }).nullable(),
})
export type DraftView = z.infer<typeof draftView>

export const draftFileView = z.object({
  name: z.string(),
  revision: z.number(),
  text: z.string(),
  changedBy: who,
  changedAt: z.string(),
})
export type DraftFileView = z.infer<typeof draftFileView>

export const replayRunView = z.object({
  replayId: z.string(),
  checksum: z.string(),
  firstDay: z.string(),
  lastDay: z.string(),
  status: z.enum(['running', 'silent', 'done', 'failed', 'cancelled']),
  done: z.number(),
  total: z.number(),
  startedBy: who,
  startedAt: z.string(),
  hash: z.string().nullable(),
})
export type ReplayRunView = z.infer<typeof replayRunView>

export const wholeDraft = z.object({
  draft: draftView,
  files: z.array(draftFileView),
  /** SHA-256 over the files as they are. */
  checksum: z.string(),
  replays: z.array(replayRunView),
})
export type WholeDraft = z.infer<typeof wholeDraft>

export const startDraft = z.object({
  base: z.string().max(80),
  effectiveFrom: day,
  name: z.string().trim().min(1).max(80).optional(),
  nameEn: z.string().trim().min(1).max(160).optional(),
})

export const saveFile = z.object({ text: z.string().max(900_000), revision: z.int().positive() })
export const replayRange = z.object({ firstDay: day, lastDay: day })
export const sendBackBody = z.object({ reason: z.string().trim().min(1).max(500) })

const sentence = z.object({ zh: z.string(), en: z.string() })

export const checkView = z.object({
  checksum: z.string(),
  errors: z.number(),
  faults: z.array(z.object({ file: z.string(), line: z.number(), column: z.number(), sentence })),
  findings: z.array(
    z.object({
      code: z.string(),
      severity: z.enum(['error', 'warning']),
      file: z.string(),
      line: z.number(),
      zh: z.string(),
      en: z.string(),
    }),
  ),
  cases: z.number(),
  failures: z.array(
    z.object({ row: z.number(), what: z.string(), field: z.string(), expected: z.string(), got: z.string() }),
  ),
})
export type CheckView = z.infer<typeof checkView>

const cells = z.array(z.object({ column: z.string(), text: z.string() }))
const rowText = z.object({ key: z.string(), cells })

export const differenceView = z.object({
  sheets: z.array(
    z.object({
      file: z.string(),
      sheet: z.string(),
      added: z.array(rowText),
      removed: z.array(rowText),
      changed: z.array(z.object({ key: z.string(), column: z.string(), before: z.string(), after: z.string() })),
    }),
  ),
})
export type DifferenceView = z.infer<typeof differenceView>

export const replayView = z.object({
  run: replayRunView,
  /** As `ReplayResult` has it. */
  result: z.looseObject({}).nullable(),
  failure: z.string().nullable(),
  /** Names of the units, and numbers of the tickets, that the result speaks of. */
  units: z.record(z.string(), z.string()),
  numbers: z.record(z.string(), z.string()),
})
export type ReplayView = z.infer<typeof replayView>
