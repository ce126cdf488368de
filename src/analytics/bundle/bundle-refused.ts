import type { Facts } from '../../domain/kernel/result.ts'

/** Every reason against an export; each has a sentence in `src/words`. */
export const BUNDLE_REFUSALS = [
  'bundle.folder-in-use', // facts: folder
  'bundle.facts-moved', // facts: period
  'bundle.place-too-fine', // facts: file, unit
  'bundle.instant-too-fine', // facts: file, found
  'bundle.free-text', // facts: file, member
  'bundle.personal-number', // facts: file
  'bundle.group-too-small', // facts: unit, lines, smallest
] as const
export type BundleRefusal = (typeof BUNDLE_REFUSALS)[number]

/** The bundle must not be written: nothing of it is left behind. */
export class BundleRefused extends Error {
  readonly code: BundleRefusal
  readonly facts: Facts

  constructor(code: BundleRefusal, facts: Facts) {
    super(code)
    this.name = 'BundleRefused'
    this.code = code
    this.facts = facts
  }
}
