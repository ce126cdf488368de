const news = new EventTarget()
const CHANGED = 'changed'

/** Tells whoever shows a list that these tickets are no longer as they were. */
export function announceChanged(ticketIds: readonly string[]): void {
  news.dispatchEvent(new CustomEvent(CHANGED, { detail: ticketIds }))
}

/** Hears of changed tickets until the returned function is called. */
export function onChanged(hear: (ticketIds: readonly string[]) => void): () => void {
  const listener = (event: Event): void => hear((event as CustomEvent<readonly string[]>).detail)
  news.addEventListener(CHANGED, listener)
  return () => news.removeEventListener(CHANGED, listener)
}
