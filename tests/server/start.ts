import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify'
import { createServer } from '../../src/server/app.ts'
import type { ServerDeps } from '../../src/server/deps.ts'
import { createAccount } from '../../src/store/account/accounts.ts'
import { hashPassword } from '../../src/store/account/passwords.ts'
import { openSession } from '../../src/store/account/sessions.ts'
import { type PhotoFiles, photoFolder } from '../../src/store/photo/photo-files.ts'
import { PhotoVault } from '../../src/store/photo/photo-vault.ts'
import { loadRules } from '../../src/store/rules/load-rules.ts'
import { TicketNumbers } from '../../src/store/ticket/numbers.ts'
import { TicketLog } from '../../src/store/ticket/ticket-log.ts'
import { createTestDatabase, type TestDatabase } from '../database/test-database.ts'

/** A weekday morning in Beijing, outside the quiet hours. */
export const MONDAY_MORNING = '2026-10-19T02:00:00.000Z'
export const PASSWORD = 'correct horse battery'

/** Accounts that most tests need: login → role and unit. */
export const CAST = {
  agent: ['agent', 'centre'],
  leader12345: ['shift-leader', 'centre'],
  dispatcher: ['dispatcher', 'centre'],
  caller: ['callback-agent', 'centre'],
  assessor: ['assessor', 'centre'],
  inspector: ['inspector', 'centre'],
  supervisor: ['supervisor', 'supervision'],
  editor: ['policy-editor', 'centre'],
  operator: ['operator', 'centre'],
  officer: ['unit-officer', '110102009'],
  reviewer: ['unit-reviewer', '110102009'],
  neighbour: ['unit-officer', '110102010'],
  worker: ['community-worker', '110102009'],
  district: ['leader', '110102'],
} as const satisfies Record<string, readonly [string, string]>
export type CastMember = keyof typeof CAST

export interface TestServer {
  readonly app: FastifyInstance
  readonly database: TestDatabase
  readonly deps: ServerDeps
  readonly photoFiles: PhotoFiles
  /** The clock that the server lives by; tests move it. */
  readonly clock: { at: string; now(): string }
  /** A request as somebody, or as a visitor. */
  as(who: CastMember | null, options: InjectOptions): Promise<LightMyRequestResponse>
  stop(): Promise<void>
}

export interface StartOptions extends Partial<Omit<ServerDeps, 'log' | 'rulebook' | 'pool' | 'clock'>> {
  readonly at?: string
  /** A migrated database of one's own; else one is made. */
  readonly database?: TestDatabase
}

/** A server on a database of its own, with Beijing's rules and the cast signed in. Answers are checked against their shapes. */
export async function startTestServer(options: StartOptions = {}): Promise<TestServer> {
  const { at = MONDAY_MORNING, database = await createTestDatabase(), ...given } = options
  const { pool } = database
  const rulebook = await loadRules(pool, new URL('../../policy/beijing', import.meta.url).pathname)
  const clock = {
    at,
    now(): string {
      return this.at
    },
  }
  const keys = given.keys ?? { master: Buffer.alloc(32, 7) }
  const folder = await mkdtemp(join(tmpdir(), 'huying-photos-'))
  const files = photoFolder(folder)
  const photos = new PhotoVault({ pool, keys, files })
  const log = new TicketLog({
    photos,
    pool,
    keys,
    rulebook,
    numbers: new TicketNumbers(pool, rulebook.inForce(at).calendar),
    risksIn: (words) => (words.includes('跳楼') ? ['self-harm'] : []),
  })
  const deps: ServerDeps = {
    settings: { serviceKey: 'the-key-of-the-benches', logLevel: 'silent', host: '127.0.0.1' },
    pool,
    keys,
    rulebook,
    log,
    photos,
    clock,
    checkAnswers: true,
    listenUrl: database.url,
    ...given,
  }
  const tokens = await castSignedIn(deps)
  const app = await createServer(deps)
  await app.ready()
  return {
    app,
    database,
    deps,
    photoFiles: files,
    clock,
    as: (who, request) => {
      const cookies = who === null ? {} : { huying: tokens.get(who) ?? '' }
      return app.inject({ ...request, cookies: { ...cookies, ...request.cookies } })
    },
    stop: async () => {
      await app.close()
      await database.drop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

async function castSignedIn({ pool }: ServerDeps): Promise<ReadonlyMap<string, string>> {
  const passwordHash = await hashPassword(PASSWORD)
  const tokens = new Map<string, string>()
  for (const [login, [role, unit]] of Object.entries(CAST)) {
    const account = await createAccount(pool, {
      accountId: login,
      login,
      name: `测试${login}`,
      role,
      unit,
      passwordHash,
    })
    // Tests live through weeks; a session of half a day would end in the middle.
    if (account) tokens.set(login, await openSession(pool, account.accountId, '2099-01-01T00:00:00.000Z'))
  }
  return tokens
}
