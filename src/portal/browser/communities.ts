interface Community {
  readonly code: string
  readonly name: string
}

/** The communities of the chosen subdistrict, without the button that asks for them. */
export function listCommunities(): void {
  const area = document.querySelector<HTMLSelectElement>('select#area')
  const button = document.querySelector<HTMLElement>('button[value="list"]')
  if (!area || !button) return
  button.hidden = true
  area.addEventListener('change', () => void showCommunities())
}

/** Lists the communities of what is chosen now; resolves when they can be chosen from. */
export async function showCommunities(): Promise<void> {
  const area = document.querySelector<HTMLSelectElement>('select#area')
  const select = document.querySelector<HTMLSelectElement>('select#community')
  const field = document.querySelector<HTMLElement>('[data-communities]')
  const button = document.querySelector<HTMLElement>('button[value="list"]')
  if (!area || !select || !field || !button) return
  const communities = await ask(area.value)
  // No net: the button does it.
  button.hidden = communities !== null
  if (communities === null) return
  field.hidden = communities.length === 0
  const [unknown] = select.options
  select.replaceChildren(...(unknown ? [unknown] : []), ...communities.map(({ code, name }) => new Option(name, code)))
}

async function ask(subdistrict: string): Promise<readonly Community[] | null> {
  if (subdistrict === '') return []
  try {
    const language = document.documentElement.lang.slice(0, 2)
    const answer = await fetch(`/portal/communities/${encodeURIComponent(subdistrict)}?lang=${language}`)
    return answer.ok ? ((await answer.json()) as { communities: readonly Community[] }).communities : null
  } catch {
    return null
  }
}
