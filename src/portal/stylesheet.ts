import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'

/** The one stylesheet of the citizens' pages, and a mark that changes with it. */
export const STYLESHEET = readFileSync(new URL('./style.css', import.meta.url), 'utf8')
export const STYLESHEET_MARK = createHash('sha256').update(STYLESHEET).digest('hex').slice(0, 12)

/** The seal as the sign of the site in a browser's tab. */
export const SEAL =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="4" fill="#B3261E"/><text x="16" y="23" font-size="20" text-anchor="middle" fill="#fff" font-family="serif">应</text></svg>'
