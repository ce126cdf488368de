/** Numbers hashes in the order of their coming: an open-addressing table over typed arrays. */
export class HashTable {
  private keys: Int32Array
  private numbers: Int32Array
  private mask: number
  private filled = 0

  constructor(expected = 1024) {
    let capacity = 1024
    while (capacity < expected * 2) capacity *= 2
    this.keys = new Int32Array(capacity)
    this.numbers = new Int32Array(capacity)
    this.mask = capacity - 1
  }

  get size(): number {
    return this.filled
  }

  /** The number of a hash that is not 0, or −1. */
  find(hash: number): number {
    let at = Math.imul(hash, 0x9e3779b1) & this.mask
    for (;;) {
      const key = this.keys[at] as number
      if (key === hash) return this.numbers[at] as number
      if (key === 0) return -1
      at = (at + 1) & this.mask
    }
  }

  /** The number of a hash that is not 0, a new one if it has none. */
  intern(hash: number): number {
    let at = Math.imul(hash, 0x9e3779b1) & this.mask
    for (;;) {
      const key = this.keys[at] as number
      if (key === hash) return this.numbers[at] as number
      if (key === 0) break
      at = (at + 1) & this.mask
    }
    const number = this.filled++
    this.keys[at] = hash
    this.numbers[at] = number
    if (this.filled * 2 > this.mask) this.grow()
    return number
  }

  /** Tells every hash with its number, in no order. */
  each(visit: (hash: number, number: number) => void): void {
    for (let at = 0; at < this.keys.length; at++) {
      const key = this.keys[at] as number
      if (key !== 0) visit(key, this.numbers[at] as number)
    }
  }

  private grow(): void {
    const { keys, numbers } = this
    this.keys = new Int32Array(keys.length * 2)
    this.numbers = new Int32Array(keys.length * 2)
    this.mask = this.keys.length - 1
    for (let old = 0; old < keys.length; old++) {
      const key = keys[old] as number
      if (key === 0) continue
      let at = Math.imul(key, 0x9e3779b1) & this.mask
      while (this.keys[at] !== 0) at = (at + 1) & this.mask
      this.keys[at] = key
      this.numbers[at] = numbers[old] as number
    }
  }
}
