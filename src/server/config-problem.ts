/** One thing wrong with a setting, as a person reads it. */
export interface SettingProblem {
  /** The flag, variable or key of the file that holds it, as it was written. */
  readonly where: string
  readonly en: string
  readonly zh: string
}

/** The settings cannot be used; all that is wrong is listed, not only the first. */
export class SettingsError extends Error {
  readonly code = 'settings.invalid'
  readonly problems: readonly SettingProblem[]

  constructor(problems: readonly SettingProblem[]) {
    super(problems.map(({ where, en }) => `${where}: ${en}`).join('\n'))
    this.name = 'SettingsError'
    this.problems = problems
  }
}
