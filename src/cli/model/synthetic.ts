import type { Org } from '../../domain/org/unit.ts'
import type { Category, Policy } from '../../domain/policy/policy.ts'
import type { Example } from '../../intelligence/model/example.ts'
import { makeCity } from '../../simulator/city.ts'
import { makeLives } from '../../simulator/lives.ts'
import { type Random, randomOf } from '../../simulator/random.ts'

/** A year of a simulated city, so that heating and rain both occur. */
const FROM = '2026-01-05'
const DAYS = 360

/** How a keyword of the policy is said where the simulator has no words for a category, or few. */
const SAYINGS = [
  '{}',
  '{}，没人管',
  '反映{}的问题',
  '请问{}怎么办',
  '我们这里{}，希望尽快解决',
  '咨询一下{}',
  '{}已经很久了，请有关部门处理',
  '投诉{}',
] as const

/**
 * Synthetic messages for a city that has none of its own yet: `count` from the simulated city, with the category each was made
 * for, and for every category one saying of each of its keywords and of pairs of them. No person wrote any of it. Labels are
 * `parent->leaf` codes of the policy.
 */
export function syntheticExamples(policy: Policy, org: Org, seed: number, count: number): Example[] {
  return [...livedExamples(policy, org, seed, count), ...keywordExamples(policy, randomOf(seed, 'keyword-sayings'))]
}

function livedExamples(policy: Policy, org: Org, seed: number, count: number): Example[] {
  const districts = [...org.units()].filter((unit) => unit.kind === 'district').map((unit) => unit.code)
  const lives = makeLives(makeCity({ seed, units: districts, policy, org }), {
    from: FROM,
    days: DAYS,
    relations: false,
  })
  const labelOf = new Map(policy.categories.map((category) => [category.code, label(category)]))
  return Array.from({ length: count }, (_, index) => {
    const { title, words, category } = lives.planOf(index).first
    return { uid: `lived-${index}`, title, text: words, label: labelOf.get(category) ?? category, group: null }
  })
}

function keywordExamples(policy: Policy, random: Random): Example[] {
  return policy.categories.flatMap((category) => {
    if (category.parent === null) return []
    return category.keywords.flatMap((keyword, place) =>
      [0, 1, 2].map((turn) => {
        const text = random.pick(SAYINGS).replace('{}', keyword)
        const other = random.pick(category.keywords)
        return {
          uid: `keyword-${category.code}-${place}-${turn}`,
          title: turn === 0 ? keyword : null,
          text: turn === 2 && other !== keyword ? `${text}，${other}` : text,
          label: label(category),
          group: `keyword-${category.code}-${keyword}`,
        }
      }),
    )
  })
}

function label({ parent, code }: Category): string {
  return parent === null ? code : `${parent}->${code}`
}
