const EVERY_MS = 30_000

/** Looks for news of the ticket now and then while the page is seen, and puts in what changed; forms stay as they are. */
export function followTicket(): void {
  const article = document.querySelector<HTMLElement>('[data-live]')
  if (!article) return
  setInterval(() => {
    if (document.visibilityState === 'visible') void refresh(article)
  }, EVERY_MS)
}

async function refresh(article: HTMLElement): Promise<void> {
  try {
    const answer = await fetch(article.dataset['live'] ?? '', { headers: { accept: 'text/html' } })
    if (!answer.ok) return
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
    const fresh = page.querySelector<HTMLElement>('[data-live]')
    if (!fresh) return
    const isNews = fresh.dataset['version'] !== article.dataset['version']
    for (const part of isNews ? ['phase', 'state', 'history'] : ['state']) {
      const [from, to] = [fresh, article].map((one) => one.querySelector(`[data-part="${part}"]`))
      if (from && to) to.replaceChildren(...from.childNodes)
    }
    article.dataset['version'] = fresh.dataset['version'] ?? ''
    const news = article.querySelector<HTMLElement>('[data-news]')
    if (isNews && news) news.textContent = news.dataset['news'] ?? ''
  } catch {
    // The net comes and goes; the next look may find it.
  }
}
