import type { z } from 'zod'
import type { ReplyCheck, replyDraft } from '../../../contract/http/assist.ts'
import { dayOf } from '../../../domain/clock/calendar.ts'
import type { GrantScope } from '../../../domain/policy/policy.ts'
import { checkReply } from '../../../intelligence/assist/check-reply.ts'
import type { Account } from '../../../store/account/accounts.ts'
import { listLegalBases } from '../../../store/knowledge/legal-bases.ts'
import type { TicketReading } from '../../../store/read-models/ticket-reading.ts'
import { type Language, say } from '../../../words/say.ts'
import type { ServerDeps } from '../../deps.ts'
import { readPermitted } from '../../view/read-permitted.ts'

/** A draft read against the words that it answers; whoever may not read the words gets no remark about them (P18). */
export async function checkDraft(
  ticketId: string,
  draft: z.infer<typeof replyDraft>,
  account: Account,
  scopes: readonly GrantScope[],
  language: Language,
  deps: ServerDeps,
): Promise<ReplyCheck> {
  const { reading, visible } = await readPermitted(ticketId, 'read-ticket', account, scopes, deps)
  const found = checkReply(draft, visible.matter ? wordsOf(reading) : null)
  const remarks = found.map(({ code, weight, facts }) => ({
    code,
    weight,
    sentence: say(language, `remark.${code}`, {
      ...facts,
      ...('kind' in facts ? { kind: say(language, `personal.${facts['kind']}`) } : {}),
    }),
  }))
  return { remarks: [...remarks, ...(await expiredBases(draft.legalBasis, language, deps))] }
}

/** All that the requester said: the first words and what was added later. */
export function wordsOf({ state, events, text }: TicketReading): string {
  const refs = [state.words, ...events.flatMap((one) => (one.type === 'supplemented' ? [one.data.text] : []))]
  return refs
    .map((ref) => (ref === null ? null : text(ref.id)))
    .filter((one) => one !== null)
    .join('\n')
}

/** P31: an expired article warns; one that the library does not know is said to be unknown. */
async function expiredBases(
  cited: readonly string[],
  language: Language,
  { pool, rulebook, clock }: ServerDeps,
): Promise<ReplyCheck['remarks']> {
  if (cited.length === 0) return []
  const today = dayOf(clock.now(), rulebook.inForce(clock.now()).calendar)
  const library = new Map((await listLegalBases(pool)).map((one) => [one.code, one]))
  return cited.flatMap((code): ReplyCheck['remarks'] => {
    const basis = library.get(code)
    if (!basis)
      return [{ code: 'basis-unknown', weight: 'consider', sentence: say(language, 'remark.basis-unknown', { code }) }]
    if (basis.validTo === null || basis.validTo > today) return []
    const sentence = say(language, 'remark.basis-expired', {
      statute: language === 'zh' || basis.statuteEn === '' ? basis.statute : basis.statuteEn,
      day: basis.validTo,
    })
    return [{ code: 'basis-expired', weight: 'mend', sentence }]
  })
}
