import type { LightMyRequestResponse } from 'fastify'
import type { TestServer } from '../server/start.ts'

/** A page as a browser without scripts sees it: its forms, with what stands in them. */
export interface Form {
  readonly action: string
  readonly fields: Readonly<Record<string, string>>
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" }

function plainText(text: string): string {
  return text.replace(/&(amp|lt|gt|quot|#39);/g, (whole, name: string) => ENTITIES[name] ?? whole)
}

function attribute(tag: string, name: string): string | undefined {
  const found = new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1]
  return found === undefined ? undefined : plainText(found)
}

/** Every form of a page. Radio buttons and boxes count when chosen; a select by its chosen option. */
export function formsOf(page: string): Form[] {
  return [...page.matchAll(/<form[^>]*>[\s\S]*?<\/form>/g)].map(([whole]) => {
    const fields: Record<string, string> = {}
    for (const [tag] of whole.matchAll(/<input[^>]*>/g)) {
      const name = attribute(tag, 'name')
      const off = /type="(?:radio|checkbox)"/.test(tag) && !/\schecked(\s|\/|>|=)/.test(tag)
      if (name !== undefined && !off) fields[name] = attribute(tag, 'value') ?? ''
    }
    for (const [, tag = '', text = ''] of whole.matchAll(/(<textarea[^>]*>)([\s\S]*?)<\/textarea>/g)) {
      fields[attribute(tag, 'name') ?? ''] = plainText(text)
    }
    for (const [, tag = '', inside = ''] of whole.matchAll(/(<select[^>]*>)([\s\S]*?)<\/select>/g)) {
      const chosen = /<option[^>]*\sselected[^>]*>/.exec(inside)?.[0] ?? ''
      fields[attribute(tag, 'name') ?? ''] = attribute(chosen, 'value') ?? ''
    }
    return { action: attribute(/<form[^>]*>/.exec(whole)?.[0] ?? '', 'action') ?? '', fields }
  })
}

/** The form of a page whose address ends so. @throws when there is none. */
export function formTo(page: string, action: string): Form {
  const form = formsOf(page).find((one) => one.action.endsWith(action))
  if (!form) throw new Error(`no form to ${action}`)
  return form
}

export type Fields = Readonly<Record<string, string>>

/** A visitor without cookies and without scripts. */
export function visitorOf(server: TestServer, headers: Readonly<Record<string, string>> = {}) {
  const send = (url: string, fields: Fields): Promise<LightMyRequestResponse> =>
    server.as(null, {
      method: 'POST',
      url,
      headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'text/html', ...headers },
      payload: new URLSearchParams(fields).toString(),
    })
  const get = (url: string): Promise<LightMyRequestResponse> =>
    server.as(null, { method: 'GET', url, headers: { accept: 'text/html', ...headers } })
  /** Fills a form of the page and sends it. */
  const fill = (page: LightMyRequestResponse, action: string, fields: Fields): Promise<LightMyRequestResponse> => {
    const form = formTo(page.body, action)
    return send(form.action, { ...form.fields, ...fields })
  }
  return { get, send, fill }
}

export type Visitor = ReturnType<typeof visitorOf>

/** Goes through the four pages; the answer to the last one. */
export async function report(visitor: Visitor, given: Fields, url = '/'): Promise<LightMyRequestResponse> {
  let page = await visitor.get(url)
  for (let step = 0; step < 3; step++) page = await visitor.fill(page, '/report', { ...pick(page, given), go: 'next' })
  return visitor.fill(page, '/report', { ...pick(page, given), go: 'next' })
}

/** Only what the page asks for. */
function pick(page: LightMyRequestResponse, given: Fields): Fields {
  return Object.fromEntries(Object.entries(given).filter(([name]) => page.body.includes(`name="${name}"`)))
}

/** Number and secret out of a receipt's address. */
export function receiptIn(answer: LightMyRequestResponse): { number: string; secret: string; url: string } {
  const url = String(answer.headers.location)
  const parsed = new URL(url, 'http://site')
  return { number: parsed.pathname.split('/')[2] ?? '', secret: parsed.searchParams.get('secret') ?? '', url }
}

/** The newest code that the demonstration's page of messages shows; empty when it shows none. */
export async function codeIn(visitor: Visitor): Promise<string> {
  const { body } = await visitor.get('/demo/messages')
  return /(?<!\d)\d{6}(?!\d)/.exec(/<ol class="messages">[\s\S]*<\/ol>/.exec(body)?.[0] ?? '')?.[0] ?? ''
}
