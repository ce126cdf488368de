import { z } from 'zod'
import { type KeyView, keyBody, keyList, keyView, madeKey } from '../../../contract/http/keys.ts'
import { ADMINISTER } from '../../../domain/rights/accounts.ts'
import { namesOf } from '../../../store/account/accounts.ts'
import {
  listServiceKeys,
  makeServiceKey,
  revokeServiceKey,
  type ServiceKey,
} from '../../../store/account/service-keys.ts'
import { fingerprint, importPublicKey } from '../../../store/log/seal.ts'
import { commitPersonal } from '../../../store/vault/cipher.ts'
import type { ServerDeps } from '../../deps.ts'
import { problem } from '../../http/problem.ts'
import type { Routes } from '../../http/routing.ts'
import { accountOf } from '../../http/who.ts'

const ACCESS = { access: { permission: ADMINISTER } } as const
/** Characters of the mark by which two installations compare their master keys: too few to guess anything by. */
const MARK = 12

/** Keys of machines, and what can be said of the installation's own keys without showing any. */
export function keyRoutes(routes: Routes, deps: ServerDeps): void {
  const { pool, clock, settings, keys } = deps

  async function viewed(kept: readonly ServiceKey[]): Promise<KeyView[]> {
    const names = await namesOf(
      pool,
      kept.flatMap(({ madeBy, revokedBy }) => (revokedBy === null ? [madeBy] : [madeBy, revokedBy])),
    )
    return kept.map(({ madeBy, revokedBy, scopes, ...one }) => ({
      ...one,
      scopes: [...scopes],
      madeBy: names.get(madeBy) ?? madeBy,
      revokedBy: revokedBy === null ? null : (names.get(revokedBy) ?? revokedBy),
    }))
  }

  routes.get(
    '/api/administration/keys',
    {
      config: ACCESS,
      schema: {
        tags: ['administration'],
        summary: 'Keys of machines by their first characters; fingerprints of signers; the state of the master key',
        response: { 200: keyList },
      },
    },
    async () => {
      const { rows: seals } = await pool.query<{ key: string; first: string; last: string; seals: number }>(
        `select public_key as key, min(day) as first, max(day) as last, count(*)::int as seals from seal
         group by public_key order by max(number) desc`,
      )
      const { rows: wraps } = await pool.query<{ people: number; tickets: number; since: string | null }>(
        `select (select count(*)::int from person where wrapped_key is not null) as people,
           (select count(*)::int from ticket_secret where wrapped_key is not null) as tickets,
           (select min(registered_at) from ticket) as since`,
      )
      const wrapped = wraps[0]
      return {
        keys: await viewed(await listServiceKeys(pool)),
        settings: [
          { variable: 'HUYING_SERVICE_KEY', set: settings.serviceKey !== undefined },
          { variable: 'HUYING_TELEPHONY_KEY', set: settings.telephonyKey !== undefined },
        ],
        signers: seals.map(({ key, first, last, seals: count }) => {
          const publicKey = importPublicKey(key)
          const print = publicKey ? fingerprint(publicKey) : key
          return {
            fingerprint: print,
            firstDay: first,
            lastDay: last,
            seals: count,
            current: print === deps.operation?.sealFingerprint,
          }
        }),
        master: {
          from: deps.operation?.masterFrom ?? null,
          mark: commitPersonal(keys.master, 'master-mark', 'huying').slice(0, MARK),
          wraps: { people: wrapped?.people ?? 0, tickets: wrapped?.tickets ?? 0 },
          since: wrapped?.since ?? null,
        },
      }
    },
  )

  routes.post(
    '/api/administration/keys',
    {
      config: ACCESS,
      schema: {
        tags: ['administration'],
        summary: 'A new key for a machine; shown this once, only its hash is kept',
        body: keyBody,
        response: { 201: madeKey },
      },
    },
    async (request, reply) => {
      const { accountId } = accountOf(request)
      const { key, kept } = await makeServiceKey(pool, { ...request.body, by: accountId, at: clock.now() })
      const [view] = await viewed([kept])
      if (!view) throw problem('keys.unknown')
      return reply.code(201).header('cache-control', 'no-store').send({ key, kept: view })
    },
  )

  routes.delete(
    '/api/administration/keys/:key',
    {
      config: ACCESS,
      schema: {
        tags: ['administration'],
        summary: 'Revoke a key: within seconds it opens nothing',
        params: z.object({ key: z.uuid() }),
        response: { 200: z.object({ keys: z.array(keyView) }) },
      },
    },
    async (request) => {
      if (!(await revokeServiceKey(pool, request.params.key, accountOf(request).accountId, clock.now())))
        throw problem('keys.unknown')
      return { keys: await viewed(await listServiceKeys(pool)) }
    },
  )
}
