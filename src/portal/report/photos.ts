import type { PhotoRole } from '../../domain/ticket/terms.ts'
import { html, type Markup } from '../html.ts'
import type { Say } from '../reader.ts'

/** A photo on a page; its address opens for a few hours and says nothing of whose it is. */
export interface ShownPhoto {
  readonly address: string
  readonly role: PhotoRole | null
}

/** What the field for photos shows: those that are in already, and sentences about those that could not be taken. */
export interface PhotoField {
  readonly shown: readonly ShownPhoto[]
  readonly faults: readonly string[]
}

export const NO_PHOTOS: PhotoField = { shown: [], faults: [] }

export const REMOVE_PHOTO = 'remove-photo-'

/** Forms that take photos are sent like this; forms without them stay as they are. */
export const WITH_FILES = 'multipart/form-data'

/**
 * Choose photos, see them, take one away again. Without the script the button sends them up and the page comes back with them; the
 * script makes them small before they are sent, and shows them at once.
 */
export function renderPhotoField(say: Say, { shown, faults }: PhotoField, id = 'photos', removable = true): Markup {
  const described = [`${id}-hint`, faults.length > 0 && `${id}-fault`].filter(Boolean).join(' ')
  return html`
    <div class=${faults.length > 0 ? 'field wrong photo-field' : 'field photo-field'} data-photos data-kept=${shown.length}
      data-remove=${say('photo.remove')} data-name=${say('photo.chosen')} data-many=${say('photo.many')}>
      <label for=${id}>${say('photo.label')} <span class="quiet">${say('step.optional')}</span></label>
      <p class="hint" id=${`${id}-hint`}>${say('photo.hint')}</p>
      ${faults.length === 0 ? null : html`<div class="fault" id=${`${id}-fault`} role="alert">${faults.map((one) => html`<p>${one}</p>`)}</div>`}
      <input type="file" id=${id} name="photos" multiple accept="image/jpeg,image/png,image/webp,image/gif"
        aria-describedby=${described} aria-invalid=${faults.length > 0 ? 'true' : undefined} />
      <ul class="photos" data-chosen hidden></ul>
      <p class="hint" role="status" data-told></p>
      ${removable ? html`<button class="small" name="go" value="photos" formnovalidate data-upload>${say('photo.upload')}</button>` : null}
      ${
        shown.length === 0
          ? null
          : html`<ul class="photos">
              ${shown.map(
                ({ address }, index) => html`
                  <li>
                    <img src=${`${address}&size=small`} alt=${say('photo.yours', { number: index + 1 })} width="120" height="90" />
                    <button class="small" name="go" value=${`${REMOVE_PHOTO}${index + 1}`} aria-label=${say('photo.remove-one', { number: index + 1 })} formnovalidate>${say('photo.remove')}</button>
                  </li>
                `,
              )}
            </ul>`
      }
    </div>
  `
}

/** Photos to look at; each opens whole. Null when there are none. */
export function renderPhotos(say: Say, photos: readonly ShownPhoto[]): Markup | null {
  if (photos.length === 0) return null
  return html`
    <ul class="photos">
      ${photos.map(({ address, role }, index) => {
        const name =
          role === null ? say('photo.number', { number: index + 1 }) : say(`photo.${role}`, { number: index + 1 })
        return html`
          <li>
            <a href=${address} target="_blank" rel="noopener">
              <img src=${`${address}&size=small`} alt=${name} width="120" height="90" loading="lazy" />
            </a>
            ${role === null ? null : html`<span class="hint">${say(role === 'before' ? 'photo.is-before' : 'photo.is-after')}</span>`}
          </li>
        `
      })}
    </ul>
  `
}
