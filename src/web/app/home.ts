import { type Account, mayUse } from '../api/session.ts'

/** Where a role begins its day. */
export function homeOf(
  account: Account | null,
):
  | '/overview'
  | '/inspection'
  | '/supervision'
  | '/dispatch'
  | '/callbacks'
  | '/tickets'
  | '/rates'
  | '/register'
  | '/shift'
  | '/administration' {
  if (account?.role === 'leader' || account?.role === 'assessor') return '/overview'
  if (mayUse(account, 'inspect')) return '/inspection'
  if (mayUse(account, 'supervise')) return '/supervision'
  if (account?.role === 'dispatcher') return '/dispatch'
  if (mayUse(account, 'lead-shift')) return '/shift'
  if (mayUse(account, 'take-calls')) return '/register'
  if (account?.role === 'callback-agent') return '/callbacks'
  if (mayUse(account, 'manage-accounts')) return '/administration'
  if (mayUse(account, 'read-list')) return '/tickets'
  return mayUse(account, 'read-rates') ? '/rates' : '/register'
}

/** The first page of the administration that a role may open. */
export function firstSection(account: Account | null): string {
  if (mayUse(account, 'manage-accounts')) return 'people'
  return mayUse(account, 'read-access-log') ? 'access-log' : 'units'
}
