import type { HotTopic } from './topics.ts'

/** How whole and how pure the topic is that holds most messages of a matter that is known. */
export interface TopicMeasure {
  readonly messages: number
  /** Share of the matter's messages in that topic. */
  readonly recall: number
  /** Share of the topic that is of the matter. */
  readonly precision: number
  readonly rank: number
}

/** `truth`: positions of the matter's messages in the stream. Null where no topic holds any. */
export function measureTopic(topics: readonly HotTopic[], truth: ReadonlySet<number>): TopicMeasure | null {
  let best: TopicMeasure | null = null
  for (const { members, rank } of topics) {
    const hits = members.filter((index) => truth.has(index)).length
    const recall = hits / truth.size
    if (hits > 0 && (best === null || recall > best.recall)) {
      best = { messages: truth.size, recall, precision: hits / members.length, rank }
    }
  }
  return best
}
