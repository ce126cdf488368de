/**
 * Chance that anyone can repeat: only + − × ÷ on doubles and 32-bit integers, so that another language gets the same
 * numbers. The recipe in words is in docs/reference/assessment-run.md.
 */

/** xoshiro128** (Blackman and Vigna, public domain), 32 bits at a time. */
export class Chance {
  private readonly state: Int32Array
  private readonly ahead = new Uint32Array(AHEAD)
  private taken = AHEAD

  /**
   * Four words of state: FNV-1a (32 bits) over the UTF-16 code units of `seed` followed by `/0`, `/1`, `/2`, `/3`, the last with
   * its lowest bit set; the first sixteen numbers are thrown away.
   */
  constructor(seed: string) {
    this.state = Int32Array.of(fnv1a(`${seed}/0`), fnv1a(`${seed}/1`), fnv1a(`${seed}/2`), fnv1a(`${seed}/3`) | 1)
    for (let i = 0; i < 16; i++) this.next()
  }

  /** 0 to 2³² − 1. */
  next(): number {
    if (this.taken === AHEAD) this.refill()
    return this.ahead[this.taken++] as number
  }

  /** Many at a time, so that the four words stay out of memory meanwhile: an assessment asks for tens of millions. */
  private refill(): void {
    const { state, ahead } = this
    let [a, b, c, d] = state as unknown as [number, number, number, number]
    for (let i = 0; i < AHEAD; i++) {
      const five = Math.imul(b, 5)
      ahead[i] = Math.imul((five << 7) | (five >>> 25), 9)
      const shifted = b << 9
      c ^= a
      d ^= b
      b ^= c
      a ^= d
      c ^= shifted
      d = (d << 11) | (d >>> 21)
    }
    state[0] = a
    state[1] = b
    state[2] = c
    state[3] = d
    this.taken = 0
  }
}

/** Numbers made at a time. */
const AHEAD = 256

function fnv1a(text: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  return hash >>> 0
}

const ALL = 2 ** 32

/** Values less likely than this share of the likeliest one are left out. */
const NEGLIGIBLE = 1e-12

/** The likely values of a binomial: the smallest of them, and the weight of each from there on, the likeliest having 1. */
function binomialWeights(n: number, p: number): { readonly from: number; readonly weights: readonly number[] } {
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
  return { from: mode - below.length, weights }
}

/** A binomial for each hexadecimal digit at each of eight places: 2³² answers are more than any city has. */
const SLOTS = 8 * 16
/** Entries of a guide: where to begin looking, by the first six bits of chance. Saves time, changes nothing. */
const GUIDE = 64

/**
 * Draws counts of so many kinds for the same number of things as was counted: a multinomial. Kind after kind is a binomial among
 * the things that are left; a binomial of n is the sum of one draw for each hexadecimal digit of n that is not 0, from the lowest up
 * (0x8c2 things are 2, 0xc0 and 0x800 things), each the smallest value whose cumulative probability exceeds the next 32 bits of
 * chance.
 */
export class Multinomial {
  private readonly total: number
  private readonly kinds: number
  /** Probability of each kind among those not yet drawn. */
  private readonly shares: Float64Array
  /** Cumulative probabilities × 2³² of all binomials needed so far, one after the other; flat, since speed is all here. */
  private upTo = new Float64Array(4_096)
  private used = 0
  /** By kind, place and digit: where its probabilities begin, −1 before it is needed; and the value that the first of them stands for. */
  private readonly begins: Int32Array
  private readonly firsts: Float64Array
  private guides = new Uint16Array(64 * GUIDE)
  private readonly guideOf: Int32Array
  private guided = 0

  /** @param counts whole numbers above 0, the largest first for speed. */
  constructor(counts: readonly number[]) {
    this.kinds = counts.length
    this.total = counts.reduce((sum, count) => sum + count, 0)
    this.shares = new Float64Array(counts.length)
    this.begins = new Int32Array(counts.length * SLOTS).fill(-1)
    this.firsts = new Float64Array(counts.length * SLOTS)
    this.guideOf = new Int32Array(counts.length * SLOTS)
    let left = this.total
    for (const [kind, count] of counts.entries()) {
      this.shares[kind] = count / left
      left -= count
    }
  }

  draw(chance: Chance, into: Float64Array): void {
    const last = this.kinds - 1
    let left = this.total
    for (let kind = 0; kind < last; kind++) {
      let drawn = 0
      for (let place = kind * SLOTS, rest = left; rest > 0; place += 16, rest >>>= 4) {
        const slot = place + (rest & 15)
        if (slot === place) continue
        if (this.begins[slot] === -1) this.prepare(kind, slot)
        const bits = chance.next()
        const begin = this.begins[slot] as number
        let index = begin + (this.guides[(this.guideOf[slot] as number) + (bits >>> 26)] as number)
        while ((this.upTo[index] as number) <= bits) index++
        drawn += (this.firsts[slot] as number) + index - begin
      }
      into[kind] = drawn
      left -= drawn
    }
    into[last] = left
  }

  private prepare(kind: number, slot: number): void {
    const own = slot - kind * SLOTS
    const things = (own % 16) * 16 ** Math.floor(own / 16)
    const { from, weights } = binomialWeights(things, this.shares[kind] as number)
    const begin = this.used
    this.used += weights.length
    if (this.used > this.upTo.length) this.upTo = larger(this.upTo, new Float64Array(this.used * 2))
    let sum = 0
    for (const weight of weights) sum += weight
    let reached = 0
    for (const [index, weight] of weights.entries()) {
      reached += weight
      this.upTo[begin + index] = (reached / sum) * ALL
    }
    this.upTo[this.used - 1] = ALL
    const guide = this.guided
    this.guided += GUIDE
    if (this.guided > this.guides.length) this.guides = larger(this.guides, new Uint16Array(this.guided * 2))
    for (let entry = 0, index = 0; entry < GUIDE; entry++) {
      while ((this.upTo[begin + index] as number) <= entry * 2 ** 26) index++
      this.guides[guide + entry] = index
    }
    this.begins[slot] = begin
    this.firsts[slot] = from
    this.guideOf[slot] = guide
  }
}

function larger<T extends Float64Array | Uint16Array>(from: T, to: T): T {
  to.set(from)
  return to
}
