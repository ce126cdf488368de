import type { TextModel } from '../../intelligence/model/model.ts'
import type { Shelf } from './shelf.ts'

/** How long a switch may go unseen by a running server, in milliseconds. */
const LOOK_AGAIN_MS = 2_000

/**
 * The model in use, as a running server sees it. `current` is one reference: who took it finishes with it, whatever comes
 * after. A model that can't be read leaves the one before in use, and is told once.
 */
export class ActiveModel {
  private readonly shelf: Shelf
  private readonly onFault: (error: unknown) => void
  private model: TextModel | null = null
  /** What was looked at last, whether it could be read or not. */
  private seen: string | null = null
  private timer: NodeJS.Timeout | null = null
  private looking: Promise<void> | null = null

  constructor(shelf: Shelf, onFault: (error: unknown) => void) {
    this.shelf = shelf
    this.onFault = onFault
  }

  readonly current = (): TextModel | null => this.model

  /** Looks now, then every two seconds until `stop`. */
  async start(): Promise<void> {
    await this.look()
    this.timer = setInterval(() => void this.look(), LOOK_AGAIN_MS)
    this.timer.unref()
  }

  async stop(): Promise<void> {
    if (this.timer) clearInterval(this.timer)
    await this.looking
  }

  /** One look at a time; never throws. */
  async look(): Promise<void> {
    this.looking ??= this.follow().finally(() => {
      this.looking = null
    })
    await this.looking
  }

  private async follow(): Promise<void> {
    try {
      const file = await this.shelf.active()
      if (file === this.seen) return
      this.seen = file
      this.model = file === null ? null : await this.shelf.load(file)
    } catch (error) {
      this.onFault(error)
    }
  }
}
