import { hash, type KeyObject, sign } from 'node:crypto'
import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { UnitCode } from '../../domain/org/unit.ts'
import type { Policy } from '../../domain/policy/policy.ts'
import { factInPeriod } from '../../domain/scoring/attribution.ts'
import { CellCounter, cellText } from '../../domain/scoring/cells.ts'
import type { AssessmentFact } from '../../domain/scoring/facts.ts'
import { type AssessmentFrame, inputsOf } from '../../domain/scoring/frame.ts'
import type { ScoringProfile } from '../../domain/scoring/profile.ts'
import type { AssessmentRun } from '../../domain/scoring/run.ts'
import { AUTOMATIC_GROUNDS } from '../../domain/ticket/standing.ts'
import { canonical } from '../../store/log/canonical.ts'
import { MerkleRoot } from '../../store/log/merkle-root.ts'
import { exportPublicKey, fingerprint } from '../../store/log/seal.ts'
import type { Rulebook } from '../../store/rules/rulebook.ts'
import { BundleFile, type FileEntry, writeLines } from './bundle-file.ts'
import { BundleRefused } from './bundle-refused.ts'
import { type BundleSource, linkOf } from './bundle-source.ts'
import { type BundleLine, lineOf, lineText } from './line.ts'
import {
  BUNDLE_FORMAT,
  calendarOf,
  frameOfBundle,
  groundsOf,
  type Manifest,
  publicRun,
  setAsideOf,
} from './published.ts'
import { BUNDLE_README } from './readme.ts'
import { ReidentificationCheck } from './reidentification.ts'
import { groupKey, SmallGroups, Sums } from './small-groups.ts'

export interface BundleInput {
  /** Facts, run and seals are of one moment. */
  readonly source: BundleSource
  readonly rulebook: Rulebook
  readonly frame: AssessmentFrame
  readonly run: AssessmentRun
  readonly status: 'draft' | 'frozen'
  /** Answers of fewer lines that look alike are given as a sum only. */
  readonly smallestGroup: number
  readonly seal: { readonly privateKey: KeyObject; readonly publicKey: KeyObject }
  readonly onProgress?: (done: number, total: number) => void
}

export interface BundleOutcome {
  readonly files: readonly FileEntry[]
  readonly lines: number
  /** Lines whose answers are in their unit's sum only. */
  readonly withheld: number
  readonly units: number
  readonly fingerprint: string
  /** SHA-256 of manifest.json: what names the bundle. */
  readonly manifest: string
}

/** Fewer lines that look alike than this would tell a neighbour's answers (P20: no count below 3). */
export const SMALLEST_GROUP = 3

/**
 * Writes the bundle of one period (docs/reference/bundle-format.md) into a folder that must be empty or absent. All or nothing:
 * it is built beside and moved there when the re-identification check has passed. The same facts under the same key give the
 * same bytes. Memory does not grow with the number of tickets.
 *
 * @throws BundleRefused with a `bundle.` code.
 */
export async function writeBundle(folder: string, input: BundleInput): Promise<BundleOutcome> {
  await refuseUsedFolder(folder)
  const unfinished = join(dirname(folder), `.${process.pid}-${input.frame.period}.unfinished`)
  await rm(unfinished, { recursive: true, force: true })
  await mkdir(unfinished, { recursive: true })
  try {
    const outcome = await writeInto(unfinished, input)
    await rm(folder, { recursive: true, force: true })
    await rename(unfinished, folder)
    return outcome
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true })
    throw error
  }
}

async function refuseUsedFolder(folder: string): Promise<void> {
  const inside = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return []
    throw error
  })
  if (inside.length > 0) throw new BundleRefused('bundle.folder-in-use', { folder })
}

async function writeInto(folder: string, input: BundleInput): Promise<BundleOutcome> {
  const { frame, run, rulebook, smallestGroup } = input
  const scored = new Set(frame.classes.flatMap(({ units }) => units.map(({ code }) => code)))
  const { total, groups } = await surveyed(input, scored)
  const policies = [...new Set([frame.policy, ...run.judgedUnder])].sort().map((id) => rulebook.getVersion(id))
  const check = new ReidentificationCheck({
    org: rulebook.org,
    grounds: knownGrounds(rulebook.versions),
    policies: new Set(rulebook.versions.map(({ id }) => id)),
    smallest: smallestGroup,
  })
  const files: FileEntry[] = []
  const small = async (name: string, lines: readonly string[], units: readonly UnitCode[] = []) => {
    check.text(name, lines.join('\n'), units)
    files.push(await writeLines(folder, name, lines))
  }
  const { lines, root, withheld, sums } = await writeTickets(folder, input, {
    scored,
    closed: groups.withheld(smallestGroup),
    total,
    check,
    done: (entry) => files.push(entry),
  })
  await small('frame.json', [canonical(frameOfBundle(frame))], [...scored])
  await small('run.json', [canonical(publicRun(run))])
  await small(
    'previous.jsonl',
    frame.previous.map((one) => canonical(publicRun(one))),
  )
  await small('sums.jsonl', sums.list().map(canonical))
  await small('set-aside.jsonl', setAsideOf(run).map(canonical))
  await small('grounds.json', [canonical(policies.map(groundsOf))])
  await small('calendar.json', [canonical(calendarOf(rulebook.getVersion(frame.policy)))])
  const { entry, last } = await writeSeals(folder, input.source)
  files.push(entry, await writeLines(folder, 'README.md', [BUNDLE_README.trimEnd()]))
  check.finish()
  const manifest: Manifest = {
    format: BUNDLE_FORMAT,
    period: frame.period,
    firstDay: frame.span.firstDay,
    lastDay: frame.span.lastDay,
    status: input.status,
    smallestGroup,
    lines,
    root,
    seal: last,
    files: files.sort((a, b) => (a.name < b.name ? -1 : 1)),
  }
  const text = `${canonical(manifest)}\n`
  const bytes = Buffer.from(text)
  await writeFile(join(folder, 'manifest.json'), bytes, { flag: 'wx' })
  await writeFile(join(folder, 'signature.json'), `${canonical(signatureOf(bytes, input.seal))}\n`, { flag: 'wx' })
  return {
    files,
    lines,
    withheld,
    units: scored.size,
    fingerprint: fingerprint(input.seal.publicKey),
    manifest: hash('sha256', bytes, 'hex'),
  }
}

/** The first reading: how many lines, which look alike, and whether they are still those of the run. */
async function surveyed({ source, frame, run }: BundleInput, scored: ReadonlySet<UnitCode>) {
  const counter = new CellCounter()
  const groups = new SmallGroups()
  let total = 0
  for await (const fact of source.facts()) {
    const part = factInPeriod(fact, frame.span, frame.attribution)
    if (part === null) continue
    total++
    counter.add(part.unit, cellText(part))
    if (part.standing === 'counted' && scored.has(part.unit)) groups.add(part)
  }
  if (frame.digest(inputsOf(frame, counter.counts)) !== run.inputs) {
    throw new BundleRefused('bundle.facts-moved', { period: frame.period })
  }
  return { total, groups }
}

async function writeTickets(
  folder: string,
  { source: from, frame, onProgress }: BundleInput,
  given: {
    readonly scored: ReadonlySet<UnitCode>
    readonly closed: ReadonlySet<string>
    readonly total: number
    readonly check: ReidentificationCheck
    readonly done: (entry: FileEntry) => void
  },
) {
  const file = await BundleFile.create(folder, 'lines.jsonl')
  const tree = new MerkleRoot()
  const sums = new Sums()
  const profileOf = profilesOf(frame)
  let withheld = 0
  try {
    for await (const source of from.named()) {
      const part = factInPeriod(source.fact, frame.span, frame.attribution)
      if (part === null) continue
      const scored = given.scored.has(part.unit)
      const closed = scored && part.standing === 'counted' && given.closed.has(groupKey(part))
      if (closed) {
        withheld++
        sums.add(part, profileOf(part))
      }
      const line: BundleLine = lineOf(part, { id: source.id, link: linkOf(source) }, { scored, withheld: closed })
      const text = lineText(line)
      given.check.line(text)
      tree.add(Buffer.from(text))
      await file.line(text)
      if (tree.size % 1_000 === 0) onProgress?.(tree.size, given.total)
    }
  } catch (error) {
    await file.abandon()
    throw error
  }
  given.done(await file.close())
  return { lines: tree.size, root: tree.root(), withheld, sums }
}

/** By which factors a ticket's answers are weighed: those of its own version. */
function profilesOf(frame: AssessmentFrame): (fact: AssessmentFact) => ScoringProfile {
  const own = new Map(
    frame.classes.flatMap(({ class: name, profile, units }) => units.map(({ code }) => [code, { name, profile }])),
  )
  return (fact) => {
    const known = own.get(fact.unit)
    if (!known) throw new Error(`${fact.unit} is in no class`)
    return frame.judging[fact.judgedUnder ?? '']?.[known.name] ?? known.profile
  }
}

/** Every ground that may stand in a line: those of all versions, since a ticket is judged by its own, and those of the log. */
function knownGrounds(versions: readonly Policy[]): ReadonlySet<string> {
  return new Set([
    ...AUTOMATIC_GROUNDS,
    ...versions.flatMap(({ exclusionGrounds, suspensionGrounds }) =>
      [...exclusionGrounds, ...suspensionGrounds].map(({ code }) => code),
    ),
  ])
}

/** Every daily seal from the first on: a few hundred bytes a day. */
async function writeSeals(folder: string, source: BundleSource): Promise<{ entry: FileEntry; last: Manifest['seal'] }> {
  const seals = await source.seals()
  const lines = seals.map(({ bytes, publicKey, signature }) => canonical({ bytes, publicKey, signature }))
  const newest = seals.at(-1)
  return {
    entry: await writeLines(folder, 'seals.jsonl', lines),
    last: newest ? { number: newest.number, hash: hash('sha256', newest.bytes, 'hex') } : null,
  }
}

function signatureOf(manifest: Buffer, { privateKey, publicKey }: BundleInput['seal']) {
  return {
    fingerprint: fingerprint(publicKey),
    publicKey: exportPublicKey(publicKey),
    signature: sign(null, manifest, privateKey).toString('base64url'),
  }
}
