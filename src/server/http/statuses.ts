import type { ClusterRejection } from '../../domain/cluster/decide.ts'
import type { FormulaCode } from '../../domain/scoring/formula/fault.ts'
import type { TicketRejection } from '../../domain/ticket/decision.ts'
import type { DatabaseErrorCode } from '../../store/database/database-error.ts'
import type { VaultCode } from '../../store/vault/vault-error.ts'

/** Rules of a ticket: the state forbids it (409), the content does not hold (422), the person may not (403). */
const TICKET: Readonly<Record<TicketRejection, number>> = {
  'ticket.not-in-phase': 409,
  'ticket.unknown-category': 422,
  'ticket.unknown-unit': 422,
  'ticket.unknown-ground': 422,
  'ticket.recused': 403,
  'ticket.same-person': 403,
  'ticket.not-imported': 409,
  'ticket.not-yours': 403,
  'ticket.not-classified': 409,
  'ticket.anonymous-person': 422,
  'ticket.objection-used': 409,
  'ticket.already-signed': 409,
  'return.used': 409,
  'return.too-late': 409,
  'return.binding': 409,
  'return.reason-needed': 422,
  'contact.quiet-hours': 409,
  'reply.not-contacted': 409,
  'reply.no-legal-basis': 422,
  'reply.no-next-step': 422,
  'reply.reason-needed': 422,
  'reply.none': 409,
  'extension.none-for-class': 409,
  'extension.used': 409,
  'extension.pending': 409,
  'extension.not-pending': 409,
  'extension.too-late': 409,
  'suspension.pending': 409,
  'suspension.not-pending': 409,
  'suspension.not-told': 422,
  'suspension.too-long': 422,
  'suspension.used': 409,
  'suspension.objected': 409,
  'suspension.not-objected': 409,
  'callback.not-askable': 409,
  'callback.too-early': 409,
  'callback.correction-closed': 409,
  'callback.none': 409,
  'exclusion.pending': 409,
  'exclusion.not-pending': 409,
  'exclusion.already': 409,
  'exclusion.not-excluded': 409,
  'exclusion.no-objection': 409,
  'exclusion.lifted-before': 409,
  'exclusion.same-line': 403,
  'exclusion.applicant-decides': 403,
  'merge.other-requester': 409,
  'merge.itself': 422,
  'supervision.unknown': 422,
  'alert.unknown': 422,
  'alert.acknowledged': 409,
  'correction.value-missing': 422,
}

/** What the command handler adds: the ticket is not there, has moved on, or was forgotten. */
const STORE = {
  'ticket.unknown': 404,
  'ticket.changed': 409,
  'ticket.busy': 409,
  'ticket.forgotten': 410,
} as const

const RIGHTS = {
  'rights.no-grant': 403,
  'rights.other-unit': 403,
  'rights.recused': 403,
} as const

const SERVICE = {
  'http.not-json': 400,
  'http.wrong-encoding': 400,
  'http.too-large': 413,
  'http.unsupported-type': 415,
  'http.invalid': 422,
  'http.nul-character': 422,
  'http.broken-character': 422,
  'http.not-found': 404,
  'http.bad-request': 400,
  'http.key-needed': 400,
  'http.bad-version': 400,
  'http.unknown-command': 404,
  'http.other-origin': 403,
  'http.rate-limited': 429,
  'http.stopping': 503,
  'http.internal': 500,
  'http.bad-cursor': 400,
  'session.needed': 401,
  'session.refused': 401,
  'session.too-many': 429,
  'administrator.refused': 403,
  'administrator.weak-password': 422,
  'track.refused': 404,
  'track.code-needed': 403,
  'person.none': 404,
  'rates.other-unit': 403,
  'rates.not-locked': 403,
  'period.malformed': 422,
  'unit.unknown': 404,
  'search.too-short': 422,
  'search.too-many-terms': 422,
  'search.too-slow': 422,
  'ticket.not-dispatched': 409,
  'dispatch.reason-needed': 422,
  'dispatch.too-wide': 422,
  'dispatch.days-crossed': 422,
  'proposal.unknown-category': 422,
  'gazetteer.faults': 422,
  'gazetteer.no-entry': 404,
  'cluster.unknown': 404,
  'cluster.elsewhere': 409,
  'cluster.hidden': 409,
  'cluster.same-ticket': 422,
  'database.unavailable': 503,
  'demo.filling': 503,
  'policy.files': 500,
  'policy.version-changed': 500,
} as const

/** A month of assessment: somebody else's turn, or not this person's (`src/domain/month`, `features/month`). */
const MONTH = {
  'month.running': 409,
  'month.no-draft': 409,
  'month.frozen': 409,
  'month.not-frozen': 409,
  'month.appeal-open': 409,
  'month.appeal-incomplete': 422,
  'month.ticket-not-counted': 404,
  'month.appeal-unknown': 404,
  'month.appeal-decided': 409,
  'month.appeal-own': 403,
  'month.appeals-open': 409,
  'month.exclusion-first': 409,
  'month.exclusion-granted': 409,
  'month.exclusion-not-granted': 409,
  'month.exclusions-open': 409,
  'month.audit-open': 409,
  'month.audit-not-due': 409,
  'month.audit-own': 403,
  'month.run-changed': 409,
  'month.rerun-same': 409,
  'month.published': 409,
} as const

const CLUSTER: Readonly<Record<ClusterRejection, number>> = {
  'cluster.exists': 409,
  'cluster.none': 409,
  'cluster.too-few': 422,
  'cluster.member-already': 409,
  'cluster.no-member': 422,
  'cluster.lead-stays': 409,
}

/** A policy editor's formula is content that does not hold. */
const FORMULA: Readonly<Record<FormulaCode, number>> = {
  'formula.empty': 422,
  'formula.too-long': 422,
  'formula.too-deep': 422,
  'formula.unexpected-character': 422,
  'formula.unexpected-token': 422,
  'formula.unexpected-end': 422,
  'formula.unclosed-bracket': 422,
  'formula.not-allowed': 422,
  'formula.unknown-function': 422,
  'formula.unknown-name': 422,
  'formula.number-expected': 422,
  'formula.condition-expected': 422,
  'formula.division-by-zero': 422,
}

const VAULT: Readonly<Record<VaultCode, number>> = {
  'vault.key-length': 500,
  'vault.truncated': 500,
  'vault.unknown-version': 500,
  'vault.not-authentic': 500,
  'vault.phone-not-normal': 422,
  'keys.master-malformed': 500,
  'keys.master-unreadable': 500,
  'keys.master-missing': 500,
  'keys.master-wrong': 500,
  'keys.seal-unreadable': 500,
  'keys.seal-malformed': 500,
  'keys.folder-unreadable': 500,
  'keys.folder-unwritable': 500,
}

const DATABASE: Readonly<Record<DatabaseErrorCode, number>> = {
  'database.held': 503,
  'database.disk-full': 503,
  'database.read-only': 503,
  'database.folder-denied': 503,
  'database.port-in-use': 503,
  'database.unreachable': 503,
  'database.password-refused': 503,
  'database.no-account': 503,
  'database.unsupported-platform': 503,
  'database.other-major': 503,
  'database.too-old': 503,
  'database.start-failed': 503,
  'database.bad-url': 503,
  'database.newer-schema': 503,
  'database.changed-migration': 503,
  'database.bad-migration-folder': 503,
  'database.migration-failed': 503,
}

/** Every code a client can meet, with its HTTP status; `src/words` has a sentence for each in both languages. */
export const STATUSES: Readonly<Record<string, number>> = {
  ...TICKET,
  ...STORE,
  ...RIGHTS,
  ...SERVICE,
  ...CLUSTER,
  ...MONTH,
  ...FORMULA,
  ...VAULT,
  ...DATABASE,
}

/** Codes that the service itself gives. */
export type ServiceCode = keyof typeof SERVICE | keyof typeof STORE | keyof typeof RIGHTS

export function statusOf(code: string): number {
  return STATUSES[code] ?? 500
}
