import type { Sql } from '../database/connect.ts'
import { digestOfTexts } from '../policy-files.ts'
import { readDraft } from '../workshop/drafts.ts'
import { listReleases, readReleaseFiles } from '../workshop/releases.ts'
import type { CheckDeps } from './check-ticket.ts'

/**
 * Every version that was released from the workshop: its texts are those that two people approved (the draft's record says which),
 * and no released draft has lost its version.
 */
export async function checkReleases(sql: Sql, master: Buffer, report: CheckDeps['report']): Promise<void> {
  const kept = new Set<string>()
  for (const { id, draftId, checksum, effectiveFrom, replay } of await listReleases(sql)) {
    kept.add(draftId)
    const differs = (field: string) => report('release.differs', { release: id, field })
    const files = await readReleaseFiles(sql, id)
    if (files === null || digestOfTexts(files) !== checksum) differs('files')
    const { rows } = await sql.query<{ checksum: string }>('select checksum from policy_version where id = $1', [id])
    if (rows[0]?.checksum !== checksum) differs('policy_version')
    const draft = await readDraft(sql, master, draftId)
    const released = draft?.events.find((event) => event.type === 'released')
    if (draft?.state.id !== id || released?.type !== 'released') differs('record')
    else if (released.data.checksum !== checksum || released.data.effectiveFrom !== effectiveFrom) differs('checksum')
    else if (draft.state.proposal?.replay !== replay) differs('replay')
  }
  const { rows } = await sql.query<{ draft_id: string; id: string }>(
    `select draft_id, id from policy_draft where status = 'released'`,
  )
  for (const { draft_id, id } of rows) if (!kept.has(draft_id)) report('release.missing', { release: id })
}
