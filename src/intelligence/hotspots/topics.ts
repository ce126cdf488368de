import { type Grouping, groupMessages } from './grouping.ts'
import { type Heat, heatOf } from './heat.ts'
import type { StreamMessage } from './message.ts'
import { centre, similarity } from './vectors.ts'

/** One matter that several people raise, or one message that very many agree with. */
export interface HotTopic extends Heat {
  /** From 1; the hottest first. */
  readonly rank: number
  /** The heading of the message nearest to the middle of the topic. */
  readonly title: string
  /** Positions in the stream, ascending. */
  readonly members: readonly number[]
  /** What the messages name most, then the areas they name. */
  readonly places: readonly string[]
  readonly from: number
  readonly to: number
  readonly people: number
}

export interface TopicOptions {
  /** Fewest messages of a topic; fewer count only with `support`. 2 unless told. */
  readonly least?: number
  /** Agreement with which a single message is a topic. 50 unless told. */
  readonly support?: number
  /** End of the stream in milliseconds; its last message unless told. */
  readonly end?: number
}

const MOST_PLACES = 5
const LONGEST_TITLE = 60

/**
 * The topics of a stream, hottest first. Pure and deterministic: the same messages in the same order give the same topics; equal
 * heat is ranked by the position of the first message.
 */
export function findTopics(messages: readonly StreamMessage[], options: TopicOptions = {}): HotTopic[] {
  const { least = 2, support = 50 } = options
  if (messages.length === 0) return []
  const end = options.end ?? messages.reduce((last, { at }) => Math.max(last, at), Number.NEGATIVE_INFINITY)
  const grouping = groupMessages(messages)
  return grouping.groups
    .map(({ members, names }) => {
      const own = members.flatMap((index) => messages[index] ?? [])
      const heat = heatOf(own, end)
      return {
        ...heat,
        title: titleOf(members, messages, grouping),
        members,
        places: placesOf(members, names, grouping),
        from: own.reduce((first, { at }) => Math.min(first, at), Number.POSITIVE_INFINITY),
        to: own.reduce((last, { at }) => Math.max(last, at), Number.NEGATIVE_INFINITY),
        people: heat.because.people,
      }
    })
    .filter((topic) => topic.members.length >= least || topic.because.support >= support)
    .sort((a, b) => b.heat - a.heat || (a.members[0] ?? 0) - (b.members[0] ?? 0))
    .map((topic, index) => ({ rank: index + 1, ...topic }))
}

function titleOf(members: readonly number[], messages: readonly StreamMessage[], { vectors }: Grouping): string {
  const own = members.flatMap((index) => vectors[index] ?? [])
  const middle = centre(own)
  let best = ''
  let most = -1
  for (const index of members) {
    const message = messages[index]
    const vector = vectors[index]
    if (!message || !vector) continue
    const likeness = similarity(vector, middle)
    if (likeness > most + 1e-9) {
      most = likeness
      best = headingOf(message)
    }
  }
  return best
}

function headingOf({ title, text }: StreamMessage): string {
  const heading = title.trim() || (text.trim().split(/[\n。！？!?]/)[0] ?? '')
  const letters = [...heading.replace(/\s+/g, ' ').trim()]
  return letters.length <= LONGEST_TITLE ? letters.join('') : `${letters.slice(0, LONGEST_TITLE - 1).join('')}…`
}

function placesOf(members: readonly number[], names: readonly string[], { readings }: Grouping): string[] {
  const areas = new Map<string, number>()
  for (const index of members)
    for (const area of readings[index]?.areas ?? []) areas.set(area, (areas.get(area) ?? 0) + 1)
  const common = [...areas]
    .filter(([, n]) => n * 4 >= members.length)
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
    .map(([area]) => area)
  // 丽园 beside 丽园小区 says nothing more.
  const distinct = names.filter((name) => !names.some((other) => other !== name && name.startsWith(other)))
  return [...distinct.slice(0, 3), ...common].slice(0, MOST_PLACES)
}
