import type { z } from 'zod'
import type { replyPreview, replyPreviewBody } from '../../../contract/http/ticket.ts'
import type { GrantScope } from '../../../domain/policy/policy.ts'
import { word } from '../../../portal/words/word.ts'
import type { Account } from '../../../store/account/accounts.ts'
import { type Language, sayToCitizen } from '../../../words/say.ts'
import type { ServerDeps } from '../../deps.ts'
import { unitName } from '../../http/facts.ts'
import { readPermitted } from '../../view/read-permitted.ts'

/** A draft as the requester's page will show it once it was checked: the portal's own headings and sentence. */
export async function previewReply(
  ticketId: string,
  draft: z.infer<typeof replyPreviewBody>,
  account: Account,
  scopes: readonly GrantScope[],
  language: Language,
  deps: ServerDeps,
): Promise<z.infer<typeof replyPreview>> {
  const { reading } = await readPermitted(ticketId, 'read-ticket', account, scopes, deps)
  const { rulebook, clock } = deps
  const { calendar } = rulebook.inForce(clock.now())
  const parts = [
    ['hop.reply', draft.text],
    ['hop.measures', draft.measures],
    ['hop.legal-basis', draft.legalBasis.join('\n')],
    ['hop.next-step', draft.nextStep],
  ] as const
  return {
    sentence: sayToCitizen(language, 'event.reply-passed', {}),
    unit: unitName(reading.state.responsible, { language, org: rulebook.org, calendar }),
    parts: parts
      .filter(([, text]) => text.trim() !== '')
      .map(([title, text]) => ({ title: word(language, title), text: text.trim() })),
  }
}
