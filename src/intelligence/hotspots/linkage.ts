/** Similarities of pairs that are not 0, each pair once. */
export type Edge = readonly [a: number, b: number, similarity: number]

interface Candidate {
  readonly a: number
  readonly b: number
  readonly average: number
}

/**
 * Average linkage: the two groups whose members are most alike on average are joined, until no two are alike by `least`. A pair
 * without an edge counts 0, so that a long chain of half-alike texts never becomes one group. Equal averages are joined in the
 * order of the numbers. Returns the group of each of `size` items: the lowest number in it.
 */
export function averageLinkage(size: number, edges: Iterable<Edge>, least: number): Int32Array {
  const sums: (Map<number, number> | null)[] = Array.from({ length: size }, () => new Map<number, number>())
  const members = new Int32Array(size).fill(1)
  const group = Int32Array.from({ length: size }, (_, i) => i)
  const queue = new Queue()
  for (const [a, b, similarity] of edges) {
    sums[a]?.set(b, similarity)
    sums[b]?.set(a, similarity)
    if (similarity >= least) queue.push({ a: Math.min(a, b), b: Math.max(a, b), average: similarity })
  }
  for (let best = queue.pop(); best; best = queue.pop()) {
    const { a, b } = best
    const [mine, theirs] = [sums[a], sums[b]]
    if (!mine || !theirs) continue
    const now = (mine.get(b) ?? 0) / ((members[a] ?? 1) * (members[b] ?? 1))
    // An entry from before one of the two grew: the pair's newer entry is in the queue, or it fell below the least.
    if (Math.abs(now - best.average) > 1e-12) continue
    members[a] = (members[a] ?? 1) + (members[b] ?? 1)
    members[b] = 0
    sums[b] = null
    mine.delete(b)
    for (const [other, sum] of theirs) {
      if (other === a) continue
      mine.set(other, (mine.get(other) ?? 0) + sum)
      sums[other]?.delete(b)
    }
    for (const [other, sum] of mine) {
      sums[other]?.set(a, sum)
      const average = sum / ((members[a] ?? 1) * (members[other] ?? 1))
      if (average >= least) queue.push({ a: Math.min(a, other), b: Math.max(a, other), average })
    }
    for (let i = 0; i < size; i++) if (group[i] === b) group[i] = a
  }
  return group
}

/** The highest average first; of equals the lowest numbers. */
function before(one: Candidate, other: Candidate): boolean {
  return one.average !== other.average
    ? one.average > other.average
    : one.a !== other.a
      ? one.a < other.a
      : one.b < other.b
}

class Queue {
  private readonly heap: Candidate[] = []

  push(item: Candidate): void {
    const { heap } = this
    let at = heap.push(item) - 1
    while (at > 0) {
      const parent = (at - 1) >> 1
      const above = heap[parent]
      if (!above || !before(item, above)) break
      heap[at] = above
      at = parent
    }
    heap[at] = item
  }

  pop(): Candidate | undefined {
    const { heap } = this
    const first = heap[0]
    const last = heap.pop()
    if (first === undefined || last === undefined || heap.length === 0) return first
    let at = 0
    for (;;) {
      const left = 2 * at + 1
      const [l, r] = [heap[left], heap[left + 1]]
      if (l === undefined) break
      const child = r !== undefined && before(r, l) ? left + 1 : left
      const item = heap[child]
      if (item === undefined || !before(item, last)) break
      heap[at] = item
      at = child
    }
    heap[at] = last
    return first
  }
}
