import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { dayOf } from '../../../domain/clock/calendar.ts'
import { messagesPage } from '../../../portal/messages-page.ts'
import { codePage, type MineTicket, minePage, phonePage } from '../../../portal/mine-page.ts'
import { linkTo, nameOf, type Reader, sayDay, sayTo, sayWhen } from '../../../portal/reader.ts'
import { followsByPhone } from '../../../store/portal/follows.ts'
import { shownMessages } from '../../../store/portal/outbox.ts'
import { isKnownPhone, type OwnTicket, ticketsByPhone } from '../../../store/portal/own-tickets.ts'
import { readTicket } from '../../../store/read-models/ticket-reading.ts'
import { maskPhone, normalisePhone, phoneIndex } from '../../../store/vault/phone.ts'
import { sayToCitizen } from '../../../words/say.ts'
import type { ServerDeps } from '../../deps.ts'
import { wallTime } from '../../http/facts.ts'
import { problem } from '../../http/problem.ts'
import type { Routes } from '../../http/routing.ts'
import { trackingSecret } from '../../http/tracking-secret.ts'
import { categoryName } from '../../view/timeline.ts'
import { PUBLIC } from './access.ts'
import { followLink } from './follow-link.ts'
import { fieldsOf } from './form-bodies.ts'
import { readerOf, sendPage } from './frame.ts'
import type { Seal } from './seal.ts'
import type { Proving } from './track-routes.ts'

const boxShape = z.object({ index: z.string(), phone: z.string(), codeId: z.string() })
const MOST_SHOWN = 30

/** A person's own requests, by phone and one-time code (P14, P16); and, in a demonstration, the page of messages. */
export function mineRoutes(routes: Routes, deps: ServerDeps, seal: Seal, { codes, passes }: Proving): void {
  const { clock, keys, pool, rulebook } = deps

  routes.get('/mine', PUBLIC, async (request, reply) => {
    const index = passes.phoneOf(request, clock.now())
    if (index === null) return askPhone(request, reply, '', null, 200)
    const reader = readerOf(request)
    const follows = await followsByPhone(pool, index)
    const tickets = await ticketsByPhone(pool, index)
    const policy = rulebook.inForce(clock.now())
    const page = minePage({
      reader,
      tickets: await Promise.all(tickets.map((one) => describe(one, reader))),
      follows: follows.map((one) => ({
        href: followLink(one.followId, reader, keys.master),
        what: sayTo(reader)('mine.follow', {
          place: nameOf(one.subdistrict, rulebook.org, reader.language),
          matter: categoryName(one.category, policy, reader.language),
        }),
        since: sayTo(reader)('mine.follow-since', { day: dayOnly(one.followedAt, reader) }),
      })),
    })
    return sendPage(page, request, reply, deps)
  })

  routes.post('/mine/code', PUBLIC, async (request, reply) => {
    const typed = fieldsOf(request)['phone'] ?? ''
    const words = sayTo(readerOf(request))
    const phone = normalisePhone(typed)
    if (phone === null) return askPhone(request, reply, typed, words('fault.phone-needed'), 422)
    if (!codes.possible) return askPhone(request, reply, typed, words('mine.no-channel'), 503)
    const index = phoneIndex(keys.master, phone)
    const known = await isKnownPhone(pool, index)
    const { language } = readerOf(request)
    const sent = await codes.send(`phone/${index}`, known ? phone : null, language, request, clock.now())
    if (!('value' in sent)) return askPhone(request, reply, typed, tooMany(request, reply, sent.wait), 429)
    return askCode(request, reply, seal.close('mine', { index, phone, codeId: sent.value }), phone, null, 200)
  })

  routes.post('/mine/confirm', PUBLIC, async (request, reply) => {
    const fields = fieldsOf(request)
    const opened = boxShape.safeParse(seal.open('mine', fields['box']))
    if (!opened.success) return askPhone(request, reply, '', sayTo(readerOf(request))('mine.stale'), 422)
    const { index, phone, codeId } = opened.data
    const now = clock.now()
    const checked = await codes.check(`phone/${index}`, codeId, fields['code'] ?? '', request, now)
    const again = (fault: string, status: number) => askCode(request, reply, fields['box'] ?? '', phone, fault, status)
    if (!('value' in checked)) return again(tooMany(request, reply, checked.wait), 429)
    if (!checked.value) return again(sayTo(readerOf(request))('code.wrong'), 422)
    passes.rememberPhone(index, now, request, reply)
    return reply.header('cache-control', 'no-store').redirect(linkTo(readerOf(request), '/mine'), 303)
  })

  routes.post('/mine/leave', PUBLIC, async (request, reply) => {
    passes.forgetPhone(reply)
    return reply.header('cache-control', 'no-store').redirect(linkTo(readerOf(request), '/'), 303)
  })

  /** Only where the city is simulated: elsewhere there is no such page, whoever asks. */
  routes.get('/demo/messages', PUBLIC, async (request, reply) => {
    if (!deps.simulated) throw problem('http.not-found')
    await codes.settled()
    const now = clock.now()
    const reader = readerOf(request)
    const { calendar } = rulebook.inForce(now)
    const messages = await shownMessages(pool, keys.master, now, MOST_SHOWN)
    const page = messagesPage(
      reader,
      messages.map(({ createdAt, to, text }) => ({
        when: sayWhen(createdAt, now, calendar, reader.language),
        to: maskPhone(to),
        text,
      })),
    )
    return sendPage(page, request, reply, deps)
  })

  async function describe(one: OwnTicket, reader: Reader): Promise<MineTicket> {
    const { calendar } = rulebook.inForce(clock.now())
    const secret = trackingSecret(keys.master, one.ticketId)
    // Its day stands in the log only, and few are.
    const reading = one.phase === 'suspended' ? await readTicket(pool, keys.master, one.ticketId) : null
    const until = reading?.state.suspendedUntil ?? null
    const reviewOn = until && wallTime(until, calendar).slice(0, 10)
    return {
      number: one.number,
      href: linkTo(reader, `/track/${one.number}`, { secret }),
      phase: sayToCitizen(reader.language, `phase.${one.phase}`, { reviewOn }),
      unit: nameOf(one.responsible, rulebook.org, reader.language),
      registered: dayOnly(one.registeredAt, reader),
      wanted: one.phase === 'awaiting-callback' ? sayTo(reader)('mine.wanted-score') : null,
    }
  }

  function dayOnly(at: string, { language }: Reader): string {
    const now = clock.now()
    const { calendar } = rulebook.inForce(now)
    return sayDay(dayOf(at, calendar), now, calendar, language)
  }

  function askPhone(
    request: FastifyRequest,
    reply: FastifyReply,
    phone: string,
    fault: string | null,
    status: number,
  ): FastifyReply {
    return sendPage(phonePage({ reader: readerOf(request), phone, fault }), request, reply, deps, { status })
  }

  function askCode(
    request: FastifyRequest,
    reply: FastifyReply,
    box: string,
    phone: string,
    fault: string | null,
    status: number,
  ): FastifyReply {
    const page = codePage({ reader: readerOf(request), fault, box, phone, onPage: deps.simulated ?? false })
    return sendPage(page, request, reply, deps, { status })
  }

  function tooMany(request: FastifyRequest, reply: FastifyReply, seconds: number): string {
    reply.header('retry-after', String(seconds))
    return sayTo(readerOf(request))('code.many', { minutes: Math.ceil(seconds / 60) })
  }
}
