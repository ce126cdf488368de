import { html, type Markup } from '../html.ts'
import type { Say } from '../reader.ts'
import type { Fault } from './check.ts'
import type { Draft } from './draft.ts'

/** What every field of a page needs to know. */
export interface Form {
  readonly say: Say
  readonly draft: Draft
  readonly faults: readonly Fault[]
}

interface Field {
  readonly name: keyof Draft
  readonly label: string
  readonly hint?: string
  readonly optional?: boolean
}

function faultOf({ faults, say }: Form, name: keyof Draft): string | null {
  const fault = faults.find((one) => one.field === name)
  return fault ? say(fault.word, fault.facts) : null
}

/** Label, hint and fault around a control; the control names them, so that a screen reader reads all three. */
export function renderField(
  form: Form,
  field: Field,
  control: (attributes: Record<string, unknown>) => Markup,
): Markup {
  const { name, label, hint, optional } = field
  const fault = faultOf(form, name)
  const described = [hint && `${name}-hint`, fault !== null && `${name}-fault`].filter(Boolean).join(' ')
  const attributes = {
    id: name,
    name,
    'aria-describedby': described || undefined,
    'aria-invalid': fault === null ? undefined : 'true',
  }
  return html`
    <div class=${fault === null ? 'field' : 'field wrong'}>
      <label for=${name}>${label}${optional ? html` <span class="quiet">${form.say('step.optional')}</span>` : null}</label>
      ${hint ? html`<p class="hint" id=${`${name}-hint`}>${hint}</p>` : null}
      ${fault === null ? null : html`<p class="fault" id=${`${name}-fault`}>${fault}</p>`}
      ${control(attributes)}
    </div>
  `
}

export function renderInput(form: Form, field: Field & { readonly type?: string; readonly complete?: string }): Markup {
  return renderField(
    form,
    field,
    (attributes) =>
      html`<input ...${attributes} type=${field.type ?? 'text'} autocomplete=${field.complete ?? 'off'} value=${form.draft[field.name]} />`,
  )
}

/** Faults above the page, each a link to its field; the page opens with the focus on it. */
export function renderFaults({ faults, say }: Form): Markup | null {
  if (faults.length === 0) return null
  return html`
    <div class="summary" role="alert" id="faults" tabindex="-1" autofocus>
      <h2>${say('fault.summary')}</h2>
      <ul>
        ${faults.map((fault) => html`<li><a href=${`#${fault.field}`}>${say(fault.word, fault.facts)}</a></li>`)}
      </ul>
    </div>
  `
}

export interface Option {
  readonly value: string
  readonly label: string
  readonly means?: string
}

/** A question, and why it is asked where that is not plain. */
export interface Question {
  readonly text: string
  readonly why: string
}

/** A question with one answer out of a few, each with what it means. */
export function renderChoice(
  name: string,
  question: string | Question,
  options: readonly Option[],
  chosen: string | null,
  after: Readonly<Record<string, Markup | null>> = {},
): Markup {
  const { text, why } = typeof question === 'string' ? { text: question, why: null } : question
  return html`
    <fieldset class="choice" aria-describedby=${why === null ? undefined : `${name}-why`}>
      <legend>${text}</legend>
      ${why === null ? null : html`<p class="hint" id=${`${name}-why`}>${why}</p>`}
      ${options.map(({ value, label, means }) => {
        const id = `${name}-${value}`
        return html`
          <div class="option">
            <input type="radio" id=${id} name=${name} value=${value} checked=${value === chosen} required=${chosen === null} aria-describedby=${means ? `${id}-means` : undefined} />
            <div>
              <label for=${id}>${label}</label>
              ${means ? html`<p class="hint" id=${`${id}-means`}>${means}</p>` : null}
              ${after[value] ?? null}
            </div>
          </div>
        `
      })}
    </fieldset>
  `
}

/** Why something is asked; closed until somebody wants to know. */
export function renderWhy(say: Say, text: string): Markup {
  return html`<details class="why"><summary>${say('step.why')}</summary><p>${text}</p></details>`
}
