/**
 * An exact rational number, always in lowest terms with a positive denominator, so that equal values have equal parts.
 * Scores are computed on these: a rank must not depend on the rounding of binary floats or on the order of addition.
 */
export interface Fraction {
  readonly n: bigint
  readonly d: bigint
}

export const ZERO: Fraction = { n: 0n, d: 1n }
export const ONE: Fraction = { n: 1n, d: 1n }

/** @throws RangeError when the denominator is 0 or a `number` is not an integer: a bug, never a user's mistake. */
export function fraction(numerator: bigint | number, denominator: bigint | number = 1n): Fraction {
  return lowest(BigInt(numerator), BigInt(denominator))
}

export function add(a: Fraction, b: Fraction): Fraction {
  if (a.d === 1n && b.d === 1n) return { n: a.n + b.n, d: 1n }
  return lowest(a.n * b.d + b.n * a.d, a.d * b.d)
}

export function sub(a: Fraction, b: Fraction): Fraction {
  return add(a, negate(b))
}

export function mul(a: Fraction, b: Fraction): Fraction {
  return lowest(a.n * b.n, a.d * b.d)
}

/** @throws RangeError when `b` is zero: callers ask `isZero` first. */
export function div(a: Fraction, b: Fraction): Fraction {
  return lowest(a.n * b.d, a.d * b.n)
}

export function negate(a: Fraction): Fraction {
  return { n: -a.n, d: a.d }
}

/** −1 when `a` is the smaller, 0 when they are equal, 1 when `a` is the larger. */
export function compare(a: Fraction, b: Fraction): -1 | 0 | 1 {
  const difference = a.n * b.d - b.n * a.d
  return difference < 0n ? -1 : difference > 0n ? 1 : 0
}

export function isZero(a: Fraction): boolean {
  return a.n === 0n
}

const DECIMAL = /^-?\d+(?:\.\d+)?$/
const RATIO = /^(-?\d+)\/(\d*[1-9]\d*)$/

/** Is it plain decimal text such as `0.9`, `-12` or `0`? No exponent, no sign `+`, digits on both sides of the point. */
export function isDecimal(text: string): boolean {
  return DECIMAL.test(text)
}

/** @throws RangeError on text that `isDecimal` refuses: policy data is checked before it gets here. */
export function fromDecimal(text: string): Fraction {
  if (!isDecimal(text)) throw new RangeError(`not a decimal: ${text}`)
  const [whole = '', places = ''] = text.split('.')
  return lowest(BigInt(whole + places), 10n ** BigInt(places.length))
}

/** Reads what `toText` writes: decimal text, or `1/3`. @throws RangeError on anything else. */
export function fromText(text: string): Fraction {
  const [, numerator, denominator] = RATIO.exec(text) ?? []
  if (numerator === undefined || denominator === undefined) return fromDecimal(text)
  return lowest(BigInt(numerator), BigInt(denominator))
}

/** Exact text: `183.5` where a finite decimal exists, else lowest terms such as `1/3`. */
export function toText(a: Fraction): string {
  let rest = a.d
  let twos = 0
  let fives = 0
  for (; rest % 2n === 0n; rest /= 2n) twos += 1
  for (; rest % 5n === 0n; rest /= 5n) fives += 1
  return rest === 1n ? toDecimal(a, Math.max(twos, fives)) : `${a.n}/${a.d}`
}

/** Decimal text with exactly `places` (≥ 0) digits after the point; a half rounds away from zero; never `-0`. */
export function toDecimal(a: Fraction, places: number): string {
  const size = a.n < 0n ? -a.n : a.n
  const units = (size * 10n ** BigInt(places) * 2n + a.d) / (a.d * 2n)
  const digits = units.toString().padStart(places + 1, '0')
  const sign = a.n < 0n && units > 0n ? '-' : ''
  if (places === 0) return sign + digits
  return `${sign}${digits.slice(0, -places)}.${digits.slice(-places)}`
}

const EXACT = 2n ** 53n

/** The nearest float, for drawing only. Beyond the float range ±Infinity or 0. */
export function toNumber(a: Fraction): number {
  const size = a.n < 0n ? -a.n : a.n
  if (size <= EXACT && a.d <= EXACT) return Number(a.n) / Number(a.d)
  // Both parts may overflow a float although their quotient does not: divide to 64 bits and more, then scale back. The
  // lowest bit stands for the remainder, so that a quotient just above a half is not taken for the half.
  const shift = bits(a.d) - bits(size) + 68
  const numerator = shift > 0 ? size << BigInt(shift) : size
  const denominator = shift > 0 ? a.d : a.d << BigInt(-shift)
  const quotient = numerator / denominator
  const sticky = numerator % denominator === 0n ? quotient : quotient | 1n
  const half = Math.trunc(-shift / 2)
  const value = Number(sticky) * 2 ** half * 2 ** (-shift - half)
  return a.n < 0n ? -value : value
}

function bits(a: bigint): number {
  return a.toString(16).length * 4
}

function lowest(n: bigint, d: bigint): Fraction {
  if (d === 0n) throw new RangeError('a fraction cannot have the denominator 0')
  let a = n < 0n ? -n : n
  let b = d < 0n ? -d : d
  while (b !== 0n) [a, b] = [b, a % b]
  return d < 0n ? { n: -n / a, d: -d / a } : { n: n / a, d: d / a }
}
