import { problem } from '../http/problem.ts'

/** How many may wait; whoever comes after is asked to try again, so that memory stays bounded whatever comes in. */
const MOST_WAITING = 8

/** One at a time, in the order they came. */
export class PhotoQueue {
  private last: Promise<unknown> = Promise.resolve()
  private waiting = 0

  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.waiting >= MOST_WAITING) throw problem('photo.busy')
    this.waiting++
    const mine = this.last.then(work)
    this.last = mine.catch(() => {
      // Told to whoever asked for it; the next one goes on.
    })
    try {
      return await mine
    } finally {
      this.waiting--
    }
  }
}
