import type { Calendar } from '../../domain/clock/calendar.ts'
import { toMs } from '../../domain/kernel/instant.ts'
import type { StreamMessage } from '../../intelligence/hotspots/message.ts'
import { readLines } from '../messages/lines.ts'
import { parseTime } from '../messages/message.ts'

/** A message with what the file itself called it. */
export interface StreamLine extends StreamMessage {
  readonly rawId: string | number
  readonly rawTime: string
}

export type StreamFault =
  | 'line-too-long'
  | 'not-utf8'
  | 'not-json'
  | 'not-an-object'
  | 'id-missing'
  | 'id-twice'
  | 'user-missing'
  | 'time-missing'
  | 'time-unreadable'
  | 'words-missing'
  | 'support-not-a-number'

export interface Stream {
  readonly messages: readonly StreamLine[]
  /** Lines that were not taken, by their numbers in the file. */
  readonly rejected: readonly { readonly line: number; readonly reason: StreamFault }[]
}

/** Reads a stream of messages, one JSON object a line; of an id that stands twice the first line wins. In order of time. */
export async function readStream(path: string, calendar: Calendar): Promise<Stream> {
  const messages: StreamLine[] = []
  const rejected: { line: number; reason: StreamFault }[] = []
  const seen = new Set<string>()
  for await (const { number, text, fault } of readLines(path)) {
    const read = text === null ? (fault ?? 'not-utf8') : parseStreamLine(text, calendar)
    const outcome = typeof read !== 'string' && seen.has(read.id) ? 'id-twice' : read
    if (typeof outcome === 'string') rejected.push({ line: number, reason: outcome })
    else {
      seen.add(outcome.id)
      messages.push(outcome)
    }
  }
  return { messages: messages.sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1)), rejected }
}

/** One line `{id, user, time, title, text, support, against}`; title or text may be absent, not both; numbers are 0 when absent. */
function parseStreamLine(line: string, calendar: Calendar): StreamLine | StreamFault {
  let value: unknown
  try {
    value = JSON.parse(line)
  } catch {
    return 'not-json'
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return 'not-an-object'
  const { id, user, time, title, text, support, against } = value as Readonly<Record<string, unknown>>
  if (!isName(id)) return 'id-missing'
  if (!isName(user)) return 'user-missing'
  if (typeof time !== 'string') return 'time-missing'
  const at = parseTime(time, calendar)
  if (at === null) return 'time-unreadable'
  const words = [title, text].map((one) => (typeof one === 'string' ? one : ''))
  if (words.join('').trim() === '') return 'words-missing'
  const votes = [support ?? 0, against ?? 0]
  if (!votes.every((one): one is number => typeof one === 'number' && Number.isFinite(one) && one >= 0)) {
    return 'support-not-a-number'
  }
  return {
    id: String(id),
    rawId: id,
    user: String(user),
    at: toMs(at),
    rawTime: time,
    title: words[0] ?? '',
    text: words[1] ?? '',
    support: votes[0] ?? 0,
    against: votes[1] ?? 0,
  }
}

function isName(value: unknown): value is string | number {
  return typeof value === 'number' ? Number.isFinite(value) : typeof value === 'string' && value.trim() !== ''
}
