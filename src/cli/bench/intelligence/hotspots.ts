import { inventedStream } from '../../../intelligence/hotspots/invented-stream.ts'
import { measureTopic } from '../../../intelligence/hotspots/measure.ts'
import { findTopics } from '../../../intelligence/hotspots/topics.ts'

const SEEDS = [101, 102, 103]
const BACKGROUND = 2_000
const MATTERS = ['mixing', 'parking'] as const

/** Two known matters in invented streams (docs/reference/hotspots.md): how whole, how pure, and how long it took. */
export function measureHotspots(): object {
  const streams = SEEDS.map((seed) => {
    const stream = inventedStream(seed, BACKGROUND)
    const started = performance.now()
    const topics = findTopics(stream)
    const milliseconds = Math.round(performance.now() - started)
    const found = MATTERS.map((matter) => {
      const truth = new Set(stream.flatMap((message, index) => (message.matter === matter ? [index] : [])))
      return [matter, measureTopic(topics, truth)] as const
    })
    return { seed, messages: stream.length, topics: topics.length, milliseconds, ...Object.fromEntries(found) }
  })
  return { streams }
}
