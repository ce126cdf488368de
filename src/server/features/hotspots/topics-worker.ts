import { parentPort, workerData } from 'node:worker_threads'
import type { StreamMessage } from '../../../intelligence/hotspots/message.ts'
import { findTopics } from '../../../intelligence/hotspots/topics.ts'

/** What the thread is given. */
export interface TopicsWork {
  readonly messages: readonly StreamMessage[]
  readonly end: number
}

const { messages, end } = workerData as TopicsWork
parentPort?.postMessage(findTopics(messages, { end }))
