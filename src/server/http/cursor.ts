import type { Instant } from '../../domain/kernel/instant.ts'
import { problem } from './problem.ts'

/** Where a page ended: the next one starts after it. */
export interface Cursor {
  readonly at: Instant | null
  readonly id: string
}

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

export function writeCursor({ at, id }: Cursor): string {
  return Buffer.from(JSON.stringify([at, id])).toString('base64url')
}

/** @throws Problem `http.bad-cursor` for anything that `writeCursor` did not make. */
export function readCursor(cursor: string): Cursor {
  try {
    const [at, id] = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as unknown[]
    const known = at === null || (typeof at === 'string' && INSTANT.test(at) && !Number.isNaN(Date.parse(at)))
    if (known && typeof id === 'string' && UUID.test(id)) return { at: at as string | null, id }
  } catch {
    // Not one of ours: refused below.
  }
  throw problem('http.bad-cursor')
}
