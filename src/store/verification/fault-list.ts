import type { Facts } from '../../domain/kernel/result.ts'
import { type EVENT_FAULTS, EVENT_FAULTS as OF_EVENT } from '../log/event-check.ts'
import type { Fault } from '../log/fault.ts'
import { SEAL_FAULTS as OF_SEAL, type SEAL_FAULTS } from '../log/seal.ts'

/** Everything a check of a whole database can find, besides the faults of one event and one seal. */
const OF_DATABASE = [
  /** A version is missing: an event was deleted or moved. */
  'log.gap',
  /** The log ends before a version that the ticket's row or a seal has recorded. */
  'log.tail-missing',
  /** The log goes on after the version that the ticket's row knows. */
  'log.surplus',
  /** The events are whole, but no rule could have written them. */
  'log.unfoldable',
  /** A row's instant is finer than the millisecond, infinite or otherwise none that we write. */
  'row.not-an-instant',
  /** A row of a read model is missing, is one too many, or says other than the log. */
  'row.missing',
  'row.surplus',
  'row.differs',
  'ticket.seed-unusable',
  /** The key of a ticket's texts is gone or does not open, and the ticket is not on the list of the forgotten. */
  'key.missing',
  'key.unusable',
  /** It is on that list, and its key is still there. */
  'key.not-forgotten',
  'text.missing',
  'text.differs',
  /** The file of a photo is gone, or is not what the log committed to. */
  'photo.missing',
  'photo.differs',
  'seal.column-differs',
  'seal.signer-unknown',
  /** A sealed head is not the event that the log has at that version. */
  'seal.head-differs',
  /** A version released from the workshop is not what was approved, or is gone. */
  'release.differs',
  'release.missing',
  'person.unusable',
  'person.index-differs',
] as const

export type DatabaseFaultCode =
  | (typeof OF_DATABASE)[number]
  | (typeof EVENT_FAULTS)[number]
  | (typeof SEAL_FAULTS)[number]

export type DatabaseFault = Fault<DatabaseFaultCode>

export const DATABASE_FAULTS: readonly DatabaseFaultCode[] = [...OF_EVENT, ...OF_SEAL, ...OF_DATABASE]

const LISTED = 1_000

/** Counts every fault and keeps the first thousand: a wrecked database must not exhaust the memory that finds it out. */
export class FaultList {
  readonly listed: DatabaseFault[] = []
  count = 0

  add(code: DatabaseFaultCode, facts: Facts): void {
    this.count++
    if (this.listed.length < LISTED) this.listed.push({ code, facts })
  }
}
