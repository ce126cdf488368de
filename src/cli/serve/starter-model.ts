import type { Settings } from '../../server/config.ts'
import { Shelf } from '../model/shelf.ts'
import { BackgroundCommand } from './background.ts'

/** Enough for the demo's words, and done in well under a minute of one core. */
const MADE_UP = 3_000

/**
 * The demo's text model: learned from made-up messages once, behind the server's back, unless somebody has chosen a model
 * or none before. Until it is there, keywords alone propose categories.
 */
export class StarterModel {
  private readonly command = new BackgroundCommand()

  async make(settings: Settings): Promise<void> {
    if (await new Shelf(settings.data).wasChosen()) return
    await this.command.run(settings, ['train', '--synthetic', '--most', String(MADE_UP), '--use', '--json'])
  }

  stop(): Promise<void> {
    return this.command.stop()
  }
}
