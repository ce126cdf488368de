/** A seeded source of numbers in [0, 1) (mulberry32): the same seed gives the same model, byte for byte. */
export type Chance = () => number

export function makeChance(seed: number): Chance {
  let state = seed | 0
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

/** Shuffles in place (Fisher–Yates). */
export function shuffle(values: Int32Array | number[], chance: Chance): void {
  for (let i = values.length - 1; i > 0; i--) {
    const j = Math.floor(chance() * (i + 1))
    const kept = values[i] as number
    values[i] = values[j] as number
    values[j] = kept
  }
}
