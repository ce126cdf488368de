import type { Day, Instant } from '../../domain/kernel/instant.ts'
import type { Policy } from '../../domain/policy/policy.ts'
import type { Sql } from '../database/connect.ts'
import { digestOfTexts, readVersion } from '../policy-files.ts'
import type { Rulebook } from '../rules/rulebook.ts'

/** A version that was released from the workshop, as the database keeps it for ever. */
export interface Release {
  readonly id: string
  readonly draftId: string
  readonly effectiveFrom: Day
  /** SHA-256 over its files, the same as a folder with them has in `policy/released.txt`. */
  readonly checksum: string
  /** SHA-256 of the replay that its approvers saw. */
  readonly replay: string
  readonly releasedAt: Instant
}

/** The texts of a released version differ from what was approved. */
class ReleaseChanged extends Error {
  readonly code = 'policy.version-changed'
  readonly facts: { readonly version: string }

  constructor(version: string) {
    super(`the released policy version ${version} is not what was approved: its tables in the database were changed`)
    this.name = 'ReleaseChanged'
    this.facts = { version }
  }
}

interface ReleaseRow {
  readonly id: string
  readonly draft_id: string
  readonly effective_from: Day
  readonly checksum: string
  readonly replay: string
  readonly released_at: Instant
}

/** Keeps an approved draft's texts as a version. Needs an open transaction. */
export async function storeRelease(sql: Sql, release: Release, files: ReadonlyMap<string, string>): Promise<void> {
  const { id, draftId, effectiveFrom, checksum, replay, releasedAt } = release
  await sql.query(
    `insert into policy_release (id, draft_id, effective_from, checksum, replay, released_at) values ($1, $2, $3, $4, $5, $6)`,
    [id, draftId, effectiveFrom, checksum, replay, releasedAt],
  )
  await sql.query(`insert into policy_release_file (id, name, text) select $1, * from unnest($2::text[], $3::text[])`, [
    id,
    [...files.keys()],
    [...files.values()],
  ])
  await sql.query('insert into policy_version (id, effective_from, checksum) values ($1, $2, $3)', [
    id,
    effectiveFrom,
    checksum,
  ])
}

export async function listReleases(sql: Sql): Promise<Release[]> {
  const { rows } = await sql.query<ReleaseRow>('select * from policy_release order by effective_from, id')
  return rows.map((row) => ({
    id: row.id,
    draftId: row.draft_id,
    effectiveFrom: row.effective_from,
    checksum: row.checksum,
    replay: row.replay,
    releasedAt: row.released_at,
  }))
}

/** The files of a released version; null: there is none of that id. */
export async function readReleaseFiles(sql: Sql, id: string): Promise<Map<string, string> | null> {
  const { rows } = await sql.query<{ name: string; text: string }>(
    'select name, text from policy_release_file where id = $1 order by name',
    [id],
  )
  return rows.length === 0 ? null : new Map(rows.map((row) => [row.name, row.text]))
}

/**
 * Takes every version that was released from the workshop into the rulebook. A version that a folder brings too (it was
 * exported into git) must be the same. @throws ReleaseChanged, PolicyFilesError.
 */
export async function adoptReleases(
  sql: Sql,
  rulebook: Rulebook,
  folders?: ReadonlyMap<string, string>,
): Promise<void> {
  const known = new Set(rulebook.versions.map((policy) => policy.id))
  for (const { id, checksum } of await listReleases(sql)) {
    const inFolder = folders?.get(id)
    if (inFolder !== undefined && inFolder !== checksum) throw new ReleaseChanged(id)
    if (known.has(id)) continue
    const { policy, files } = await readRelease(sql, id, checksum)
    rulebook.adopt(policy, files)
  }
}

async function readRelease(
  sql: Sql,
  id: string,
  checksum: string,
): Promise<{ policy: Policy; files: ReadonlyMap<string, string> }> {
  const files = (await readReleaseFiles(sql, id)) ?? new Map<string, string>()
  if (digestOfTexts(files) !== checksum) throw new ReleaseChanged(id)
  return { policy: readVersion(id, files).policy, files }
}
