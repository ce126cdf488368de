import { renderCodeField } from './code-field.ts'
import { html, type Markup } from './html.ts'
import { type Page, renderCarried } from './page.ts'
import { linkTo, type Reader, sayTo } from './reader.ts'

interface Asking {
  readonly reader: Reader
  /** What is wrong with what was typed. */
  readonly fault: string | null
}

function renderFault(fault: string | null, field: string): Markup | null {
  return fault === null
    ? null
    : html`<div class="summary" role="alert" id="faults" tabindex="-1" autofocus><a href=${`#${field}`}>${fault}</a></div>`
}

/** My requests, by the phone that they were made with. */
export function phonePage({ reader, fault, phone }: Asking & { readonly phone: string }): Page {
  const say = sayTo(reader)
  return {
    title: say('mine.title'),
    main: html`
      <form method="post" action="/mine/code" data-once>
        <h1>${say('mine.title')}</h1>
        ${renderFault(fault, 'phone')}
        <p class="hint" id="phone-hint">${say('mine.hint')}</p>
        ${renderCarried(reader)}
        <div class=${fault === null ? 'field' : 'field wrong'}>
          <label for="phone">${say('contact.phone')}</label>
          <input id="phone" name="phone" type="tel" inputmode="tel" autocomplete="tel" value=${phone} required aria-describedby="phone-hint" aria-invalid=${fault === null ? undefined : 'true'} />
        </div>
        <div class="actions"><button class="main">${say('code.send')}</button></div>
      </form>
      <p><a href=${linkTo(reader, '/track')}>${say('mine.by-number')}</a></p>
      <p>${say('mine.no-phone')}</p>
    `,
  }
}

/** The same whether anybody is known by that phone or not. */
export function codePage({
  reader,
  fault,
  box,
  phone,
  onPage,
}: Asking & {
  /** The closed note of which phone, and which code. */
  readonly box: string
  readonly phone: string
  readonly onPage: boolean
}): Page {
  const say = sayTo(reader)
  return {
    title: say('mine.title'),
    main: html`
      <form method="post" action="/mine/confirm" data-once>
        <h1>${say('mine.title')}</h1>
        ${renderFault(fault, 'code')}
        <p role="status">${say('mine.sent')}</p>
        <input type="hidden" name="box" value=${box} />
        ${renderCarried(reader)} ${renderCodeField(say, onPage, fault)}
        <div class="actions"><button class="main">${say('mine.show')}</button></div>
      </form>
      <form method="post" action="/mine/code" data-once>
        <input type="hidden" name="phone" value=${phone} />
        ${renderCarried(reader)}
        <button class="small">${say('mine.again')}</button>
      </form>
      <p>${say('mine.nothing-came')}</p>
    `,
  }
}

export interface MineTicket {
  readonly number: string
  readonly href: string
  readonly phase: string
  readonly unit: string
  /** `10月19日`. */
  readonly registered: string
  /** What the person can do now that is waited for; null: nothing. */
  readonly wanted: string | null
}

export interface MineFollow {
  readonly href: string
  readonly what: string
  readonly since: string
}

export interface Mine {
  readonly reader: Reader
  readonly tickets: readonly MineTicket[]
  readonly follows: readonly MineFollow[]
}

export function minePage({ reader, tickets, follows }: Mine): Page {
  const say = sayTo(reader)
  return {
    title: say('mine.title'),
    main: html`
      <h1>${say('mine.title')}</h1>
      ${
        tickets.length === 0
          ? html`<p>${say('mine.none')}</p>`
          : html`<ul class="mine">
              ${tickets.map(
                (one) => html`
                  <li>
                    <a href=${one.href}><strong>${one.phase}</strong><span>${one.number}</span></a>
                    <p class="quiet">${say('mine.line', { day: one.registered, unit: one.unit })}</p>
                    ${one.wanted === null ? null : html`<p class="mark">${one.wanted}</p>`}
                  </li>
                `,
              )}
            </ul>`
      }
      ${
        follows.length === 0
          ? null
          : html`
              <h2>${say('mine.follows')}</h2>
              <ul class="mine">
                ${follows.map(
                  (one) =>
                    html`<li><a href=${one.href}><strong>${one.what}</strong></a><p class="quiet">${one.since}</p></li>`,
                )}
              </ul>
            `
      }
      <p class="hint">${say('mine.kept')}</p>
      <form method="post" action="/mine/leave">${renderCarried(reader)}<button>${say('mine.leave')}</button></form>
    `,
  }
}
