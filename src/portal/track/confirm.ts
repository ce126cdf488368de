import { renderCodeField } from '../code-field.ts'
import { html, type Markup } from '../html.ts'
import { renderCarried } from '../page.ts'
import type { Say } from '../reader.ts'
import { renderScoreForm, renderTextForm } from './forms.ts'
import { type ByCode, isByCode } from './track.ts'
import type { TrackPage } from './track-page.ts'

/** How far the proof has come that it is the person (P16). */
export interface Confirming {
  /** The id of the code that was sent; it comes back with the code. */
  readonly challenge: string | null
  /** A demonstration sends nothing: its messages stand on a page. */
  readonly onPage: boolean
  /** A closed note that the person was confirmed; it comes with every form. */
  readonly pass: string | null
  /** Why a code was not taken. */
  readonly fault: string | null
}

export const UNCONFIRMED: Confirming = { challenge: null, onPage: false, pass: null, fault: null }

/** Before the name of a field that another form is keeping. */
export const KEPT = 'kept-'

/** What a link alone may not do: first the code, then the forms. */
export function renderByCode(page: TrackPage, say: Say): Markup | null {
  const { track, confirming } = page
  const wanted = track.can.filter(isByCode)
  if (wanted.length === 0) return null
  if (track.proof === 'secret' || confirming.pass !== null) {
    return html`
      ${confirming.pass === null ? null : html`<p class="notice" role="status">${say('code.confirmed')}</p>`}
      ${wanted.map((command) => renderDoing(page, command, say))}
    `
  }
  const what = wanted.map((command) => say(`can.${command}`)).join(say('can.and'))
  if (track.proof !== 'code') {
    return html`<p>${say(track.proof === 'no-phone' ? 'code.phone-only' : 'code.no-channel', { what })}</p>`
  }
  return html`
    <div class="confirm">
      <h3>${say('code.title')}</h3>
      ${confirming.fault === null ? null : html`<p class="summary" role="alert" id="faults" tabindex="-1" autofocus>${confirming.fault}</p>`}
      ${confirming.challenge === null ? html`<p>${say('code.text', { what })}</p>` : renderCheck(page, confirming.challenge, say)}
      <form method="post" action=${`/track/${track.number}/code`} data-once>
        ${renderHidden(page)}
        <button class=${confirming.challenge === null ? 'main' : 'small'}>${say('code.send')}</button>
      </form>
    </div>
  `
}

/** What was typed into a form before the confirmation ran out goes along, and is there again afterwards. */
function renderHidden({ reader, track, response }: TrackPage): Markup {
  const kept = response.command === null ? [] : Object.entries({ ...response.typed, command: response.command })
  return html`
    <input type="hidden" name="secret" value=${track.secret} />
    ${kept.map(([name, value]) => html`<input type="hidden" name=${KEPT + name} value=${value} />`)}
    ${renderCarried(reader)}
  `
}

function renderCheck(page: TrackPage, challenge: string, say: Say): Markup {
  const { track, confirming } = page
  return html`
    <form method="post" action=${`/track/${track.number}/confirm`} data-once>
      ${renderHidden(page)}
      <input type="hidden" name="challenge" value=${challenge} />
      <p role="status">${say('code.sent')}</p>
      ${renderCodeField(say, confirming.onPage, null)}
      <div class="actions"><button class="main">${say('code.check')}</button></div>
    </form>
  `
}

function renderDoing(page: TrackPage, command: ByCode, say: Say): Markup {
  switch (command) {
    case 'answer-callback':
      return html`<section class="doing"><h3>${say('score.title')}</h3><p class="hint">${say('score.text')}</p>${renderScoreForm(page, command, say)}</section>`
    case 'correct-answer':
      return folded(page, command, say('correct.title'), renderScoreForm(page, command, say))
    case 'withdraw': {
      const form = renderTextForm(page, command, {
        label: say('withdraw.why'),
        send: say('withdraw.send'),
        required: false,
      })
      return folded(page, command, say('withdraw.title'), html`<p class="hint">${say('withdraw.text')}</p>${form}`)
    }
    case 'reopen': {
      const form = renderTextForm(page, command, { label: say('reopen.why'), send: say('reopen.send'), required: true })
      return folded(page, command, say('reopen.title'), form)
    }
    case 'object-refusal':
    case 'object-suspension':
    case 'object-exclusion': {
      const form = renderTextForm(page, command, { label: say('object.why'), send: say('object.send'), required: true })
      return folded(page, command, say(OBJECTIONS[command]), form)
    }
  }
}

const OBJECTIONS = {
  'object-refusal': 'object.refusal',
  'object-suspension': 'object.suspension',
  'object-exclusion': 'object.exclusion',
} as const

function folded({ response }: TrackPage, command: ByCode, title: string, inside: Markup): Markup {
  return html`<details open=${response.command === command}><summary>${title}</summary>${inside}</details>`
}
