import type { Org } from '../../domain/org/unit.ts'
import { renderOffers } from '../follow/follow-page.ts'
import { html, type Markup } from '../html.ts'
import { nameOf, type Reader, type Say } from '../reader.ts'
import { findArea } from './check.ts'
import { type Draft, identityOf, type Step } from './draft.ts'
import { type Form, renderChoice } from './fields.ts'
import { renderPhotos } from './photos.ts'
import type { Report } from './report-page.ts'

/** 看一遍: everything once more, and what others reported. */
export function renderReview(report: Report, form: Form): Markup {
  const { reader, org, draft } = report
  const { say } = form
  const change = (step: Step, what: string) =>
    html`<button class="small" name="go" value=${`edit-${step}`} aria-label=${say('review.change-what', { what })} formnovalidate>${say('review.change')}</button>`
  const block = (step: Step, title: string, content: Markup) => html`
    <section class="block">
      <h2>${title}</h2>
      ${change(step, title)}
      <div class="content">${content}</div>
    </section>
  `
  return html`
    <p>${say('review.why')}</p>
    ${block('words', say('review.words'), html`<p class="words">${draft.words}</p>${renderPhotos(say, report.photos.shown)}`)}
    ${block('place', say('review.place'), renderChosenPlace(draft, org, reader, say))}
    ${block('contact', say('review.contact'), renderChosenContact(draft, say))}
    ${renderChoice(
      'kind',
      say('review.kind'),
      KINDS.map((kind) => ({
        value: kind,
        label: say(`review.kind.${kind}`),
        ...(kind === 'report' ? { means: say('review.report-hint') } : {}),
      })),
      draft.kind,
    )}
    ${renderOffers(report.offers, say)}
  `
}

const KINDS = ['help', 'consult', 'complaint', 'report', 'suggest', 'praise'] as const

function renderChosenPlace(draft: Draft, org: Org, reader: Reader, say: Say): Markup {
  const area = findArea(draft.area, org)
  const codes = [area?.kind === 'subdistrict' ? area.superior : null, area?.code ?? null, draft.community || null]
  const names = codes.flatMap((code) => (code === null ? [] : [nameOf(code, org, reader.language)]))
  if (names.length === 0 && draft.address === '') return html`<p class="quiet">${say('review.place-none')}</p>`
  return html`
    <p>${names.join(' · ')}</p>
    ${draft.address === '' ? null : html`<p class="words">${draft.address}</p>`}
  `
}

function renderChosenContact(draft: Draft, say: Say): Markup {
  const identity = identityOf(draft)
  if (identity === 'anonymous') return html`<p>${say('review.anonymous')}</p>`
  const own = [draft.name, draft.phone].filter((one) => one !== '').join(' · ')
  const others = [draft.concernedName, draft.concernedPhone].filter((one) => one !== '').join(' · ')
  return html`
    <p>${say(`contact.${identity}`)}</p>
    ${own === '' ? null : html`<p>${own}</p>`}
    ${draft.phone === '' ? html`<p class="quiet">${say('review.no-phone')}</p>` : null}
    ${draft.behalf === 'proxy' ? html`<p>${say('review.for', { name: others || say('contact.concerned') })}</p>` : null}
  `
}
