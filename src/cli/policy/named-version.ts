import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { POLICY_FILES } from '../../contract/policy/parse-policy.ts'
import { readTexts } from '../../store/policy-files.ts'
import { readDraftFiles, textsOf } from '../../store/workshop/drafts.ts'
import { readReleaseFiles } from '../../store/workshop/releases.ts'
import { CommandRefused } from '../failure.ts'
import type { House } from '../house.ts'

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** A version's texts: a folder, or a version that ships. Null: only a database can know it. */
export async function readNamedFolder(name: string, cityFolder: string): Promise<ReadonlyMap<string, string> | null> {
  const shipped = join(cityFolder, '..', name)
  const folder = [resolve(name), shipped].find((one) => existsSync(join(one, 'manifest.yaml')))
  return folder === undefined ? null : readTexts(folder, POLICY_FILES)
}

/** The same from the database: a draft by its id, or a version that was released from the workshop. */
export async function readNamedVersion(
  name: string,
  { ownerPool }: Pick<House, 'ownerPool'>,
  cityFolder: string,
): Promise<ReadonlyMap<string, string>> {
  const folder = await readNamedFolder(name, cityFolder)
  if (folder) return folder
  const drafted = UUID.test(name) ? textsOf(await readDraftFiles(ownerPool, name)) : new Map<string, string>()
  const found = drafted.size > 0 ? drafted : await readReleaseFiles(ownerPool, name)
  if (!found) throw new CommandRefused('policy.unknown-version', { version: name })
  return found
}
