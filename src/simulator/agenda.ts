interface Entry<T> {
  readonly at: number
  readonly order: number
  readonly value: T
}

/** What is to be done, by time: a binary heap. Of two things at one time the earlier added comes first. */
export class Agenda<T> {
  private readonly heap: Entry<T>[] = []
  private added = 0

  add(at: number, value: T): void {
    const { heap } = this
    const entry = { at, order: this.added++, value }
    let i = heap.length
    heap.push(entry)
    while (i > 0) {
      const parent = (i - 1) >> 1
      const other = heap[parent] as Entry<T>
      if (isBefore(other, entry)) break
      heap[i] = other
      i = parent
    }
    heap[i] = entry
  }

  /** Takes the first thing before `limit` out; undefined when there is none. */
  takeBefore(limit: number): T | undefined {
    const { heap } = this
    const first = heap[0]
    if (!first || first.at >= limit) return undefined
    const last = heap.pop() as Entry<T>
    if (heap.length > 0) this.sink(last)
    return first.value
  }

  private sink(entry: Entry<T>): void {
    const { heap } = this
    let i = 0
    for (;;) {
      let child = 2 * i + 1
      const left = heap[child]
      if (!left) break
      const right = heap[child + 1]
      if (right && isBefore(right, left)) child++
      const smaller = heap[child] as Entry<T>
      if (!isBefore(smaller, entry)) break
      heap[i] = smaller
      i = child
    }
    heap[i] = entry
  }
}

function isBefore<T>(a: Entry<T>, b: Entry<T>): boolean {
  return a.at < b.at || (a.at === b.at && a.order < b.order)
}
