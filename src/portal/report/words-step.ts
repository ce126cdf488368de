import { html, type Markup } from '../html.ts'
import { type Form, renderField, renderWhy } from './fields.ts'
import { type PhotoField, renderPhotoField } from './photos.ts'

/** 说事: one's own words, and photos if there are any. */
export function renderWords(form: Form, photos: PhotoField): Markup {
  const { say, draft } = form
  return html`
    ${renderField(
      form,
      { name: 'words', label: say('words.own'), hint: say('home.hint') },
      (attributes) => html`<textarea ...${attributes} rows="8" data-count="10000" required>${draft.words}</textarea>`,
    )}
    <p class="hint" data-counter="words">${say('words.count')}</p>
    <p class="hint" data-kept hidden>${say('words.kept')}</p>
    ${renderPhotoField(say, photos)}
    ${renderWhy(say, say('words.why'))}
  `
}
