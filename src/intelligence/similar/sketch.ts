/** A text's fingerprint for finding and estimating: equal parts where two texts have runs of characters in common. */
export interface Sketch {
  /** Smallest hash under each of 64 orders of all runs, cut to 16 bits. */
  readonly values: Uint16Array
  /** Number of different runs. */
  readonly size: number
}

const SKETCH_VALUES = 64

/**
 * 6 bands of 4 find what is nearly the same text anywhere: at a likeness of 0.8 all but one in 25, at 0.6 five in nine. Bands of
 * three find more, and among a million thousands that only begin and end alike.
 */
const WIDE = { bands: 6, rows: 4, from: 0 }
/** 12 bands of 2 find what is half alike in one subdistrict: at 0.3 two in three, at 0.4 seven in eight. */
const NEAR = { bands: 12, rows: 2, from: 24 }

export interface Sketcher {
  sketch(shingles: ReadonlySet<string>): Sketch
}

/**
 * MinHash (Broder 1997) under a secret: without it nobody can try words out against a stored sketch. `secret`: at least 8 bytes,
 * the same for all sketches that are compared.
 */
export function makeSketcher(secret: Uint8Array): Sketcher {
  if (secret.length < 8) throw new Error('a sketch needs a secret of at least 8 bytes')
  const next = generator(secret)
  const base = next()
  const orders = Uint32Array.from({ length: SKETCH_VALUES * 2 }, next)
  return {
    sketch(shingles) {
      const least = new Uint32Array(SKETCH_VALUES).fill(0xffffffff)
      for (const run of shingles) {
        const hash = hashOf(run, base)
        for (let i = 0; i < SKETCH_VALUES; i++) {
          const value = mix(Math.imul(hash ^ (orders[i * 2] ?? 0), (orders[i * 2 + 1] ?? 0) | 1))
          if (value < (least[i] ?? 0)) least[i] = value
        }
      }
      return { values: Uint16Array.from(least, (value) => value & 0xffff), size: shingles.size }
    },
  }
}

/** Share of the smaller text's runs that the other has, estimated from two sketches: 0–1, off by about 0.06. */
export function estimateShared(a: Sketch, b: Sketch): number {
  if (a.size === 0 || b.size === 0) return 0
  let equal = 0
  for (let i = 0; i < SKETCH_VALUES; i++) if (a.values[i] === b.values[i]) equal++
  const jaccard = equal / SKETCH_VALUES
  const shared = (jaccard / (1 + jaccard)) * (a.size + b.size)
  return Math.min(1, shared / Math.min(a.size, b.size))
}

/** Names of the bands by which a text is found; two texts with a band in common are candidates. */
export function bandsOf({ values, size }: Sketch, subdistrict: string | null): string[] {
  if (size === 0) return []
  const wide = cut(values, WIDE).map((band) => `w/${band}`)
  return subdistrict === null ? wide : [...wide, ...cut(values, NEAR).map((band) => `n/${subdistrict}/${band}`)]
}

function cut(values: Uint16Array, { bands, rows, from }: typeof WIDE): string[] {
  return Array.from({ length: bands }, (_, band) => {
    const start = from + band * rows
    return `${band}/${[...values.subarray(start, start + rows)].map((value) => value.toString(16)).join('.')}`
  })
}

/** FNV-1a over code units, started from a secret. */
function hashOf(text: string, base: number): number {
  let hash = base
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  return mix(hash)
}

/** The last steps of MurmurHash3: every bit of the input moves every bit of the output. */
function mix(value: number): number {
  let x = value
  x = Math.imul(x ^ (x >>> 16), 0x85ebca6b)
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35)
  return (x ^ (x >>> 16)) >>> 0
}

/** Numbers that follow from the secret alone (a Weyl sequence through `mix`). */
function generator(secret: Uint8Array): () => number {
  let state = 0x9e3779b9
  for (const byte of secret) state = mix(state ^ byte) + 0x9e3779b9
  return () => {
    state = (state + 0x9e3779b9) | 0
    return mix(state ^ (secret[state & 7] ?? 0))
  }
}
