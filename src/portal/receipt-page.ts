import { html } from './html.ts'
import { type QrCode, renderKeep } from './keep.ts'
import type { Page } from './page.ts'
import { linkTo, type Reader, type Say, sayTo } from './reader.ts'
import { renderUrgent } from './report/urgent.ts'

export interface ReceiptView {
  readonly reader: Reader
  readonly number: string
  readonly secret: string
  /** The address of the track page in full, for paper. */
  readonly address: string
  readonly qr: QrCode
  /** Where the same is as a small file of text. */
  readonly file: string
  /** Null while the hotline decides. */
  readonly unit: string | null
  readonly promised: string | null
  readonly because:
    | { readonly kind: 'catalogue'; readonly ground: string; readonly row: number | null }
    | { readonly kind: 'confidential' | 'person' }
  readonly next: 'call' | 'hotline' | 'self'
  /** An alert was raised with the words (P2). */
  readonly urgent: boolean
  /** It had been taken in before, and nothing happened now. */
  readonly again: boolean
}

/** The receipt: the number large, who has it, until when and why; on paper it says the same. */
export function receiptPage(receipt: ReceiptView): Page {
  const { reader, because } = receipt
  const say = sayTo(reader)
  const link = linkTo(reader, `/track/${receipt.number}`, { secret: receipt.secret })
  return {
    title: `${say('receipt.title')} ${receipt.number}`,
    main: html`
      <article class="receipt" data-sent>
        <h1>${say('receipt.title')}</h1>
        ${receipt.again ? html`<p class="notice" role="status">${say('receipt.again')}</p>` : null}
        ${receipt.urgent ? html`${renderUrgent(say)}<p>${say('urgent.told')}</p>` : null}
        <dl class="ticket">
          <div class="big"><dt>${say('receipt.number')}</dt><dd>${receipt.number}</dd></div>
          <div class="big"><dt>${say('receipt.secret')}</dt><dd>${receipt.secret}</dd></div>
        </dl>
        <p>${say('receipt.keep')}</p>
        <dl class="pairs">
          <dt>${say('receipt.unit')}</dt>
          <dd>${receipt.unit ?? say('receipt.unit-pending')}</dd>
          <dt>${say('receipt.promised')}</dt>
          <dd>${receipt.promised ?? say('receipt.promised-pending')}</dd>
          <dt>${say('receipt.because')}</dt>
          <dd>
            ${
              because.kind === 'catalogue'
                ? html`${sayBecause(receipt, say)}${
                    because.row === null
                      ? null
                      : html` <span class="quiet">${say('receipt.catalogue-row', { row: because.row })}</span>`
                  }`
                : sayBecause(receipt, say)
            }
          </dd>
          <dt>${say('receipt.next')}</dt>
          <dd>${say(`receipt.next-${receipt.next}`)}</dd>
        </dl>
        ${renderKeep(receipt.address, receipt.qr, say, { hint: say('receipt.link-hint'), file: receipt.file })}
        <p class="actions">
          <a class="button main" href=${link}>${say('home.track')}</a>
          <button type="button" class="print" data-print hidden>${say('receipt.print')}</button>
          <a class="button" href=${linkTo(reader, '/')}>${say('receipt.another')}</a>
        </p>
      </article>
    `,
  }
}

/** `交给展览路街道，因为：……`, the decision record in plain words. */
function sayBecause({ because, unit }: ReceiptView, say: Say): string {
  if (because.kind !== 'catalogue') return say(`receipt.because-${because.kind}`)
  const { ground } = because
  return unit === null ? say('receipt.because-sentence', { ground }) : say('receipt.goes-to', { unit, ground })
}

/** The receipt as lines of text. */
export function receiptText(receipt: ReceiptView): string {
  const say = sayTo(receipt.reader)
  const lines: readonly (readonly [string, string])[] = [
    [say('receipt.number'), receipt.number],
    [say('receipt.secret'), receipt.secret],
    [say('receipt.unit'), receipt.unit ?? say('receipt.unit-pending')],
    [say('receipt.promised'), receipt.promised ?? say('receipt.promised-pending')],
    [say('receipt.because'), sayBecause(receipt, say)],
    [say('receipt.next'), say(`receipt.next-${receipt.next}`)],
    [say('home.track'), receipt.address],
  ]
  const text = lines.map(([label, value]) => say('receipt.line', { label, value }))
  // Editors on old Windows take the mark for what it is, and the lines' ends too.
  return `\uFEFF${[say('site.name'), ...text, say('receipt.link-hint')].join('\r\n')}\r\n`
}
