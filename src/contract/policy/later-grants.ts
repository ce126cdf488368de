import type { RoleRule } from '../../domain/policy/policy.ts'

/**
 * Permissions that the program learned after versions of the rules had been released: a released version cannot name them, so
 * that these roles hold them by default, on every ticket and draft unless said otherwise. A version whose roles.yaml grants one
 * of them to any role decides by itself who holds it.
 */
const LATER_GRANTS: Readonly<Record<string, readonly string[]>> = {
  'ask-opinion': ['dispatcher'],
  // P4: by somebody who had no part in the exclusion; the lifecycle sees to that.
  'decide-objection': ['supervisor', 'assessor'],
  // Who calls back may put a call off, and asks again whom a colleague asked (P5).
  'postpone-callback': ['callback-agent'],
  'recheck-callback': ['callback-agent'],
  'read-month': ['unit-officer', 'unit-reviewer', 'supervisor', 'assessor', 'leader', 'policy-editor'],
  'appeal-assessment': ['unit-reviewer', 'leader'],
  'read-policy': ['policy-editor', 'supervisor', 'assessor'],
  'manage-models': ['policy-editor'],
  'edit-policy': ['policy-editor'],
  'approve-policy': ['policy-editor', 'supervisor', 'assessor'],
  // P30: who inspects does not decide about an objection to the own mark; the lifecycle sees to that.
  inspect: ['inspector'],
  'decide-inspection': ['inspector', 'supervisor'],
  'close-supervision': ['supervisor'],
  'read-supervision': ['supervisor', 'inspector'],
  'read-overview': ['leader', 'assessor', 'supervisor'],
  // Who inspects, supervises and assesses; nobody who handles or calls back (P23).
  'read-signals': ['inspector', 'supervisor', 'assessor'],
  'take-calls': ['agent', 'shift-leader'],
  'lead-shift': ['shift-leader'],
  // 知识库管理员: the released roles have none of that name; those who answer for the words of the desk and for the rules do it.
  // P28: whoever answers for the unit's day; P20: a community worker takes no list of neighbours along.
  'edit-roster': ['unit-reviewer', 'shift-leader'],
  'edit-template': ['unit-reviewer', 'shift-leader', 'policy-editor'],
  'export-ledger': [
    'unit-officer',
    'unit-reviewer',
    'shift-leader',
    'dispatcher',
    'inspector',
    'supervisor',
    'assessor',
    'leader',
  ],
  'edit-knowledge': ['shift-leader', 'policy-editor'],
  // Who keeps the organisation's data; moving open tickets takes `move-unit` besides.
  'manage-units': ['policy-editor', 'operator'],
}

/** The same on the tickets of one's own unit only. */
const LATER_OWN_GRANTS: Readonly<Record<string, readonly string[]>> = {
  // A consult hears the units that it asks (domain.md §6.4); `permit` sees to it that they were asked.
  'give-opinion': ['unit-officer', 'unit-reviewer', 'leader'],
  'object-inspection': ['unit-reviewer'],
  'read-supervision': ['unit-officer', 'unit-reviewer', 'leader'],
}

export function withLaterGrants(roles: Readonly<Record<string, RoleRule>>): Record<string, RoleRule> {
  const known = new Set(Object.values(roles).flatMap((role) => role.grants.map((grant) => grant.command)))
  const later = [
    ...Object.entries(LATER_GRANTS).map(([command, holders]) => ({ command, holders, on: 'any' as const })),
    ...Object.entries(LATER_OWN_GRANTS).map(([command, holders]) => ({ command, holders, on: 'own' as const })),
  ].filter(({ command }) => !known.has(command))
  return Object.fromEntries(
    Object.entries(roles).map(([name, role]) => {
      const added = later.filter(({ holders }) => holders.includes(name)).map(({ command, on }) => ({ command, on }))
      return [name, { ...role, grants: [...role.grants, ...added] }]
    }),
  )
}
