import { renderToString } from 'preact-render-to-string'
import { html, type Markup } from './html.ts'
import { linkTo, type Reader, sayTo } from './reader.ts'

/** Where the browser finds what the pages need; the script is null until it is built, and nothing depends on it. */
export interface Assets {
  readonly style: string
  readonly script: string | null
}

export interface Frame {
  readonly reader: Reader
  readonly assets: Assets
  /** The address of this page, for the switches of language and size; null on a page that answered a form. */
  readonly here: string | null
  readonly simulated: boolean
  /** Percent of the demo's fill; null when it is done. */
  readonly filling: number | null
}

export interface Page {
  readonly title: string
  readonly main: Markup
  /** The id of the form that carries what was typed, so that a switch on this page sends it along. */
  readonly form?: string
}

/**
 * The whole document. Large targets, one column, no script needed; nothing of it may be
 * indexed. The first button of a form is what Enter presses: it must be the one that goes on, not a switch of the head.
 */
export function renderPage(page: Page, frame: Frame): string {
  const { reader, assets } = frame
  const say = sayTo(reader)
  const document = html`
    <html lang=${reader.language === 'zh' ? 'zh-CN' : 'en'} class=${modesOf(reader)}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <meta name="referrer" content="same-origin" />
        <meta name="color-scheme" content="light dark" />
        <title>${page.title} · ${say('site.name')}</title>
        <link rel="stylesheet" href=${assets.style} />
        <link rel="icon" href="/portal/seal.svg" type="image/svg+xml" />
        ${assets.script === null ? null : html`<script type="module" src=${assets.script}></script>`}
      </head>
      <body>
        ${
          page.form === undefined
            ? null
            : html`<button form=${page.form} name="go" value="next" class="unseen" tabindex="-1" aria-hidden="true"></button>`
        }
        <a class="skip" href="#main">${say('site.skip')}</a>
        <header class="site">
          <a class="brand" href=${linkTo(reader, '/')}>
            <span class="seal" aria-hidden="true">应</span>
            <span>${say('site.name')}</span>
          </a>
          <nav aria-label=${say('site.menu')}>${renderSwitches(page, frame)}</nav>
        </header>
        ${renderNotices(frame)}
        <main id="main" tabindex="-1">${page.main}</main>
        <footer class="site">
          <p>${say('site.tagline')}</p>
          <p>
            <a href="tel:12345">${say('site.dial')}</a>
            <a href=${linkTo(reader, '/track')}>${say('home.track')}</a>
            <a href=${linkTo(reader, '/open')}>${say('open.title')}</a>
            <a href="/desk/">${say('site.offices')}</a>
          </p>
        </footer>
      </body>
    </html>
  `
  return `<!doctype html>\n${renderToString(document as Parameters<typeof renderToString>[0])}\n`
}

function renderNotices({ reader, simulated, filling }: Frame): Markup | null {
  const say = sayTo(reader)
  if (!simulated && filling === null) return null
  const text = filling === null ? '' : say('site.filling', { percent: filling })
  return html`<aside class="notices" aria-label=${say('site.notices')}>
    ${simulated ? html`<p>${say('site.simulated')}</p>` : null}
    ${filling === null ? null : html`<p><span>${text}</span><progress max="100" value=${filling} aria-label=${text}></progress></p>`}
  </aside>`
}

/** Large letters and strong contrast are the reader's own, wherever the device stands. */
function modesOf({ large, contrast }: Reader): string | undefined {
  const modes = [large ? 'large' : '', contrast ? 'high-contrast' : ''].filter((one) => one !== '')
  return modes.length === 0 ? undefined : modes.join(' ')
}

/** Links where the page has an address of its own, buttons of its form where it answered one: nothing typed is lost. */
function renderSwitches(page: Page, { reader, here }: Frame): Markup {
  const say = sayTo(reader)
  const other = reader.language === 'zh' ? 'en' : 'zh'
  const tag = other === 'en' ? 'en' : 'zh-CN'
  const switches = [
    { name: 'lang', value: other, text: say('site.language'), lang: tag },
    {
      name: 'size',
      value: reader.large ? 'normal' : 'large',
      text: say(reader.large ? 'site.normal-size' : 'site.large'),
    },
    {
      name: 'contrast',
      value: reader.contrast ? 'normal' : 'high',
      text: say(reader.contrast ? 'site.normal-contrast' : 'site.high-contrast'),
    },
  ]
  const address = (name: string, value: string): string => {
    const url = new URL(here ?? '/', 'http://site')
    url.searchParams.set(name, value)
    return url.pathname + url.search
  }
  return html`${switches.map(({ name, value, text, lang }) =>
    page.form === undefined
      ? html`<a href=${address(name, value)} lang=${lang} hreflang=${lang}>${text}</a>`
      : html`<button form=${page.form} name="switch" value=${`${name}=${value}`} lang=${lang} formnovalidate>${text}</button>`,
  )}`
}

/** The settings of the address, for forms. */
export function renderCarried(reader: Reader): Markup {
  return html`${reader.carried.map(([name, value]) => html`<input type="hidden" name=${name} value=${value} />`)}`
}
