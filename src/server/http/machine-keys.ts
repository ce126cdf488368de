import { type Instant, plus } from '../../domain/kernel/instant.ts'
import { type KeyScope, scopesOfKey } from '../../store/account/service-keys.ts'
import { tokenHash } from '../../store/account/sessions.ts'
import type { Sql } from '../../store/database/connect.ts'

/** How long a key is believed without asking the database: what a revoked one can still do. */
const BELIEVED_MS = 5_000
const MOST = 1_000

/** What keys made in the administration may do; those of the settings are compared elsewhere and never asked for here. */
export class MachineKeys {
  private readonly sql: Sql
  private readonly known = new Map<string, { readonly scopes: readonly KeyScope[]; readonly until: Instant }>()

  constructor(sql: Sql) {
    this.sql = sql
  }

  async may(key: string, scope: KeyScope, now: Instant): Promise<boolean> {
    const hash = tokenHash(key).toString('base64')
    const kept = this.known.get(hash)
    if (kept && kept.until > now) return kept.scopes.includes(scope)
    const scopes = await scopesOfKey(this.sql, key, now)
    if (this.known.size >= MOST) this.known.clear()
    this.known.set(hash, { scopes, until: plus(now, BELIEVED_MS) })
    return scopes.includes(scope)
  }
}
