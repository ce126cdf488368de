/**
 * Chance that anyone can repeat: only + − × ÷ on doubles and 32-bit integers, so that another language gets the same
 * numbers. The recipe in words is in docs/reference/assessment-run.md.
 */

/** xoshiro128** (Blackman and Vigna, public domain), 32 bits at a time. */
export class Chance {
  private a: number
  private b: number
  private c: number
  private d: number

  /** Four words of state: FNV-1a (32 bits) over the UTF-16 code units of `seed` followed by `/0`, `/1`, `/2`, `/3`. */
  constructor(seed: string) {
    this.a = fnv1a(`${seed}/0`)
    this.b = fnv1a(`${seed}/1`)
    this.c = fnv1a(`${seed}/2`)
    this.d = fnv1a(`${seed}/3`) | 1
    for (let i = 0; i < 16; i++) this.next()
  }

  /** 0 to 2³² − 1. */
  next(): number {
    const five = Math.imul(this.b, 5)
    const result = Math.imul((five << 7) | (five >>> 25), 9)
    const shifted = this.b << 9
    this.c ^= this.a
    this.d ^= this.b
    this.b ^= this.c
    this.a ^= this.d
    this.c ^= shifted
    this.d = (this.d << 11) | (this.d >>> 21)
    return result >>> 0
  }
}

function fnv1a(text: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  return hash >>> 0
}

const ALL = 2 ** 32

/** Cumulative probabilities of one binomial, from its smallest likely value, scaled to 2³². */
interface Table {
  readonly from: number
  readonly upTo: Float64Array
  /** Where to begin looking, by the first eight bits: saves time, changes nothing. */
  readonly guide: Uint16Array
}

/** Values less likely than this share of the likeliest one are left out. */
const NEGLIGIBLE = 1e-12

function binomialTable(n: number, p: number): Table {
  const odds = p / (1 - p)
  const mode = Math.min(n, Math.floor((n + 1) * p))
  const below: number[] = []
  for (let k = mode, weight = 1; k > 0; k--) {
    weight = (weight * k) / ((n - k + 1) * odds)
    if (weight < NEGLIGIBLE) break
    below.push(weight)
  }
  const weights = [...below.reverse(), 1]
  for (let k = mode, weight = 1; k < n; k++) {
    weight = (weight * (n - k) * odds) / (k + 1)
    if (weight < NEGLIGIBLE) break
    weights.push(weight)
  }
  let sum = 0
  for (const weight of weights) sum += weight
  const upTo = new Float64Array(weights.length)
  let reached = 0
  for (const [index, weight] of weights.entries()) {
    reached += weight
    upTo[index] = (reached / sum) * ALL
  }
  upTo[weights.length - 1] = ALL
  const guide = new Uint16Array(256)
  for (let byte = 0, index = 0; byte < 256; byte++) {
    while ((upTo[index] ?? ALL) <= byte * 2 ** 24) index++
    guide[byte] = index
  }
  return { from: mode - below.length, upTo, guide }
}

/**
 * Draws counts of `weights.length` kinds for the same number of things as was counted: a multinomial. Kind after kind is a
 * binomial among the things that are left; a binomial of n is the sum of one draw for each binary digit of n that is set,
 * from the lowest up, each the smallest value whose cumulative probability exceeds the next 32 bits of chance.
 */
export class Multinomial {
  private readonly total: number
  private readonly kinds: number
  /** Probability of each kind among those not yet drawn. */
  private readonly shares: number[] = []
  /** Tables by kind and binary digit. */
  private readonly tables: (Table | undefined)[][] = []

  /** @param counts whole numbers above 0, the largest first for speed. */
  constructor(counts: readonly number[]) {
    this.kinds = counts.length
    this.total = counts.reduce((sum, count) => sum + count, 0)
    let left = this.total
    for (const count of counts) {
      this.shares.push(count / left)
      this.tables.push([])
      left -= count
    }
  }

  draw(chance: Chance, into: Float64Array): void {
    let left = this.total
    for (let kind = 0; kind < this.kinds; kind++) {
      const drawn = kind === this.kinds - 1 ? left : this.binomial(left, kind, chance)
      into[kind] = drawn
      left -= drawn
    }
  }

  private binomial(n: number, kind: number, chance: Chance): number {
    const tables = this.tables[kind] ?? []
    let drawn = 0
    for (let digit = 0, rest = n; rest > 0; digit++, rest = Math.floor(rest / 2)) {
      if (rest % 2 === 0) continue
      let table = tables[digit]
      if (table === undefined) {
        table = binomialTable(2 ** digit, this.shares[kind] ?? 0)
        tables[digit] = table
      }
      const { from, upTo, guide } = table
      const bits = chance.next()
      let index = guide[bits >>> 24] ?? 0
      while ((upTo[index] ?? ALL) <= bits) index++
      drawn += from + index
    }
    return drawn
  }
}
