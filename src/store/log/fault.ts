import type { Facts } from '../../domain/kernel/result.ts'

/** What a check found wrong: a code from the checker's own list and the facts that point to the place. */
export interface Fault<Code extends string = string> {
  readonly code: Code
  readonly facts: Facts
}
