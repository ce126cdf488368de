import type { UnitCode } from '../domain/org/unit.ts'
import type { LimitClass, TicketKind } from '../domain/policy/policy.ts'
import type { Behalf, Channel, EmergencyLine, Identity } from '../domain/ticket/events.ts'
import type { Resident } from './resident.ts'

/** What one ticket is about, and everything that is settled about it before anybody acts. */
export interface Matter {
  readonly ticketId: string
  /** When it is registered, UTC milliseconds. */
  readonly at: number
  readonly district: UnitCode
  /** Null: the words do not say where. */
  readonly subdistrict: UnitCode | null
  readonly community: UnitCode | null
  readonly address: string | null
  readonly resident: Resident
  readonly concerned: Resident | null
  readonly channel: Channel
  readonly kind: TicketKind
  readonly identity: Identity
  readonly behalf: Behalf
  readonly enterprise: boolean
  /** Leaf of the categories. */
  readonly category: string
  readonly limit: LimitClass | null
  readonly title: string
  readonly words: string
  /** What the unit will have done when it is solved. */
  readonly remedy: string
  readonly accuses: UnitCode | null
  readonly fate: Fate
}

/** What the centre will make of it. */
export type Fate =
  | { readonly does: 'dispatch' }
  | { readonly does: 'answer'; readonly text: string }
  | { readonly does: 'hand-over'; readonly to: EmergencyLine }
  | { readonly does: 'refuse'; readonly ground: string }

/** Who else belongs to the same story: the same person's repeat, or a second matter of the same call. */
export interface Episode {
  readonly first: Matter
  readonly repeat: Matter | null
  readonly split: Matter | null
  /** One contact behind several tickets. */
  readonly contact: string | null
}
