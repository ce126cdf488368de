import { html, type Markup } from '../html.ts'
import { type Page, renderCarried } from '../page.ts'
import { linkTo, type Reader, type Say, sayTo } from '../reader.ts'
import { renderPhotos } from '../report/photos.ts'
import { renderClock } from './clock-bar.ts'
import { type Confirming, renderByCode } from './confirm.ts'
import { renderTextForm } from './forms.ts'
import { type Hop, isByCode, type Track } from './track.ts'

/** What the page was asked before: a word about it, and what was typed if it did not work. */
export interface Response {
  readonly notice: string | null
  readonly fault: string | null
  /** The command whose form was sent, and what stood in it. */
  readonly command: string | null
  readonly typed: Readonly<Record<string, string>>
}

export const NO_RESPONSE: Response = { notice: null, fault: null, command: null, typed: {} }

export interface TrackPage {
  readonly reader: Reader
  readonly track: Track
  readonly response: Response
  readonly confirming: Confirming
  /** A key for each form that is sent, so that pressing twice does it once. */
  readonly newKey: () => string
}

/** A ticket like a parcel: the clock on top, each hop with unit, time and remark, and what one can do now as plain buttons. */
export function trackPage(page: TrackPage): Page {
  const { reader, track, response } = page
  const say = sayTo(reader)
  return {
    title: say('track.page', { number: track.number }),
    main: html`
      <article class="track" data-live=${linkTo(reader, `/track/${track.number}`, { secret: track.secret })} data-version=${track.version}>
        <p class="quiet">${track.number}</p>
        <h1 data-part="phase">${track.phase}</h1>
        ${response.notice === null ? null : html`<p class="notice" role="status">${response.notice}</p>`}
        ${response.fault === null ? null : html`<p class="summary" role="alert" tabindex="-1" autofocus id="faults">${response.fault}</p>`}
        <p class="news" role="status" data-news=${say('track.updated')}></p>
        <div data-part="state">
          <p class="holder"><span class="quiet">${say('track.unit')}</span> ${track.unit ?? say('receipt.unit-pending')}</p>
          ${track.clock === null ? null : renderClock(track.clock, reader)}
        </div>
        ${renderDoings(page, say)}
        <section aria-labelledby="history">
          <h2 id="history">${say('track.history')}</h2>
          <ol class="hops" data-part="history">${track.hops.map((hop, index) => renderHop(hop, index === 0, say))}</ol>
        </section>
        ${renderWords(track, say)} ${renderAnswer(track, say)}
        <p class="actions"><button type="button" class="print" data-print hidden>${say('receipt.print')}</button></p>
      </article>
    `,
  }
}

function renderHop(hop: Hop, latest: boolean, say: Say): Markup {
  return html`
    <li class=${latest ? 'hop latest' : 'hop'}>
      <p class="hop-when"><time datetime=${hop.at}>${hop.when}</time>${latest ? html` <span class="mark">${say('hop.latest')}</span>` : null}</p>
      <p class="hop-what">${hop.sentence}</p>
      ${hop.remarks.map(
        ({ title, text }) => html`
          <div class="remark">
            ${title === null ? null : html`<p class="quiet">${title}</p>`}
            <p class="words">${text}</p>
          </div>
        `,
      )}
      ${renderPhotos(say, hop.photos)}
      ${hop.unit === null ? null : html`<p class="quiet">${hop.unit}</p>`}
    </li>
  `
}

function renderDoings(page: TrackPage, say: Say): Markup {
  const { track, response, confirming } = page
  // A score, an objection or a reopening is what they came for; to withdraw or correct is not offered first.
  const pressing =
    confirming.challenge !== null ||
    confirming.pass !== null ||
    track.can.some((one) => isByCode(one) && !LATER.has(one))
  const byLink = track.can.filter((command) => command in LINK_FORMS) as (keyof typeof LINK_FORMS)[]
  return html`
    <section class="doings" aria-labelledby="now">
      <h2 id="now">${say('track.now')}</h2>
      ${track.can.length === 0 ? html`<p>${say('track.nothing')}</p>` : null}
      ${pressing ? renderByCode(page, say) : null}
      ${byLink.map((command) => {
        const { title, label, send, required, text } = LINK_FORMS[command]
        return html`
          <details open=${response.command === command}>
            <summary>${say(title)}</summary>
            ${text === null ? null : html`<p class="hint">${say(text)}</p>`}
            ${renderTextForm(page, command, { label: say(label), send: say(send), required })}
          </details>
        `
      })}
      ${pressing ? null : folded(page, say)}
    </section>
  `
}

const LATER: ReadonlySet<string> = new Set(['withdraw', 'correct-answer'])

function folded(page: TrackPage, say: Say): Markup | null {
  const wanted = page.track.can.filter(isByCode)
  if (wanted.length === 0) return null
  const open = page.response.command !== null && isByCode(page.response.command)
  const title = wanted.map((command) => say(`can.${command}`)).join(say('can.and'))
  return html`<details open=${open}><summary>${title}</summary>${renderByCode(page, say)}</details>`
}

const LINK_FORMS = {
  supplement: {
    title: 'track.supplement',
    label: 'track.supplement-label',
    send: 'track.supplement-send',
    required: true,
    text: null,
  },
  urge: { title: 'track.urge', label: 'track.urge-label', send: 'track.urge-send', required: false, text: null },
  'report-pressure': {
    title: 'track.pressure',
    label: 'track.pressure-label',
    send: 'track.pressure-send',
    required: false,
    text: 'track.pressure-text',
  },
} as const

function renderWords(track: Track, say: Say): Markup | null {
  if (track.words === null && !track.wordsHidden) return null
  return html`
    <section>
      <h2>${say('track.you')}</h2>
      ${track.wordsHidden ? html`<p class="quiet">${say('track.words-hidden')}</p>` : html`<p class="words">${track.words}</p>${renderPhotos(say, track.photos)}`}
    </section>
  `
}

function renderAnswer({ answer, answerHidden }: Track, say: Say): Markup | null {
  if (answer === null) return answerHidden ? html`<p class="quiet">${say('score.hidden')}</p>` : null
  return html`
    <section>
      <h2>${say('score.yours')}</h2>
      <dl class="pairs">
        <dt>${say('score.contacted')}</dt><dd>${say(answer.contacted ? 'score.contacted.yes' : 'score.contacted.no')}</dd>
        <dt>${say('score.solved')}</dt><dd>${say(`score.solved.${answer.solved}`)}</dd>
        <dt>${say('score.satisfied')}</dt><dd>${say(`score.satisfied.${answer.satisfied}`)}</dd>
      </dl>
      ${answer.why === null ? null : html`<p class="words">${answer.why}</p>`}
    </section>
  `
}

export interface Lookup {
  readonly reader: Reader
  readonly number: string
  readonly fault: string | null
}

/** Number and secret, asked for in one plain form. A wrong number and a wrong secret get the same answer. */
export function lookupPage({ reader, number, fault }: Lookup): Page {
  const say = sayTo(reader)
  const described = fault === null ? undefined : 'faults'
  return {
    title: say('track.title'),
    main: html`
      <form method="post" action="/track" class="lookup">
        <h1>${say('track.title')}</h1>
        ${fault === null ? null : html`<p class="summary" role="alert" id="faults" tabindex="-1" autofocus>${fault}</p>`}
        <p class="hint">${say('track.hint')}</p>
        ${renderCarried(reader)}
        <div class="field">
          <label for="number">${say('track.number')}</label>
          <input id="number" name="number" value=${number} required autocomplete="off" autocapitalize="characters" spellcheck="false" aria-describedby=${described} />
        </div>
        <div class="field">
          <label for="secret">${say('track.secret')}</label>
          <input id="secret" name="secret" required autocomplete="off" autocapitalize="none" spellcheck="false" aria-describedby=${described} />
        </div>
        <div class="actions"><button class="main">${say('track.look')}</button></div>
      </form>
      <p><a href=${linkTo(reader, '/mine')}>${say('mine.by-phone')}</a></p>
      <p>${say('error.call')} ${say('site.dial-hint')}</p>
    `,
  }
}
