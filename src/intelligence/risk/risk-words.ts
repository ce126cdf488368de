import type { Policy } from '../../domain/policy/policy.ts'
import { makePhraseIndex } from '../text/phrases.ts'
import { plain } from '../text/plain.ts'
import { HARMLESS } from './harmless.ts'
import { makeSceneMatcher } from './match-scenes.ts'
import { matchSlots } from './match-slots.ts'
import { RISK_RULES } from './rules/all.ts'
import { SHARED } from './vocabulary.ts'

/**
 * Kinds of risk in a message, in the policy's order and each once: its risk words (P2), and for its kinds turns of
 * speech, lexicons and scenes around them. It alarms a human, so that it would rather be wrong than silent: a negation
 * (没有着火) does not quiet it, only everyday phrases like 跳楼价 do.
 */
export function makeRiskScanner(policy: Pick<Policy, 'riskWords'>): (words: string) => string[] {
  const kinds = Object.keys(policy.riskWords)
  const index = makePhraseIndex(
    kinds.flatMap((kind) => (policy.riskWords[kind] ?? []).map((word) => [plain(word), kind] as const)),
  )
  const rules = RISK_RULES.filter(({ kind }) => kinds.includes(kind))
  const scenes = makeSceneMatcher(SHARED, rules)
  return (words) => {
    const text = plain(words).replace(HARMLESS, '·')
    const found = scenes(text)
    for (const { value } of index.scan(text)) found.add(value)
    for (const { kind, shapes, slots } of rules) {
      if (found.has(kind)) continue
      if (shapes.some((shape) => shape.test(text)) || slots.some((rule) => matchSlots(text, rule))) found.add(kind)
    }
    return kinds.filter((kind) => found.has(kind))
  }
}
