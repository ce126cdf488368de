import { askServer, fill, nameOfPlace, type Place, takePlace } from './take-place.ts'

interface Position {
  readonly inside: boolean
  readonly district: Place | null
  readonly near: readonly Place[]
  readonly entries: readonly (Place & { readonly metres: number })[]
}

const TIME_OUT_MS = 10_000
const NOT_ALLOWED = 1

/** The present position, and a map: both give a district and a list to choose from, never more than is known. */
export function pointAtPlaces(): void {
  const ways = document.querySelector<HTMLElement>('[data-ways]')
  if (!ways) return
  const words = ways.dataset
  const part = <T extends Element>(name: string): T | null => ways.querySelector<T>(name)
  const news = part<HTMLElement>('[data-ways-news]')
  const list = part<HTMLElement>('[data-near]')
  const position = part<HTMLButtonElement>('[data-position]')
  const map = part<HTMLButtonElement>('[data-map]')
  const frame = part<HTMLElement>('[data-map-frame]')
  const here = part<HTMLElement>('[data-map-here]')
  const takeCentre = part<HTMLButtonElement>('[data-map-take]')
  if (!news || !list || !position || !map || !frame || !here || !takeCentre) return
  ways.hidden = false
  position.hidden = !('geolocation' in navigator)
  const tell = (text: string): void => {
    news.textContent = text
  }

  const settle = async (lat: number, lng: number): Promise<void> => {
    const found = await askServer<Position>('/portal/position', { lat, lng })
    list.replaceChildren()
    if (found === null) return tell(words['failed'] ?? '')
    if (!found.inside) return tell(words['outside'] ?? '')
    const { district, near, entries } = found
    if (near.length > 0) {
      tell(words['border'] ?? '')
      list.append(...[...(district ? [district] : []), ...near, ...entries].map(toChoice))
      return
    }
    if (!district) return
    await takePlace(district)
    tell(fill(words['here'] ?? '', { place: district.label }))
    list.append(...entries.map(toChoice))
  }

  const toChoice = (place: Place & { readonly metres?: number }): HTMLElement => {
    const item = document.createElement('li')
    const button = document.createElement('button')
    button.type = 'button'
    const name = nameOfPlace(place)
    button.textContent =
      place.metres === undefined ? name : fill(words['choose'] ?? '', { place: name, metres: place.metres })
    button.addEventListener('click', async () => {
      await takePlace(place)
      const taken = document.querySelector<HTMLElement>('[data-find]')?.dataset['taken'] ?? ''
      tell(fill(taken, { place: name }))
      list.replaceChildren()
      document.querySelector<HTMLElement>('#area')?.focus()
    })
    item.append(button)
    return item
  }

  position.addEventListener('click', () => {
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => void settle(coords.latitude, coords.longitude),
      ({ code }) => tell((code === NOT_ALLOWED ? words['refused'] : words['failed']) ?? ''),
      { timeout: TIME_OUT_MS },
    )
  })

  let centre: (() => { readonly lat: number; readonly lng: number }) | null = null
  map.addEventListener('click', async () => {
    frame.hidden = !frame.hidden
    map.setAttribute('aria-expanded', String(!frame.hidden))
    if (frame.hidden || centre !== null) return
    try {
      // Loaded on a tap: nobody who does not want a map pays for one.
      const { openMap } = await import('./map.ts')
      centre = await openMap(here, words['mapName'] ?? '')
    } catch {
      frame.hidden = true
      map.setAttribute('aria-expanded', 'false')
      tell(words['mapFailed'] ?? '')
    }
  })
  takeCentre.addEventListener('click', () => {
    const point = centre?.()
    if (point) void settle(point.lat, point.lng)
  })
}
