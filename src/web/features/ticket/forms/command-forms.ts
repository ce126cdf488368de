import { CENTRE_FORMS } from './centre.ts'
import type { CommandForm } from './field.ts'
import { HANDLING } from './handling.ts'
import { OVERSIGHT } from './oversight.ts'
import { REQUESTER } from './requester.ts'

/** How each command is asked; what no form is for (rules' own commands) is not offered. */
export const COMMAND_FORMS: Readonly<Record<string, CommandForm>> = {
  ...HANDLING,
  ...CENTRE_FORMS,
  ...REQUESTER,
  ...OVERSIGHT,
}

/** The work of the day first; what is rare comes after, in the order of the tables. */
const FIRST = [
  'acknowledge-alert',
  'sign',
  'review-reply',
  'record-contact',
  'reply',
  'answer-callback',
  'attempt-callback',
  'confirm-withdrawal',
  'decide-return',
  'give-opinion',
  'ask-opinion',
  'conclude-consult',
  'decide-extension',
  'decide-suspension',
  'decide-exclusion',
  'answer-supervision',
  'dispatch',
  'classify',
  'record-welfare-call',
  'answer',
  'resume',
  'assign',
  'urge',
  'supplement',
]

/** The possible commands in the order in which a person looks for them. */
export function inOrder(commands: readonly string[]): string[] {
  const order = [...FIRST, ...Object.keys(COMMAND_FORMS).filter((command) => !FIRST.includes(command))]
  return order.filter((command) => commands.includes(command))
}

/** Part of a desk's daily work, so that it may be the one main action of the screen. */
export function isUsual(command: string): boolean {
  return FIRST.includes(command)
}
