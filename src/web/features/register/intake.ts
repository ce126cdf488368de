import type { Dialect } from '../../../domain/ticket/terms.ts'
import { type Intake, type ReceiptView, registerTicket } from '../../api/intake.ts'
import { giveCommand } from '../../api/ticket.ts'

interface PersonAnswers {
  readonly name?: string
  readonly phone?: string
}

/** The form, as it stands on the screen and in a draft. */
export interface Answers {
  readonly words: string
  readonly title?: string
  readonly place?: Intake['place']
  readonly kind: NonNullable<Intake['kind']>
  readonly identity: NonNullable<Intake['identity']>
  readonly behalf: NonNullable<Intake['behalf']>
  readonly channel: Intake['channel']
  readonly requester?: PersonAnswers
  readonly concerned?: PersonAnswers
  readonly category?: string
  readonly accuses?: string
  readonly hold?: boolean
  readonly photos?: Intake['photos']
  readonly dialect?: Dialect
}

/** What a form belongs to besides its fields: kept with the draft, so that a sending after a crash is the same one. */
export interface Thread {
  readonly ticketId: string
  /** The call. */
  readonly contact: string | null
  /** The first matter of the same call (P11). */
  readonly splitFrom: string | null
}

/** How the form ends. */
export type Ending =
  | { readonly kind: 'dispatch' }
  | { readonly kind: 'answer'; readonly text: string; readonly article: string | null }
  | { readonly kind: 'refuse'; readonly ground: string; readonly dutyKind: string; readonly route: string }
  | { readonly kind: 'hand-over'; readonly to: '110' | '119' | '120' | '122'; readonly receiver: string | null }

/**
 * Registers, then answers, refuses or hands over. Every step carries a key made of the ticket's id: the whole may be sent again
 * and happens once.
 */
export async function finish(account: string, thread: Thread, answers: Answers, ending: Ending): Promise<ReceiptView> {
  const { ticketId } = thread
  const receipt = await registerTicket(intakeOf(thread, answers, ending), account)
  if (ending.kind === 'dispatch') return receipt
  const { kind, ...body } = ending
  const { phase } = await giveCommand(ticketId, kind, body, { key: `${ticketId}/${kind}` })
  return { ...receipt, phase }
}

function intakeOf({ ticketId, contact, splitFrom }: Thread, answers: Answers, ending: Ending): Intake {
  const { category, hold, requester, concerned, dialect, ...given } = answers
  const anonymous = given.identity === 'anonymous'
  return {
    ...given,
    title: given.title?.trim() || null,
    accuses: given.accuses ?? null,
    place: placeOf(given.place),
    ticketId,
    contact,
    splitFrom,
    requester: anonymous ? null : personOf(requester),
    concerned: anonymous || given.behalf !== 'proxy' ? null : personOf(concerned),
    classify: category === undefined ? null : { category, accuses: given.accuses ?? null },
    // What is answered, refused or handed over at once goes to nobody.
    dispatch: hold || ending.kind !== 'dispatch' ? 'hold' : 'auto',
    // P15: only what is dispatched was read back.
    ...(ending.kind === 'dispatch' ? { readBack: true } : {}),
    ...(dialect ? { dialect } : {}),
  }
}

function personOf(one: PersonAnswers | undefined) {
  return one?.name || one?.phone ? { name: one.name ?? '', phone: one.phone || null } : null
}

/** What was left open is not sent as an empty text. */
export function placeOf(place: Intake['place']) {
  const { district, subdistrict, community, address } = place ?? {}
  return {
    district: district ?? null,
    subdistrict: subdistrict ?? null,
    community: community ?? null,
    address: address?.trim() || null,
  }
}
