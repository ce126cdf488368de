import { mkdir, readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Pool } from '../../store/database/connect.ts'
import type { Rulebook } from '../../store/rules/rulebook.ts'
import { exportAssessment } from './export-assessment.ts'
import type { Manifest } from './published.ts'
import { type BundleInput, SMALLEST_GROUP } from './write-bundle.ts'

/** A bundle that lies in the folder of published ones, by its folder's name: period and number of the freeze, `2026-10.1`. */
export interface PublishedBundle {
  readonly name: string
  readonly period: string
  /** 1: the freeze; more: an ordered correction. */
  readonly number: number
  readonly firstDay: string
  readonly lastDay: string
  readonly lines: number
  readonly fingerprint: string
  readonly files: readonly { readonly name: string; readonly bytes: number }[]
}

const NAME = /^(\d{4}-\d\d)\.([1-9]\d{0,3})$/
const SIGNED_APART = ['manifest.json', 'signature.json']

/**
 * Writes the bundle of every period whose newest frozen run has none in this folder yet. Every node keeps its own folder: the same
 * run under the same key gives the same bytes. `isKnown` leaves out what failed before. Returns what was written and what failed.
 */
export async function publishFrozen(
  pool: Pool,
  rulebook: Rulebook,
  root: string,
  seal: BundleInput['seal'],
  isKnown: (name: string) => boolean = () => false,
): Promise<{ readonly published: string[]; readonly failed: { readonly name: string; readonly error: unknown }[] }> {
  const { rows } = await pool.query<{ period: string; number: number }>(
    'select period, max(number) as number from assessment_frozen group by period order by period',
  )
  const outcome = { published: [] as string[], failed: [] as { name: string; error: unknown }[] }
  const there = new Set(await namesIn(root))
  for (const { period, number } of rows) {
    const name = `${period}.${number}`
    if (there.has(name) || isKnown(name)) continue
    try {
      await mkdir(root, { recursive: true })
      const folder = join(root, name)
      const exported = await exportAssessment(pool, rulebook, { period, folder, seal, smallestGroup: SMALLEST_GROUP })
      if (exported.ok) outcome.published.push(name)
      else outcome.failed.push({ name, error: new Error(exported.rejection.code) })
    } catch (error) {
      outcome.failed.push({ name, error })
    }
  }
  return outcome
}

async function namesIn(root: string): Promise<string[]> {
  const names = await readdir(root).catch(() => [])
  return names.filter((name) => NAME.test(name))
}

/** Newest period first, within it the newest run first. A folder that cannot be read is left out. */
export async function listPublished(root: string): Promise<PublishedBundle[]> {
  const found = await Promise.all((await namesIn(root)).map((name) => readPublished(root, name).catch(() => null)))
  return found
    .filter((bundle) => bundle !== null)
    .sort((a, b) => (a.period === b.period ? b.number - a.number : a.period < b.period ? 1 : -1))
}

async function readPublished(root: string, name: string): Promise<PublishedBundle> {
  const text = async (file: string) => readFile(join(root, name, file), 'utf8')
  const [manifestText, signatureText] = await Promise.all([text('manifest.json'), text('signature.json')])
  const manifest = JSON.parse(manifestText) as Manifest
  const { fingerprint } = JSON.parse(signatureText) as { readonly fingerprint: string }
  const { period, firstDay, lastDay, lines } = manifest
  return {
    name,
    period,
    number: Number(NAME.exec(name)?.[2]),
    firstDay,
    lastDay,
    lines,
    fingerprint,
    files: [
      { name: 'manifest.json', bytes: Buffer.byteLength(manifestText) },
      { name: 'signature.json', bytes: Buffer.byteLength(signatureText) },
      ...manifest.files.map(({ name: file, bytes }) => ({ name: file, bytes })),
    ],
  }
}

/** Where a file of a published bundle lies; null for whatever its manifest does not name. */
export async function publishedFile(root: string, name: string, file: string): Promise<string | null> {
  if (!NAME.test(name)) return null
  const bundle = await readPublished(root, name).catch(() => null)
  const named = SIGNED_APART.includes(file) || bundle?.files.some((one) => one.name === file)
  return bundle && named ? join(root, name, file) : null
}
