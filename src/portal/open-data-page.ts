import { html, type Markup } from './html.ts'
import type { Page } from './page.ts'
import { linkTo, type Reader, type Say, sayTo } from './reader.ts'

/** A published bundle, as the page lists it. */
export interface OpenBundle {
  readonly name: string
  readonly period: string
  readonly number: number
  readonly firstDay: string
  readonly lastDay: string
  readonly lines: number
  readonly fingerprint: string
  readonly files: readonly { readonly name: string; readonly bytes: number }[]
}

/** What anyone may download and compute again: bundles of frozen periods, the verifier, and how to use them. */
export function openDataPage({
  reader,
  bundles,
}: {
  readonly reader: Reader
  readonly bundles: readonly OpenBundle[]
}): Page {
  const say = sayTo(reader)
  return {
    title: say('open.title'),
    main: html`
      <article class="open-data">
        <h1>${say('open.title')}</h1>
        <p>${say('open.what')}</p>
        <section aria-labelledby="how">
          <h2 id="how">${say('open.how')}</h2>
          <ol>
            <li>${say('open.step-download')}</li>
            <li><a href="/open/verify.mjs" download>${say('open.step-verifier')}</a></li>
            <li>${say('open.step-run')} <code>node verify.mjs ${say('open.folder')} --key sha256:…</code></li>
          </ol>
          <p class="hint">${say('open.key-hint')}</p>
        </section>
        ${bundles.length === 0 ? html`<p class="notice">${say('open.none')}</p>` : bundles.map((one) => renderBundle(one, reader, say))}
      </article>
    `,
  }
}

function renderBundle(bundle: OpenBundle, reader: Reader, say: Say): Markup {
  const { name, period, number, firstDay, lastDay, lines, fingerprint, files } = bundle
  return html`
    <section aria-labelledby=${`b-${name}`}>
      <h2 id=${`b-${name}`}>${number === 1 ? period : say('open.corrected', { period, number: number - 1 })}</h2>
      <p>${say('open.span', { firstDay, lastDay, lines })}</p>
      <p class="hint">${say('open.signed')} <code>${fingerprint}</code></p>
      <ul class="files">
        ${files.map(
          (file) => html`<li>
            <a href=${linkTo(reader, `/open/${name}/${file.name}`)} download=${file.name}>${file.name}</a> ${sizeOf(file.bytes)}
          </li>`,
        )}
      </ul>
    </section>
  `
}

function sizeOf(bytes: number): string {
  if (bytes < 1_000) return `${bytes} B`
  return bytes < 1_000_000 ? `${(bytes / 1_000).toFixed(1)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`
}
