import { z } from 'zod'

const point = z.tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)])
const ring = z.array(point).min(3)
const polygon = z.array(ring).min(1)

/**
 * `org/outlines.json` of a city: one list of polygons per district, rings of [longitude, latitude], the first ring of a
 * polygon its outside. `datum` says what the numbers mean: map pictures from China are in GCJ-02, surveys in WGS-84.
 * Only districts have outlines: below them there are none, and none are pretended (contracts.md, Place).
 */
export const outlinesShape = z.object({
  datum: z.enum(['WGS-84', 'GCJ-02']),
  source: z.string().min(1),
  districts: z.record(z.string(), z.array(polygon).min(1)),
})
export type OutlinesFile = z.infer<typeof outlinesShape>
