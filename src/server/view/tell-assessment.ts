import type { Policy } from '../../domain/policy/policy.ts'
import { type AssessmentFact, explainFact } from '../../domain/scoring/facts.ts'
import type { RankingMark } from '../../domain/scoring/run.ts'
import { hasSentence, type Language, say } from '../../words/say.ts'
import { type Readable, unitName } from '../http/facts.ts'

/** Standings that say how a callback went or that there was none: not for the unit before the period locks (P5). */
const OF_THE_CALLBACK: ReadonlySet<string> = new Set(['counted', 'no-callback', 'unreachable'])

/** The sentence in which a ticket says how it counted, for whom and why (P22); without the answers where P5 hides them. */
export function tellFact(fact: AssessmentFact, judged: Policy, answers: boolean, readable: Readable): string {
  const { language } = readable
  const { code } = explainFact(fact)
  const term = (name: string) => say(language, name)
  return say(language, codeFor(fact, code, answers), {
    unit: unitName(fact.unit, readable),
    scored: unitName(fact.scored, readable),
    basis: term(`basis.${fact.basis}`),
    share: fact.share,
    ground: groundName(fact.excludedGround, judged, language),
    contacted: term(fact.contacted === null ? 'answered.none' : fact.contacted ? 'contacted.yes' : 'contacted.no'),
    solved: term(fact.solved === null ? 'answered.none' : `solved.${fact.solved}`),
    satisfied: term(fact.satisfied === null ? 'answered.none' : `satisfied.${fact.satisfied}`),
  })
}

function codeFor(fact: AssessmentFact, code: string, answers: boolean): string {
  const isMovedOn = fact.excludedGround === 'redirected' || fact.excludedGround === 'moved'
  if (fact.standing === 'excluded' && isMovedOn && fact.scored !== fact.unit) return `fact.${fact.excludedGround}`
  if (answers) return code
  return OF_THE_CALLBACK.has(fact.standing) ? 'fact.hidden' : `fact.${fact.standing}`
}

function groundName(code: string | null, policy: Policy, language: Language): string {
  if (code === null) return ''
  const grounds = [...policy.exclusionGrounds, ...policy.suspensionGrounds]
  const ground = grounds.find((one) => one.code === code)
  if (ground) return language === 'zh' ? ground.name : ground.nameEn
  return hasSentence(`ground.${code}`) ? say(language, `ground.${code}`) : code
}

/** A ranking class by its name, and the sentence that says why the unit is in it. */
export function tellMark(mark: RankingMark, policy: Policy, language: Language) {
  const found = policy.rankingClasses.find(({ code }) => code === mark.class)
  const name = found && (language === 'zh' ? found.name : found.nameEn)
  return { class: mark.class, name: name ?? mark.class, why: say(language, mark.code, mark.facts) }
}
