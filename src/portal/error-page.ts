import { html } from './html.ts'
import type { Page } from './page.ts'
import { linkTo, type Reader, sayTo } from './reader.ts'

const STATUSES = [403, 404, 413, 422, 429, 500, 503] as const
export type ErrorStatus = (typeof STATUSES)[number]

/** The page that fits an HTTP status. */
export function errorStatusOf(status: number): ErrorStatus {
  const known = STATUSES.find((one) => one === status)
  if (known !== undefined) return known
  return status >= 500 ? 500 : 422
}

export interface Failure {
  readonly reader: Reader
  readonly status: ErrorStatus
  readonly facts: Readonly<Record<string, string | number>>
  /** What was being sent, to be sent again by one button: nothing that was typed is lost. */
  readonly resend: { readonly action: string; readonly fields: readonly (readonly [string, string])[] } | null
}

/** What happened, that nothing was lost, what to do next. */
export function errorPage({ reader, status, facts, resend }: Failure): Page {
  const say = sayTo(reader)
  return {
    title: say(`error.${status}.title`),
    main: html`
      <section class="error" role="alert">
        <h1>${say(`error.${status}.title`)}</h1>
        <p>${say(`error.${status}.text`, facts)}</p>
        <p>${say('error.call')}</p>
        ${
          resend === null
            ? null
            : html`
                <form method="post" action=${resend.action} data-once>
                  ${resend.fields.map(([name, value]) => html`<input type="hidden" name=${name} value=${value} />`)}
                  <button class="main">${say('error.retry')}</button>
                </form>
              `
        }
        <p class="actions"><a class="button" href=${linkTo(reader, '/')}>${say('site.home')}</a></p>
      </section>
    `,
  }
}
