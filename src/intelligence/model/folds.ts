import { makeChance, shuffle } from './chance.ts'

/**
 * Deals messages into `count` folds: a group goes whole into one of them, and every label is spread evenly. Returns the fold
 * of each listed message, in order. Messages without a group are groups of one.
 */
export function dealFolds(
  messages: Int32Array,
  of: { readonly labelOf: Int32Array; readonly groups: readonly (string | null)[] },
  count: number,
  seed: number,
): Int32Array {
  const byLabel = new Map<number, number[][]>()
  const byGroup = new Map<string, number[]>()
  messages.forEach((i, place) => {
    const group = of.groups[i] ?? null
    const known = group === null ? undefined : byGroup.get(group)
    if (known) {
      known.push(place)
      return
    }
    const members = [place]
    if (group !== null) byGroup.set(group, members)
    const label = of.labelOf[i] as number
    const list = byLabel.get(label)
    if (list) list.push(members)
    else byLabel.set(label, [members])
  })
  const chance = makeChance(seed)
  const folds = new Int32Array(messages.length)
  let turn = 0
  for (const label of [...byLabel.keys()].sort((a, b) => a - b)) {
    const groups = byLabel.get(label) ?? []
    const order = groups.map((_, place) => place)
    shuffle(order, chance)
    for (const place of order) {
      for (const member of groups[place] ?? []) folds[member] = turn % count
      turn++
    }
  }
  return folds
}
