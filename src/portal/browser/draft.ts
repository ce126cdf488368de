const KEY = 'huying-draft'
const KEPT_MS = 24 * 3_600_000

interface Kept {
  readonly at: number
  readonly words: string
}

/** Words typed but not sent wait on this device for a day; name and phone are never kept. A sent report clears them. */
export function keepDraft(): void {
  if (document.querySelector('[data-sent]')) {
    store(null)
    return
  }
  const box = document.querySelector<HTMLTextAreaElement>('form[data-draft] textarea[name="words"]')
  if (!box) return
  const tell = (): void => {
    for (const hint of document.querySelectorAll<HTMLElement>('[data-kept]')) hint.hidden = box.value === ''
  }
  box.addEventListener('input', tell)
  if (box.value === '') {
    box.value = read()?.words ?? ''
    box.dispatchEvent(new Event('input'))
  }
  box.addEventListener('input', () => store(box.value))
}

/** How many characters, and how many may be, beside the box. */
export function countCharacters(): void {
  for (const box of document.querySelectorAll<HTMLTextAreaElement>('textarea[data-count]')) {
    const counter = document.querySelector(`[data-counter="${box.name}"]`)
    if (!counter) continue
    const most = box.dataset['count'] ?? ''
    const plain = counter.textContent
    const show = (): void => {
      counter.textContent = box.value === '' ? plain : `${box.value.length} / ${most}`
    }
    box.addEventListener('input', show)
    if (box.value !== '') show()
  }
}

function read(): Kept | null {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY) ?? 'null') as Kept | null
    return kept !== null && Date.now() - kept.at < KEPT_MS ? kept : null
  } catch {
    return null
  }
}

/** A browser that keeps nothing is no reason to fail. */
function store(words: string | null): void {
  try {
    if (words === null || words === '') localStorage.removeItem(KEY)
    else localStorage.setItem(KEY, JSON.stringify({ at: Date.now(), words } satisfies Kept))
  } catch {
    return
  }
}
