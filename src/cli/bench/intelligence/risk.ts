import type { Policy } from '../../../domain/policy/policy.ts'
import { FORMER_DANGER, FORMER_HARMLESS } from '../../../intelligence/risk/former-phrasings.ts'
import { makeRiskScanner } from '../../../intelligence/risk/risk-words.ts'
import { SEEN_DANGER, SEEN_HARMLESS } from '../../../intelligence/risk/seen-phrasings.ts'
import { REPORTED_DANGER, UNSEEN_DANGER, UNSEEN_HARMLESS } from '../../../intelligence/risk/unseen-phrasings.ts'

/** Recall and false alarms on the phrasings that the rules know and on those they never saw. */
export function measureRisk(policy: Policy): object {
  const scan = makeRiskScanner(policy)
  const of = (danger: readonly (readonly [kind: string, words: string])[], harmless: readonly string[]) => ({
    dangers: danger.length,
    alarmed: danger.filter(([, words]) => scan(words).length > 0).length,
    byKind: danger.filter(([kind, words]) => scan(words).includes(kind)).length,
    harmless: harmless.length,
    falseAlarms: harmless.filter((words) => scan(words).length > 0).length,
  })
  return {
    seen: of(SEEN_DANGER, SEEN_HARMLESS),
    former: of(FORMER_DANGER, FORMER_HARMLESS),
    unseen: of(UNSEEN_DANGER, UNSEEN_HARMLESS),
    reported: of(REPORTED_DANGER, []),
  }
}
