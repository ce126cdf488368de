/** A seeded stream of numbers: the same seed and name give the same stream on every machine and for ever. */
export interface Random {
  /** From 0 (included) to 1 (excluded). */
  next(): number
  /** A whole number from `from` to `to`, both included. */
  int(from: number, to: number): number
  chance(probability: number): boolean
  /** One of a list that is not empty. */
  pick<T>(list: readonly T[]): T
  /** One of the keys, each as often as its weight says. */
  weighted<K extends string>(weights: Readonly<Partial<Record<K, number>>>): K
  /** A positive number around `median`; about two thirds lie between `median / spread` and `median * spread`. */
  around(median: number, spread: number): number
}

/**
 * Streams are named, so that a new behaviour draws from a stream of its own and leaves every other as it was.
 * sfc32 by Chris Doty-Humphrey (public domain), seeded by a hash of the seed and the name.
 */
export function randomOf(seed: number, name: string): Random {
  let [a, b, c, d] = hash(seed, name)
  const bits = (): number => {
    const t = (((a + b) | 0) + d) | 0
    d = (d + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = (c << 21) | (c >>> 11)
    c = (c + t) | 0
    return t >>> 0
  }
  for (let i = 0; i < 12; i++) bits()
  const next = () => bits() / 4_294_967_296
  return {
    next,
    int: (from, to) => from + Math.floor(next() * (to - from + 1)),
    chance: (probability) => next() < probability,
    pick: (list) => list[Math.floor(next() * list.length)] as never,
    weighted: (weights) => pickWeighted(weights, next()),
    around: (median, spread) => {
      const normal = Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next())
      return median * spread ** normal
    },
  }
}

function pickWeighted<K extends string>(weights: Readonly<Partial<Record<K, number>>>, at: number): K {
  let sum = 0
  for (const key in weights) sum += weights[key] ?? 0
  let left = at * sum
  let last: K | undefined
  for (const key in weights) {
    const weight = weights[key] ?? 0
    if (weight <= 0) continue
    last = key
    left -= weight
    if (left < 0) return key
  }
  if (last === undefined) throw new Error('nothing to choose from')
  return last
}

/** Four 32-bit words from a text: multiply and mix, each lane with its own constants (MurmurHash3's and its kin). */
function hash(seed: number, name: string): [number, number, number, number] {
  let a = 1_779_033_703 ^ seed
  let b = -1_150_833_019 ^ Math.imul(seed, 0x9e3779b1)
  let c = 1_013_904_242
  let d = -1_521_486_534
  for (let i = 0; i < name.length; i++) {
    const k = name.charCodeAt(i)
    a = b ^ Math.imul(a ^ k, 597_399_067)
    b = c ^ Math.imul(b ^ k, 2_869_860_233)
    c = d ^ Math.imul(c ^ k, 951_274_213)
    d = a ^ Math.imul(d ^ k, 2_716_044_179)
  }
  a = Math.imul(c ^ (a >>> 18), 597_399_067)
  b = Math.imul(d ^ (b >>> 22), 2_869_860_233)
  c = Math.imul(a ^ (c >>> 17), 951_274_213)
  d = Math.imul(b ^ (d >>> 19), 2_716_044_179)
  return [a, b, c, d]
}

/** A UUIDv7 (RFC 9562) whose time is the simulated one and whose other bits come from the stream. */
export function makeId(ms: number, random: Random): string {
  const time = ms.toString(16).padStart(12, '0')
  const a = random.int(0, 0xfff).toString(16).padStart(3, '0')
  const b = (0x8000 | random.int(0, 0x3fff)).toString(16)
  const c = random.int(0, 0xffffff).toString(16).padStart(6, '0')
  const d = random.int(0, 0xffffff).toString(16).padStart(6, '0')
  return `${time.slice(0, 8)}-${time.slice(8)}-7${a}-${b}-${c}${d}`
}
