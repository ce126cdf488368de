import { createHash } from 'node:crypto'

/**
 * Draws by chance that anyone can repeat: ids in the order of SHA-256(seed ‖ '/' ‖ id), the first `size` of them. Whoever knows
 * the seed and the population finds the same sample; whoever draws cannot choose it, because the seed comes from the system.
 */
export function drawFrom(ids: readonly string[], size: number, seed: string): string[] {
  const drawn = ids.map((id) => ({ id, key: createHash('sha256').update(`${seed}/${id}`, 'utf8').digest('hex') }))
  return drawn
    .toSorted((a, b) => (a.key < b.key ? -1 : 1))
    .slice(0, Math.max(0, size))
    .map(({ id }) => id)
}
