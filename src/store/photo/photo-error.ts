import type { Facts } from '../../domain/kernel/result.ts'

export type PhotoStoreCode = 'photo.store-full' | 'photo.store-denied' | 'photo.none'

/** The store of photos cannot do what it was asked; facts hold no name and no content. */
export class PhotoStoreError extends Error {
  readonly code: PhotoStoreCode
  readonly facts: Facts

  constructor(code: PhotoStoreCode, facts: Facts = {}, options?: ErrorOptions) {
    super(`${code} ${JSON.stringify(facts)}`, options)
    this.name = 'PhotoStoreError'
    this.code = code
    this.facts = facts
  }
}
