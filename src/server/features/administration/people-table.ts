import type { FastifyRequest } from 'fastify'
import { newPerson } from '../../../contract/http/people.ts'
import { readCsv } from '../../../contract/policy/csv.ts'
import { guardedPermissions } from '../../../domain/rights/accounts.ts'
import { roleSuits } from '../../../domain/rights/permit.ts'
import { type Facts, say } from '../../../words/say.ts'
import type { ServerDeps } from '../../deps.ts'
import { unitName } from '../../http/facts.ts'
import { languageOf } from '../../http/language.ts'
import { problem } from '../../http/problem.ts'
import { roleName } from './people-view.ts'

const COLUMNS = ['login', 'name', 'role', 'unit'] as const

export interface PersonRow {
  readonly login: string
  readonly name: string
  readonly role: string
  readonly roleName: string
  readonly unit: string
  readonly unitName: string
  readonly needsTwo: boolean
}

/** Reads the table whole. @throws Problem `people.table` with the first fault's line and how many there are. */
export async function readPeopleTable(
  text: string,
  request: FastifyRequest,
  { pool, rulebook, clock }: ServerDeps,
): Promise<PersonRow[]> {
  const language = languageOf(request)
  const policy = rulebook.inForce(clock.now())
  const readable = { language, org: rulebook.org, calendar: policy.calendar }
  const { rows, faults } = readCsv(text)
  const found: { line: number; fault: string }[] = faults.map(({ line, sentence }) => ({
    line,
    fault: sentence[language],
  }))
  const fault = (line: number, code: string, facts: Facts = {}) =>
    found.push({ line, fault: say(language, `people-fault.${code}`, facts) })
  const [heading = [], ...body] = rows
  if (COLUMNS.some((name, at) => heading[at]?.text !== name)) fault(heading[0]?.line ?? 1, 'columns')
  const { rows: known } = await pool.query<{ login: string }>('select login from account where login = any ($1)', [
    body.map(([cell]) => cell?.text ?? ''),
  ])
  const taken = new Set(known.map((row) => row.login))
  const seen = new Set<string>()
  const people: PersonRow[] = []
  for (const cells of body) {
    const line = cells[0]?.line ?? 0
    const [login = '', name = '', role = '', code = ''] = cells.map((cell) => cell.text)
    if (cells.length !== COLUMNS.length) fault(line, 'columns')
    else if (!newPerson.shape.login.safeParse(login).success) fault(line, 'login')
    else if (!newPerson.shape.name.safeParse(name).success) fault(line, 'name')
    else if (seen.has(login)) fault(line, 'twice', { login })
    else if (taken.has(login)) fault(line, 'taken', { login })
    seen.add(login)
    const unit = rulebook.org.findUnit(code)
    if (!unit) fault(line, 'unit', { unit: code })
    if (!policy.roles[role] || role === 'requester') fault(line, 'role', { role })
    else if (unit && !roleSuits(role, unit, policy))
      fault(line, 'elsewhere', { unit: unitName(code, readable), role: roleName(role, language, policy) })
    people.push({
      login,
      name,
      role,
      roleName: roleName(role, language, policy),
      unit: code,
      unitName: unitName(code, readable),
      needsTwo: guardedPermissions(role, policy, 2).length > 0,
    })
  }
  const first = found.toSorted((a, b) => a.line - b.line)[0]
  if (first) throw problem('people.table', { line: first.line, fault: first.fault, count: found.length })
  if (people.length === 0)
    throw problem('people.table', { line: 1, fault: say(language, 'people-fault.columns'), count: 1 })
  return people
}
