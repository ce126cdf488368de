import { dayOf } from '../../../domain/clock/calendar.ts'
import type { Offered } from '../../../portal/follow/follow-page.ts'
import { nameOf, type Reader, sayDay } from '../../../portal/reader.ts'
import { findArea } from '../../../portal/report/check.ts'
import { type Draft, identityOf } from '../../../portal/report/draft.ts'
import { nearbyMatters } from '../../acts/nearby-matters.ts'
import type { ServerDeps } from '../../deps.ts'
import { categoryName } from '../../view/timeline.ts'

export interface Offer extends Offered {
  readonly code: string
  readonly subdistrict: string
}

/**
 * What others reported that may be the same matter. Nothing is offered to whoever wants to stay hidden or reports wrongdoing: the
 * answer would say what theirs is taken for (P20); nor where somebody may be in danger: they shall send it.
 */
export async function offersFor(
  draft: Draft,
  reader: Reader,
  isUrgent: boolean,
  deps: Pick<ServerDeps, 'pool' | 'readerPool' | 'keys' | 'rulebook' | 'clock' | 'classify'>,
): Promise<Offer[]> {
  const { rulebook, clock, classify } = deps
  const area = findArea(draft.area, rulebook.org)
  const subdistrict = area?.kind === 'subdistrict' ? area.code : null
  if (isUrgent || subdistrict === null || identityOf(draft) !== 'normal' || draft.words === '') return []
  const matter = {
    words: draft.words,
    title: null,
    address: draft.address || null,
    category: classify?.(draft.words, null)?.category ?? null,
    community: draft.community || null,
    subdistrict,
  }
  const now = clock.now()
  const policy = rulebook.inForce(now)
  const found = await nearbyMatters(matter, deps)
  return found.map(({ clusterId, category, reporters, followers, since, answeredAt }) => ({
    clusterId,
    code: category,
    subdistrict,
    category: categoryName(category, policy, reader.language),
    place: nameOf(subdistrict, rulebook.org, reader.language),
    reporters,
    followers,
    since: sayDay(dayOf(since, policy.calendar), now, policy.calendar, reader.language),
    answered: answeredAt !== null,
  }))
}
