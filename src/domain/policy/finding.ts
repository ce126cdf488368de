/** Where an entry of a policy file stands: keys from the top, a row's index first for CSV tables. */
export type Locate = (file: string, path: readonly PropertyKey[]) => number

/** What the lint found: file and line (0 when the policy was not read from files), and a sentence in both languages. */
export interface Finding {
  readonly code: string
  readonly severity: 'error' | 'warning'
  readonly file: string
  readonly line: number
  readonly zh: string
  readonly en: string
}

/** Collects findings; each check of the lint writes into one. */
export class Findings {
  readonly list: Finding[] = []
  private readonly locate: Locate | undefined

  constructor(locate: Locate | undefined) {
    this.locate = locate
  }

  error(code: string, file: string, path: readonly PropertyKey[], zh: string, en: string): void {
    this.add({ code, severity: 'error', file, line: this.locate?.(file, path) ?? 0, zh, en })
  }

  warning(code: string, file: string, path: readonly PropertyKey[], zh: string, en: string): void {
    this.add({ code, severity: 'warning', file, line: this.locate?.(file, path) ?? 0, zh, en })
  }

  private add(finding: Finding): void {
    this.list.push(finding)
  }
}
