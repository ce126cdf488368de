import { showCommunities } from './communities.ts'

/** A place as the server names it: what the lists and the line for the exact place become when it is taken. */
export interface Place {
  readonly label: string
  readonly within: string
  readonly area: string
  readonly community: string
  readonly address: string
}

/** Puts a place into the lists; what was written about the exact place stays. */
export async function takePlace({ area, community, address }: Place): Promise<void> {
  const areas = document.querySelector<HTMLSelectElement>('select#area')
  if (areas) areas.value = area
  await showCommunities()
  const communities = document.querySelector<HTMLSelectElement>('select#community')
  if (communities && community !== '') communities.value = community
  const line = document.querySelector<HTMLTextAreaElement>('textarea#address')
  if (line && line.value === '') line.value = address
}

/** `百万庄东社区（西城区 · 展览路街道）`. */
export function nameOfPlace({ label, within }: Pick<Place, 'label' | 'within'>): string {
  return within === '' ? label : `${label} · ${within}`
}

/** Asks by POST: what was typed or where somebody stands is in no address. Null: no net, or no answer. */
export async function askServer<T>(path: string, body: object): Promise<T | null> {
  try {
    const language = document.documentElement.lang.slice(0, 2)
    const answer = await fetch(`${path}?lang=${language}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    return answer.ok ? ((await answer.json()) as T) : null
  } catch {
    return null
  }
}

export function fill(sentence: string, facts: Readonly<Record<string, string | number>>): string {
  return sentence.replace(/\{(\w+)\}/g, (_whole, name: string) => String(facts[name] ?? ''))
}
