/** A sentence in both languages; `words` knows nothing of table columns, so faults of tables bring their own. */
export interface Sentence {
  readonly zh: string
  readonly en: string
}

/** Something wrong at one place of one table. Lines and columns are counted from 1, columns in characters. */
export interface PolicyFault {
  readonly file: string
  readonly line: number
  readonly column: number
  readonly sentence: Sentence
}

export type Read<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly faults: readonly PolicyFault[] }

/** `catalogue.csv:12:5 没有这个…`, one line, for terminals and logs. */
export function faultText(fault: PolicyFault, language: 'zh' | 'en'): string {
  return `${fault.file}:${fault.line}:${fault.column} ${fault.sentence[language]}`
}

/** Faults in the order in which a reader of the tables meets them. */
export function sortFaults(faults: readonly PolicyFault[]): PolicyFault[] {
  return faults.toSorted(
    (a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : 0) || a.line - b.line || a.column - b.column,
  )
}
