import { hasDemoAccounts } from '../store/account/accounts.ts'
import type { Sql } from '../store/database/connect.ts'

/** Whether only this machine can reach a service on that host. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host)
}

/** Demo accounts have published passwords: with any of them the service listens on loopback only (contracts.md, Server). */
export async function mayListenOn(host: string, sql: Sql): Promise<boolean> {
  return isLoopback(host) || !(await hasDemoAccounts(sql))
}
