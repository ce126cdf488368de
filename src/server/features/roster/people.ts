import type { z } from 'zod'
import type { unitPeople } from '../../../contract/http/roster.ts'
import { dayOf } from '../../../domain/clock/calendar.ts'
import type { Account } from '../../../store/account/accounts.ts'
import { peopleOf } from '../../../store/roster/people.ts'
import type { Language } from '../../../words/say.ts'
import { unitsWithin } from '../../acts/own-people.ts'
import type { ServerDeps } from '../../deps.ts'
import { unitName } from '../../http/facts.ts'
import { problem } from '../../http/problem.ts'

export async function listPeople(
  account: Account,
  filter: { readonly q?: string | undefined; readonly role?: string | undefined; readonly unit?: string | undefined },
  language: Language,
  deps: ServerDeps,
): Promise<z.infer<typeof unitPeople>> {
  const { pool, rulebook, clock } = deps
  const policy = rulebook.inForce(clock.now())
  const within = unitsWithin(account, deps)
  if (filter.unit !== undefined && !within.includes(filter.unit)) throw problem('roster.other-unit')
  const units = filter.unit === undefined ? within : [filter.unit]
  const today = dayOf(clock.now(), policy.calendar)
  const found = await peopleOf(pool, units, account.unit, today, { name: filter.q, role: filter.role })
  const readable = { language, org: rulebook.org, calendar: policy.calendar }
  return {
    people: found.map((one) => {
      const role = policy.roles[one.role]
      return {
        account: one.accountId,
        name: one.name,
        role: one.role,
        roleName: (language === 'zh' ? role?.name : role?.nameEn) ?? one.role,
        unit: { code: one.unit, name: unitName(one.unit, readable) },
        open: one.open,
        awayUntil: one.awayUntil,
      }
    }),
  }
}
