import type { Org } from '../../domain/org/unit.ts'
import type { Offered } from '../follow/follow-page.ts'
import { html, type Markup } from '../html.ts'
import { type Page, renderCarried } from '../page.ts'
import { type Reader, type Say, sayTo } from '../reader.ts'
import type { Fault } from './check.ts'
import { renderContact } from './contact-step.ts'
import { type Draft, STEPS, type Step } from './draft.ts'
import { type Form, renderFaults } from './fields.ts'
import { type PhotoField, WITH_FILES } from './photos.ts'
import type { PlaceSearch } from './place-search.ts'
import { renderPlace } from './place-step.ts'
import { renderReview } from './review-step.ts'
import { renderUrgent } from './urgent.ts'
import { renderWords } from './words-step.ts'

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
  /** What others near reported, on the last page. */
  readonly offers: readonly Offered[]
  /** What was searched for, on the page of the place. */
  readonly search: PlaceSearch
  readonly photos: PhotoField
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
      <form id=${FORM} method="post" action="/report" enctype=${step === 'words' ? WITH_FILES : undefined} novalidate data-draft="words" data-once>
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

function renderStep(report: Report, form: Form): Markup {
  switch (report.step) {
    case 'words':
      return renderWords(form, report.photos)
    case 'place':
      return renderPlace(report, form)
    case 'contact':
      return renderContact(form)
    case 'review':
      return renderReview(report, form)
  }
}
