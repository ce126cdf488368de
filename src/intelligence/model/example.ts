/** A message with the label that a person gave it. */
export interface Example {
  readonly uid: string
  readonly title: string | null
  readonly text: string
  /** Any words; two levels are written `a->b`. */
  readonly label: string
  /** Messages of one group are copies of one another: they are never on both sides of a split. Null: like no other. */
  readonly group: string | null
}
