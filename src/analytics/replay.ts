import { createHash } from 'node:crypto'
import { setImmediate } from 'node:timers/promises'
import type { Instant } from '../domain/kernel/instant.ts'
import { done, type Result } from '../domain/kernel/result.ts'
import { isValidOn, type UnitCode } from '../domain/org/unit.ts'
import type { Policy } from '../domain/policy/policy.ts'
import { assessCells } from '../domain/scoring/assess-run.ts'
import type { CellCounts } from '../domain/scoring/cells.ts'
import { type AssessmentFrame, DEFAULT_ASSESSMENT_RULE, type FrameClass } from '../domain/scoring/frame.ts'
import { periodOf } from '../domain/scoring/period.ts'
import type { RunUnit } from '../domain/scoring/run.ts'
import { makeReplay } from '../domain/workshop/replay.ts'
import { ReplayCount } from '../domain/workshop/replay-count.ts'
import type { ReplayResult, ReplayUnit, ReplayUnitSide } from '../domain/workshop/replay-result.ts'
import { notReplayed, spanOf } from '../domain/workshop/replay-result.ts'
import { type Pool, withTransaction } from '../store/database/connect.ts'
import { canonical } from '../store/log/canonical.ts'
import type { Rulebook } from '../store/rules/rulebook.ts'
import { countInRange, readReplayTickets, refreshReplayTickets } from '../store/workshop/replay-tickets.ts'

export interface ReplayOptions {
  readonly draft: Policy
  /** SHA-256 over the draft's files. */
  readonly checksum: string
  readonly firstDay: string
  readonly lastDay: string
  readonly now: Instant
  readonly onProgress?: (done: number, total: number) => void
  readonly isStopping?: () => boolean
}

/** A replay that was cancelled leaves nothing behind. */
export class ReplayCancelled extends Error {
  readonly code = 'replay.cancelled'

  constructor() {
    super('the replay was cancelled')
    this.name = 'ReplayCancelled'
  }
}

/** Bringing the tickets' rows up to date is the first part of the work, deriving them anew the second. */
const PARTS = 2

/**
 * Runs a draft over real history: every ticket dispatched or scored in the days given, read in one snapshot and kept nowhere.
 * Rejections: those of a profile's formula. @throws ReplayCancelled.
 */
export async function replayRange(
  pool: Pool,
  rulebook: Rulebook,
  options: ReplayOptions,
): Promise<Result<ReplayResult>> {
  const { draft, checksum, firstDay, lastDay, now, onProgress, isStopping = () => false } = options
  const { org } = rulebook
  const span = spanOf(firstDay, lastDay, draft.calendar)
  const official = rulebook.inForce(span.from < now && now < span.to ? now : `${lastDay}T00:00:00.000Z`)
  const total = await countInRange(pool, span)
  const tell = (part: number, share: number) => onProgress?.(Math.floor(((part + share) / PARTS) * total), total)
  await refreshReplayTickets(pool, span, isStopping, (some, all) => tell(0, some / all))
  const replay = makeReplay({ draft, versionOf: (id) => rulebook.getVersion(id), org, asOf: now })
  const count = new ReplayCount(draft.id, span, {
    before: ruleOf(official).attribution,
    after: ruleOf(draft).attribution,
  })
  let read = 0
  await withTransaction(
    pool,
    async (sql) => {
      for await (const batch of readReplayTickets(sql, span)) {
        if (isStopping()) throw new ReplayCancelled()
        for (const { ticketId, ticket, facts } of batch) count.add(ticketId, ticket, facts, replay(ticket, facts))
        read += batch.length
        tell(1, total === 0 ? 1 : read / total)
        await setImmediate()
      }
    },
    { isolation: 'repeatable read', readOnly: true },
  )
  if (isStopping()) throw new ReplayCancelled()
  const before = scoreUnits(count.cells.before, official, rulebook, options)
  if (!before.ok) return before
  const after = scoreUnits(count.cells.after, draft, rulebook, options)
  if (!after.ok) return after
  const units = compare(before.value, after.value)
  return done({
    format: 'huying-replay/1',
    draft: draft.id,
    checksum,
    base: official.id,
    firstDay,
    lastDay,
    asOf: now,
    ...count.sums,
    units,
    unitChanges: {
      score: units.filter((unit) => unit.before?.composite !== unit.after?.composite).length,
      rank: units.filter((unit) => unit.before?.rank !== unit.after?.rank).length,
      class: units.filter((unit) => unit.before?.classes.join() !== unit.after?.classes.join()).length,
    },
    notReplayed: notReplayed(official, draft),
  })
}

/** What approvers sign for: SHA-256 over the canonical JSON of the result. */
export function hashOfReplay(result: ReplayResult): string {
  return digest(result)
}

function digest(value: unknown): string {
  return `sha256:${createHash('sha256').update(canonical(value)).digest('hex')}`
}

function ruleOf(policy: Policy) {
  return { ...DEFAULT_ASSESSMENT_RULE, ...policy.assessment }
}

type Scored = ReadonlyMap<UnitCode, RunUnit>

function scoreUnits(
  cells: CellCounts,
  policy: Policy,
  rulebook: Rulebook,
  { firstDay, lastDay }: ReplayOptions,
): Result<Scored> {
  const span = spanOf(firstDay, lastDay, policy.calendar)
  const classes: FrameClass[] = []
  for (const kind of policy.rankedKinds) {
    if (!Object.hasOwn(policy.scoring, kind)) continue
    const units = [...rulebook.org.units()].filter(
      (unit) =>
        unit.kind === kind &&
        (isValidOn(unit, lastDay) || (unit.validTo !== null && unit.validTo > firstDay && cells.has(unit.code))),
    )
    classes.push({
      class: kind,
      profile: policy.scoring[kind as keyof Policy['scoring']],
      units: units.map(({ code, name }) => ({ code, name })).sort((a, b) => (a.code < b.code ? -1 : 1)),
    })
  }
  const judges = [...rulebook.versions.filter((version) => version.id !== policy.id), policy]
  const rule = ruleOf(policy)
  const frame: AssessmentFrame = {
    period: periodOf(`${lastDay}T00:00:00.000Z`, policy.period.startDay, policy.calendar),
    span,
    attribution: rule.attribution,
    policy: policy.id,
    classes,
    judging: Object.fromEntries(judges.map((version) => [version.id, version.scoring])),
    rankingClasses: policy.rankingClasses,
    rule,
    previous: [],
    digest,
  }
  const run = assessCells(cells, frame)
  return run.ok ? done(new Map(run.value.units.map((unit) => [unit.unit, unit]))) : run
}

/** Units that have anything to compare: those with tickets before or after. */
function compare(before: Scored, after: Scored): ReplayUnit[] {
  const codes = [...new Set([...before.keys(), ...after.keys()])]
  return codes.flatMap((code) => {
    const was = before.get(code)
    const will = after.get(code)
    const named = was ?? will
    if (!named || ((was?.volume ?? 0) === 0 && (will?.volume ?? 0) === 0 && !was?.composite && !will?.composite))
      return []
    return [{ unit: code, name: named.name, class: named.class, before: sideOf(was), after: sideOf(will) }]
  })
}

function sideOf(unit: RunUnit | undefined): ReplayUnitSide | null {
  if (!unit) return null
  const { volume, composite, rank, rates, classes } = unit
  return { volume, composite, rank, onTime: rates.punctuality.percent, classes: classes.map((mark) => mark.class) }
}
