/** How many ended tickets of one period are drawn for inspection 质检 (P30), by how they ended. */
export interface SampleSizes {
  readonly answered: number
  readonly refused: number
  readonly closed: number
}

/** Where a version of the rules says nothing. Set by us, not sourced: what one inspector reads in about two days. */
export const DEFAULT_SAMPLE_SIZES: SampleSizes = { answered: 10, refused: 10, closed: 20 }
