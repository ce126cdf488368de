import type { Random } from '../random.ts'

/** Phrase material of one first-level category. `{数}` and the like are filled in by `fill`. */
export interface GroupWords {
  readonly effects: readonly string[]
  readonly wishes: readonly string[]
  /** Codes of the statutes that replies in this category rest on. */
  readonly basis: readonly string[]
  /** By leaf: `title|what is wrong, to follow a place|what the unit did about it`. */
  readonly leaves: Readonly<Record<string, readonly string[]>>
}

const SLOTS: Readonly<Record<string, (random: Random) => string>> = {
  数: (random) => String(random.int(2, 8)),
  多: (random) => String(random.int(12, 90)),
  层: (random) => String(random.int(2, 18)),
  栋: (random) => `${random.int(1, 26)}号楼`,
  门: (random) => `${random.int(1, 6)}单元`,
  温: (random) => String(random.int(12, 17)),
  元: (random) => String(random.int(3, 96) * 100),
  月: (random) => String(random.int(1, 11)),
  夜: (random) =>
    random.pick(['晚上十点以后', '夜里十一点多', '凌晨一点左右', '凌晨四五点', '每天夜里', '晚上九点到十二点']),
  早: (random) => random.pick(['早上六点多', '清晨五点半', '早上七点前', '天不亮', '一大早']),
  日: (random) => random.pick(['昨天', '前天', '上周末', '上周三', '今天早上', '三天前', '上个月底', '这周一']),
  店: (random) =>
    random.pick([
      '一家小吃店',
      '一家烧烤店',
      '一家面馆',
      '一家火锅店',
      '一家便利店',
      '一家理发店',
      '一家水果店',
      '一家快餐店',
    ]),
  侧: (random) => random.pick(['东侧', '西侧', '南侧', '北侧', '东门外', '西门外', '北门口', '南门旁']),
}

/** Puts something into every slot of a phrase. Throws on a slot that nobody knows: a mistake in the material. */
export function fill(phrase: string, random: Random): string {
  if (!phrase.includes('{')) return phrase
  return phrase.replace(/\{([^}]*)\}/g, (_, slot: string) => {
    const make = SLOTS[slot]
    if (!make) throw new Error(`unknown slot {${slot}} in: ${phrase}`)
    return make(random)
  })
}

export function phrase(list: readonly string[], random: Random): string {
  return fill(random.pick(list), random)
}
