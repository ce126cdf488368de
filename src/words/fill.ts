/** The languages of the project; Chinese is the one that always exists. */
export type Language = 'zh' | 'en'

export type Facts = Readonly<Record<string, string | number | boolean | null | undefined>>

/** A sentence with its `{facts}` filled in. Facts arrive ready to be read; one that is missing leaves a dash. */
export function fill(sentence: string, facts: Facts = {}): string {
  return sentence.replace(/\{([a-zA-Z]+)\}/g, (_whole, name: string) => {
    const value = facts[name]
    return value === null || value === undefined || value === '' ? '—' : String(value)
  })
}
