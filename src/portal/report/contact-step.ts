import { html, type Markup } from '../html.ts'
import { type Form, renderChoice, renderInput, renderWhy } from './fields.ts'

/** 怎么联系您: who may know, how to be reached, for whom. */
export function renderContact(form: Form): Markup {
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
