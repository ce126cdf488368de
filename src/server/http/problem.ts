import type { Facts, Rejection } from '../../domain/kernel/result.ts'
import type { ServiceCode } from './statuses.ts'

/** A refusal on its way to the client: thrown anywhere in a request, turned into a problem document at the edge. */
export class Problem extends Error {
  readonly rejection: Rejection

  constructor(rejection: Rejection) {
    super(rejection.code)
    this.name = 'Problem'
    this.rejection = rejection
  }
}

export function problem(code: ServiceCode, facts: Facts = {}): Problem {
  return new Problem({ code, facts })
}
