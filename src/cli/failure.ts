import { SettingsError } from '../server/config-problem.ts'
import { DatabaseError } from '../store/database/database-error.ts'
import { VaultError } from '../store/vault/vault-error.ts'
import { say } from '../words/say.ts'
import { terminalLanguage } from './terminal.ts'

/** What a person at a terminal reads when a command could not run: a sentence for what we know, the message for the rest. */
export function explainFailure(error: unknown): string {
  const language = terminalLanguage()
  if (error instanceof DatabaseError || error instanceof VaultError) return say(language, error.code, error.facts)
  if (error instanceof SettingsError) return error.message
  if (hasCode(error)) return say(language, error.code, error.facts)
  return error instanceof Error ? error.message : String(error)
}

function hasCode(
  error: unknown,
): error is { readonly code: string; readonly facts: Record<string, string | number | null> } {
  return error instanceof Error && 'code' in error && 'facts' in error && typeof error.code === 'string'
}
