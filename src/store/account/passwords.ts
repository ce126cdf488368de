import { hash, verify } from '@node-rs/argon2'

/** Characters; the regulation of passwords is the operator's, this is only the floor. */
export const LEAST_PASSWORD = 10

/** argon2id with the package's defaults (19 MiB, 2 passes), which are OWASP's. */
export function hashPassword(password: string): Promise<string> {
  return hash(password)
}

/** A hash that no password opens: verifying against it costs as much as a real one, so that logins cannot be guessed. */
let decoy: Promise<string> | null = null

/** Whether the password belongs to the hash; null (no such account, or none set) takes as long and is never right. */
export async function isPassword(stored: string | null, password: string): Promise<boolean> {
  if (stored !== null) return verify(stored, password)
  decoy ??= hash('no account has this password')
  await verify(await decoy, password)
  return false
}
