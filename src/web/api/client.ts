import { ApiProblem, readProblem } from './problem.ts'

export type Query = Readonly<Record<string, string | number | boolean | null | undefined>>

/** `/api/…?…` without what is empty. */
export function withQuery(path: string, query: Query): string {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) {
    if (value !== null && value !== undefined && value !== '' && value !== false) search.set(name, String(value))
  }
  const text = search.toString()
  return text === '' ? path : `${path}?${text}`
}

/** Asks the API. @throws ApiProblem with the server's own sentence, or `network` when nothing answered. */
export async function fetchJson<T>(path: string, init: RequestInit = {}): Promise<T> {
  let answer: Response
  try {
    answer = await fetch(path, { credentials: 'same-origin', ...init })
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error
    throw new ApiProblem(0, 'network', null)
  }
  if (!answer.ok) throw await readProblem(answer)
  return answer.status === 204 ? (undefined as T) : ((await answer.json()) as T)
}

export interface Sending {
  /** The same for every try of one form, so that a repeat finds its first answer. */
  readonly key?: string
  /** The version that the person saw. */
  readonly version?: number
}

export function postJson<T>(path: string, body: unknown, { key, version }: Sending = {}): Promise<T> {
  const headers: Record<string, string> = { 'content-type': 'application/json' }
  if (key !== undefined) headers['idempotency-key'] = key
  if (version !== undefined) headers['if-match'] = `"${version}"`
  return fetchJson<T>(path, { method: 'POST', headers, body: JSON.stringify(body) })
}
