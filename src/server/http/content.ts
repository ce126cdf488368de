import { problem } from './problem.ts'
import type { Routes } from './routing.ts'

export const BODY_LIMIT = 1024 * 1024

const decoder = new TextDecoder('utf-8', { fatal: true })

/** Reads JSON strictly: UTF-8 only (a lone byte is refused, not replaced), and no prototype tricks. */
export function readJsonBodies(routes: Routes): void {
  routes.removeAllContentTypeParsers()
  routes.addContentTypeParser(
    'application/json',
    { parseAs: 'buffer', bodyLimit: BODY_LIMIT },
    (request, body, done) => {
      try {
        checkCharset(request.headers['content-type'] ?? '')
        done(null, parse(body as Buffer))
      } catch (error) {
        done(error as Error)
      }
    },
  )
}

function checkCharset(contentType: string): void {
  const charset = /charset="?([^";\s]+)/i.exec(contentType)?.[1]?.toLowerCase()
  if (charset !== undefined && charset !== 'utf-8' && charset !== 'utf8') throw problem('http.wrong-encoding')
}

function parse(body: Buffer): unknown {
  if (body.length === 0) return {}
  let text: string
  try {
    text = decoder.decode(body)
  } catch {
    throw problem('http.wrong-encoding')
  }
  let value: unknown
  try {
    value = JSON.parse(text, dropPrototypes)
  } catch {
    throw problem('http.not-json')
  }
  // Neither can stand in UTF-8 JSON as itself, so without an escape there is nothing to look for.
  if (text.includes('\\u')) checkCharacters(value, '')
  return value
}

const BROKEN = /\p{Surrogate}/u

/** NUL cannot be stored in PostgreSQL text, and half of a surrogate pair is no character; in whatever field. */
function checkCharacters(value: unknown, where: string): void {
  if (typeof value === 'string') {
    if (value.includes('\0')) throw problem('http.nul-character', { where })
    if (BROKEN.test(value)) throw problem('http.broken-character', { where })
  } else if (typeof value === 'object' && value !== null) {
    for (const [name, inner] of Object.entries(value)) {
      checkCharacters(name, where)
      checkCharacters(inner, where === '' ? name : `${where}.${name}`)
    }
  }
}

/** `__proto__` in a body would change every object it is copied into. */
function dropPrototypes(key: string, value: unknown): unknown {
  return key === '__proto__' ? undefined : value
}
