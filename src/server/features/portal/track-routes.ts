import type { FastifyReply, FastifyRequest } from 'fastify'
import { v7 as uuidv7 } from 'uuid'
import { z } from 'zod'
import type { Rejection } from '../../../domain/kernel/result.ts'
import { scopesOf } from '../../../domain/rights/permit.ts'
import { linkTo, type Reader, sayTo } from '../../../portal/reader.ts'
import { type ReceiptView, receiptPage, receiptText } from '../../../portal/receipt-page.ts'
import { readAsked } from '../../../portal/track/answers.ts'
import { type Confirming, KEPT, UNCONFIRMED } from '../../../portal/track/confirm.ts'
import { isByCode, isCitizenCommand, type Proof } from '../../../portal/track/track.ts'
import { lookupPage, NO_RESPONSE, type Response, trackPage } from '../../../portal/track/track-page.ts'
import { say } from '../../../words/say.ts'
import type { ServerDeps } from '../../deps.ts'
import { readableFacts } from '../../http/facts.ts'
import { problem } from '../../http/problem.ts'
import type { Routes } from '../../http/routing.ts'
import { statusOf } from '../../http/statuses.ts'
import { PUBLIC } from './access.ts'
import type { Codes } from './codes.ts'
import { type Fields, fieldsOf } from './form-bodies.ts'
import { readerOf, sendPage } from './frame.ts'
import { type Opened, TicketDoor } from './open-ticket.ts'
import type { Passes } from './passes.ts'
import { type PortalPhotos, readForm } from './photos.ts'
import { qrCodeOf } from './qr-code.ts'
import { canBySecret, receiptOf, trackOf } from './track-view.ts'

interface Showing {
  readonly response?: Response
  readonly confirming?: Confirming
  readonly status?: number
}

/** How a visitor shows to be the person. */
export interface Proving {
  readonly codes: Codes
  readonly passes: Passes
}

/** The receipt, the way of a ticket, and what its holder may do. */
export function trackRoutes(routes: Routes, deps: ServerDeps, { codes, passes }: Proving, photos: PortalPhotos): void {
  const { clock, rulebook, log } = deps
  const door = new TicketDoor(deps)

  routes.get('/track', PUBLIC, async (request, reply) => lookup(request, reply, '', null, 200))

  routes.post('/track', PUBLIC, async (request, reply) => {
    const { number = '', secret = '' } = fieldsOf(request)
    const opened = await open(number, secret, request, reply)
    if (!opened) return reply
    const link = linkTo(readerOf(request), `/track/${opened.reading.state.number}`, { secret: opened.secret })
    return reply.header('cache-control', 'no-store').redirect(link, 303)
  })

  routes.get('/receipt/:number', PUBLIC, async (request, reply) => {
    const receipt = await receiptFor(request, reply)
    return receipt ? sendPage(receiptPage(receipt), request, reply, deps) : reply
  })

  /** The same as a small file, for whoever has no printer and forgets links. */
  routes.get('/receipt/:number/file', PUBLIC, async (request, reply) => {
    const receipt = await receiptFor(request, reply)
    if (!receipt) return reply
    return reply
      .header('cache-control', 'no-store')
      .header('content-disposition', `attachment; filename="${receipt.number}.txt"`)
      .type('text/plain; charset=utf-8')
      .send(receiptText(receipt))
  })

  /** Null when it did not open: the answer is then already on its way. */
  async function receiptFor(request: FastifyRequest, reply: FastifyReply): Promise<ReceiptView | null> {
    const { secret, again } = queryOf(request)
    const opened = await open(numberOf(request), secret, request, reply)
    if (!opened) return null
    const reader = readerOf(request)
    const receipt = receiptOf(opened, reader, await door.hasPhone(opened), again === '1', deps)
    const plain = { ...reader, carried: [] }
    const path = linkTo(plain, `/track/${receipt.number}`, { secret: receipt.secret })
    const address = `${request.protocol}://${request.host}${path}`
    const file = linkTo(reader, `/receipt/${receipt.number}/file`, { secret: receipt.secret })
    return { ...receipt, address, qr: qrCodeOf(address), file }
  }

  routes.get('/track/:number', PUBLIC, async (request, reply) => {
    const { secret, done } = queryOf(request)
    const opened = await open(numberOf(request), secret, request, reply)
    if (!opened) return reply
    const notice = done !== '' && isCitizenCommand(done) ? sayTo(readerOf(request))(`done.${done}`) : null
    const confirming = await confirmedBy({}, opened, request)
    return show(opened, request, reply, { response: { ...NO_RESPONSE, notice }, confirming })
  })

  routes.post('/track/:number/code', PUBLIC, async (request, reply) => {
    const opened = await open(numberOf(request), fieldsOf(request)['secret'] ?? '', request, reply)
    if (!opened) return reply
    const { ticketId } = opened.reading.state
    const response = keptOf(fieldsOf(request))
    const to = codes.possible && (await door.hasPhone(opened)) ? await door.phoneOf(opened) : null
    if (to === null) return show(opened, request, reply, { response })
    const { language } = readerOf(request)
    const sent = await codes.send(`ticket/${ticketId}`, to, language, request, clock.now())
    if (!('value' in sent)) return tooMany(opened, sent.wait, request, reply, response)
    const confirming = { ...UNCONFIRMED, challenge: sent.value, onPage: deps.simulated ?? false }
    return show(opened, request, reply, { response, confirming })
  })

  routes.post('/track/:number/confirm', PUBLIC, async (request, reply) => {
    const fields = fieldsOf(request)
    const opened = await open(numberOf(request), fields['secret'] ?? '', request, reply)
    if (!opened) return reply
    const response = keptOf(fields)
    const { ticketId } = opened.reading.state
    const now = clock.now()
    const checked = await codes.check(`ticket/${ticketId}`, fields['challenge'], fields['code'] ?? '', request, now)
    if (!('value' in checked)) return tooMany(opened, checked.wait, request, reply, response)
    if (checked.value) {
      const pass = passes.forTicket(ticketId, now)
      return show(opened, request, reply, { response, confirming: { ...UNCONFIRMED, pass } })
    }
    const fault = sayTo(readerOf(request))('code.wrong')
    const confirming = {
      ...UNCONFIRMED,
      challenge: fields['challenge'] ?? null,
      onPage: deps.simulated ?? false,
      fault,
    }
    return show(opened, request, reply, { response, confirming, status: 422 })
  })

  routes.post('/track/:number/:command', PUBLIC, async (request, reply) => {
    const { fields, photos: sent } = await readForm(request)
    const { command } = request.params as { readonly command: string }
    if (!isCitizenCommand(command)) throw problem('http.not-found')
    const opened = await open(numberOf(request), fields['secret'] ?? '', request, reply)
    if (!opened) return reply
    const reader = readerOf(request)
    const { state } = opened.reading
    const now = clock.now()
    const confirming = await confirmedBy(fields, opened, request)
    const typed = { text: '', ...onlyTyped(fields) }
    const bySecret = state.identity === 'anonymous' ? canBySecret(command) : !isByCode(command)
    if (!bySecret && confirming.pass === null) {
      const fault = sayTo(reader)('code.again')
      return show(opened, request, reply, { response: { notice: null, fault, command, typed }, status: 403 })
    }
    const wrong = (fault: string, status: number) =>
      show(opened, request, reply, { response: { notice: null, fault, command, typed }, confirming, status })
    const complete = readAsked(command, fields)
    if (!complete.ok) return wrong(sayTo(reader)(complete.fault, { count: typed.text.length }), 422)
    const { uploads, faults } = await photos.keep(command === 'supplement' ? sent : [], state.ticketId, request)
    if (faults.length > 0) return wrong(faults.map((one) => photos.tell(one, reader)).join(' '), 422)
    const asked = readAsked(command, fields, uploads)
    if (!asked.ok) return wrong(sayTo(reader)(asked.fault), 422)
    const key = z.uuid().safeParse(fields['key'])
    const result = await log.submit(
      {
        ticketId: state.ticketId,
        key: `portal/${key.success ? key.data : uuidv7()}`,
        actor: { kind: 'requester', person: state.requester, via: 'link' },
        ...asked.request,
      },
      now,
      () => (scopesOf({ role: 'requester' }, command, rulebook.inForce(now)).length > 0 ? null : NO_GRANT),
    )
    if (!result.ok)
      return wrong(
        sayTo(reader)('not-done', { reason: reasonOf(result.rejection, reader) }),
        statusOf(result.rejection.code),
      )
    const link = linkTo(reader, `/track/${state.number}`, { secret: opened.secret, done: command })
    return reply.header('cache-control', 'no-store').redirect(link, 303)
  })

  async function show(
    opened: Opened,
    request: FastifyRequest,
    reply: FastifyReply,
    { response = NO_RESPONSE, confirming = UNCONFIRMED, status = 200 }: Showing,
  ): Promise<FastifyReply> {
    const reader = readerOf(request)
    const track = trackOf(opened, reader, await proofFor(opened), confirming.pass !== null, deps, photos)
    return sendPage(trackPage({ reader, track, response, confirming, newKey: uuidv7 }), request, reply, deps, {
      status,
    })
  }

  async function proofFor(opened: Opened): Promise<Proof> {
    if (opened.reading.state.identity === 'anonymous') return 'secret'
    if (!(await door.hasPhone(opened))) return 'no-phone'
    return codes.possible ? 'code' : 'no-channel'
  }

  /** Confirmed by a code for this ticket, or in this browser by a code for the phone that it was made with. */
  async function confirmedBy(fields: Fields, opened: Opened, request: FastifyRequest): Promise<Confirming> {
    const { ticketId, identity } = opened.reading.state
    const now = clock.now()
    if (passes.isForTicket(ticketId, fields['pass'], now)) return { ...UNCONFIRMED, pass: fields['pass'] ?? null }
    const phone = identity === 'anonymous' ? null : passes.phoneOf(request, now)
    const same = phone !== null && phone === (await door.phoneIndexOf(opened))
    return same ? { ...UNCONFIRMED, pass: passes.forTicket(ticketId, now) } : UNCONFIRMED
  }

  /** Null when it did not open: the answer is then already on its way. */
  async function open(
    number: string,
    secret: string,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<Opened | null> {
    const opening = await door.open(number, secret, request)
    if (opening.kind === 'open') return opening.opened
    const words = sayTo(readerOf(request))
    if (opening.kind === 'refused') lookup(request, reply, number, words('track.refused'), 404)
    else {
      reply.header('retry-after', String(opening.seconds))
      lookup(request, reply, number, words('track.many', { minutes: Math.ceil(opening.seconds / 60) }), 429)
    }
    return null
  }

  function lookup(
    request: FastifyRequest,
    reply: FastifyReply,
    number: string,
    fault: string | null,
    status: number,
  ): FastifyReply {
    return sendPage(lookupPage({ reader: readerOf(request), number, fault }), request, reply, deps, { status })
  }

  function tooMany(
    opened: Opened,
    wait: number,
    request: FastifyRequest,
    reply: FastifyReply,
    response: Response,
  ): Promise<FastifyReply> {
    reply.header('retry-after', String(wait))
    const fault = sayTo(readerOf(request))('code.many', { minutes: Math.ceil(wait / 60) })
    return show(opened, request, reply, { response, confirming: { ...UNCONFIRMED, fault }, status: 429 })
  }

  function reasonOf({ code, facts }: Rejection, { language }: Reader): string {
    const { calendar } = rulebook.inForce(clock.now())
    return say(language, code, readableFacts(facts, { language, org: rulebook.org, calendar }))
  }
}

const NO_GRANT: Rejection = { code: 'rights.no-grant', facts: {} }
const TYPED = ['text', 'missing', 'contacted', 'solved', 'satisfied'] as const

function onlyTyped(fields: Fields): Record<string, string> {
  return Object.fromEntries(TYPED.flatMap((name) => (fields[name] === undefined ? [] : [[name, fields[name]]])))
}

/** What another form was keeping while the code was asked for. */
function keptOf(fields: Fields): Response {
  const command = fields[`${KEPT}command`]
  if (command === undefined || !isCitizenCommand(command)) return NO_RESPONSE
  const kept = Object.fromEntries(TYPED.map((name) => [name, fields[KEPT + name]]))
  return { ...NO_RESPONSE, command, typed: onlyTyped(kept as Fields) }
}

function queryOf(request: FastifyRequest): { secret: string; again: string; done: string } {
  const query = request.query as Readonly<Record<string, unknown>>
  const text = (name: string) => (typeof query[name] === 'string' ? query[name] : '')
  return { secret: text('secret'), again: text('again'), done: text('done') }
}

function numberOf(request: FastifyRequest): string {
  return (request.params as { readonly number: string }).number
}
