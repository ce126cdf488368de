import { problem } from '../../http/problem.ts'
import type { Routes } from '../../http/routing.ts'

/** The fields of a form that was sent; of a name given twice the first counts. */
export type Fields = Readonly<Record<string, string>>

const MOST_FIELDS = 100

/** Reads HTML forms strictly: UTF-8 only, a lone byte is refused rather than replaced. */
export function readForms(routes: Routes): void {
  routes.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, body, done) => {
    try {
      done(null, parseForm(String(body)))
    } catch (error) {
      done(error as Error)
    }
  })
}

function parseForm(body: string): Fields {
  const fields: Record<string, string> = Object.create(null) as Record<string, string>
  if (body === '') return fields
  const parts = body.split('&')
  if (parts.length > MOST_FIELDS) throw problem('http.bad-request')
  for (const part of parts) {
    const cut = part.indexOf('=')
    const name = decode(cut < 0 ? part : part.slice(0, cut))
    if (!(name in fields)) fields[name] = decode(cut < 0 ? '' : part.slice(cut + 1)).replaceAll('\r\n', '\n')
  }
  return fields
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '))
  } catch {
    throw problem('http.wrong-encoding')
  }
}

export function fieldsOf(request: { readonly body: unknown }): Fields {
  return typeof request.body === 'object' && request.body !== null ? (request.body as Fields) : {}
}
