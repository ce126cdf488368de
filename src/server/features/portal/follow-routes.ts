import type { FastifyReply, FastifyRequest } from 'fastify'
import { v7 as uuidv7 } from 'uuid'
import { z } from 'zod'
import { MINUTE } from '../../../domain/kernel/instant.ts'
import { followingPage, followPage, sayCount, sayStage } from '../../../portal/follow/follow-page.ts'
import { nameOf, sayDay, sayTo } from '../../../portal/reader.ts'
import type { Draft } from '../../../portal/report/draft.ts'
import { endFollow, type Follow, readFollow, saveFollow } from '../../../store/portal/follows.ts'
import { normalisePhone, phoneIndex } from '../../../store/vault/phone.ts'
import { publicMatter } from '../../acts/public-stages.ts'
import type { ServerDeps } from '../../deps.ts'
import { Attempts } from '../../http/attempts.ts'
import { problem } from '../../http/problem.ts'
import type { Routes } from '../../http/routing.ts'
import { categoryName } from '../../view/timeline.ts'
import { PUBLIC } from './access.ts'
import { followLink, isFollowSecret } from './follow-link.ts'
import { fieldsOf } from './form-bodies.ts'
import { readerOf, sendPage } from './frame.ts'
import type { Offer } from './offers.ts'
import { qrCodeOf } from './qr-code.ts'
import type { Seal } from './seal.ts'

const offerShape = z.object({
  clusterId: z.string(),
  code: z.string(),
  subdistrict: z.string(),
  category: z.string(),
  place: z.string(),
  reporters: z.number(),
  followers: z.number(),
  since: z.string(),
  answered: z.boolean(),
})
const boxShape = z.object({ followId: z.uuid(), offer: offerShape, draft: z.string() })

/** New follows an hour from one address (a family, an office). */
const PER_ADDRESS = 20

/** Following what others reported (P20): a link of its own that shows the public stages and no more. */
export function followRoutes(routes: Routes, deps: ServerDeps, seal: Seal): void {
  const { pool, keys, rulebook, clock } = deps
  const byAddress = new Attempts(PER_ADDRESS, 60 * MINUTE)

  routes.post('/follow', PUBLIC, async (request, reply) => {
    const fields = fieldsOf(request)
    const opened = boxShape.safeParse(seal.open('follow', fields['box']))
    if (!opened.success) throw problem('http.bad-request')
    const { followId, offer, draft } = opened.data
    const reader = readerOf(request)
    const typed = fields['phone'] ?? ''
    const phone = normalisePhone(typed)
    const counts = fields['counts'] === 'yes'
    if (typed.trim() !== '' && phone === null) {
      const fault = sayTo(reader)('fault.phone')
      const box = fields['box'] ?? ''
      const page = followingPage({ reader, offered: offer, box, draft, phone: typed, counts, fault })
      return sendPage(page, request, reply, deps, { status: 422 })
    }
    const now = clock.now()
    if ((await readFollow(pool, followId)) === null) {
      const seconds = byAddress.take(request.ip, now)
      if (seconds > 0) throw problem('http.rate-limited', { seconds })
      const index = phone === null ? null : phoneIndex(keys.master, phone)
      const { clusterId, subdistrict, code: category } = offer
      await saveFollow(pool, { followId, clusterId, category, subdistrict, phoneIndex: index, counts, followedAt: now })
    }
    return reply.header('cache-control', 'no-store').redirect(followLink(followId, reader, keys.master), 303)
  })

  routes.get('/follow/:id', PUBLIC, async (request, reply) => {
    const { secret } = request.query as { readonly secret?: unknown }
    return show(await open(request, typeof secret === 'string' ? secret : ''), request, reply)
  })

  routes.post('/follow/:id/end', PUBLIC, async (request, reply) => {
    const follow = await open(request, fieldsOf(request)['secret'] ?? '')
    await endFollow(pool, follow.followId, clock.now())
    return reply
      .header('cache-control', 'no-store')
      .redirect(followLink(follow.followId, readerOf(request), keys.master), 303)
  })

  /** @throws Problem http.not-found: a wrong id and a wrong secret are told alike. */
  async function open(request: FastifyRequest, secret: string): Promise<Follow> {
    const { id } = request.params as { readonly id: string }
    const follow =
      z.uuid().safeParse(id).success && isFollowSecret(id, secret, keys.master) ? await readFollow(pool, id) : null
    if (!follow) throw problem('http.not-found')
    return follow
  }

  async function show(follow: Follow, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const reader = readerOf(request)
    const say = sayTo(reader)
    const { org } = rulebook
    const policy = rulebook.inForce(clock.now())
    const ended = follow.endedAt !== null
    const matter = ended ? null : await publicMatter(follow, deps)
    const plain = followLink(follow.followId, { ...reader, carried: [] }, keys.master)
    const address = `${request.protocol}://${request.host}${plain}`
    const page = followPage({
      reader,
      place: nameOf(follow.subdistrict, org, reader.language),
      category: categoryName(follow.category, policy, reader.language),
      matter: matter && {
        count: sayCount(matter.reporters, matter.followers, follow.counts, say),
        stages: matter.stages.map(({ stage, day, unit }) => ({
          sentence: sayStage(stage, unit === null ? '' : nameOf(unit, org, reader.language), say),
          day: sayDay(day, clock.now(), policy.calendar, reader.language),
        })),
      },
      ended,
      address,
      qr: qrCodeOf(address),
      endAction: `/follow/${follow.followId}/end`,
      secret: new URL(address).searchParams.get('secret') ?? '',
    })
    return sendPage(page, request, reply, deps)
  }
}

/** The page before following: what it means, and what of oneself one wants to leave. */
export function offerPage(
  offer: Offer,
  draft: Draft,
  { request, reply, deps, seal }: { request: FastifyRequest; reply: FastifyReply; deps: ServerDeps; seal: Seal },
): FastifyReply {
  const closed = seal.close('draft', draft)
  const box = seal.close('follow', { followId: uuidv7(), offer, draft: closed })
  const page = followingPage({
    reader: readerOf(request),
    offered: offer,
    box,
    draft: closed,
    phone: '',
    counts: false,
    fault: null,
  })
  return sendPage(page, request, reply, deps, { cache: 'back' })
}
