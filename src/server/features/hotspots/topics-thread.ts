import { Worker } from 'node:worker_threads'
import type { HotTopic } from '../../../intelligence/hotspots/topics.ts'
import { problem } from '../../http/problem.ts'
import type { TopicsWork } from './topics-worker.ts'

const WORKER = new URL('./topics-worker.ts', import.meta.url)
const MOST_AT_ONCE = 2
let running = 0

/** The topics, found in a thread of their own: thousands of texts are compared for about a second, and nobody else waits. */
export async function topicsOf(work: TopicsWork): Promise<readonly HotTopic[]> {
  if (work.messages.length === 0) return []
  if (running >= MOST_AT_ONCE) throw problem('hotspots.busy')
  running++
  const worker = new Worker(WORKER, { workerData: work, resourceLimits: { maxOldGenerationSizeMb: 512 } })
  try {
    return await new Promise((resolve, reject) => {
      worker.once('message', resolve)
      worker.once('error', reject)
      worker.once('exit', () => reject(new Error('the thread that finds topics ended without an answer')))
    })
  } finally {
    running--
    await worker.terminate()
  }
}
