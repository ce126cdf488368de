import { DAY, HOUR, MINUTE } from '../kernel/instant.ts'
import type { SignalThresholds } from '../policy/signal-thresholds.ts'
import type { SignalCode } from './signal.ts'

/** The bits of likeness of a photo's print. */
const PRINT_BITS = 64

/** What of the thresholds a kind of signal rests on, for its sentence; `none`: one such thing is enough under any rules. */
export function restedOn(code: SignalCode, rule: SignalThresholds): Readonly<Record<string, number>> | 'none' {
  switch (code) {
    case 'answers-prompted':
      return { least: rule.promptedTickets, minutes: rule.promptedWithin / MINUTE }
    case 'answers-in-a-burst':
      return { least: rule.burstPeople, minutes: rule.burstWithin / MINUTE }
    case 'one-phone-many':
      return { least: rule.phoneTickets }
    case 'reply-without-contact':
      return { least: rule.uncontactedTickets }
    case 'reply-within-minutes':
      return { least: rule.hastyTickets, minutes: rule.hastyWithin / MINUTE }
    case 'pauses-before-due':
      return { least: rule.pausesADay, hours: rule.pauseBefore / HOUR }
    case 'replies-alike':
      return { least: rule.alikeTickets, percent: Math.round(rule.alikeShare * 100) }
    case 'bounce-loop':
      return { least: rule.returns }
    case 'refiled':
      return { days: rule.refiledWithin / DAY }
    case 'photo-reused':
      return { bits: rule.photoDistance, of: PRINT_BITS }
    case 'pressure-reported':
    case 'answer-changed-after-contact':
    case 'longer-limit':
    case 'evidence-reused':
    case 'falsely-closed':
      return 'none'
  }
}
