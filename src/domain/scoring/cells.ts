import type { UnitCode } from '../org/unit.ts'
import { factInPeriod } from './attribution.ts'
import type { AssessmentFact } from './facts.ts'
import type { AssessmentFrame } from './frame.ts'
import { addFacts, type CountedFact, emptyTally, type Tally } from './tally.ts'

/** All of a fact that counts: two facts with the same cell are alike to every figure, whichever tickets they are. */
export type Cell = CountedFact & Pick<AssessmentFact, 'judgedUnder'>

const FIELDS = [
  'judgedUnder',
  'share',
  'dispatches',
  'standing',
  'excludedGround',
  'afterScore',
  'contacted',
  'solved',
  'satisfied',
  'onTime',
  'returned',
  'repeated',
] as const satisfies readonly (keyof Cell)[]

/**
 * A cell as text, the fields in a fixed order and parted by `|`; a missing value is empty. The store makes the very same
 * texts in SQL, so that a million facts come out of the database as a few dozen counts per unit.
 */
export function cellText(cell: Cell): string {
  return FIELDS.map((field) => cell[field] ?? '').join('|')
}

export const CELL_FIELDS: readonly string[] = FIELDS

const truth = (text: string | undefined): boolean | null => (text === '' || text === undefined ? null : text === 'true')
const orNull = <T extends string>(text: string | undefined): T | null => (text ? (text as T) : null)

/** Cells by their texts: the same few hundred stand in every unit. */
const known = new Map<string, Cell>()
const MOST_KNOWN = 10_000

/** Reads what `cellText` writes. @throws RangeError on anything else: whoever counted made a mistake. */
export function readCell(text: string): Cell {
  const found = known.get(text)
  if (found) return found
  if (known.size >= MOST_KNOWN) known.clear()
  const cell = parseCell(text)
  known.set(text, cell)
  return cell
}

function parseCell(text: string): Cell {
  const parts = text.split('|')
  if (parts.length !== FIELDS.length) throw new RangeError(`not a cell: ${text}`)
  const [judgedUnder, share, dispatches, standing, ground, after, contacted, solved, satisfied, onTime, ...rest] = parts
  return {
    judgedUnder: orNull(judgedUnder),
    share: share ?? '1',
    dispatches: Number(dispatches),
    standing: standing as Cell['standing'],
    excludedGround: orNull(ground),
    afterScore: after === 'true',
    contacted: truth(contacted),
    solved: orNull(solved),
    satisfied: orNull(satisfied),
    onTime: truth(onTime),
    returned: rest[0] === 'true',
    repeated: rest[1] === 'true',
  }
}

/** How many facts of each cell every unit has: all that an assessment needs, and small whatever the number of tickets. */
export type CellCounts = ReadonlyMap<UnitCode, ReadonlyMap<string, number>>

export class CellCounter {
  readonly counts = new Map<UnitCode, Map<string, number>>()

  /** `count` may be negative: what was counted before is taken away again. */
  add(unit: UnitCode, cell: string, count = 1): void {
    let own = this.counts.get(unit)
    if (own === undefined) {
      own = new Map()
      this.counts.set(unit, own)
    }
    const sum = (own.get(cell) ?? 0) + count
    if (sum !== 0) own.set(cell, sum)
    else own.delete(cell)
    if (own.size === 0) this.counts.delete(unit)
  }
}

/** Counts the facts of a period (`factInPeriod`), reading each once and keeping none. */
export function countCells(
  facts: Iterable<AssessmentFact>,
  { span, attribution }: Pick<AssessmentFrame, 'span' | 'attribution'>,
): CellCounts {
  const counter = new CellCounter()
  for (const fact of facts) {
    const part = factInPeriod(fact, span, attribution)
    if (part !== null) counter.add(part.unit, cellText(part))
  }
  return counter.counts
}

/** A unit's tallies, one for each policy version that judges its tickets, in the order of the versions' ids. */
export function talliesByVersion(cells: ReadonlyMap<string, number>): ReadonlyMap<string | null, Tally> {
  const tallies = new Map<string | null, Tally>()
  for (const [text, count] of [...cells].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const cell = readCell(text)
    tallies.set(cell.judgedUnder, addFacts(tallies.get(cell.judgedUnder) ?? emptyTally(), cell, count))
  }
  return tallies
}

/** Policy versions that judge a ticket among these, in code order. */
export function versionsIn(cells: CellCounts): string[] {
  const versions = new Set<string>()
  for (const own of cells.values()) for (const text of own.keys()) versions.add(readCell(text).judgedUnder ?? '')
  versions.delete('')
  return [...versions].sort()
}
