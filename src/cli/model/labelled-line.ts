import type { Example } from '../../intelligence/model/example.ts'

export type LineFault =
  | 'not-json'
  | 'not-an-object'
  | 'uid-missing'
  | 'uid-not-text'
  | 'text-missing'
  | 'text-not-text'
  | 'title-not-text'
  | 'nothing-said'
  | 'label-missing'
  | 'label-not-text'
  | 'label-too-deep'

/** A message to classify: an empty text is no fault, the model says how little it knows of it. */
export interface UnlabelledLine {
  readonly uid: string
  readonly title: string | null
  readonly text: string
}

/** Reads one line that is to be classified: `uid` and `text`; `title` may be null or absent, other fields are left aside. */
export function parseUnlabelled(line: string): UnlabelledLine | LineFault {
  const fields = parseFields(line)
  if (typeof fields === 'string') return fields
  const { uid, title = null, text } = fields
  if (uid === undefined || uid === null || uid === '') return 'uid-missing'
  if (typeof uid !== 'string') return 'uid-not-text'
  if (title !== null && typeof title !== 'string') return 'title-not-text'
  if (text === undefined || text === null) return 'text-missing'
  if (typeof text !== 'string') return 'text-not-text'
  return { uid, title, text }
}

/**
 * Reads one line that is to be learned from: a message that says something, and its `label` of one level, or of two written
 * `a->b`. Lines with the same `duplicateCluster` are copies of one another.
 */
export function parseLabelled(line: string): Example | LineFault {
  const message = parseUnlabelled(line)
  if (typeof message === 'string') return message
  if (message.text.trim() === '' && (message.title ?? '').trim() === '') return 'nothing-said'
  const { label, duplicateCluster = null } = parseFields(line) as Readonly<Record<string, unknown>>
  if (label === undefined || label === null) return 'label-missing'
  if (typeof label !== 'string') return 'label-not-text'
  const levels = label.split('->').map((level) => level.trim())
  if (levels.some((level) => level === '')) return 'label-missing'
  if (levels.length > 2) return 'label-too-deep'
  return { ...message, label: levels.join('->'), group: duplicateCluster === null ? null : String(duplicateCluster) }
}

function parseFields(line: string): Readonly<Record<string, unknown>> | LineFault {
  let value: unknown
  try {
    value = JSON.parse(line)
  } catch {
    return 'not-json'
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return 'not-an-object'
  return value as Readonly<Record<string, unknown>>
}
