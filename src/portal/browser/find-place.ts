import { askServer, fill, nameOfPlace, type Place, takePlace } from './take-place.ts'

const WAIT_MS = 200
const LEAST = 2

/** The search for a place as a combobox: a list as one types, all of it by keyboard; without the net the button still searches. */
export function findPlaces(): void {
  const field = document.querySelector<HTMLElement>('[data-find]')
  const input = document.querySelector<HTMLInputElement>('#find')
  const list = document.querySelector<HTMLElement>('#find-list')
  const news = document.querySelector<HTMLElement>('[data-find-news]')
  if (!field || !input || !list || !news) return
  const words = field.dataset
  let places: readonly Place[] = []
  let active = -1
  let asked = 0
  let timer = 0

  input.setAttribute('role', 'combobox')
  input.setAttribute('aria-autocomplete', 'list')
  input.setAttribute('aria-controls', list.id)
  close()

  function close(): void {
    list?.setAttribute('hidden', '')
    input?.setAttribute('aria-expanded', 'false')
    mark(-1)
  }

  function mark(index: number): void {
    active = index
    for (const [at, option] of [...(list?.children ?? [])].entries()) {
      option.setAttribute('aria-selected', String(at === index))
      if (at === index) option.scrollIntoView({ block: 'nearest' })
    }
    if (index < 0) input?.removeAttribute('aria-activedescendant')
    else input?.setAttribute('aria-activedescendant', `find-${index}`)
  }

  async function search(): Promise<void> {
    const text = input?.value.trim() ?? ''
    const turn = ++asked
    if (text.length < LEAST) {
      places = []
      return close()
    }
    const answer = await askServer<{ places: readonly Place[] }>('/portal/places', { text })
    // Somebody who types on has asked again meanwhile.
    if (turn !== asked || answer === null) return
    places = answer.places
    list?.replaceChildren(...places.map(toOption))
    if (news)
      news.textContent = fill(places.length === 0 ? (words['none'] ?? '') : (words['some'] ?? ''), {
        count: places.length,
      })
    if (places.length === 0) return close()
    mark(-1)
    list?.removeAttribute('hidden')
    input?.setAttribute('aria-expanded', 'true')
  }

  async function take(index: number): Promise<void> {
    const place = places[index]
    if (!place || !input) return
    asked++
    input.value = place.label
    close()
    await takePlace(place)
    if (news) news.textContent = fill(words['taken'] ?? '', { place: nameOfPlace(place) })
  }

  input.addEventListener('input', () => {
    clearTimeout(timer)
    timer = setTimeout(() => void search(), WAIT_MS)
  })
  input.addEventListener('keydown', (event) => {
    const open = input.getAttribute('aria-expanded') === 'true'
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault()
      if (!open) void search()
      else mark(event.key === 'ArrowDown' ? (active + 1) % places.length : (Math.max(active, 0) || places.length) - 1)
    } else if (event.key === 'Enter') {
      // Enter searches or takes; it never sends the page from here.
      event.preventDefault()
      if (open && active >= 0) void take(active)
      else void search()
    } else if (event.key === 'Escape' && open) {
      event.preventDefault()
      close()
    }
  })
  input.addEventListener('blur', () => close())
  list.addEventListener('mousedown', (event) => event.preventDefault())
  list.addEventListener('click', (event) => {
    const option = (event.target as Element).closest('[role="option"]')
    if (option) void take([...list.children].indexOf(option))
  })
}

function toOption({ label, within }: Place, index: number): HTMLElement {
  const option = document.createElement('li')
  option.id = `find-${index}`
  option.setAttribute('role', 'option')
  option.setAttribute('aria-selected', 'false')
  const name = document.createElement('strong')
  name.textContent = label
  const where = document.createElement('span')
  where.className = 'quiet'
  where.textContent = ` ${within}`
  option.append(name, where)
  return option
}
