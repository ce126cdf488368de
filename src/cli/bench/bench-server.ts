import { randomBytes } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import type { Instant } from '../../domain/kernel/instant.ts'
import { makeClassifier } from '../../intelligence/classify/keywords.ts'
import { createServer } from '../../server/app.ts'
import type { House } from '../house.ts'

export interface BenchServer {
  readonly app: FastifyInstance
  readonly port: number
  readonly serviceKey: string
}

/** The real server on a free loopback port, with a service key so that no rate limit stands in the way. */
export async function startBenchServer(
  house: House,
  now: () => Instant = () => house.clock.now(),
): Promise<BenchServer> {
  const serviceKey = randomBytes(24).toString('hex')
  const classifier = makeClassifier(house.rulebook.inForce(now()))
  const app = await createServer({
    ...house,
    settings: { ...house.settings, serviceKey, logLevel: 'silent' },
    clock: { now },
    classify: (words, title) => classifier({ words, title }),
  })
  await app.listen({ host: '127.0.0.1', port: 0 })
  const bound = app.server.address()
  return { app, serviceKey, port: typeof bound === 'object' && bound ? bound.port : 0 }
}
