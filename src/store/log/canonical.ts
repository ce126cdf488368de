/** A value that JSON can hold. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json }

export type CanonicalCode = 'canonical.lone-surrogate' | 'canonical.not-finite' | 'canonical.not-json'

/** The value has no canonical form: a bug in the caller, never a user's mistake. */
export class CanonicalError extends Error {
  readonly code: CanonicalCode

  constructor(code: CanonicalCode, what: string) {
    super(`${code}: ${what}`)
    this.name = 'CanonicalError'
    this.code = code
  }
}

const PLAIN_ASCII = /^[ !#-[\]-~]*$/
const LONE_SURROGATE = /\p{Surrogate}/u

/**
 * Canonical JSON as RFC 8785 defines it: keys in order of UTF-16 code units, no white space, numbers as ECMAScript
 * writes them. Members that are `undefined` are left out, as JSON does; everything else that JSON cannot hold is
 * refused (lone surrogates, NaN, infinities, `undefined` inside arrays, dates, class instances).
 *
 * Our own because the bulk path writes tens of canonical values per event: twice as fast as the package
 * `canonicalize`, which the tests hold it to, byte for byte.
 */
export function canonical(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return canonicalString(value)
    case 'number':
      if (!Number.isFinite(value)) throw new CanonicalError('canonical.not-finite', String(value))
      return String(value)
    case 'boolean':
      return value ? 'true' : 'false'
    case 'object':
      if (value === null) return 'null'
      return Array.isArray(value) ? canonicalArray(value) : canonicalObject(value)
    default:
      throw new CanonicalError('canonical.not-json', typeof value)
  }
}

/** A JSON string literal; refuses lone surrogates, which have no UTF-8 form. */
export function canonicalString(text: string): string {
  if (PLAIN_ASCII.test(text)) return `"${text}"`
  if (LONE_SURROGATE.test(text)) throw new CanonicalError('canonical.lone-surrogate', JSON.stringify(text))
  return JSON.stringify(text)
}

function canonicalArray(items: readonly unknown[]): string {
  let out = '['
  for (let i = 0; i < items.length; i++) {
    if (i > 0) out += ','
    out += canonical(items[i])
  }
  return `${out}]`
}

function canonicalObject(object: object): string {
  const prototype: unknown = Object.getPrototypeOf(object)
  if (prototype !== Object.prototype && prototype !== null) {
    throw new CanonicalError('canonical.not-json', 'an object with a prototype of its own')
  }
  const members = object as Record<string, unknown>
  let out = '{'
  for (const key of Object.keys(members).sort()) {
    const member = members[key]
    if (member === undefined) continue
    if (out.length > 1) out += ','
    out += `${canonicalString(key)}:${canonical(member)}`
  }
  return `${out}}`
}
