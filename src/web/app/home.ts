import { type Account, mayUse } from '../api/session.ts'

/** Where a role begins its day. */
export function homeOf(account: Account | null): '/overview' | '/dispatch' | '/tickets' | '/rates' | '/register' {
  if (account?.role === 'leader' || account?.role === 'assessor') return '/overview'
  if (account?.role === 'dispatcher') return '/dispatch'
  if (mayUse(account, 'read-list')) return '/tickets'
  return mayUse(account, 'read-rates') ? '/rates' : '/register'
}
