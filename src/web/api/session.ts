import { queryOptions } from '@tanstack/react-query'
import type { SessionView } from '../../contract/http/session.ts'
import { fetchJson, postJson } from './client.ts'

export type Account = NonNullable<SessionView['account']>

export interface DemoAccount {
  readonly login: string
  readonly name: string
  readonly role: string
  readonly roleName: string
  readonly unit: string
  readonly unitName: string
}

export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: ({ signal }) => fetchJson<SessionView>('/api/session', { signal }),
  staleTime: 5 * 60_000,
})

export const demoAccountsQuery = queryOptions({
  queryKey: ['demo-accounts'],
  queryFn: ({ signal }) => fetchJson<{ accounts: DemoAccount[] }>('/api/demo-accounts', { signal }),
})

export function signIn(login: string, password: string): Promise<SessionView> {
  return postJson<SessionView>('/api/session', { login, password })
}

export function signOut(): Promise<void> {
  return fetchJson<void>('/api/session', { method: 'DELETE' })
}

/** Does the account's role hold this command or permission, on whatever tickets? */
export function mayUse(account: Account | null | undefined, command: string): boolean {
  return account?.grants.some((grant) => grant.command === command) ?? false
}
