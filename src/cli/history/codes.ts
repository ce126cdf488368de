import { createHash } from 'node:crypto'

const LONGEST = 60

/**
 * Codes for the names of another system, in kebab-case behind its own: `Solid Waste` → `baltimore-solid-waste`. A name without
 * Latin letters, a long one, and one that differs from an earlier one only by its signs carries a digest of itself. The code
 * of a name does not depend on the other names, so that a later export with more of them gives the same.
 */
export function makeCoder(system: string, names: Iterable<string>): (name: string) => string {
  const codes = new Map([...names].map((name) => [name, codeOf(system, name)]))
  return (name) => codes.get(name) ?? codeOf(system, name)
}

function codeOf(system: string, name: string): string {
  const slug = name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
  // The slug alone only where nothing of the name is lost in it.
  const isPlain = slug !== '' && slug.length <= LONGEST && slug.replaceAll('-', ' ') === name.toLowerCase()
  if (isPlain) return `${system}-${slug}`
  const digest = createHash('sha256').update(name).digest('hex').slice(0, 6)
  return [system, slug.slice(0, LONGEST - 7), digest].filter(Boolean).join('-')
}
