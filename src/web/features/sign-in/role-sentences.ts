import type { Key } from '../../i18n/words.ts'

/** One sentence about each role's day, for the cards of a demo. */
export const ROLE_SENTENCES: Readonly<Partial<Record<string, Key>>> = {
  agent: 'role.agent',
  'shift-leader': 'role.shift-leader',
  dispatcher: 'role.dispatcher',
  'unit-officer': 'role.unit-officer',
  'unit-reviewer': 'role.unit-reviewer',
  'community-worker': 'role.community-worker',
  'callback-agent': 'role.callback-agent',
  inspector: 'role.inspector',
  supervisor: 'role.supervisor',
  assessor: 'role.assessor',
  leader: 'role.leader',
  'policy-editor': 'role.policy-editor',
  operator: 'role.operator',
}
