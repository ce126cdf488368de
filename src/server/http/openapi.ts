import swagger, { type FastifyDynamicSwaggerOptions } from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import { allowAll } from './open-routes.ts'
import type { Routes } from './routing.ts'

/** OpenAPI 3.1 at /api/openapi.json, readable at /api/docs; both from the routes' own shapes. */
export async function describeApi(
  routes: Routes,
  transform: NonNullable<FastifyDynamicSwaggerOptions['transform']>,
): Promise<void> {
  await routes.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Huying 呼应',
        version: '1',
        description: 'Take in, dispatch, handle, call back and score the requests of a 12345 hotline.',
      },
      components: { securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: 'huying' } } },
    },
    transform,
  })
  routes.get(
    '/api/openapi.json',
    { config: { access: { permission: 'public' } }, schema: { hide: true } },
    async (_request, reply) => reply.serializer(JSON.stringify).send(routes.swagger()),
  )
  await routes.register((docs, _options, done) => {
    allowAll(docs)
    void docs.register(swaggerUi, { routePrefix: '/api/docs', staticCSP: true, uiConfig: { validatorUrl: null } })
    done()
  })
}
