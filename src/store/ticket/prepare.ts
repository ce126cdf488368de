import type { PersonInput, PlaceInput, RequestBody, TicketRequest } from '../../contract/ticket/request.ts'
import { TEXT_FIELDS } from '../../contract/ticket/request.ts'
import type { TicketCommand } from '../../domain/ticket/commands.ts'
import type { PhotoRef, Place, TextRef } from '../../domain/ticket/events.ts'
import { type SealedText, sealText, type TicketSecrets } from './secrets.ts'

/** What the shell adds to a request before the domain sees it. */
export interface Additions {
  /** Public number; for `register` only. */
  readonly number: string
  readonly risks: readonly string[]
  /** The person's id in the vault. */
  readonly personOf: (input: PersonInput) => string
  /** For `merge`: whether both tickets come from one requester. */
  readonly sameRequester: boolean
  /** Tells the texts of one command from those of another on the same ticket. */
  readonly prefix: string
  /** The commitment to a photo that was uploaded. */
  readonly photoOf?: (upload: string) => string
}

export interface Prepared {
  readonly command: TicketCommand
  readonly texts: readonly SealedText[]
}

/** Turns plain words into references: texts under the ticket's key, persons by id. The domain never sees either. */
export function prepare(sent: TicketRequest, ticketId: string, secrets: TicketSecrets, add: Additions): Prepared {
  const request = sent.type === 'correct-fact' ? { ...sent, body: onlyCorrected(sent.body) } : sent
  const texts: SealedText[] = []
  const keep = (name: string, text: string): TextRef => {
    const { ref, row } = sealText(secrets, `${add.prefix}.${name}`, text)
    texts.push(row)
    return ref
  }
  const place = (input: PlaceInput): Place => ({
    ...input,
    address: input.address === null ? null : keep('address', input.address),
  })
  const data: Record<string, unknown> = { ...request.body }
  for (const name of TEXT_FIELDS[request.type] ?? []) {
    const text = data[name]
    data[name] = typeof text === 'string' ? keep(name, text) : null
  }
  if ('photos' in request.body) {
    const wanted = request.body.photos ?? []
    delete data['photos']
    if (wanted.length > 0) data['photos'] = refsOf(wanted, add.photoOf)
  }
  switch (request.type) {
    case 'register': {
      const { requester, concerned, contact } = request.body
      Object.assign(data, {
        number: add.number,
        contact: contact ?? ticketId,
        requester: requester && add.personOf(requester),
        concerned: concerned && add.personOf(concerned),
        place: place(request.body.place),
        risks: add.risks,
      })
      break
    }
    case 'correct-fact':
      data['place'] = request.body.place && place(request.body.place)
      data['person'] = request.body.person && add.personOf(request.body.person)
      break
    case 'merge':
      data['sameRequester'] = add.sameRequester
      break
  }
  return { command: { type: request.type, data } as TicketCommand, texts }
}

/** One picture uploaded twice is one photo of the ticket. */
function refsOf(wanted: readonly PhotoInput[], photoOf: Additions['photoOf']): PhotoRef[] {
  const refs = new Map<string, PhotoRef>()
  for (const { upload, role } of wanted) {
    const photo = photoOf?.(upload)
    if (photo === undefined) throw new Error('photos come with somebody who keeps them')
    refs.set(`${photo}/${role}`, { photo, role })
  }
  return [...refs.values()]
}

type PhotoInput = { readonly upload: string; readonly role: PhotoRef['role'] }

/** Uploads that a request names. */
export function uploadsIn(request: TicketRequest): readonly string[] {
  return 'photos' in request.body ? (request.body.photos ?? []).map((one) => one.upload) : []
}

/** P27: a correction brings the fact that it corrects; anything else that was sent along is not kept. */
function onlyCorrected(body: RequestBody<'correct-fact'>): RequestBody<'correct-fact'> {
  const nothing = { place: null, category: null, person: null, title: null }
  return { ...nothing, fact: body.fact, [body.fact]: body[body.fact], reason: body.reason }
}

/** Does this request need the ticket's key? Of a forgotten ticket nothing more is written down; time and duties go on. */
export function bringsWords(request: TicketRequest): boolean {
  const body = request.body as Readonly<Record<string, unknown>>
  if ((TEXT_FIELDS[request.type] ?? []).some((name) => typeof body[name] === 'string')) return true
  if (uploadsIn(request).length > 0) return true
  return request.type === 'register' && request.body.place.address !== null
}

/** The persons a request brings along. */
export function personsIn(request: TicketRequest): PersonInput[] {
  const found: (PersonInput | null)[] = []
  if (request.type === 'register') found.push(request.body.requester, request.body.concerned)
  if (request.type === 'correct-fact' && request.body.fact === 'person') found.push(request.body.person)
  return found.filter((one) => one !== null)
}
