import type { z } from 'zod'
import type { Rejection } from '../../domain/kernel/result.ts'
import { problem } from './problem.ts'

type Issue = Pick<z.core.$ZodIssue, 'path' | 'message'>

/** The first fault of a shape: where, and what would do; never the value, which may be somebody's words. */
export function explainIssues(issues: readonly Issue[]): Rejection {
  const [first] = issues
  return explainFault(first?.path.map(String).join('.') ?? '', first?.message ?? '')
}

export function explainFault(path: string, message: string): Rejection {
  const where = path === '' ? 'body' : path
  if (message === 'nul-character') return problem('http.nul-character', { where }).rejection
  if (message === 'broken-character') return problem('http.broken-character', { where }).rejection
  return problem('http.invalid', { where, what: message }).rejection
}
