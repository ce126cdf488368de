import type { FastifyReply, FastifyRequest } from 'fastify'
import { v7 as uuidv7 } from 'uuid'
import type { Rejection } from '../../../domain/kernel/result.ts'
import { makeRiskScanner } from '../../../intelligence/risk/risk-words.ts'
import { homePage } from '../../../portal/home-page.ts'
import { linkTo, nameOf, sayTo } from '../../../portal/reader.ts'
import { type Checks, type Fault, faultsOf, firstFault, registerOf } from '../../../portal/report/check.ts'
import {
  type Draft,
  emptyDraft,
  isStep,
  mergeStep,
  type Step,
  stepAfter,
  stepBefore,
} from '../../../portal/report/draft.ts'
import { NO_SEARCH, type PlaceSearch, readPick } from '../../../portal/report/place-search.ts'
import { reportPage } from '../../../portal/report/report-page.ts'
import { normalisePhone } from '../../../store/vault/phone.ts'
import { say } from '../../../words/say.ts'
import { takeIn } from '../../acts/take-in.ts'
import type { ServerDeps } from '../../deps.ts'
import { Attempts } from '../../http/attempts.ts'
import { readableFacts } from '../../http/facts.ts'
import type { Routes } from '../../http/routing.ts'
import { statusOf } from '../../http/statuses.ts'
import { trackingSecret } from '../../http/tracking-secret.ts'
import { PUBLIC } from './access.ts'
import { offerPage } from './follow-routes.ts'
import { readerOf, sendPage } from './frame.ts'
import { NearbyCounts } from './nearby.ts'
import { offersFor } from './offers.ts'
import { type PortalPhotos, readForm } from './photos.ts'
import { keepTyped, searchPlaces, takePlace, wantsSearch } from './places.ts'
import { openDraft, type Seal } from './seal.ts'

/** New tickets an hour, as the API counts them: from one address (a family, an office), from one phone. */
const PER_ADDRESS = 60
const PER_PHONE = 20
const HOUR_MS = 3_600_000

interface Showing {
  readonly faults?: readonly Fault[]
  readonly notice?: string | null
  readonly status?: number
  readonly search?: PlaceSearch
  readonly photoFaults?: readonly Rejection[]
}

/** Home and the four pages. Each page carries the whole draft, so that nothing is lost by going back. */
export function reportRoutes(routes: Routes, deps: ServerDeps, seal: Seal, photos: PortalPhotos): void {
  const { rulebook, clock, keys, pool } = deps
  const { org } = rulebook
  const checks: Checks = { org, isPhone: (text) => normalisePhone(text) !== null }
  const byAddress = new Attempts(PER_ADDRESS, HOUR_MS)
  const byPhone = new Attempts(PER_PHONE, HOUR_MS)
  const nearby = new NearbyCounts(pool, rulebook)
  const risksIn = makeRiskScanner(rulebook.inForce(clock.now()))
  const isUrgent = (draft: Draft) => risksIn(draft.words).length > 0
  const newDraft = () => emptyDraft(uuidv7(), clock.now())

  routes.get('/', PUBLIC, async (request, reply) => {
    const reader = readerOf(request)
    const counts = await nearby.get(clock.now())
    const page = homePage({
      reader,
      sealed: seal.close('draft', newDraft()),
      nearby: counts.map(({ subdistrict, count }) => ({ name: nameOf(subdistrict, org, reader.language), count })),
    })
    return sendPage(page, request, reply, deps, { cache: 'back' })
  })

  routes.get('/report', PUBLIC, async (request, reply) => show('words', newDraft(), request, reply))

  routes.post('/report', PUBLIC, async (request, reply) => {
    const { fields, photos: sent } = await readForm(request)
    const step = isStep(fields['step']) ? fields['step'] : 'words'
    const opened = openDraft(seal, fields['draft'])
    const merged = mergeStep(opened ?? newDraft(), step, fields)
    const typed = step === 'place' ? keepTyped(merged, fields) : merged
    const { uploads, faults: photoFaults } = await photos.keep(sent, typed.ticketId, request, typed.photos)
    const draft = { ...typed, photos: uploads }
    const words = sayTo(readerOf(request))
    if (!opened && step !== 'words')
      return show('words', draft, request, reply, { notice: words('fault.stale'), status: 422 })
    const go = fields['go'] ?? 'next'
    const less = await photos.remove(go, draft)
    if (less) return show('words', less, request, reply, { photoFaults })
    if (go === 'photos' || photoFaults.length > 0)
      return show('words', draft, request, reply, { photoFaults, status: photoFaults.length > 0 ? 422 : 200 })
    const pick = step === 'place' ? readPick(go) : null
    if (pick) return show('place', takePlace(draft, pick), request, reply)
    if (step === 'place' && wantsSearch(go, draft, fields)) {
      const search = {
        typed: fields['find'] ?? '',
        found: await searchPlaces(fields['find'] ?? '', readerOf(request), deps),
      }
      return show('place', draft, request, reply, { search })
    }
    if (fields['switch'] !== undefined || go === 'list') return show(step, draft, request, reply)
    if (go === 'back') return show(stepBefore(step), draft, request, reply)
    if (step === 'review' && go.startsWith('follow-')) {
      const offers = await offersFor(draft, readerOf(request), isUrgent(draft), deps)
      const offer = offers.find((one) => go === `follow-${one.clusterId}`)
      if (offer) return offerPage(offer, draft, { request, reply, deps, seal })
      return show('review', draft, request, reply, { notice: words('nearby.gone') })
    }
    const edited = go.startsWith('edit-') ? go.slice('edit-'.length) : undefined
    if (isStep(edited)) return show(edited, draft, request, reply)
    const faults = faultsOf(draft, step, checks)
    if (faults.length > 0) return show(step, draft, request, reply, { faults, status: 422 })
    if (step !== 'review') return show(stepAfter(step), draft, request, reply)
    return send(draft, request, reply)
  })

  async function show(
    step: Step,
    draft: Draft,
    request: FastifyRequest,
    reply: FastifyReply,
    { faults = [], notice = null, status = 200, search = NO_SEARCH, photoFaults = [] }: Showing = {},
  ): Promise<FastifyReply> {
    const reader = readerOf(request)
    const page = reportPage({
      reader,
      org,
      step,
      draft,
      sealed: seal.close('draft', draft),
      faults,
      notice,
      search,
      photos: photos.fieldOf(draft, photoFaults, reader),
      urgent: isUrgent(draft),
      offers: step === 'review' ? await offersFor(draft, reader, isUrgent(draft), deps) : [],
    })
    return sendPage(page, request, reply, deps, { status, cache: 'back' })
  }

  async function send(draft: Draft, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const reader = readerOf(request)
    const now = clock.now()
    const first = firstFault(draft, checks)
    if (first) return show(first.step, draft, request, reply, { faults: first.faults, status: 422 })
    const phone = normalisePhone(draft.phone)
    const wait = byAddress.take(request.ip, now) || (phone === null ? 0 : byPhone.take(phone, now))
    if (wait > 0 && !request.trusted) {
      const notice = sayTo(reader)('fault.many', { minutes: Math.ceil(wait / 60) })
      reply.header('retry-after', String(wait))
      return show('review', draft, request, reply, { notice, status: 429 })
    }
    const { ticketId } = draft
    const result = await takeIn(
      {
        ticketId,
        register: registerOf(draft, org),
        classify: null,
        dispatch: 'auto',
        actor: { kind: 'requester', person: null, via: 'web' },
      },
      now,
      deps,
    )
    if (!result.ok) {
      const { code, facts } = result.rejection
      const { calendar } = rulebook.inForce(now)
      const notice = say(reader.language, code, readableFacts(facts, { language: reader.language, org, calendar }))
      return show('review', draft, request, reply, { notice, status: statusOf(code) })
    }
    const { number, repeated } = result.value
    const query = { secret: trackingSecret(keys.master, ticketId), ...(repeated ? { again: '1' } : {}) }
    return reply.header('cache-control', 'no-store').redirect(linkTo(reader, `/receipt/${number}`, query), 303)
  }
}
