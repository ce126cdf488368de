/** What a role can be granted: a ticket command, or a permission that is none (`PERMISSIONS`). */
export const PERMISSIONS = [
  'read-ticket',
  'read-list',
  'read-person', // unmask, with a reason that is logged
  'read-callback-schedule', // P5: never a handling unit
  'read-rates',
  'read-access-log',
  'manage-accounts',
  'manage-units', // the layer of changes over the shipped units (P26)
  'read-health',
  'run-assessment',
  'edit-roster', // P28: duty and absences of the own unit
  'edit-template', // templates of replies: the own unit's, at the centre everybody's
  'export-ledger', // P29: a list as a workbook leaves the screen
  'edit-knowledge', // articles and the library of legal bases (P31)
  'read-month',
  'appeal-assessment',
  'read-policy', // the workshop: versions, drafts, replays
  'manage-models', // the text models: which one proposes categories
  'edit-policy',
  'approve-policy',
  'read-supervision', // orders and escalations: of every ticket, or of the own unit's (P30)
  'read-overview', // the leader's view of the own scope, of peers figures only (P21)
  'read-signals', // P23: what a human should look at; never a handling unit
  'take-calls', // the line: status, calls, history of whoever calls
  'lead-shift', // who is at the desks; gives rests, decides appeals against measures (P17)
] as const

export const GRANTABLE_COMMANDS = [
  'register',
  'split',
  'answer',
  'hand-over',
  'record-welfare-call',
  'refuse',
  'object-refusal',
  'classify',
  'dispatch',
  'sign',
  'request-return',
  'decide-return',
  'ask-opinion',
  'give-opinion',
  'conclude-consult',
  'assign',
  'transfer',
  'record-contact',
  'reply',
  'review-reply',
  'correct-fact',
  'retract-reply',
  'replace-reply',
  'request-extension',
  'decide-extension',
  'request-suspension',
  'decide-suspension',
  'object-suspension',
  'resume',
  'attempt-callback',
  'postpone-callback',
  'answer-callback',
  'correct-answer',
  'recheck-callback',
  'report-pressure',
  'reopen',
  'request-exclusion',
  'decide-exclusion',
  'object-exclusion',
  'decide-objection',
  'urge',
  'supplement',
  'merge',
  'unmerge',
  'withdraw',
  'confirm-withdrawal',
  'supervise',
  'answer-supervision',
  'close-supervision',
  'inspect',
  'object-inspection',
  'decide-inspection',
  'escalate',
  'raise-alert',
  'acknowledge-alert',
  'close',
  'move-unit',
] as const

/**
 * What nobody may do for tickets of their own unit, whatever a policy says: the callback and the score belong to people
 * outside the line of command (P4, P5), returns, extensions and suspensions to the district or the centre (domain.md
 * §6.3, §6.4, §7.3).
 */
export const NEVER_OWN: readonly string[] = [
  'decide-return',
  'decide-extension',
  'decide-suspension',
  'attempt-callback',
  'postpone-callback',
  'answer-callback',
  'correct-answer',
  'recheck-callback',
  'confirm-withdrawal',
  'decide-exclusion',
  'decide-objection',
  'read-callback-schedule',
  'read-signals',
  'inspect',
  'decide-inspection',
  'close-supervision',
]

/** What whoever calls back may not do as well: handling (P5). */
export const NEVER_WITH_CALLBACK: readonly string[] = [
  'dispatch',
  'sign',
  'reply',
  'review-reply',
  'request-exclusion',
  'decide-exclusion',
  'decide-objection',
  'run-assessment',
  'inspect',
  'decide-inspection',
]
