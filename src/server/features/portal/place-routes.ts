import { z } from 'zod'
import { fromGcj02 } from '../../../intelligence/place/datum.ts'
import { nameOf } from '../../../portal/reader.ts'
import { advisorOf } from '../../acts/advisor.ts'
import type { ServerDeps } from '../../deps.ts'
import { problem } from '../../http/problem.ts'
import type { Routes } from '../../http/routing.ts'
import { PUBLIC } from './access.ts'
import { readerOf } from './frame.ts'
import { foundPlace, searchPlaces } from './places.ts'

const typedShape = z.object({ text: z.string().max(200) })
const pointShape = z.object({ lat: z.number().min(-90).max(90), lng: z.number().min(-180).max(180) })

/**
 * What the script of the place's page asks for. Asked by POST, so that what somebody typed or where somebody stands is in no
 * address and in no log line; nothing of it is kept.
 */
export function placeRoutes(routes: Routes, deps: ServerDeps): void {
  const { rulebook } = deps
  const { org } = rulebook

  routes.get('/portal/communities/:subdistrict', PUBLIC, async (request, reply) => {
    const { subdistrict } = request.params as { readonly subdistrict: string }
    const { language } = readerOf(request)
    const communities = org.below(subdistrict).filter(({ kind }) => kind === 'community')
    reply.header('cache-control', 'public, max-age=3600')
    return { communities: communities.map(({ code }) => ({ code, name: nameOf(code, org, language) })) }
  })

  routes.post('/portal/places', PUBLIC, async (request, reply) => {
    const typed = typedShape.safeParse(request.body)
    if (!typed.success) throw problem('http.bad-request')
    reply.header('cache-control', 'no-store')
    return { places: await searchPlaces(typed.data.text, readerOf(request), deps) }
  })

  /** The district that a point lies in, and the nearest names to choose from; a point settles nothing by itself. */
  routes.post('/portal/position', PUBLIC, async (request, reply) => {
    const point = pointShape.safeParse(request.body)
    if (!point.success) throw problem('http.bad-request')
    reply.header('cache-control', 'no-store')
    const reader = readerOf(request)
    const { point: finding } = (await advisorOf(deps).finder()).find({ point: point.data })
    const district = finding?.district ?? null
    const close = finding?.near ?? []
    return {
      inside: district !== null || close.length > 0,
      district: district === null ? null : foundPlace(district, null, reader, deps),
      near: close.map((code) => foundPlace(code, null, reader, deps)),
      entries: (finding?.entries ?? []).map(({ name, unit, metres }) => ({
        ...foundPlace(unit, name, reader, deps),
        metres,
      })),
    }
  })

  /** Outlines of districts and the operator's points, WGS-84. There are no outlines below the district (contracts.md, Place). */
  routes.get('/portal/map.json', PUBLIC, async (request, reply) => {
    const { language } = readerOf(request)
    const { outlines = null } = deps
    const rings = Object.entries(outlines?.districts ?? {})
    const toWgs = (lng: number, lat: number): [number, number] => {
      if (outlines?.datum !== 'GCJ-02') return [lng, lat]
      const point = fromGcj02({ lat, lng })
      return [round(point.lng), round(point.lat)]
    }
    const entries = await advisorOf(deps).entries()
    reply.header('cache-control', 'public, max-age=3600')
    return {
      districts: rings.map(([code, polygons]) => ({
        name: nameOf(code, org, language),
        polygons: polygons.map((polygon) => polygon.map((ring) => ring.map(([lng, lat]) => toWgs(lng, lat)))),
      })),
      points: entries.flatMap(({ name, point }) => (point ? [{ name, lng: point.lng, lat: point.lat }] : [])),
    }
  })
}

/** A metre or so: finer than the outlines are. */
function round(degrees: number): number {
  return Math.round(degrees * 100_000) / 100_000
}
