import { createHash } from 'node:crypto'
import { basename } from 'node:path'
import type { Example } from '../../intelligence/model/example.ts'
import { readLines } from '../messages/lines.ts'
import { type LineFault, parseLabelled } from './labelled-line.ts'

export interface RejectedLine {
  /** Counted from 1, blank lines included. */
  readonly line: number
  readonly reason: LineFault | 'line-too-long' | 'not-utf8' | 'uid-seen-before'
}

export interface LabelledFile {
  readonly examples: readonly Example[]
  /** Every line that is neither blank nor an example. */
  readonly rejected: readonly RejectedLine[]
  /** Name and digest of what was taken, for the model card. */
  readonly source: string
}

/** The labelled messages of a file, JSON Lines; of a uid that stands there twice the first line wins. */
export async function readLabelled(path: string): Promise<LabelledFile> {
  const examples: Example[] = []
  const rejected: RejectedLine[] = []
  const seen = new Set<string>()
  const digest = createHash('sha256')
  for await (const { number, text, fault } of readLines(path)) {
    const example = text === null ? (fault ?? 'not-utf8') : parseLabelled(text)
    if (typeof example === 'string') rejected.push({ line: number, reason: example })
    else if (seen.has(example.uid)) rejected.push({ line: number, reason: 'uid-seen-before' })
    else {
      seen.add(example.uid)
      examples.push(example)
      digest.update(`${text}\n`)
    }
  }
  return { examples, rejected, source: `${basename(path)} sha256:${digest.digest('hex').slice(0, 16)}` }
}
