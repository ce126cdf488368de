import { createHash } from 'node:crypto'
import type { PersonInput } from '../../contract/ticket/request.ts'
import type { Submission, SubmitResult } from '../../contract/ticket/submission.ts'
import { dayOf } from '../../domain/clock/calendar.ts'
import type { Day, Instant } from '../../domain/kernel/instant.ts'
import { done, rejected } from '../../domain/kernel/result.ts'
import { perform } from '../../domain/ticket/decide.ts'
import type { TicketEvent } from '../../domain/ticket/events.ts'
import { ticketNumber } from '../../domain/ticket/number.ts'
import { type TicketState, unborn } from '../../domain/ticket/state.ts'
import { type PersonRow, personRow } from '../person/person.ts'
import type { Rulebook } from '../rules/rulebook.ts'
import { personsIn, prepare } from '../ticket/prepare.ts'
import { newSecrets, type SealedText, type TicketSecrets } from '../ticket/secrets.ts'

/** One ticket's life as the bulk path keeps it until it is copied out. */
export interface BulkLife {
  state: TicketState
  readonly secrets: TicketSecrets
  readonly events: TicketEvent[]
  readonly texts: SealedText[]
  readonly keys: { readonly key: string; readonly version: number }[]
}

export interface BulkDeps {
  readonly master: Buffer
  readonly rulebook: Rulebook
  readonly risksIn: (words: string) => readonly string[]
  /** Public numbers of this writer: from `from` in steps of `step`, so that parallel writers never meet; or one by one from outside. */
  readonly numbering: { readonly from: number; readonly step: number } | ((now: Instant) => string)
}

/**
 * The same decide and evolve as the command handler, in memory: lives are collected here and copied into the database at once.
 * Only for databases that nobody else writes to meanwhile.
 */
export class BulkLedger {
  readonly lives = new Map<string, BulkLife>()
  readonly persons = new Map<string, PersonRow>()
  private readonly deps: BulkDeps
  private readonly next = new Map<Day, number>()

  constructor(deps: BulkDeps) {
    this.deps = deps
  }

  submit(submission: Submission, now: Instant): SubmitResult {
    const { rulebook } = this.deps
    const policy = rulebook.inForce(now)
    const known = this.lives.get(submission.ticketId)
    if (!known && submission.type !== 'register') return rejected('ticket.unknown')
    const answered = known?.keys.find((one) => one.key === submission.key)
    if (known && answered) return done(receiptOf(known.state, true))
    const secrets = known?.secrets ?? newSecrets(submission.ticketId)
    const before = known?.state ?? unborn(submission.ticketId)
    const people = new Map(personsIn(submission).map((person) => [person, this.person(person)]))
    const prepared = prepare(submission, submission.ticketId, secrets, {
      number: submission.type === 'register' ? this.number(now) : '',
      risks: submission.type === 'register' ? this.deps.risksIn(submission.body.words) : [],
      personOf: (person) => people.get(person) ?? '',
      sameRequester:
        submission.type === 'merge' &&
        before.requester !== null &&
        this.lives.get(submission.body.into)?.state.requester === before.requester,
      prefix: String(before.version + 1),
    })
    const judged = before.judgedUnder === null ? policy : rulebook.getVersion(before.judgedUnder)
    const step = perform(before, prepared.command, { now, actor: submission.actor, policy, judged, org: rulebook.org })
    if (!step.decision.ok) return { ok: false, rejection: step.decision.rejection }
    const life = known ?? { state: before, secrets, events: [], texts: [], keys: [] }
    life.state = step.state
    life.events.push(...step.events)
    life.texts.push(...prepared.texts)
    life.keys.push({ key: submission.key, version: step.state.version })
    if (!known) this.lives.set(submission.ticketId, life)
    return done(receiptOf(step.state, false))
  }

  /** Hands over what was collected and forgets it. */
  take(): { readonly lives: readonly BulkLife[]; readonly persons: readonly PersonRow[] } {
    const taken = { lives: [...this.lives.values()], persons: [...this.persons.values()] }
    this.lives.clear()
    this.persons.clear()
    return taken
  }

  private number(now: Instant): string {
    const { numbering } = this.deps
    if (typeof numbering === 'function') return numbering(now)
    const day = dayOf(now, this.deps.rulebook.inForce(now).calendar)
    const sequence = this.next.get(day) ?? numbering.from
    this.next.set(day, sequence + numbering.step)
    return ticketNumber(day, sequence)
  }

  private person(input: PersonInput): string {
    const key = `${input.phone ?? ''}/${input.name}`
    const known = input.phone === null ? undefined : this.persons.get(key)
    if (known) return known.personId
    const row = personRow(this.deps.master, input, input.phone === null ? undefined : derivedId(this.deps.master, key))
    this.persons.set(input.phone === null ? row.personId : key, row)
    return row.personId
  }
}

/** A UUIDv8 from phone and name under the master key, so that parallel writers agree without asking each other. */
function derivedId(master: Buffer, key: string): string {
  const bytes = createHash('sha256').update(master).update(key).digest().subarray(0, 16)
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  const hex = bytes.toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}

function receiptOf(state: TicketState, repeated: boolean) {
  const { ticketId, number, version, phase, responsible } = state
  return { ticketId, number, version, phase, responsible, repeated }
}
