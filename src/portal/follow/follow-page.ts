import { html, type Markup } from '../html.ts'
import { type QrCode, renderKeep } from '../keep.ts'
import { type Page, renderCarried } from '../page.ts'
import { linkTo, type Reader, type Say, sayTo } from '../reader.ts'

/** What is known of a matter that is offered to be followed. */
export interface Offered {
  readonly clusterId: string
  /** `照明`. */
  readonly category: string
  readonly place: string
  readonly reporters: number
  readonly followers: number
  /** `10月12日`. */
  readonly since: string
  readonly answered: boolean
}

/** Beside the last page of a report: others told of it; follow theirs instead, or send yours as well. */
export function renderOffers(offers: readonly Offered[], say: Say): Markup | null {
  if (offers.length === 0) return null
  return html`
    <section class="offers" aria-labelledby="offers">
      <h2 id="offers">${say('nearby.title')}</h2>
      <p>${say('nearby.text')}</p>
      <ul>
        ${offers.map(
          (one, index) => html`
            <li>
              <p id=${`offer-${index}`}><strong>${one.category}</strong> <span>${renderCount(one, say)}</span></p>
              <button name="go" value=${`follow-${one.clusterId}`} aria-describedby=${`offer-${index}`} formnovalidate>${say('nearby.follow')}</button>
            </li>
          `,
        )}
      </ul>
      <p class="hint">${say('nearby.or-send')}</p>
    </section>
  `
}

function renderCount({ reporters, followers, since, answered }: Offered, say: Say): string {
  return [
    say('nearby.reporters', { count: reporters, since }),
    followers === 0 ? null : say('nearby.followers', { count: followers }),
    answered ? say('nearby.answered') : null,
  ]
    .filter((one) => one !== null)
    .join(say('nearby.and'))
}

export interface Following {
  readonly reader: Reader
  readonly offered: Offered
  /** The closed note of what is followed. */
  readonly box: string
  /** The report that was being written, so that going back loses nothing. */
  readonly draft: string
  readonly phone: string
  readonly counts: boolean
  readonly fault: string | null
}

/** Follow instead of sending: a number only for whoever wants to find it again by phone, counted only with consent. */
export function followingPage({ reader, offered, box, draft, phone, counts, fault }: Following): Page {
  const say = sayTo(reader)
  const described = fault === null ? 'phone-hint' : 'phone-hint phone-fault'
  return {
    title: say('follow.title'),
    main: html`
      <form method="post" action="/follow" data-once>
        <h1>${say('follow.title')}</h1>
        ${fault === null ? null : html`<div class="summary" role="alert" id="faults" tabindex="-1" autofocus><a href="#phone">${fault}</a></div>`}
        <p><strong>${offered.place} · ${offered.category}</strong><br />${renderCount(offered, say)}</p>
        <p>${say('follow.what')}</p>
        <input type="hidden" name="box" value=${box} />
        ${renderCarried(reader)}
        <div class="option">
          <input type="checkbox" id="counts" name="counts" value="yes" checked=${counts} aria-describedby="counts-hint" />
          <div><label for="counts">${say('follow.counts')}</label><p class="hint" id="counts-hint">${say('follow.counts-hint')}</p></div>
        </div>
        <div class=${fault === null ? 'field' : 'field wrong'}>
          <label for="phone">${say('contact.phone')} <span class="quiet">${say('step.optional')}</span></label>
          <p class="hint" id="phone-hint">${say('follow.phone-hint')}</p>
          ${fault === null ? null : html`<p class="fault" id="phone-fault">${fault}</p>`}
          <input id="phone" name="phone" type="tel" autocomplete="tel" value=${phone} aria-describedby=${described} aria-invalid=${fault === null ? undefined : 'true'} />
        </div>
        <div class="actions"><button class="main">${say('follow.send')}</button></div>
      </form>
      <form method="post" action="/report">
        <input type="hidden" name="step" value="review" />
        <input type="hidden" name="draft" value=${draft} />
        ${renderCarried(reader)}
        <button name="go" value="edit-review">${say('follow.back')}</button>
      </form>
    `,
  }
}

export interface FollowStage {
  readonly sentence: string
  readonly day: string
}

export interface FollowView {
  readonly reader: Reader
  readonly place: string
  readonly category: string
  /** Null: it may not be shown any more. */
  readonly matter: { readonly count: string; readonly stages: readonly FollowStage[] } | null
  readonly ended: boolean
  readonly address: string
  readonly qr: QrCode
  readonly endAction: string
  readonly secret: string
}

/** The public stages of a matter, the newest first. */
export function followPage(view: FollowView): Page {
  const { reader, matter } = view
  const say = sayTo(reader)
  return {
    title: say('follow.page'),
    main: html`
      <article class="track" data-sent>
        <p class="quiet">${view.place}</p>
        <h1>${view.category}</h1>
        ${view.ended ? html`<p class="notice" role="status">${say('follow.ended')}</p>` : null}
        ${
          matter === null
            ? html`<p>${say('follow.gone')}</p>`
            : html`
                <p>${matter.count}</p>
                <h2 id="history">${say('track.history')}</h2>
                <ol class="hops" aria-labelledby="history">
                  ${matter.stages
                    .toReversed()
                    .map(
                      ({ sentence, day }, index) =>
                        html`<li class=${index === 0 ? 'hop latest' : 'hop'}><p class="hop-when">${day}</p><p class="hop-what">${sentence}</p></li>`,
                    )}
                </ol>
                <p class="hint">${say('follow.stages-hint')}</p>
              `
        }
        ${view.ended ? null : renderKeep(view.address, view.qr, say, { hint: say('follow.link-hint'), file: null })}
        <div class="actions">
          <a class="button" href=${linkTo(reader, '/report')}>${say('follow.own')}</a>
          ${
            view.ended
              ? null
              : html`<form method="post" action=${view.endAction} data-once>
                  <input type="hidden" name="secret" value=${view.secret} />
                  ${renderCarried(reader)}
                  <button>${say('follow.end')}</button>
                </form>`
          }
        </div>
      </article>
    `,
  }
}

/** One stage in words. */
export function sayStage(
  stage: 'reported' | 'dispatched' | 'answered' | 'closed' | 'reopened',
  unit: string,
  say: Say,
): string {
  return say(`stage.${stage}`, { unit })
}

/** How many, in a sentence. */
export function sayCount(reporters: number, followers: number, counted: boolean, say: Say): string {
  const others = followers === 0 ? '' : say('nearby.and') + say('nearby.followers', { count: followers })
  return say('follow.count', { count: reporters }) + others + (counted ? say('follow.with-you') : '')
}
