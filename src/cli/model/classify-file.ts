import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { rename, rm, stat } from 'node:fs/promises'
import { finished } from 'node:stream/promises'
import type { TextModel } from '../../intelligence/model/model.ts'
import { readLines } from '../messages/lines.ts'
import type { RejectedLine } from './labelled-file.ts'
import { parseUnlabelled } from './labelled-line.ts'

export interface ClassifyOutcome {
  /** Lines that are not blank; as many are written. */
  readonly read: number
  readonly abstained: number
  /** Not readable as a message: their line holds the label of an empty one, and `fault`. */
  readonly rejected: number
  readonly faults: readonly RejectedLine[]
}

/**
 * One line out for each line in that is not blank, in the same order: `{uid, label, confidence, abstained, second}`. A line that
 * can't be read keeps its place, with uid null and its fault named. The output appears whole, when all is done.
 */
export async function classifyFile(
  input: string,
  output: string,
  model: TextModel,
  options: { readonly explain?: boolean; readonly onProgress?: (bytes: number, total: number) => void } = {},
): Promise<ClassifyOutcome> {
  const { size } = await stat(input)
  const beside = `${output}.${randomBytes(6).toString('hex')}`
  const out = createWriteStream(beside)
  const faults: RejectedLine[] = []
  let read = 0
  let abstained = 0
  try {
    for await (const { number, text, fault, end } of readLines(input)) {
      read++
      const message = text === null ? (fault ?? 'not-utf8') : parseUnlabelled(text)
      const isFault = typeof message === 'string'
      if (isFault) faults.push({ line: number, reason: message })
      const opinion = model.classify(isFault ? { title: null, text: '' } : message)
      if (opinion.abstained || isFault) abstained++
      const line = {
        uid: isFault ? null : message.uid,
        label: opinion.label,
        confidence: Math.round(opinion.confidence * 1e4) / 1e4,
        abstained: opinion.abstained || isFault,
        second: opinion.second,
        ...(options.explain && !isFault ? { phrases: opinion.phrases() } : {}),
        ...(isFault ? { fault: message } : {}),
      }
      if (!out.write(`${JSON.stringify(line)}\n`)) await once(out, 'drain')
      options.onProgress?.(end, size)
    }
    out.end()
    await finished(out)
    await rename(beside, output)
  } catch (error) {
    out.destroy()
    await rm(beside, { force: true })
    throw error
  }
  return { read, abstained, rejected: faults.length, faults }
}
