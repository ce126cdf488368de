import type { Facts, Rejection } from '../../kernel/result.ts'

/** Every way a formula is refused. All carry `line` and `column`, counted from 1 in characters. */
export const FORMULA_CODES = [
  'formula.empty',
  'formula.too-long', // facts: longest
  'formula.too-deep', // facts: deepest
  'formula.unexpected-character', // facts: found; invisible characters as `U+200B`
  'formula.unexpected-token', // facts: found
  'formula.unexpected-end',
  'formula.unclosed-bracket', // the position is the opening bracket's
  'formula.not-allowed', // FEEL, but outside our subset; facts: what (`NOT_ALLOWED_KINDS`), found
  'formula.unknown-function', // facts: name
  'formula.unknown-name', // facts: name
  'formula.number-expected', // a condition stands where a number belongs
  'formula.condition-expected', // a number stands where a condition belongs
  'formula.division-by-zero', // facts: subject
] as const
export type FormulaCode = (typeof FORMULA_CODES)[number]

/** `what` of `formula.not-allowed`. */
export const NOT_ALLOWED_KINDS = ['comment', 'power', 'text', 'list', 'context', 'property', 'word'] as const
export type NotAllowedKind = (typeof NOT_ALLOWED_KINDS)[number]

/** A place in the formula's text, both counted from 1; a column is one character (code point). */
export interface Position {
  readonly line: number
  readonly column: number
}

/** Carries a rejection out of the recursion; caught at the module's edge, where it becomes a value again. */
export class FormulaFault extends Error {
  readonly rejection: Rejection

  constructor(code: FormulaCode, at: Position, facts: Facts = {}) {
    super(code)
    this.rejection = { code, facts: { ...facts, line: at.line, column: at.column } }
  }
}
