import { isWithin, type Org, type UnitCode } from '../../domain/org/unit.ts'
import type { Alias } from './alias.ts'
import { namesOf } from './names.ts'

/** A name that stands in a text with one typing error. */
export interface NearName {
  /** As it was written, suffix included. */
  readonly text: string
  /** What it may have been meant to be: the unit's name's stem. */
  readonly meant: string
  readonly units: readonly UnitCode[]
}

/** A typed name ends where one of these begins; without one, anything might be a name. */
const END = /街道|地区|镇|乡|社区|村|居委会|小区|家园|花园|苑|里|园/g
const SHORTEST = 3
/** 月谈街道: two characters are enough where the district is known and the suffix says what kind of name it is. */
const SHORTEST_KNOWN = 2
const SUBDISTRICT_END = /^(?:街道|地区|镇|乡)$/
const LONGEST = 8
/** A text with more ends than this is no address; the rest of it is not searched for slips. */
const MOST_ENDS = 200

/**
 * Finds names with one slip: a wrong, missing, doubled or swapped character (展揽路街道, 展路街道). Every name is stored under
 * itself and under each of its forms with one character left out; two strings one slip apart always share such a form.
 */
export function makeNearNames(
  org: Org,
  aliases: readonly Alias[],
): (text: string, within: UnitCode | null) => NearName[] {
  const forms = new Map<string, Set<string>>()
  const unitsOf = new Map<string, UnitCode[]>()
  for (const [stem, name] of namesOf(org, aliases)) {
    if (stem.length < SHORTEST_KNOWN || stem.length > LONGEST || name.kind === 'district') continue
    const units = unitsOf.get(stem)
    if (units) {
      if (!units.includes(name.unit)) units.push(name.unit)
      continue
    }
    unitsOf.set(stem, [name.unit])
    for (const form of formsOf(stem)) {
      const known = forms.get(form)
      if (known) known.add(stem)
      else forms.set(form, new Set([stem]))
    }
  }
  return (text, within) => {
    const found = new Map<number, NearName>()
    let ends = 0
    for (const end of text.matchAll(END)) {
      if (++ends > MOST_ENDS) break
      const best = nearest(text, end.index, end[0], within)
      if (best) found.set(end.index, best)
    }
    return [...found.values()]
  }

  /** A name written as it is, with whatever before and after it: 百万庄东 in 展览路街道百万庄东里 is part of another name, no slip. */
  function stands(text: string, end: number): boolean {
    for (let length = Math.min(LONGEST, end); length >= SHORTEST; length--) {
      if (unitsOf.has(text.slice(end - length, end))) return true
    }
    return false
  }

  function nearest(text: string, end: number, suffix: string, within: UnitCode | null): NearName | null {
    if (stands(text, end) || stands(text, end + suffix.length)) return null
    const short = within !== null && SUBDISTRICT_END.test(suffix)
    const fits = (stem: string, unit: UnitCode) =>
      stem.length >= SHORTEST || (short && org.findUnit(unit)?.kind === 'subdistrict')
    // The longest fit says most; a stem may itself end in what looks like a suffix (百万庄东里).
    for (let length = LONGEST + 1; length >= (short ? SHORTEST_KNOWN : SHORTEST - 1); length--) {
      for (const tail of ['', suffix]) {
        const start = end + tail.length - length
        if (start < 0) continue
        const written = text.slice(start, end + tail.length)
        const stems = new Set<string>()
        for (const form of formsOf(written)) for (const stem of forms.get(form) ?? []) stems.add(stem)
        stems.delete(written)
        const close = [...stems].filter((stem) => isOneSlip(written, stem))
        const units = new Set<UnitCode>()
        for (const stem of close) {
          for (const unit of unitsOf.get(stem) ?? []) {
            if (fits(stem, unit) && (within === null || isWithin(org, unit, within))) units.add(unit)
          }
        }
        const [meant] = close
        if (units.size > 0 && meant !== undefined) {
          return { text: text.slice(start, end + suffix.length), meant, units: [...units] }
        }
      }
    }
    return null
  }
}

function formsOf(text: string): string[] {
  const forms = [text]
  for (let i = 0; i < text.length; i++) forms.push(text.slice(0, i) + text.slice(i + 1))
  return forms
}

/** One character wrong, missing, too many, or two neighbours swapped. */
export function isOneSlip(a: string, b: string): boolean {
  if (a === b || Math.abs(a.length - b.length) > 1) return false
  let from = 0
  while (from < Math.min(a.length, b.length) && a[from] === b[from]) from++
  let back = 0
  const room = Math.min(a.length, b.length) - from
  while (back < room && a.at(-1 - back) === b.at(-1 - back)) back++
  const [left, right] = [a.slice(from, a.length - back), b.slice(from, b.length - back)]
  if (left.length <= 1 && right.length <= 1) return true
  return left.length === 2 && right.length === 2 && left[0] === right[1] && left[1] === right[0]
}
