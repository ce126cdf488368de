import type { Instant } from '../../domain/kernel/instant.ts'
import { findCategory, type Policy } from '../../domain/policy/policy.ts'
import {
  compareMatters,
  namesInCommon,
  type ReadMatter,
  readMatter,
  type Similarity,
  type SimilarReason,
} from '../../intelligence/similar/compare.ts'
import type { Named, NameKind } from '../../intelligence/similar/names.ts'
import { signatureOf } from '../../intelligence/similar/signature.ts'
import { estimateShared, makeSketcher, type Sketcher } from '../../intelligence/similar/sketch.ts'
import { SIMILAR_THRESHOLDS } from '../../intelligence/similar/thresholds.ts'
import { readAs } from '../../store/database/reader.ts'
import { type Candidate, findCandidates, type Neighbour } from '../../store/similar/candidates.ts'
import { sketchSecret, type TicketSignature } from '../../store/similar/signature-row.ts'
import type { MatterTexts } from '../../store/similar/signing.ts'
import { wordsOf } from '../../store/similar/words.ts'
import { type Language, say } from '../../words/say.ts'
import type { ServerDeps } from '../deps.ts'

export interface Found {
  readonly ticketId: string
  readonly similarity: Similarity
}

/** Candidates whose texts are opened and compared in full; the others are too far off by their sketches. */
const COMPARED = 24
const SHOWN = 8

const sketchers = new WeakMap<Buffer, Sketcher>()

function sketcherFor(master: Buffer): Sketcher {
  const known = sketchers.get(master)
  if (known) return known
  const made = makeSketcher(sketchSecret(master))
  sketchers.set(master, made)
  return made
}

/** For `Signing`: what is stored of a ticket's texts. */
export function makeSigner(master: Buffer): (matter: MatterTexts) => TicketSignature {
  return (matter) => signatureOf(matter, sketcherFor(master))
}

/**
 * Tickets of one unit's inbox that are likely about this matter, the likeliest first. Found by signatures, then read as that
 * unit under row-level security and compared word by word.
 */
export async function findSimilar(
  matter: MatterTexts,
  { unit, at, ticketId }: { readonly unit: string; readonly at: Instant; readonly ticketId: string | null },
  { pool, readerPool, keys }: Pick<ServerDeps, 'pool' | 'readerPool' | 'keys'>,
): Promise<Found[]> {
  const read = readMatter(matter)
  const signature = signatureOf(matter, sketcherFor(keys.master), read)
  const nearness = (one: Neighbour) => byWordsAndNames(signature, one)
  const candidates = await findCandidates(pool, keys.master, { unit, signature, at, ticketId, nearness })
  const near = candidates
    .map((one) => ({ one, estimate: estimate(read, signature, one) }))
    .toSorted((a, b) => b.estimate - a.estimate)
    .slice(0, COMPARED)
  const ids = near.map(({ one }) => one.ticketId)
  const texts = await readAs(readerPool ?? pool, unit, (sql) => wordsOf(sql, keys.master, ids))
  return near
    .flatMap(({ one }) => {
      const text = texts.get(one.ticketId)
      if (!text) return []
      const other = readMatter({
        ...text,
        category: one.category,
        community: one.community,
        subdistrict: one.subdistrict,
      })
      const common = [...namesInCommon(read.names, other.names), ...one.names.map(toNamed)]
      return [{ ticketId: one.ticketId, similarity: compareMatters(read, other, SIMILAR_THRESHOLDS, common) }]
    })
    .filter(({ similarity }) => similarity.band !== 'different')
    .toSorted((a, b) => b.similarity.score - a.similarity.score || (a.ticketId < b.ticketId ? -1 : 1))
    .slice(0, SHOWN)
}

/** Compares two matters that are read already; for one person's own tickets, which no signature need find. */
export function compareTexts(a: MatterTexts, b: MatterTexts): Similarity {
  return compareMatters(readMatter(a), readMatter(b))
}

/** What a full comparison would find at most, from the sketch alone. */
function estimate(read: ReadMatter, signature: TicketSignature, one: Candidate): number {
  const { weights } = SIMILAR_THRESHOLDS
  const near = read.community !== null && read.community === one.community ? weights.community : 0
  const same = read.category !== null && read.category === one.category ? weights.category : 0
  return byWordsAndNames(signature, one) + near + same
}

/** What of that is known before anybody has looked into the inbox. */
function byWordsAndNames({ sketch }: TicketSignature, one: Neighbour): number {
  const { weights } = SIMILAR_THRESHOLDS
  const kinds = new Set(one.names.map((name) => toNamed(name).kind))
  return estimateShared(sketch, one.sketch) + [...kinds].reduce((sum, kind) => sum + weights[kind], 0)
}

/** `building/百万庄东里12` as it stands in a signature. */
function toNamed(key: string): Named {
  const at = key.indexOf('/')
  return { kind: key.slice(0, at) as NameKind, key: key.slice(at + 1) }
}

export function reasonsInWords(reasons: readonly SimilarReason[], language: Language): string[] {
  return reasons.map(({ code, facts }) => say(language, code, facts as Readonly<Record<string, string | number>>))
}

/** A category that the policy does not know is compared as none. */
export function knownCategory(code: string | null, policy: Policy): string | null {
  return code !== null && findCategory(policy, code) ? code : null
}
