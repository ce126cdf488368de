import type { z } from 'zod'
import type { adviceBody, SuggestionView } from '../../../contract/http/dispatch.ts'
import { findCategory, type GrantScope } from '../../../domain/policy/policy.ts'
import type { Account } from '../../../store/account/accounts.ts'
import type { Language } from '../../../words/say.ts'
import { advisorOf } from '../../acts/advisor.ts'
import { adviseTicket } from '../../acts/dispatch-record.ts'
import type { ServerDeps } from '../../deps.ts'
import { problem } from '../../http/problem.ts'
import { readPermitted } from '../../view/read-permitted.ts'
import { viewSuggestion } from '../../view/suggestion-view.ts'

/** What a desk is told while somebody still speaks: nothing of it is kept. */
export async function adviseOnWords(
  body: z.infer<typeof adviceBody>,
  language: Language,
  deps: ServerDeps,
): Promise<SuggestionView> {
  const { rulebook, clock } = deps
  const at = clock.now()
  const policy = rulebook.inForce(at)
  const { district, subdistrict, community, address } = body.place
  for (const unit of [district, subdistrict, community, body.accuses]) {
    if (unit !== null && !rulebook.org.findUnit(unit)) throw problem('unit.unknown', { unit })
  }
  const category = body.category !== null && findCategory(policy, body.category) ? body.category : null
  const found = await advisorOf(deps).suggest({
    title: body.title,
    words: body.words,
    place: { district, subdistrict, community, words: address, point: body.point },
    accuses: body.accuses,
    at,
    category,
  })
  return viewSuggestion(found, category, { language, org: rulebook.org, calendar: policy.calendar, policy })
}

/** The same for a ticket as it stands, for whoever may read its words. */
export async function adviseOnTicket(
  ticketId: string,
  account: Account,
  scopes: readonly GrantScope[],
  language: Language,
  deps: ServerDeps,
): Promise<SuggestionView> {
  const { rulebook, clock } = deps
  const { reading, visible } = await readPermitted(ticketId, 'dispatch', account, scopes, deps)
  // P18: whoever may not read the words learns nothing that is told from them.
  if (!visible.matter) throw problem('rights.other-unit')
  const at = clock.now()
  const policy = rulebook.inForce(at)
  const found = await adviseTicket(reading, at, deps)
  return viewSuggestion(found, reading.state.category, {
    language,
    org: rulebook.org,
    calendar: policy.calendar,
    policy,
  })
}
