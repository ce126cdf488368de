import { html, type Markup } from '../html.ts'
import type { Form } from './fields.ts'

/** A place that was found: what it is called, where that is, and the lists' choices that it stands for. */
export interface FoundPlace {
  readonly label: string
  /** `西城区 · 展览路街道`. */
  readonly within: string
  readonly area: string
  readonly community: string
  /** What goes into the line for the exact place; empty where the lists say it all. */
  readonly address: string
}

export interface PlaceSearch {
  readonly typed: string
  /** Null: nothing was searched for. */
  readonly found: readonly FoundPlace[] | null
}

export const NO_SEARCH: PlaceSearch = { typed: '', found: null }

/** The value of the button that takes a place that was found; it comes back from the page, and is checked like any choice. */
function pickValue({ area, community, address }: Pick<FoundPlace, 'area' | 'community' | 'address'>): string {
  return `pick-${area}~${community}~${address}`
}

export function readPick(value: string): Pick<FoundPlace, 'area' | 'community' | 'address'> | null {
  const parts = /^pick-([^~]*)~([^~]*)~(.*)$/s.exec(value)
  return parts && { area: parts[1] ?? '', community: parts[2] ?? '', address: parts[3] ?? '' }
}

/** Facts that the script fills in. */
const LEFT_OPEN = { count: '{count}', place: '{place}', metres: '{metres}' }

/**
 * Search by name, with the position and the map beside it. Without scripts a button searches and each result is a button; with
 * them the field is a combobox. Position and map need scripts and appear with them.
 */
export function renderSearch({ typed, found }: PlaceSearch, { say }: Form): Markup {
  return html`
    <p class="hint">${say('place.any-way')}</p>
    <div class="field find" data-find data-some=${say('place.found-some', LEFT_OPEN)} data-none=${say('place.found-none')} data-taken=${say('place.taken', LEFT_OPEN)}>
      <label for="find">${say('place.find')}</label>
      <p class="hint" id="find-hint">${say('place.find-hint')}</p>
      <div class="find-line">
        ${found === null ? null : html`<input type="hidden" name="found" value=${typed.trim()} />`}
        <input id="find" name="find" value=${typed} autocomplete="off" aria-describedby="find-hint" maxlength="80" />
        <button name="go" value="find" formnovalidate>${say('place.find-go')}</button>
      </div>
      ${found === null ? null : renderFound(found, say)}
      <ul class="found" id="find-list" role="listbox" aria-label=${say('place.find')} hidden></ul>
      <p role="status" class="hint" data-find-news></p>
    </div>
    <div class="ways" data-ways hidden data-here=${say('place.here', LEFT_OPEN)} data-outside=${say('place.outside')} data-refused=${say('place.position-refused')} data-failed=${say('place.position-failed')} data-choose=${say('place.choose', LEFT_OPEN)} data-border=${say('place.border')} data-map-failed=${say('place.map-failed')} data-map-name=${say('place.map-name')}>
      <button type="button" data-position>${say('place.position')}</button>
      <button type="button" data-map aria-expanded="false">${say('place.map')}</button>
      <p role="status" class="hint" data-ways-news></p>
      <div data-map-frame hidden>
        <div class="map" data-map-here></div>
        <p class="hint">${say('place.map-hint')}</p>
        <button type="button" data-map-take>${say('place.map-take')}</button>
      </div>
      <ul class="near" data-near></ul>
    </div>
  `
}

function renderFound(found: readonly FoundPlace[], say: Form['say']): Markup {
  if (found.length === 0) return html`<p class="notice" role="status">${say('place.found-none')}</p>`
  return html`
    <div class="found-plain">
      <p role="status">${say('place.found-some', { count: found.length })}</p>
      <ul>
        ${found.map(
          (one) =>
            html`<li><button name="go" value=${pickValue(one)} formnovalidate><strong>${one.label}</strong> <span class="quiet">${one.within}</span></button></li>`,
        )}
      </ul>
    </div>
  `
}
