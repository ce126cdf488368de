/** A refusal of the rules, as a value: a code that has a status and a sentence in both languages, and facts for it. */
export interface Rejection {
  readonly code: string
  readonly facts: Facts
}

export type Facts = Readonly<Record<string, string | number | boolean | null>>

export type Result<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly rejection: Rejection }

export function done<T>(value: T): Result<T> {
  return { ok: true, value }
}

export function rejected<T = never>(code: string, facts: Facts = {}): Result<T> {
  return { ok: false, rejection: { code, facts } }
}
