/** A second press while the first is on its way does nothing. A page that comes back from the cache can be sent again. */
export function submitOnce(): void {
  for (const form of document.querySelectorAll<HTMLFormElement>('form[data-once]')) {
    form.addEventListener('submit', (event) => {
      if (form.dataset['sending'] !== undefined) {
        event.preventDefault()
        return
      }
      form.dataset['sending'] = ''
      for (const button of form.querySelectorAll('button')) button.setAttribute('aria-disabled', 'true')
    })
  }
  addEventListener('pageshow', () => {
    for (const form of document.querySelectorAll<HTMLFormElement>('form[data-sending]')) {
      delete form.dataset['sending']
      for (const button of form.querySelectorAll('button')) button.removeAttribute('aria-disabled')
    }
  })
}

/** Screen readers start where something needs another look. */
export function focusFaults(): void {
  document.querySelector<HTMLElement>('#faults')?.focus()
}

export function offerPrint(): void {
  for (const button of document.querySelectorAll<HTMLElement>('[data-print]')) {
    button.hidden = false
    button.addEventListener('click', () => print())
  }
}

/** Copies a link, and says so; where the browser will not, the link itself is there to be held. */
export function offerCopy(): void {
  if (!navigator.clipboard) return
  for (const button of document.querySelectorAll<HTMLElement>('[data-copy]')) {
    button.hidden = false
    button.addEventListener('click', async () => {
      const news = document.querySelector('[data-copy-news]')
      try {
        await navigator.clipboard.writeText(button.dataset['copy'] ?? '')
        if (news) news.textContent = button.dataset['copied'] ?? ''
      } catch {
        button.hidden = true
      }
    })
  }
}
