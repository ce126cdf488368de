import type { Settings } from '../../server/config.ts'
import type { FillProgress } from '../../server/deps.ts'
import { BackgroundCommand } from './background.ts'

/** The demo's month. A fill that is cut short begins again at the next start, because it is stored whole or not at all. */
export class DemoFill {
  progress: FillProgress = { filling: false, done: 0, total: 0 }
  private readonly command = new BackgroundCommand()

  async run(settings: Settings, onProgress: (done: number, total: number) => void): Promise<void> {
    this.progress = { filling: true, done: 0, total: 1 }
    const hear = (message: unknown): void => {
      const { done, total } = message as { done: number; total: number }
      this.progress = { filling: true, done, total }
      onProgress(done, total)
    }
    try {
      await this.command.run(settings, ['demo', '--json'], hear)
    } catch (error) {
      throw new Error(`the demo was not filled: ${error instanceof Error ? error.message : String(error)}`)
    } finally {
      this.progress = { ...this.progress, filling: false }
    }
  }

  stop(): Promise<void> {
    return this.command.stop()
  }
}
