import type { GrantScope } from '../../../domain/policy/policy.ts'
import { type Account, namesOf } from '../../../store/account/accounts.ts'
import type { Language } from '../../../words/say.ts'
import type { ServerDeps } from '../../deps.ts'
import { readPermitted } from '../../view/read-permitted.ts'
import { tellTimeline } from '../../view/tell.ts'

/** What happened on a ticket after a version, newest first, to the extent that the reader may know it (P5, P18). */
export async function movementsOf(
  ticketId: string,
  after: number,
  account: Account,
  scopes: readonly GrantScope[],
  language: Language,
  deps: ServerDeps,
): Promise<{ readonly version: number; readonly at: string | null; readonly sentence: string }[]> {
  const { rulebook, clock, pool } = deps
  const { reading, visible } = await readPermitted(ticketId, 'read-ticket', account, scopes, deps)
  const transfers = reading.events.flatMap((event) =>
    event.type === 'transferred' ? [event.data.from, event.data.to] : [],
  )
  const names = await namesOf(pool, transfers)
  const told = tellTimeline({
    reading,
    visible,
    account,
    language,
    now: clock.now(),
    rulebook,
    names,
    requester: null,
    concerned: null,
  })
  return told
    .filter(({ version }) => version > after)
    .reverse()
    .map(({ version, at, sentence }) => ({ version, at, sentence }))
}
