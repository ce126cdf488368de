import { createHash, type Hash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type OutlinesFile, outlinesShape } from '../contract/place/outlines.ts'
import { faultText, type PolicyFault, type Read } from '../contract/policy/fault.ts'
import { ORG_FILES, parseOrg } from '../contract/policy/parse-org.ts'
import { type ParsedPolicy, POLICY_FILES, parsePolicy } from '../contract/policy/parse-policy.ts'
import type { Unit } from '../domain/org/unit.ts'
import type { Policy } from '../domain/policy/policy.ts'

/** The tables of a folder are at fault; `faults` has them all, the message each on a line, in Chinese. */
class PolicyFilesError extends Error {
  readonly code = 'policy.files'
  readonly folder: string
  readonly faults: readonly PolicyFault[]

  constructor(folder: string, faults: readonly PolicyFault[]) {
    super(`${folder}\n${faults.map((fault) => faultText(fault, 'zh')).join('\n')}`)
    this.folder = folder
    this.faults = faults
  }
}

/** The texts of the named files that exist in a folder; a missing one is for the parser to report. */
export async function readTexts(folder: string, names: readonly string[]): Promise<Map<string, string>> {
  const texts = await Promise.all(names.map(async (name) => [name, await textOf(join(folder, name))] as const))
  return new Map(texts.filter((entry): entry is readonly [string, string] => entry[1] !== null))
}

async function textOf(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  }
}

/** Reads a policy version's folder, `policy/beijing/2026-01`. Rejects with `PolicyFilesError`. */
export async function loadPolicyVersion(folder: string): Promise<ParsedPolicy> {
  return readVersion(folder, await readTexts(folder, POLICY_FILES))
}

/** The same from texts that were read already; `name` is what an error calls them. @throws PolicyFilesError */
export function readVersion(name: string, files: ReadonlyMap<string, string>): ParsedPolicy {
  return unwrap(name, parsePolicy(files))
}

/** The policy alone. Rejects with `PolicyFilesError`. */
export async function loadPolicy(folder: string): Promise<Policy> {
  return (await loadPolicyVersion(folder)).policy
}

/** Reads the units of a city, `policy/beijing/org`. Rejects with `PolicyFilesError`. */
export async function loadOrg(folder: string): Promise<Unit[]> {
  return unwrap(folder, parseOrg(await readTexts(folder, ORG_FILES)))
}

/** The outlines of a city's districts, `outlines.json` beside its units; null where a city has none. @throws when it is not of that shape. */
export async function loadOutlines(folder: string): Promise<OutlinesFile | null> {
  const text = await textOf(join(folder, 'outlines.json'))
  return text === null ? null : outlinesShape.parse(JSON.parse(text))
}

/**
 * SHA-256 over a version's files, in the order of their names: name, length in bytes, bytes. `policy/released.txt`
 * pins it, because tickets are judged by the version in force at their dispatch for good.
 */
export async function digestOfVersion(folder: string): Promise<string> {
  const hash = createHash('sha256')
  for (const name of POLICY_FILES.toSorted()) addFile(hash, name, await readFile(join(folder, name)))
  return hash.digest('hex')
}

/** The same over texts that are in no folder. */
export function digestOfTexts(files: ReadonlyMap<string, string>): string {
  const hash = createHash('sha256')
  for (const name of POLICY_FILES.toSorted()) addFile(hash, name, Buffer.from(files.get(name) ?? '', 'utf8'))
  return hash.digest('hex')
}

function addFile(hash: Hash, name: string, bytes: Buffer): void {
  hash.update(`${name}\n${bytes.length}\n`).update(bytes)
}

function unwrap<T>(folder: string, read: Read<T>): T {
  if (!read.ok) throw new PolicyFilesError(folder, read.faults)
  return read.value
}
