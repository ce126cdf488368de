import { isWithin, lineOfCommand, type Org, type Unit, type UnitCode } from '../org/unit.ts'
import type { GrantScope, Policy } from '../policy/policy.ts'

/** Who asks, as far as rights go. */
export interface Subject {
  readonly role: string
  readonly unit: UnitCode
  /** The requester this subject is, when it is one. */
  readonly person: string | null
}

/** What of a ticket decides about rights. */
export interface Subjected {
  readonly responsible: UnitCode
  readonly assisting: readonly UnitCode[]
  /** The unit inside the responsible one that has it in hand: an office, a community, or 区分转 a subdistrict. */
  readonly assigned?: UnitCode | null
  /** Units that a consult asks: they read the ticket and say what they say, nothing else. */
  readonly asked?: readonly UnitCode[]
  readonly requester: string | null
  readonly concerned: string | null
  readonly accuses: UnitCode | null
}

export type Permission =
  | { readonly permitted: true; readonly scope: GrantScope }
  | { readonly permitted: false; readonly code: 'rights.no-grant' | 'rights.other-unit' | 'rights.recused' }

/**
 * May this subject do `command` on this ticket? Roles and scopes are policy data; P3 stands above them: whoever belongs
 * to the accused unit may not even read.
 */
export function permit(subject: Subject, command: string, on: Subjected, policy: Policy, org: Org): Permission {
  const scopes = scopesOf(subject, command, policy)
  if (scopes.length === 0) return { permitted: false, code: 'rights.no-grant' }
  const accused = on.accuses === null ? undefined : org.findUnit(on.accuses)
  if (
    accused &&
    accused.kind !== 'centre' &&
    subject.role !== 'requester' &&
    isWithin(org, subject.unit, accused.code)
  ) {
    return { permitted: false, code: 'rights.recused' }
  }
  const scope = scopes.find((one) => covers(one, subject, on, org) || isAsked(one, command, subject, on, org))
  return scope ? { permitted: true, scope } : { permitted: false, code: 'rights.other-unit' }
}

/** The scopes on which a role holds a command or permission; empty when it holds none. */
export function scopesOf(subject: Pick<Subject, 'role'>, command: string, policy: Policy): GrantScope[] {
  const grants = policy.roles[subject.role]?.grants ?? []
  return grants.filter((grant) => grant.command === command).map((grant) => grant.on)
}

const OF_WHO_IS_ASKED: ReadonlySet<string> = new Set(['read-ticket', 'give-opinion'])

function isAsked(scope: GrantScope, command: string, subject: Subject, on: Subjected, org: Org): boolean {
  if (scope !== 'own' || !OF_WHO_IS_ASKED.has(command)) return false
  return (on.asked ?? []).some((unit) => inLine(org, subject.unit, unit))
}

function covers(scope: GrantScope, subject: Subject, on: Subjected, org: Org): boolean {
  switch (scope) {
    case 'any':
      return true
    case 'own':
      return (
        inLine(org, subject.unit, on.responsible) ||
        (on.assigned != null && (subject.unit === on.assigned || inLine(org, subject.unit, on.assigned)))
      )
    case 'assisting':
      return on.assisting.some((unit) => inLine(org, subject.unit, unit))
    case 'requester':
      return subject.person !== null && (subject.person === on.requester || subject.person === on.concerned)
  }
}

/**
 * The subject's unit is the unit, or commands it, or is an office of it. A community is no office: its workers are
 * neighbours too (P20) and have only what was assigned to their community.
 */
function inLine(org: Org, subject: UnitCode, unit: UnitCode): boolean {
  if (isWithin(org, unit, subject)) return true
  return org.findUnit(subject)?.kind === 'office' && lineOfCommand(org, subject)[1] === unit
}

/**
 * May an account of this unit hold this role? A role that reads every ticket belongs to the centre or to a body outside the
 * line of command; nobody signs in as a requester.
 */
export function roleSuits(role: string, unit: Unit, policy: Policy): boolean {
  const rule = policy.roles[role]
  if (!rule || role === 'requester') return false
  return (
    unit.kind === 'centre' ||
    unit.kind === 'supervision' ||
    rule.grants.every(({ command, on }) => command !== 'read-ticket' || on !== 'any')
  )
}
