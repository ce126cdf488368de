import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { AccessLines, AccessQuestion, UnusualReads } from '../../contract/http/access-log.ts'
import type { ChannelReport, TestMessageOutcome } from '../../contract/http/channels.ts'
import type { KeyList, MadeKey } from '../../contract/http/keys.ts'
import type { LegalBasisBody, LegalBasisView } from '../../contract/http/knowledge.ts'
import type { HealthReport, RetentionReport } from '../../contract/http/operation.ts'
import type {
  AccessTicket,
  ChangedPerson,
  ImportedPeople,
  OnePerson,
  PeopleList,
  PersonChange,
  RoleList,
  RolePreview,
} from '../../contract/http/people.ts'
import type { UnitChangeBody, UnitHistory, UnitMoved, UnitRows } from '../../contract/http/unit-changes.ts'
import { fetchJson, postJson, withQuery } from './client.ts'

export type { AccessLines, AccessQuestion, UnusualReads } from '../../contract/http/access-log.ts'
export type { AccessTicket, ImportedPeople, PersonChange, PersonView, RolePreview } from '../../contract/http/people.ts'

const ADMINISTRATION = '/api/administration'

export interface PeopleSearch {
  readonly q?: string
  readonly unit?: string
  readonly role?: string
}

export function peopleQuery(search: PeopleSearch) {
  return queryOptions({
    queryKey: ['people', search],
    queryFn: ({ signal }) => fetchJson<PeopleList>(withQuery(`${ADMINISTRATION}/people`, { ...search }), { signal }),
    placeholderData: keepPreviousData,
  })
}

export function personQuery(id: string) {
  return queryOptions({
    queryKey: ['people', 'one', id],
    queryFn: ({ signal }) => fetchJson<OnePerson>(`${ADMINISTRATION}/people/${encodeURIComponent(id)}`, { signal }),
  })
}

export interface NewPerson {
  readonly login: string
  readonly name: string
  readonly role: string
  readonly unit: string
  readonly reason: string
}

export function makePerson(person: NewPerson): Promise<AccessTicket> {
  return postJson(`${ADMINISTRATION}/people`, person)
}

export function enterPeople(table: string, reason: string, preview: boolean): Promise<ImportedPeople> {
  return postJson(`${ADMINISTRATION}/people-table`, { table, reason, preview })
}

export function changePerson(id: string, change: PersonChange): Promise<ChangedPerson> {
  return postJson(`${ADMINISTRATION}/people/${encodeURIComponent(id)}/changes`, change)
}

export function decideRequest(
  id: string,
  decision: 'confirm' | 'refuse',
  reason: string,
): Promise<{ ticket: AccessTicket | null }> {
  return postJson(`${ADMINISTRATION}/requests/${id}/decision`, { decision, reason })
}

export const rolesQuery = queryOptions({
  queryKey: ['people', 'roles'],
  queryFn: ({ signal }) => fetchJson<RoleList>(`${ADMINISTRATION}/roles`, { signal }),
})

export function rolePreviewQuery(role: string, unit: string) {
  return queryOptions({
    queryKey: ['people', 'role-preview', role, unit],
    queryFn: ({ signal }) =>
      fetchJson<RolePreview>(withQuery(`${ADMINISTRATION}/role-preview`, { role, unit }), { signal }),
  })
}

/** Which lines of the log an address asks for: never about a person, whose number has no place in one. */
export interface LogSearch {
  readonly account?: string
  readonly firstDay?: string
  readonly lastDay?: string
}

export function readLogSearch({ account, firstDay, lastDay }: Record<string, unknown>): LogSearch {
  const day = (value: unknown): value is string => typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value)
  return {
    ...(typeof account === 'string' ? { account } : {}),
    ...(day(firstDay) ? { firstDay } : {}),
    ...(day(lastDay) ? { lastDay } : {}),
  }
}

export function askAccessLog(question: AccessQuestion): Promise<AccessLines> {
  return postJson('/api/access-log/search', question)
}

export const unusualQuery = queryOptions({
  queryKey: ['access-log', 'unusual'],
  queryFn: ({ signal }) => fetchJson<UnusualReads>('/api/access-log/unusual', { signal }),
})

export const keysQuery = queryOptions({
  queryKey: ['machine-keys'],
  queryFn: ({ signal }) => fetchJson<KeyList>(`${ADMINISTRATION}/keys`, { signal }),
})

export function makeKey(name: string, scopes: readonly string[]): Promise<MadeKey> {
  return postJson(`${ADMINISTRATION}/keys`, { name, scopes })
}

export function revokeKey(keyId: string): Promise<void> {
  return fetchJson(`${ADMINISTRATION}/keys/${keyId}`, { method: 'DELETE' })
}

export const healthQuery = queryOptions({
  queryKey: ['health'],
  queryFn: ({ signal }) => fetchJson<HealthReport>(`${ADMINISTRATION}/health`, { signal }),
  refetchInterval: 30_000,
})

export const retentionQuery = queryOptions({
  queryKey: ['retention'],
  queryFn: ({ signal }) => fetchJson<RetentionReport>(`${ADMINISTRATION}/retention`, { signal }),
})

export function legalVersionsQuery(code: string) {
  return queryOptions({
    queryKey: ['legal-bases', 'versions', code],
    queryFn: async ({ signal }) =>
      (await fetchJson<{ versions: LegalBasisView[] }>(`/api/legal-bases/${encodeURIComponent(code)}`, { signal }))
        .versions,
  })
}

export function saveLegalBasis(
  code: string,
  body: LegalBasisBody & { readonly seen: number },
): Promise<LegalBasisView> {
  return fetchJson(`/api/legal-bases/${encodeURIComponent(code)}`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
}

export function lookAtInvitation(token: string): Promise<{ login: string; name: string; needsCode: boolean }> {
  return postJson('/api/invitations/look', { token })
}

export function takeInvitation(answer: {
  token: string
  code: string | null
  password: string
}): Promise<{ login: string }> {
  return postJson('/api/invitations/use', answer)
}

export function unitHistoryQuery(code: string) {
  return queryOptions({
    queryKey: ['units', 'history', code],
    queryFn: ({ signal }) => fetchJson<UnitHistory>(`${ADMINISTRATION}/units/${encodeURIComponent(code)}`, { signal }),
  })
}

export function changeUnit(change: UnitChangeBody): Promise<UnitHistory> {
  return postJson(`${ADMINISTRATION}/unit-changes`, change)
}

export function closeUnit(code: string, successor: string, reason: string): Promise<UnitMoved> {
  return postJson(`${ADMINISTRATION}/units/${encodeURIComponent(code)}/closing`, { successor, reason })
}

export function enterUnits(table: string, effectiveFrom: string, reason: string, preview: boolean): Promise<UnitRows> {
  return postJson(`${ADMINISTRATION}/unit-table`, { table, effectiveFrom, reason, preview })
}

export const channelsQuery = queryOptions({
  queryKey: ['channels'],
  queryFn: ({ signal }) => fetchJson<ChannelReport>(`${ADMINISTRATION}/channels`, { signal }),
})

export function sendTestMessage(phone: string): Promise<TestMessageOutcome> {
  return postJson(`${ADMINISTRATION}/channels/test-message`, { phone })
}
