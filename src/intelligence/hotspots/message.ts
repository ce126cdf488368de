/** One message of a stream, whatever it came from: a board of citizens' letters, or tickets read with the rights of the asker. */
export interface StreamMessage {
  readonly id: string
  /** Who wrote it, as a name or a pseudonym that is the same for the same person. */
  readonly user: string
  /** Milliseconds since 1970 UTC. */
  readonly at: number
  readonly title: string
  readonly text: string
  /** Readers who agreed or disagreed; 0 where the source doesn't know. */
  readonly support: number
  readonly against: number
}
