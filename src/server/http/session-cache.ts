import { type Instant, plus } from '../../domain/kernel/instant.ts'
import type { Account } from '../../store/account/accounts.ts'
import { findSession, tokenHash } from '../../store/account/sessions.ts'
import type { Sql } from '../../store/database/connect.ts'

/** How long a session is believed without asking the database: what a closed account can still do elsewhere. */
const BELIEVED_MS = 5_000
const MOST = 10_000

/** Sessions live in the database; this spares the hot paths one question per request. */
export class SessionCache {
  private readonly sql: Sql
  private readonly known = new Map<string, { readonly account: Account; readonly until: Instant }>()

  constructor(sql: Sql) {
    this.sql = sql
  }

  async find(token: string, now: Instant): Promise<Account | null> {
    const key = tokenHash(token).toString('base64')
    const kept = this.known.get(key)
    if (kept && kept.until > now) return kept.account
    this.known.delete(key)
    const account = await findSession(this.sql, token, now)
    if (!account) return null
    if (this.known.size >= MOST) this.known.clear()
    this.known.set(key, { account, until: plus(now, BELIEVED_MS) })
    return account
  }

  forget(token: string): void {
    this.known.delete(tokenHash(token).toString('base64'))
  }
}
