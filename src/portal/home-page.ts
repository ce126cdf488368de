import { html, type Markup } from './html.ts'
import { type Page, renderCarried } from './page.ts'
import { linkTo, type Reader, sayTo } from './reader.ts'
import { NO_PHOTOS, renderPhotoField, WITH_FILES } from './report/photos.ts'

/** Requests of a week in one subdistrict. P20: never fewer than 3, never a hidden kind. */
export interface Nearby {
  readonly name: string
  readonly count: number
}

export interface Home {
  readonly reader: Reader
  readonly sealed: string
  readonly nearby: readonly Nearby[]
}

/** One box, one button; beside it the way to a request that exists and to a voice. No menu. */
export function homePage({ reader, sealed, nearby }: Home): Page {
  const say = sayTo(reader)
  return {
    title: say('home.title'),
    main: html`
      <div class="home">
        <form class="say" method="post" action="/report" enctype=${WITH_FILES} data-draft="words" data-once>
          <h1><label for="words">${say('home.say')}</label></h1>
          <p class="hint" id="words-hint">${say('home.hint')}</p>
          <input type="hidden" name="step" value="words" />
          <input type="hidden" name="draft" value=${sealed} />
          ${renderCarried(reader)}
          <textarea id="words" name="words" rows="6" data-count="10000" aria-describedby="words-hint examples"></textarea>
          <p class="hint" data-counter="words"></p>
          <p class="hint" data-kept hidden>${say('words.kept')}</p>
          ${renderPhotoField(say, NO_PHOTOS)}
          <button class="main" name="go" value="next">${say('home.go')}</button>
          <div class="examples" id="examples">
            <p>${say('home.examples')}</p>
            <ul>
              <li>${say('home.example.1')}</li>
              <li>${say('home.example.2')}</li>
              <li>${say('home.example.3')}</li>
            </ul>
          </div>
        </form>
        <div class="beside">
          <a class="way" href=${linkTo(reader, '/track')}><strong>${say('home.track')}</strong><span>${say('home.track-hint')}</span></a>
          <a class="way" href="tel:12345"><strong>${say('site.dial')}</strong><span>${say('site.dial-hint')}</span></a>
        </div>
      </div>
      ${nearby.length === 0 ? null : renderNearby(nearby, reader)}
    `,
  }
}

function renderNearby(nearby: readonly Nearby[], reader: Reader): Markup {
  const say = sayTo(reader)
  return html`
    <section class="nearby">
      <h2 id="nearby">${say('home.nearby')}</h2>
      <table aria-labelledby="nearby" aria-describedby="nearby-hint">
        <thead class="unseen">
          <tr><th scope="col">${say('home.nearby-place')}</th><th scope="col">${say('home.nearby-count')}</th></tr>
        </thead>
        <tbody>
          ${nearby.map(({ name, count }) => html`<tr><th scope="row">${name}</th><td>${count}</td></tr>`)}
        </tbody>
      </table>
      <p class="hint" id="nearby-hint">${say('home.nearby-hint')}</p>
    </section>
  `
}
