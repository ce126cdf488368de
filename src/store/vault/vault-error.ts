import type { Facts } from '../../domain/kernel/result.ts'

export type VaultCode =
  | 'vault.key-length'
  | 'vault.truncated'
  | 'vault.unknown-version'
  | 'vault.not-authentic'
  | 'vault.phone-not-normal'
  | 'keys.master-malformed'
  | 'keys.master-unreadable'
  | 'keys.master-missing'
  | 'keys.master-wrong'
  | 'keys.seal-unreadable'
  | 'keys.seal-malformed'
  | 'keys.folder-unreadable'
  | 'keys.folder-unwritable'

/** A refusal of the vault, by code; facts never hold a key or a plaintext. */
export class VaultError extends Error {
  readonly code: VaultCode
  readonly facts: Facts

  constructor(code: VaultCode, facts: Facts = {}, options?: ErrorOptions) {
    super(`${code} ${JSON.stringify(facts)}`, options)
    this.name = 'VaultError'
    this.code = code
    this.facts = facts
  }
}
