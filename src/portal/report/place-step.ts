import type { Org, Unit } from '../../domain/org/unit.ts'
import { html, type Markup } from '../html.ts'
import { nameOf } from '../reader.ts'
import { findArea } from './check.ts'
import { type Form, renderField, renderWhy } from './fields.ts'
import { renderSearch } from './place-search.ts'
import type { Report } from './report-page.ts'

/** 在哪: by search, position, map, list or words; all equal, none required. */
export function renderPlace({ reader, org, draft, search }: Report, form: Form): Markup {
  const { say } = form
  const named = (unit: Unit) => nameOf(unit.code, org, reader.language)
  const area = findArea(draft.area, org)
  const communities =
    area?.kind === 'subdistrict' ? org.below(area.code).filter(({ kind }) => kind === 'community') : []
  const option = (value: string, label: string, chosen: string) =>
    html`<option value=${value} selected=${value === chosen}>${label}</option>`
  return html`
    ${renderSearch(search, form)}
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
