import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { type BulletinView, bulletinView as shape } from '../../../contract/http/bulletin.ts'
import { isPeriodId } from '../../../domain/scoring/period.ts'
import type { ServerDeps } from '../../deps.ts'
import { languageOf } from '../../http/language.ts'
import { Problem } from '../../http/problem.ts'
import type { Routes } from '../../http/routing.ts'
import { accountOf } from '../../http/who.ts'
import { bulletinDocx } from './docx.ts'
import { bulletinView } from './view.ts'
import { bulletinXlsx } from './xlsx.ts'

const params = z.object({ period: z.string().refine(isPeriodId) })
const tags = ['month']
const access = { permission: 'read-month' }

/** 通报: as a page's data, as a document and as a workbook, all from the same view. */
export function bulletinRoutes(routes: Routes, deps: ServerDeps): void {
  const viewFor = async (request: FastifyRequest, period: string): Promise<BulletinView> => {
    const view = await bulletinView(period, accountOf(request), languageOf(request), deps)
    if (!view.ok) throw new Problem(view.rejection)
    return view.value
  }

  routes.get(
    '/api/bulletins/:period',
    {
      config: { access },
      schema: { tags, summary: 'The bulletin of a frozen month', params, response: { 200: shape } },
    },
    (request) => viewFor(request, request.params.period),
  )

  for (const { kind, type, write } of [
    {
      kind: 'docx',
      type: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
      write: bulletinDocx,
    },
    { kind: 'xlsx', type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', write: bulletinXlsx },
  ]) {
    routes.get(
      `/api/bulletins/:period/bulletin.${kind}`,
      { config: { access }, schema: { tags, summary: `The bulletin as .${kind}`, params } },
      async (request, reply) => {
        const { period } = request.params
        const file = await write(await viewFor(request, period), languageOf(request))
        reply.header('content-disposition', `attachment; filename="bulletin-${period}.${kind}"`)
        return reply.type(type).send(file)
      },
    )
  }
}
