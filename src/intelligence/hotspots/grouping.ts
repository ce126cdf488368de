import { averageLinkage, type Edge } from './linkage.ts'
import type { StreamMessage } from './message.ts'
import { kindOfName, makeNameReader, type Reading } from './names.ts'
import { centre, makeVectors, similarity, type Vector } from './vectors.ts'

/** Messages about one matter at one place or about one actor, by their positions in the stream, ascending. */
export interface Group {
  readonly members: readonly number[]
  /** Names that at least a quarter of the messages give, the most frequent first. */
  readonly names: readonly string[]
}

export interface Grouping {
  readonly groups: readonly Group[]
  readonly readings: readonly Reading[]
  readonly vectors: readonly Vector[]
}

/** What a title counts against a line of the text. */
const TITLE = 3
/** Of a long letter, the part that tells its matter. */
const READ = 600
/** A name in more of the messages than this is a region, no point. */
const REGION = 0.3
/** A shared name makes two texts nearer; two that name different things are farther apart. */
const SAME = 2.2
const DIFFERENT = 0.3
/** Average likeness at which two groups are one. */
const JOIN = 0.2
/** Likeness of two groups' centres at which they are one: with a name in common, and without. */
const CENTRES_SAME = 0.17
/** The centre of a large group has nearly all the words that its matter is told in: less likeness is enough. */
const LARGE = 15
const CENTRES_LARGE = 0.11
const CENTRES = 0.22
/** Likeness to a group's centre at which a single message belongs to it: with its name, without any, with another. */
const FITS = { same: 0.17, none: 0.25, different: 0.5 }
/** A member less like its group's centre than this is let go. */
const LEAVES = 0.09
const ROUNDS = 4

type Relation = keyof typeof FITS

/**
 * Groups messages by what they are about. Likeness is measured on the matter alone (names are taken out of the texts) and then
 * weighed by the names: the same complaint about two estates stays two matters, and two complaints about one estate too.
 */
export function groupMessages(messages: readonly StreamMessage[]): Grouping {
  const texts = messages.map((message) => `${message.title}\n${message.text.slice(0, READ)}`)
  const read = makeNameReader(texts)
  const readings = texts.map(read)
  const { vectors } = makeVectors(
    messages.map((message) => [
      ...read(message.title).matter.map((piece) => [piece, TITLE] as const),
      ...read(message.text.slice(0, READ)).matter.map((piece) => [piece, 1] as const),
    ]),
  )
  const points = pointNames(readings)
  const pairs = edges(vectors, points)
  const all = new Set(messages.keys())
  const refined = refine(link(all, pairs, messages.length), pairs, vectors, points)
  return {
    groups: refined.map((members) => ({
      members: [...members].sort((a, b) => a - b),
      names: commonNames(members, points),
    })),
    readings,
    vectors,
  }
}

/** Average linkage among some of the messages. */
function link(among: ReadonlySet<number>, pairs: readonly Edge[], size: number): number[][] {
  const group = averageLinkage(
    size,
    pairs.filter(([a, b]) => among.has(a) && among.has(b)),
    JOIN,
  )
  const byGroup = new Map<number, number[]>()
  for (const index of [...among].sort((a, b) => a - b)) {
    const of = group[index] ?? index
    const known = byGroup.get(of)
    if (known) known.push(index)
    else byGroup.set(of, [index])
  }
  return [...byGroup.values()]
}

/** Of each message, the names that point at something rather than at half the city. */
function pointNames(readings: readonly Reading[]): ReadonlySet<string>[] {
  const counts = new Map<string, number>()
  for (const { names } of readings) for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1)
  const most = Math.max(30, readings.length * REGION)
  return readings.map(({ names }) => new Set(names.filter((name) => (counts.get(name) ?? 0) <= most)))
}

function edges(vectors: readonly Vector[], points: readonly ReadonlySet<string>[]): Edge[] {
  const postings = new Map<number, { readonly of: number; readonly weight: number }[]>()
  const found: Edge[] = []
  vectors.forEach(({ features, weights }, index) => {
    const sums = new Map<number, number>()
    for (let i = 0; i < features.length; i++) {
      const feature = features[i] ?? 0
      const weight = weights[i] ?? 0
      const list = postings.get(feature)
      if (list) {
        for (const one of list) sums.set(one.of, (sums.get(one.of) ?? 0) + one.weight * weight)
        list.push({ of: index, weight })
      } else postings.set(feature, [{ of: index, weight }])
    }
    for (const [other, sum] of sums) {
      const weighed = sum * factor(points[index], points[other])
      if (weighed >= 0.03) found.push([other, index, Math.min(1, weighed)])
    }
  })
  return found
}

function factor(a: ReadonlySet<string> | undefined, b: ReadonlySet<string> | undefined): number {
  if (!a || !b) return 1
  const related = relation(a, b)
  return related === 'same' ? SAME : related === 'different' ? DIFFERENT : 1
}

/** Names that at least a quarter of the messages give, and not much fewer than give the most frequent one, which comes first. */
function commonNames(members: readonly number[], points: readonly ReadonlySet<string>[]): string[] {
  const counts = new Map<string, number>()
  for (const index of members) for (const name of points[index] ?? []) counts.set(name, (counts.get(name) ?? 0) + 1)
  const sorted = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
  const least = Math.max(members.length / 4, (sorted[0]?.[1] ?? 0) * 0.6)
  return sorted.filter(([, n]) => n >= least).map(([name]) => name)
}

interface Body {
  readonly members: readonly number[]
  readonly centre: Vector
  /** Names that at least a quarter of the messages give. */
  readonly names: ReadonlySet<string>
  /** Most messages name something, but no two of them the same: a trouble of many places, which no place may swallow. */
  readonly scattered: boolean
}

function bodyOf(members: readonly number[], vectors: readonly Vector[], points: readonly ReadonlySet<string>[]): Body {
  const own = members.flatMap((index) => vectors[index] ?? [])
  const names = commonNames(members, points)
  const naming = members.filter((index) => (points[index]?.size ?? 0) > 0).length
  return {
    members,
    centre: centre(own),
    names: new Set(names),
    scattered: names.length === 0 && naming * 2 > members.length,
  }
}

/** Two that name different things of one kind speak of different places; an estate and a road don't contradict each other. */
function relation(a: ReadonlySet<string>, b: ReadonlySet<string>): Relation {
  if (a.size === 0 || b.size === 0) return 'none'
  for (const name of a) if (b.has(name)) return 'same'
  const kinds = new Set([...a].map(kindOfName))
  for (const name of b) if (kinds.has(kindOfName(name))) return 'different'
  return 'none'
}

/**
 * Puts together what average linkage left in pieces (short cries and long letters about one thing share few words with each
 * other, but both share them with the whole), lets go what doesn't fit and takes in what was left over.
 */
function refine(
  start: readonly (readonly number[])[],
  pairs: readonly Edge[],
  vectors: readonly Vector[],
  points: readonly ReadonlySet<string>[],
): number[][] {
  let groups: readonly (readonly number[])[] = start
  for (let round = 0; round < ROUNDS; round++) {
    const merged = mergeBodies(
      groups.filter((members) => members.length >= 2).map((members) => bodyOf(members, vectors, points)),
      vectors,
      points,
    )
    const single = new Set(groups.filter((members) => members.length < 2).flat())
    const kept: number[][] = merged.map(({ members, centre: middle, names }) => {
      if (members.length < 4) return [...members]
      return members.filter((index) => {
        const vector = vectors[index]
        const related = relation(points[index] ?? new Set(), names)
        const least = related === 'different' ? FITS.different : LEAVES
        const fits = vector !== undefined && similarity(vector, middle) >= least
        if (!fits) single.add(index)
        return fits
      })
    })
    const bodies = kept.map((members) => bodyOf(members, vectors, points))
    let moved = 0
    const alone = new Set<number>()
    for (const index of [...single].sort((a, b) => a - b)) {
      const best = bestBody(index, bodies, vectors, points)
      if (best === null) alone.add(index)
      else {
        kept[best]?.push(index)
        moved++
      }
    }
    const settled = merged.length === groups.filter((members) => members.length >= 2).length && moved === 0
    groups = [...kept, ...link(alone, pairs, vectors.length)]
    if (settled) break
  }
  return groups.map((members) => [...members])
}

function mergeBodies(bodies: Body[], vectors: readonly Vector[], points: readonly ReadonlySet<string>[]): Body[] {
  const left = [...bodies].sort((a, b) => b.members.length - a.members.length || first(a) - first(b))
  const done: Body[] = []
  for (const body of left) {
    let best = -1
    let most = 0
    done.forEach((other, index) => {
      const likeness = similarity(body.centre, other.centre)
      const related = body.scattered || other.scattered ? 'different' : relation(body.names, other.names)
      const least =
        related === 'same'
          ? other.members.length >= LARGE
            ? CENTRES_LARGE
            : CENTRES_SAME
          : related === 'none'
            ? CENTRES
            : Number.POSITIVE_INFINITY
      if (likeness >= least && likeness > most) {
        best = index
        most = likeness
      }
    })
    const into = done[best]
    if (into) done[best] = bodyOf([...into.members, ...body.members], vectors, points)
    else done.push(body)
  }
  return done
}

function first(body: Body): number {
  return Math.min(...body.members)
}

function bestBody(
  index: number,
  bodies: readonly Body[],
  vectors: readonly Vector[],
  points: readonly ReadonlySet<string>[],
): number | null {
  const vector = vectors[index]
  const own = points[index]
  if (!vector || !own) return null
  let best: number | null = null
  let most = 0
  bodies.forEach((body, at) => {
    if (body.members.length < 3) return
    const likeness = similarity(vector, body.centre)
    const weighed = likeness / FITS[relation(own, body.names)]
    if (weighed >= 1 && weighed > most) {
      best = at
      most = weighed
    }
  })
  return best
}
