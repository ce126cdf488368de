import type { SuggestionView } from '../../contract/http/dispatch.ts'
import type { UnitCode } from '../../domain/org/unit.ts'
import type { Policy } from '../../domain/policy/policy.ts'
import { LOW_CONFIDENCE } from '../../intelligence/classify/keywords.ts'
import type { DispatchSuggestion, Reason } from '../../intelligence/dispatch/suggest.ts'
import { type Facts, say } from '../../words/say.ts'
import { type Readable, unitName, wallTime } from '../http/facts.ts'
import { categoryName } from './timeline.ts'

/** Something is still to be asked, checked or decided. */
const OPEN: ReadonlySet<Reason['code']> = new Set([
  'category-abstained',
  'category-disagreed',
  'category-unknown',
  'low-confidence',
  'may-accuse',
  'place-slip',
  'place-ambiguous',
  'place-contradiction',
  'place-unknown',
  'two-districts',
  'fallback',
])

export interface SuggestionReadable extends Readable {
  readonly policy: Policy
}

/** A proposal in names and sentences. */
export function viewSuggestion(
  found: DispatchSuggestion,
  chosen: string | null,
  to: SuggestionReadable,
): SuggestionView {
  const { decision, place, together } = found
  const named = (code: UnitCode) => ({ code, name: unitName(code, to) })
  const maybe = (code: UnitCode | null) => (code === null ? null : named(code))
  const category = chosen ?? together?.category ?? null
  return {
    category: category === null ? null : { code: category, name: categoryName(category, to.policy, to.language) },
    confidence: together?.confidence ?? null,
    sure: chosen !== null || (together !== null && together.confidence >= LOW_CONFIDENCE),
    kind: found.kind,
    phrases: [...found.phrases],
    place: {
      level: place.level,
      district: maybe(place.district),
      subdistrict: maybe(place.subdistrict),
      community: maybe(place.community),
      nearby: (place.point?.entries ?? []).map(({ name, unit, metres }) => ({ name, unit: named(unit), metres })),
    },
    question: place.question && {
      code: place.question.code,
      sentence: say(to.language, `question.${place.question.code}`, { text: place.question.text }),
      options: place.question.options.map(named),
    },
    lead: decision && named(decision.lead),
    assisting: (decision?.assisting ?? []).map(named),
    mode: decision?.mode ?? null,
    limit: decision?.limit ?? null,
    row: decision === null || decision.row === 0 ? null : decision.row,
    ground: decision && (to.language === 'zh' ? decision.ground : decision.groundEn),
    reasons: found.reasons.map((one) => ({
      code: one.code,
      sentence: say(to.language, `reason.${one.code}`, reasonFacts(one, to)),
      open: OPEN.has(one.code),
    })),
  }
}

function reasonFacts({ facts }: Reason, to: SuggestionReadable): Facts {
  const readable: Record<string, string | number> = {}
  const list = (codes: readonly string[], name: (code: string) => string) =>
    codes.map(name).join(to.language === 'zh' ? '、' : ', ')
  for (const [name, value] of Object.entries(facts)) {
    if (name === 'category' || name === 'second' || name === 'other') {
      readable[name] = categoryName(String(value), to.policy, to.language)
    } else if (name === 'confidence') readable[name] = percent(Number(value))
    else if (name === 'units' || name === 'near')
      readable[name] = list(value as readonly string[], (code) => unitName(code, to))
    else if (name === 'phrases') readable[name] = list(value as readonly string[], (phrase) => phrase)
    else if (name === 'unit' || name === 'lead' || name === 'of') readable[name] = unitName(String(value), to)
    else if (name === 'by') readable[name] = wallTime(String(value), to.calendar)
    else if (typeof value === 'string' || typeof value === 'number') readable[name] = value
  }
  const ground = to.language === 'zh' ? facts['ground'] : facts['groundEn']
  if (typeof ground === 'string') readable['ground'] = ground
  return readable
}

export function percent(share: number): string {
  return `${Math.round(share * 100)}%`
}
