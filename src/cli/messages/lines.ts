import { createReadStream } from 'node:fs'

export const LONGEST_LINE = 1 << 20

export interface Line {
  /** Counted from 1, blank lines included. */
  readonly number: number
  /** Null where there is no text to read. */
  readonly text: string | null
  readonly fault: 'line-too-long' | 'not-utf8' | null
  /** Bytes of the file up to the end of this line. */
  readonly end: number
}

/**
 * The lines of a file, one at a time, whatever its size; blank ones are left out. A line of more than 1 MiB is named and skipped
 * without being kept, one that is not UTF-8 is named. Rejects with the file system's own error when the file can't be read.
 */
export async function* readLines(path: string): AsyncGenerator<Line, void, undefined> {
  let parts: Buffer[] = []
  let length = 0
  let number = 0
  let end = 0
  const take = (): Line | null => {
    number++
    const bytes = Buffer.concat(parts)
    const tooLong = length > LONGEST_LINE
    parts = []
    length = 0
    if (tooLong) return { number, text: null, fault: 'line-too-long', end }
    const text = decode(number === 1 ? withoutMark(bytes) : bytes)
    if (text === null) return { number, text, fault: 'not-utf8', end }
    return text.trim() === '' ? null : { number, text, fault: null, end }
  }
  const add = (piece: Buffer) => {
    length += piece.length
    end += piece.length
    if (length <= LONGEST_LINE) parts.push(piece)
    else parts = []
  }
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
    let from = 0
    for (let at = chunk.indexOf(0x0a); at !== -1; at = chunk.indexOf(0x0a, from)) {
      add(chunk.subarray(from, at))
      end++
      from = at + 1
      const line = take()
      if (line) yield line
    }
    add(chunk.subarray(from))
  }
  const last = length > 0 ? take() : null
  if (last) yield last
}

const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

function decode(bytes: Buffer): string | null {
  try {
    return strict.decode(bytes)
  } catch {
    return null
  }
}

function withoutMark(bytes: Buffer): Buffer {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? bytes.subarray(3) : bytes
}
