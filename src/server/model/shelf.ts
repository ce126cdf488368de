import type { ModelComparison, ShelvedModelView } from '../../contract/http/models.ts'
import type { Instant } from '../../domain/kernel/instant.ts'

/** The text models in the data folder, as the server sees them; what opens their files is given to it. */
export interface ModelShelf {
  list(): Promise<readonly ShelvedModelView[]>
  /** Labels as codes; null: there is nothing to compare on. Reading tickets for it is logged under the account. */
  compare(file: string, reader: { readonly accountId: string; readonly at: Instant }): Promise<ModelComparison | null>
  /** The next question is answered by it; null: by keywords alone. */
  use(file: string | null): Promise<void>
}
