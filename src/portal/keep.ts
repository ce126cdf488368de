import { html, type Markup } from './html.ts'
import type { Say } from './reader.ts'

/** A QR code as squares: `size` of them a side, `path` draws the dark ones on a grid of that size. */
export interface QrCode {
  readonly size: number
  readonly path: string
}

/** Empty squares around, as readers need them. */
const QUIET = 4

/** The address to be kept: as a code for another device or paper, as text, as a button that copies it, as a small file. */
export function renderKeep(
  address: string,
  { size, path }: QrCode,
  say: Say,
  { hint, file }: { readonly hint: string; readonly file: string | null },
): Markup {
  const side = size + 2 * QUIET
  return html`
    <section class="keep" aria-labelledby="keep">
      <svg class="qr" role="img" aria-label=${say('keep.qr')} viewBox=${`${-QUIET} ${-QUIET} ${side} ${side}`} shape-rendering="crispEdges">
        <rect class="qr-ground" x=${-QUIET} y=${-QUIET} width=${side} height=${side} />
        <path class="qr-ink" d=${path} />
      </svg>
      <div>
        <h2 id="keep">${say('receipt.link')}</h2>
        <p class="address"><a href=${address}>${address}</a></p>
        <p class="hint">${hint}</p>
        <p class="actions">
          <button type="button" class="small" data-copy=${address} data-copied=${say('keep.copied')} hidden>${say('keep.copy')}</button>
          ${file === null ? null : html`<a class="button small" href=${file} download>${say('keep.file')}</a>`}
        </p>
        <p role="status" data-copy-news></p>
      </div>
    </section>
  `
}
