import type { Org, Unit } from '../../domain/org/unit.ts'
import { html, type Markup } from '../html.ts'
import { type Page, renderCarried } from '../page.ts'
import { nameOf, type Reader, type Say, sayTo } from '../reader.ts'
import { type Fault, findArea } from './check.ts'
import { type Draft, identityOf, STEPS, type Step } from './draft.ts'
import { type Form, renderChoice, renderFaults, renderField, renderInput } from './fields.ts'

export interface Report {
  readonly reader: Reader
  readonly org: Org
  readonly step: Step
  readonly draft: Draft
  /** The draft as the server closed it: it travels in the form, so that neither cookie nor script is needed. */
  readonly sealed: string
  readonly faults: readonly Fault[]
  /** Something to say that belongs to no field. */
  readonly notice: string | null
  /** The words sound as if 110, 119 or 120 were needed at once (P1, P2). */
  readonly urgent: boolean
}

const FORM = 'report'

/** One of the four pages: 说事 → 在哪 → 怎么联系您 → 看一遍. */
export function reportPage(report: Report): Page {
  const { reader, step, faults, draft } = report
  const say = sayTo(reader)
  const form: Form = { say, draft, faults }
  const title = say(TITLES[step])
  return {
    title: `${title} · ${say('step.progress', { step: STEPS.indexOf(step) + 1 })}`,
    form: FORM,
    main: html`
      ${renderStepper(step, say)}
      ${report.notice === null ? null : html`<p class="notice" role="status">${report.notice}</p>`}
      ${renderFaults(form)}
      ${report.urgent && (step === 'words' || step === 'place') ? renderUrgent(say) : null}
      <form id=${FORM} method="post" action="/report" novalidate data-draft="words" data-once>
        <input type="hidden" name="step" value=${step} />
        <input type="hidden" name="draft" value=${report.sealed} />
        ${renderCarried(reader)}
        <h1>${title}</h1>
        ${renderStep(report, form)}
        <div class="actions">
          <button class="main" name="go" value="next">${say(step === 'review' ? 'review.send' : 'step.next')}</button>
          ${step === 'words' ? null : html`<button name="go" value="back" formnovalidate>${say('step.back')}</button>`}
        </div>
      </form>
    `,
  }
}

const TITLES = {
  words: 'words.label',
  place: 'place.title',
  contact: 'contact.title',
  review: 'review.title',
} as const satisfies Record<Step, string>

const NAMES = {
  words: 'step.words',
  place: 'step.place',
  contact: 'step.contact',
  review: 'step.review',
} as const satisfies Record<Step, string>

function renderStepper(step: Step, say: Say): Markup {
  return html`
    <ol class="stepper" aria-label=${say('step.steps')}>
      ${STEPS.map(
        (one) =>
          html`<li class=${STEPS.indexOf(one) < STEPS.indexOf(step) ? 'past' : ''} aria-current=${one === step ? 'step' : undefined}>${say(NAMES[one])}</li>`,
      )}
    </ol>
  `
}

export function renderUrgent(say: Say): Markup {
  return html`
    <section class="urgent" aria-labelledby="urgent">
      <h2 id="urgent">${say('urgent.title')}</h2>
      <p>${say('urgent.text')}</p>
      <p class="lines">${['110', '119', '120', '122'].map((line) => html`<a href=${`tel:${line}`}>${line}</a> `)}</p>
      <p>${say('urgent.lines')}</p>
      <p class="quiet">${say('urgent.mind')}</p>
    </section>
  `
}

function renderWhy(say: Say, text: string): Markup {
  return html`<details class="why"><summary>${say('step.why')}</summary><p>${text}</p></details>`
}

function renderStep(report: Report, form: Form): Markup {
  switch (report.step) {
    case 'words':
      return renderWords(form)
    case 'place':
      return renderPlace(report, form)
    case 'contact':
      return renderContact(form)
    case 'review':
      return renderReview(report, form)
  }
}

function renderWords(form: Form): Markup {
  const { say, draft } = form
  return html`
    ${renderField(
      form,
      { name: 'words', label: say('words.own'), hint: say('home.hint') },
      (attributes) => html`<textarea ...${attributes} rows="8" data-count="10000" required>${draft.words}</textarea>`,
    )}
    <p class="hint" data-counter="words">${say('words.count')}</p>
    <p class="hint" data-kept hidden>${say('words.kept')}</p>
    ${renderWhy(say, say('words.why'))}
  `
}

function renderPlace({ reader, org, draft }: Report, form: Form): Markup {
  const { say } = form
  const named = (unit: Unit) => nameOf(unit.code, org, reader.language)
  const area = findArea(draft.area, org)
  const communities =
    area?.kind === 'subdistrict' ? org.below(area.code).filter(({ kind }) => kind === 'community') : []
  const option = (value: string, label: string, chosen: string) =>
    html`<option value=${value} selected=${value === chosen}>${label}</option>`
  return html`
    ${renderField(
      form,
      { name: 'area', label: say('place.area'), hint: say('place.area-hint'), optional: true },
      (attributes) => html`
        <select ...${attributes}>
          ${option('', say('place.area-none'), draft.area)}
          ${districtsOf(org).map(
            (district) => html`
              <optgroup label=${named(district)}>
                ${option(district.code, say('place.district-only', { name: named(district) }), draft.area)}
                ${org
                  .below(district.code)
                  .filter(({ kind }) => kind === 'subdistrict')
                  .map((unit) => option(unit.code, named(unit), draft.area))}
              </optgroup>
            `,
          )}
        </select>
      `,
    )}
    <button class="small" name="go" value="list" formnovalidate>${say('place.community-list')}</button>
    <div data-communities hidden=${communities.length === 0}>
      ${renderField(
        form,
        { name: 'community', label: say('place.community'), optional: true },
        (attributes) => html`
          <select ...${attributes}>
            ${option('', say('place.community-none'), draft.community)}
            ${communities.map((unit) => option(unit.code, named(unit), draft.community))}
          </select>
        `,
      )}
    </div>
    ${renderField(
      form,
      { name: 'address', label: say('place.address'), hint: say('place.address-hint'), optional: true },
      (attributes) => html`<textarea ...${attributes} rows="3">${draft.address}</textarea>`,
    )}
    ${renderWhy(say, say('place.why'))}
  `
}

function districtsOf(org: Org): Unit[] {
  return [...org.units()].filter(({ kind, validTo }) => kind === 'district' && validTo === null)
}

function renderContact(form: Form): Markup {
  const { say, draft } = form
  const person = html`
    <fieldset class="group">
      <legend>${say('contact.person')}</legend>
      ${renderInput(form, { name: 'name', label: say('contact.name'), hint: say('contact.name-hint'), optional: true, complete: 'name' })}
      ${renderInput(form, { name: 'phone', label: say('contact.phone'), hint: say('contact.phone-hint'), optional: true, type: 'tel', complete: 'tel' })}
    </fieldset>
  `
  const concerned = html`
    <div class="nested">
      ${renderInput(form, { name: 'concernedName', label: say('contact.concerned-name'), optional: true })}
      ${renderInput(form, { name: 'concernedPhone', label: say('contact.concerned-phone'), optional: true, type: 'tel' })}
    </div>
  `
  return html`
    <div class="contact">
      ${renderChoice(
        'identity',
        say('contact.identity'),
        [
          { value: 'normal', label: say('contact.normal'), means: say('contact.normal-means') },
          { value: 'confidential', label: say('contact.confidential'), means: say('contact.confidential-means') },
          { value: 'anonymous', label: say('contact.anonymous'), means: say('contact.anonymous-means') },
        ],
        draft.identity,
      )}
      ${person}
      ${renderChoice(
        'behalf',
        say('contact.behalf'),
        [
          { value: 'self', label: say('contact.self') },
          { value: 'proxy', label: say('contact.proxy'), means: say('contact.proxy-means') },
        ],
        draft.behalf,
        { proxy: concerned },
      )}
    </div>
    ${renderWhy(say, say('contact.why'))}
  `
}

function renderReview(report: Report, form: Form): Markup {
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
    ${block('words', say('review.words'), html`<p class="words">${draft.words}</p>`)}
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
