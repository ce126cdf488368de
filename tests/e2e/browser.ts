import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  interface ProvidedContext {
    /** Path of the browser that every journey drives. */
    chromium: string
  }
}

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

function findChromium(): string | undefined {
  const given = process.env['CHROMIUM_PATH']
  if (given !== undefined && given !== '') return isExecutable(given) ? given : undefined
  const folders = (process.env['PATH'] ?? '').split(delimiter)
  return folders.flatMap((folder) => NAMES.map((name) => join(folder, name))).find(isExecutable)
}

/** Without a browser the run fails with the line that installs one: journeys are never skipped. */
export function setup(project: TestProject): void {
  const chromium = findChromium()
  if (chromium === undefined) {
    console.error(
      'No Chromium. Install it with `apt-get install -y chromium fonts-noto-cjk`, or set CHROMIUM_PATH to its executable.',
    )
    process.exit(1)
  }
  project.provide('chromium', chromium)
}
