import { CENTRE } from '../../domain/org/unit.ts'
import type { Account } from '../../store/account/accounts.ts'
import { peopleAmong } from '../../store/roster/people.ts'
import type { ServerDeps } from '../deps.ts'
import { problem } from '../http/problem.ts'

/** An account's unit and all below it: whose people it may name. The centre names its own people only. */
export function unitsWithin(account: Account, { rulebook }: Pick<ServerDeps, 'rulebook'>): string[] {
  const { org } = rulebook
  if (account.unit === CENTRE) return [CENTRE]
  const units = [account.unit]
  for (let at = 0; at < units.length; at++) {
    for (const below of org.below(units[at] ?? '')) units.push(below.code)
  }
  return units
}

/** Are all of them active people of the unit or below it? */
export async function areOwnPeople(account: Account, people: readonly string[], deps: ServerDeps): Promise<boolean> {
  const known = await peopleAmong(deps.pool, unitsWithin(account, deps), people)
  return people.every((one) => known.has(one))
}

/** @throws Problem `roster.unknown-person` unless all of them are active people of the unit or below it. */
export async function requirePeople(account: Account, people: readonly string[], deps: ServerDeps): Promise<void> {
  if (!(await areOwnPeople(account, people, deps))) throw problem('roster.unknown-person')
}
