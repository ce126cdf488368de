import { HEATING, HOUSING } from './housing.ts'
import { ADMINISTRATION, CIVIL, CULTURE, EDUCATION, HEALTH, LABOUR, MARKET, ORDER, SAFETY } from './people.ts'
import type { GroupWords } from './phrase.ts'
import { PROPERTY } from './property.ts'
import { ENVIRONMENT, PARKING, SANITATION, TRAFFIC } from './public-space.ts'
import { BUILDING, ILLEGAL, UTILITIES } from './supplies.ts'

const GROUPS: Readonly<Record<string, GroupWords>> = {
  '01': PROPERTY,
  '02': HOUSING,
  '03': HEATING,
  '04': UTILITIES,
  '05': BUILDING,
  '06': ILLEGAL,
  '07': SANITATION,
  '08': ENVIRONMENT,
  '09': PARKING,
  '10': TRAFFIC,
  '11': MARKET,
  '12': LABOUR,
  '13': HEALTH,
  '14': EDUCATION,
  '15': CIVIL,
  '16': SAFETY,
  '17': ORDER,
  '18': CULTURE,
  '20': ADMINISTRATION,
}

/** Phrase material of a leaf's first level. Throws when there is none: every leaf of the mix has words. */
export function groupOf(category: string): GroupWords {
  const group = GROUPS[category.slice(0, 2)]
  if (!group) throw new Error(`no words for category ${category}`)
  return group
}

/** Codes of the statutes that a reply rests on: the category's own, and the regulation on handling requests itself. */
export function basisOf(category: string): string[] {
  return [...new Set([...(GROUPS[category.slice(0, 2)]?.basis ?? []), 'handling-requests-2021'])]
}

/** One thing that may be wrong in a leaf, with its title and its remedy. */
export function leafOf(category: string, pick: (list: readonly string[]) => string): [string, string, string] {
  const list = groupOf(category).leaves[category]
  if (!list) throw new Error(`no words for category ${category}`)
  const [title = '', matter = '', remedy = ''] = pick(list).split('|')
  return [title, matter, remedy]
}

/** Every leaf that has words. */
export function leavesWithWords(): string[] {
  return Object.values(GROUPS).flatMap((group) => Object.keys(group.leaves))
}
