/** What a template may leave to be filled in by the ticket it is used on. */
export const PLACEHOLDERS = ['工单号', '地点', '分类', '单位', '今天'] as const
export type Placeholder = (typeof PLACEHOLDERS)[number]

/** A gap that only the officer can fill; a reply is not sent while one is left. */
export const GAP = '＿＿'

const EACH = /\{([^{}]{1,20})\}/g

/** The first placeholder that does not exist; null: all of them do. */
export function unknownPlaceholder(text: string): string | null {
  const known: ReadonlySet<string> = new Set(PLACEHOLDERS)
  for (const [, name = ''] of text.matchAll(EACH)) if (!known.has(name)) return name
  return null
}

/** The text with the ticket's facts in it; what is not known becomes a gap, so that nobody sends a hole unseen. */
export function fillTemplate(text: string, facts: Readonly<Record<Placeholder, string | null>>): string {
  return text.replace(EACH, (whole, name: string) => {
    if (!(name in facts)) return whole
    return facts[name as Placeholder] || GAP
  })
}
