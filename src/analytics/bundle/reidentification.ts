import type { Org, UnitKind } from '../../domain/org/unit.ts'
import { BundleRefused } from './bundle-refused.ts'
import { type BundleLine, isStanding, LINE_MEMBERS, WITHHELD } from './line.ts'
import { groupKey } from './small-groups.ts'

/** Units that stand for a place of a subdistrict at the finest, or for none (P21). */
const SHOWN_KINDS: ReadonlySet<UnitKind> = new Set<UnitKind>([
  'centre',
  'district',
  'subdistrict',
  'department',
  'enterprise',
  'supervision',
])

const ID = /^[0-9a-f]{32}$/
const LINK = /^[A-Za-z0-9_-]{43}$/
const SHARE = /^(?:0|1|0\.\d{1,9}|\d{1,4}\/\d{1,4})$/
const INSTANT = /\d{4}-\d\d-\d\d[T ]\d\d:\d\d|\b\d{1,2}:\d\d(?::\d\d)?\b|\b1[5-9]\d{11}\b/
/** A mobile number, a landline with its area code, an identity card: nobody's belongs into a bundle. */
const PERSONAL = /(?<!\d)(?:1[3-9]\d{9}|0\d{2,3}-?\d{7,8}|\d{17}[\dXx])(?!\d)/
/** The 12 digits of a community in the statistical code, or the public number of a ticket. */
const COMMUNITY = /(?<![\da-f])\d{12}(?![\da-f])|\b[A-Z]{2}-\d{8}-\d{6}-\d\b/

export interface ReidentificationRules {
  readonly org: Org
  /** Grounds that the policies name, and those that the log alone gives. */
  readonly grounds: ReadonlySet<string>
  readonly policies: ReadonlySet<string>
  /** Lines with an answer that look alike: never fewer. */
  readonly smallest: number
}

/**
 * The last look at what is to be published, made on the very texts and not on what they were made from: no place below the
 * subdistrict, no instant finer than the day, nothing but codes that are known, nobody's answers in a group smaller than
 * `smallest` (P20, P21). @throws BundleRefused
 */
export class ReidentificationCheck {
  private readonly rules: ReidentificationRules
  private readonly open = new Map<string, { unit: string; lines: number }>()
  private readonly counted = new Map<string, { all: number; closed: number }>()

  constructor(rules: ReidentificationRules) {
    this.rules = rules
  }

  /** A line of `lines.jsonl`, read back from its text. */
  line(text: string): void {
    const line = JSON.parse(text) as BundleLine & Readonly<Record<string, unknown>>
    const file = 'lines.jsonl'
    const stray = Object.keys(line).find((member) => !(LINE_MEMBERS as readonly string[]).includes(member))
    if (stray !== undefined) throw new BundleRefused('bundle.free-text', { file, member: stray })
    const { grounds, policies } = this.rules
    const known: Readonly<Record<string, boolean>> = {
      id: ID.test(line.id),
      link: LINK.test(line.link),
      role: line.role === 'lead' || line.role === 'assisting' || line.role === 'shared',
      share: SHARE.test(line.share),
      dispatches: Number.isSafeInteger(line.dispatches),
      standing: isStanding(line.standing),
      ground: line.ground === null || grounds.has(line.ground),
      afterScore: typeof line.afterScore === 'boolean',
      judgedUnder: line.judgedUnder === null || policies.has(line.judgedUnder),
      onTime: line.onTime === null || typeof line.onTime === 'boolean',
      returned: typeof line.returned === 'boolean',
      repeated: typeof line.repeated === 'boolean',
      answers: isAnswers(line.answers),
    }
    for (const [member, fine] of Object.entries(known)) {
      if (!fine) throw new BundleRefused('bundle.free-text', { file, member })
    }
    if (line.unit !== null) this.unit(file, line.unit)
    if (line.standing !== 'counted' || line.unit === null) return
    const unit = this.counted.get(line.unit) ?? { all: 0, closed: 0 }
    unit.all += 1
    if (line.answers === WITHHELD) unit.closed += 1
    else this.openLine(line.unit, groupKey(line))
    this.counted.set(line.unit, unit)
  }

  private openLine(unit: string, key: string): void {
    const group = this.open.get(key) ?? { unit, lines: 0 }
    group.lines += 1
    this.open.set(key, group)
  }

  private unit(file: string, code: string): void {
    const unit = this.rules.org.findUnit(code)
    if (!unit || !SHOWN_KINDS.has(unit.kind)) throw new BundleRefused('bundle.place-too-fine', { file, unit: code })
  }

  /** Any other file's text, whose instants are those of midnight and of official acts taken out. */
  text(file: string, text: string, units: readonly string[] = []): void {
    for (const code of units) this.unit(file, code)
    const instant = INSTANT.exec(text)?.[0]
    if (instant !== undefined) throw new BundleRefused('bundle.instant-too-fine', { file, found: instant })
    if (PERSONAL.test(text)) throw new BundleRefused('bundle.personal-number', { file })
    const place = COMMUNITY.exec(text)?.[0]
    if (place !== undefined) throw new BundleRefused('bundle.place-too-fine', { file, unit: place })
  }

  /** When all is written: is nobody alone? */
  finish(): void {
    const { smallest } = this.rules
    for (const { unit, lines } of this.open.values()) {
      if (lines < smallest) throw new BundleRefused('bundle.group-too-small', { unit, lines, smallest })
    }
    for (const [unit, { all, closed }] of this.counted) {
      if (closed > 0 && closed < smallest && closed < all) {
        throw new BundleRefused('bundle.group-too-small', { unit, lines: closed, smallest })
      }
    }
  }
}

function isAnswers(value: unknown): boolean {
  if (value === null || value === WITHHELD) return true
  if (!Array.isArray(value) || value.length !== 3) return false
  const [contacted, solved, satisfied] = value as readonly unknown[]
  return (
    (contacted === null || typeof contacted === 'boolean') &&
    [null, 'yes', 'partly', 'no'].includes(solved as string | null) &&
    [null, 'satisfied', 'basically', 'dissatisfied', 'no-opinion'].includes(satisfied as string | null)
  )
}
