import type { Policy } from '../../domain/policy/policy.ts'
import { makePhraseIndex } from '../text/phrases.ts'
import { plain } from '../text/plain.ts'
import { matchSlots } from './match-slots.ts'
import { HARMLESS, RISK_SHAPES } from './risk-shapes.ts'
import { RISK_SLOTS } from './risk-slots.ts'

/**
 * Kinds of risk in a message, in the policy's order and each once: its risk words (P2), and for its kinds some turns
 * of speech around them. It alarms a human, so that it would rather be wrong than silent: a negation (没有着火) does
 * not quiet it, only everyday phrases like 跳楼价 do.
 */
export function makeRiskScanner(policy: Pick<Policy, 'riskWords'>): (words: string) => string[] {
  const kinds = Object.keys(policy.riskWords)
  const index = makePhraseIndex(
    kinds.flatMap((kind) => (policy.riskWords[kind] ?? []).map((word) => [plain(word), kind] as const)),
  )
  const shapes = RISK_SHAPES.filter(([kind]) => kinds.includes(kind))
  const slots = RISK_SLOTS.filter(({ kind }) => kinds.includes(kind))
  return (words) => {
    const text = plain(words).replace(HARMLESS, '·')
    const found = new Set(index.scan(text).map((hit) => hit.value))
    for (const [kind, shape] of shapes) if (!found.has(kind) && shape.test(text)) found.add(kind)
    for (const rule of slots) if (!found.has(rule.kind) && matchSlots(text, rule)) found.add(rule.kind)
    return kinds.filter((kind) => found.has(kind))
  }
}
