import type { ReplyContent, TextRef, TicketEvent } from './events.ts'
import type { TicketState } from './state.ts'

/**
 * The texts of a ticket that a search may look through, most telling first: what it is called, what was asked, where, what was
 * added, what was answered. Never the callback's answers (P5), never reasons between desks. P18: outside the centre a
 * confidential ticket has its summary and the unit's own replies only.
 */
export function searchableTexts(state: TicketState, events: readonly TicketEvent[], central: boolean): TextRef[] {
  const matter = central || state.identity !== 'confidential'
  const found: (TextRef | null)[] = [state.title]
  if (matter) found.push(state.words, state.place.address)
  const replies: ReplyContent[] = []
  for (const event of events) {
    switch (event.type) {
      case 'supplemented':
        if (matter) found.push(event.data.text)
        break
      case 'answered':
        found.push(event.data.text)
        break
      case 'replied':
      case 'part-submitted':
        replies.push(event.data)
        break
      case 'reply-replaced':
        replies.pop()
        replies.push(event.data)
        break
      case 'reply-retracted':
        replies.pop()
        break
    }
  }
  for (const { text, measures, nextStep } of replies) found.push(text, measures, nextStep)
  return found.filter((one) => one !== null)
}
