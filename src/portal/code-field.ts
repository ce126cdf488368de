import { html, type Markup } from './html.ts'
import type { Say } from './reader.ts'

/** Where a one-time code is typed; in a demonstration with the way to the page that shows what a phone would. */
export function renderCodeField(say: Say, onPage: boolean, fault: string | null): Markup {
  return html`
    ${onPage ? html`<p class="notice">${say('code.demo')} <a href="/demo/messages" target="_blank">${say('messages.title')}</a></p>` : null}
    <div class=${fault === null ? 'field' : 'field wrong'}>
      <label for="code">${say('code.label')}</label>
      ${fault === null ? null : html`<p class="fault" id="code-fault">${fault}</p>`}
      <input id="code" name="code" inputmode="numeric" autocomplete="one-time-code" maxlength="12" required aria-invalid=${fault === null ? undefined : 'true'} aria-describedby=${fault === null ? undefined : 'code-fault'} />
    </div>
  `
}
