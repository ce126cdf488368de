import { homedir } from 'node:os'
import { posix, win32 } from 'node:path'

/** What the settings depend on besides what people write. */
export interface Surroundings {
  readonly platform: NodeJS.Platform
  readonly root: boolean
  readonly home: string
  /** The working folder, which relative paths start from. */
  readonly folder: string
}

/** The machine we run on. */
export function surroundings(): Surroundings {
  return { platform: process.platform, root: process.getuid?.() === 0, home: homedir(), folder: process.cwd() }
}

/**
 * Where data lies when nobody says: `/var/lib/huying` for root, `%LOCALAPPDATA%` on Windows, else the XDG data folder.
 * XDG ignores relative paths.
 */
export function defaultDataFolder(around: Surroundings, env: Readonly<Record<string, string | undefined>>): string {
  if (around.platform === 'win32') {
    return win32.join(env['LOCALAPPDATA'] || win32.join(around.home, 'AppData', 'Local'), 'huying')
  }
  if (around.root) return '/var/lib/huying'
  const xdg = env['XDG_DATA_HOME']
  return posix.join(xdg && posix.isAbsolute(xdg) ? xdg : posix.join(around.home, '.local', 'share'), 'huying')
}

export function joinPath(around: Surroundings, ...parts: string[]): string {
  return (around.platform === 'win32' ? win32 : posix).join(...parts)
}

/** From the working folder; a leading `~` is the home folder also where no shell has expanded it. */
export function absolutePath(path: string, around: Surroundings): string {
  const paths = around.platform === 'win32' ? win32 : posix
  const expanded = path === '~' || path.startsWith('~/') ? paths.join(around.home, path.slice(1)) : path
  return paths.resolve(around.folder, expanded)
}
