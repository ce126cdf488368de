import type { Facts } from '../../words/fill.ts'

/** A refusal as the server words it (RFC 9457), or a request that never reached it (`network`). */
export class ApiProblem extends Error {
  readonly status: number
  readonly code: string
  /** In the reader's language; null when the server did not say one. */
  readonly sentence: string | null
  readonly facts: Facts
  readonly requestId: string | null

  constructor(
    status: number,
    code: string,
    sentence: string | null,
    facts: Facts = {},
    requestId: string | null = null,
  ) {
    super(sentence ?? code)
    this.name = 'ApiProblem'
    this.status = status
    this.code = code
    this.sentence = sentence
    this.facts = facts
    this.requestId = requestId
  }
}

export function isProblem(error: unknown): error is ApiProblem {
  return error instanceof ApiProblem
}

/** Reads a problem document; an answer that is none (a proxy's page) becomes one of its status. */
export async function readProblem(answer: Response): Promise<ApiProblem> {
  const body: unknown = await answer.json().catch(() => null)
  if (typeof body !== 'object' || body === null || !('code' in body)) {
    return new ApiProblem(answer.status, 'network', null)
  }
  const { code, sentence, facts, requestId } = body as Partial<Record<string, unknown>>
  return new ApiProblem(
    answer.status,
    String(code),
    typeof sentence === 'string' ? sentence : null,
    typeof facts === 'object' && facts !== null ? (facts as Facts) : {},
    typeof requestId === 'string' ? requestId : null,
  )
}
