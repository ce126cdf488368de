import type { Facts } from '../domain/kernel/result.ts'
import { SettingsError } from '../server/config-problem.ts'
import { DatabaseError, systemCode } from '../store/database/database-error.ts'
import { hasSentence } from '../words/say.ts'
import { sentence, terminalLanguage } from './terminal.ts'

/** A command that cannot do what it was asked to; `code` has a sentence in `src/words`. */
export class CommandRefused extends Error {
  readonly code: string
  readonly facts: Facts

  constructor(code: string, facts: Facts = {}) {
    super(sentence(code, facts))
    this.name = 'CommandRefused'
    this.code = code
    this.facts = facts
  }
}

const FILE_CODES: Readonly<Record<string, string>> = {
  ENOENT: 'file.missing',
  EACCES: 'file.denied',
  EPERM: 'file.denied',
  EROFS: 'file.denied',
  EISDIR: 'file.folder',
}

/** What a person at a terminal reads when a command could not run: a sentence for what we know, the message for the rest. */
export function explainFailure(error: unknown): string {
  const language = terminalLanguage()
  if (error instanceof DatabaseError) return error.sentence[language]
  if (error instanceof SettingsError) return error.problems.map((one) => `${one.where}: ${one[language]}`).join('\n')
  if (hasCode(error) && hasSentence(error.code)) return sentence(error.code, error.facts)
  const file = FILE_CODES[systemCode(error) ?? '']
  const path = error instanceof Error && 'path' in error && typeof error.path === 'string' ? error.path : undefined
  if (file !== undefined && path !== undefined) return sentence(file, { path })
  return error instanceof Error ? error.message : String(error)
}

function hasCode(error: unknown): error is { readonly code: string; readonly facts: Facts } {
  return error instanceof Error && 'code' in error && 'facts' in error && typeof error.code === 'string'
}
