import { HEATING, HOUSING } from './housing.ts'
import type { GroupWords, LeafWords } from './phrase.ts'
import { PROPERTY } from './property.ts'

const GROUPS: Readonly<Record<string, GroupWords>> = {
  '01': PROPERTY,
  '02': HOUSING,
  '03': HEATING,
}

/** Phrase material of a leaf's first level. */
export function groupOf(category: string): GroupWords | undefined {
  return GROUPS[category.slice(0, 2)]
}

export function leafOf(category: string): LeafWords | undefined {
  return groupOf(category)?.leaves[category]
}

/** Every leaf that has words. */
export function leavesWithWords(): string[] {
  return Object.values(GROUPS).flatMap((group) => Object.keys(group.leaves))
}
