import { v7 as uuidv7 } from 'uuid'
import type { AccessTicket, ChangedPerson, PersonChange } from '../../../contract/http/people.ts'
import { administers, guardedPermissions, refuseWish } from '../../../domain/rights/accounts.ts'
import { type Account, createAccount } from '../../../store/account/accounts.ts'
import {
  askSecondPerson,
  decideRequest,
  invite,
  lastDecision,
  newCode,
  takeRequest,
} from '../../../store/account/invitations.ts'
import {
  audit,
  changeAccount,
  clearPassword,
  countHolders,
  endSessions,
  findPerson,
  type PersonAccount,
} from '../../../store/account/people.ts'
import { type Sql, withTransaction } from '../../../store/database/connect.ts'
import type { ServerDeps } from '../../deps.ts'
import { Problem, problem } from '../../http/problem.ts'

/** An account as it stands after a change; words are put to it by whoever shows it. */
export interface Changed extends Omit<ChangedPerson, 'person'> {
  readonly person: PersonAccount
}

export interface NewPerson {
  readonly login: string
  readonly name: string
  readonly role: string
  readonly unit: string
  readonly reason: string
}

/** Who changes accounts, in one transaction, with the rules and the hour that count. */
class Administration {
  private readonly sql: Sql
  private readonly deps: ServerDeps
  private readonly by: Account
  readonly at: string

  constructor(sql: Sql, deps: ServerDeps, by: Account) {
    this.sql = sql
    this.deps = deps
    this.by = by
    this.at = deps.clock.now()
  }

  private get policy() {
    return this.deps.rulebook.inForce(this.at)
  }

  administrators(): Promise<number> {
    const roles = Object.keys(this.policy.roles).filter((role) => administers(role, this.policy))
    return countHolders(this.sql, roles)
  }

  unit(code: string) {
    const unit = this.deps.rulebook.org.findUnit(code)
    if (!unit) throw problem('unit.unknown', { unit: code })
    return unit
  }

  async find(accountId: string): Promise<PersonAccount> {
    const found = await findPerson(this.sql, accountId, this.at)
    if (!found) throw problem('people.unknown')
    return found
  }

  async create({ login, name, role, unit, reason }: NewPerson): Promise<AccessTicket> {
    const administrators = await this.administrators()
    const wish = { by: this.by.accountId, on: null, role, unit: this.unit(unit), administrators }
    const refusal = refuseWish(wish, this.policy)
    if (refusal) throw new Problem(refusal)
    const because = guardedPermissions(role, this.policy, administrators)
    const made = await createAccount(this.sql, {
      accountId: uuidv7(),
      login,
      name,
      role,
      unit,
      passwordHash: null,
      active: because.length === 0,
      createdAt: this.at,
    })
    if (!made) throw problem('people.taken', { login })
    await this.note(made.accountId, 'created', { role, unit }, reason)
    if (because.length > 0) return this.askFor(made, 'role', role, unit, reason, because)
    return this.letIn(made, null, [])
  }

  async change(accountId: string, change: PersonChange): Promise<AccessTicket | null> {
    const administrators = await this.administrators()
    const person = await this.find(accountId)
    const { reason } = change
    switch (change.what) {
      case 'rename':
        if (accountId === this.by.accountId) throw problem('people.own-account')
        await changeAccount(this.sql, accountId, { name: change.name })
        await this.note(accountId, 'renamed', { from: person.name, to: change.name }, reason)
        return null
      case 'end-sessions':
        await endSessions(this.sql, accountId)
        await this.note(accountId, 'sessions-ended', { sessions: String(person.sessions) }, reason)
        return null
      case 'suspend':
        this.refuse({ on: person, role: null, unit: null, administrators })
        if (person.waiting)
          await decideRequest(this.sql, person.waiting.requestId, 'withdrawn', this.by.accountId, this.at)
        await changeAccount(this.sql, accountId, { active: false })
        await this.note(accountId, 'suspended', {}, reason)
        return null
      case 'resume':
        return this.resume(person, administrators, reason)
      case 'reset-password':
        this.refuse({ on: person, role: person.role, unit: null, administrators })
        return this.resetPassword(person, administrators, reason)
      case 'place':
        this.refuse({ on: person, role: change.role, unit: this.unit(change.unit), administrators })
        return this.place(person, change.role, change.unit, administrators, reason)
    }
  }

  private refuse(wish: {
    on: PersonAccount
    role: string | null
    unit: ReturnType<Administration['unit']> | null
    administrators: number
  }): void {
    const refusal = refuseWish({ by: this.by.accountId, ...wish }, this.policy)
    if (refusal) throw new Problem(refusal)
  }

  private async resume(person: PersonAccount, administrators: number, reason: string): Promise<AccessTicket | null> {
    this.refuse({ on: person, role: person.role, unit: null, administrators })
    if (person.waiting) throw problem('people.waiting')
    // An account that was never confirmed is not let in by a side door: it is asked for again.
    const decided = await lastDecision(this.sql, person.accountId, person.role, person.unit)
    if (decided !== null && decided !== 'confirmed') {
      const because = guardedPermissions(person.role, this.policy, administrators)
      return this.askFor(person, 'role', person.role, person.unit, reason, because)
    }
    await changeAccount(this.sql, person.accountId, { active: true })
    await this.note(person.accountId, 'resumed', {}, reason)
    return null
  }

  private async resetPassword(person: PersonAccount, administrators: number, reason: string): Promise<AccessTicket> {
    if (person.waiting) throw problem('people.waiting')
    if (!person.active) throw problem('people.suspended')
    // Whoever holds the link could sign in as the person: for a guarded role one person alone must not.
    const because = guardedPermissions(person.role, this.policy, administrators)
    if (because.length > 0) return this.askFor(person, 'password', person.role, person.unit, reason, because)
    return this.letIn(person, null, [])
  }

  private async place(
    person: PersonAccount,
    role: string,
    unit: string,
    administrators: number,
    reason: string,
  ): Promise<AccessTicket | null> {
    if (person.waiting) throw problem('people.waiting')
    const because = guardedPermissions(role, this.policy, administrators)
    if (because.length > 0) return this.askFor(person, 'role', role, unit, reason, because)
    await changeAccount(this.sql, person.accountId, { role, unit })
    await this.note(
      person.accountId,
      'role-changed',
      { from: person.role, to: role, unit, 'unit-before': person.unit },
      reason,
    )
    return null
  }

  async decide(requestId: string, confirm: boolean, reason: string): Promise<AccessTicket | null> {
    const administrators = await this.administrators()
    const request = await takeRequest(this.sql, requestId)
    if (!request) throw problem('people.request-unknown')
    const { accountId, what, role, unit, codeHash } = request
    // Whoever asked may take it back, and whom it is about has no part in it.
    if (accountId === this.by.accountId) throw problem('people.own-account')
    if (confirm && request.askedBy === this.by.accountId) throw problem('people.second-person')
    const person = await this.find(accountId)
    if (!confirm) {
      await decideRequest(
        this.sql,
        requestId,
        request.askedBy === this.by.accountId ? 'withdrawn' : 'refused',
        this.by.accountId,
        this.at,
      )
      await this.note(accountId, 'refused', { what, role, unit }, reason)
      return null
    }
    this.refuse({ on: person, role, unit: this.unit(unit), administrators })
    await decideRequest(this.sql, requestId, 'confirmed', this.by.accountId, this.at)
    await this.note(accountId, 'confirmed', { what, role, unit, asked: request.askedBy }, reason)
    if (what === 'role') {
      const isSame = role === person.role && unit === person.unit
      await changeAccount(this.sql, accountId, { role, unit, ...(isSame ? { active: true } : {}) })
      await this.note(
        accountId,
        'role-changed',
        { from: person.role, to: role, unit, 'unit-before': person.unit },
        reason,
      )
      // A password that one administrator alone could have set does not open what takes two.
      if (person.hasPassword && guardedPermissions(person.role, this.policy, administrators).length > 0) return null
      await clearPassword(this.sql, accountId)
    }
    return this.letIn(person, codeHash, guardedPermissions(role, this.policy, administrators))
  }

  private async letIn(
    { accountId, login }: Pick<Account, 'accountId' | 'login'>,
    codeHash: Buffer | null,
    because: readonly string[],
  ): Promise<AccessTicket> {
    const token = await invite(this.sql, { accountId, by: this.by.accountId, at: this.at, codeHash })
    await this.note(accountId, 'invited', {}, null)
    return { id: accountId, login, link: `/desk/invitation#${token}`, code: null, because: [...because] }
  }

  private async askFor(
    { accountId, login }: Pick<Account, 'accountId' | 'login'>,
    what: 'role' | 'password',
    role: string,
    unit: string,
    reason: string,
    because: readonly string[],
  ): Promise<AccessTicket> {
    const code = newCode()
    await askSecondPerson(this.sql, {
      accountId,
      what,
      role,
      unit,
      askedBy: this.by.accountId,
      reason,
      at: this.at,
      code,
    })
    await this.note(accountId, what === 'role' ? 'role-asked' : 'password-asked', { role, unit }, reason)
    return { id: accountId, login, link: null, code, because: [...because] }
  }

  private note(
    accountId: string,
    what: Parameters<typeof audit>[1]['what'],
    facts: Readonly<Record<string, string>>,
    reason: string | null,
  ): Promise<void> {
    return audit(this.sql, { accountId, what, facts, by: this.by.accountId, reason, at: this.at })
  }
}

export function createPeople(deps: ServerDeps, by: Account, wanted: readonly NewPerson[]): Promise<AccessTicket[]> {
  return withTransaction(deps.pool, async (sql) => {
    const administration = new Administration(sql, deps, by)
    const tickets: AccessTicket[] = []
    for (const one of wanted) tickets.push(await administration.create(one))
    return tickets
  })
}

export function changePerson(deps: ServerDeps, by: Account, accountId: string, change: PersonChange): Promise<Changed> {
  return withTransaction(deps.pool, async (sql) => {
    const administration = new Administration(sql, deps, by)
    const ticket = await administration.change(accountId, change)
    return { person: await administration.find(accountId), ticket }
  })
}

export function decidePerson(
  deps: ServerDeps,
  by: Account,
  requestId: string,
  confirm: boolean,
  reason: string,
): Promise<AccessTicket | null> {
  return withTransaction(deps.pool, async (sql) => new Administration(sql, deps, by).decide(requestId, confirm, reason))
}
