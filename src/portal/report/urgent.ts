import { html, type Markup } from '../html.ts'
import type { Say } from '../reader.ts'

/** The lines that help at once (P1). */
export function renderUrgent(say: Say): Markup {
  return html`
    <section class="urgent" aria-labelledby="urgent">
      <h2 id="urgent">${say('urgent.title')}</h2>
      <p>${say('urgent.text')}</p>
      <p class="lines">${['110', '119', '120', '122'].map((line) => html`<a href=${`tel:${line}`}>${line}</a> `)}</p>
      <p>${say('urgent.lines')}</p>
      <p class="quiet">${say('urgent.mind')}</p>
    </section>
  `
}
