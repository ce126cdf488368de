import { html } from './html.ts'
import type { Page } from './page.ts'
import { type Reader, sayTo } from './reader.ts'

export interface ShownMessage {
  readonly when: string
  /** With the middle digits covered. */
  readonly to: string
  readonly text: string
}

/** What phones would show, where a simulated city has none. */
export function messagesPage(reader: Reader, messages: readonly ShownMessage[]): Page {
  const say = sayTo(reader)
  return {
    title: say('messages.title'),
    main: html`
      <h1>${say('messages.title')}</h1>
      <p class="hint">${say('messages.hint')}</p>
      ${
        messages.length === 0
          ? html`<p>${say('messages.none')}</p>`
          : html`<ol class="messages">
              ${messages.map(
                ({ when, to, text }) => html`<li><p class="quiet">${when} · ${to}</p><p class="words">${text}</p></li>`,
              )}
            </ol>`
      }
    `,
  }
}
