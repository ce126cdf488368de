import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { type InventedMessage, inventedStream } from './invented-stream.ts'
import { measureTopic, type TopicMeasure } from './measure.ts'
import type { StreamMessage } from './message.ts'
import { findTopics, type HotTopic } from './topics.ts'

const REAL = new URL('../../../../shared/data/messages/stream-first-half.jsonl', import.meta.url).pathname

function measure(topics: readonly HotTopic[], truth: ReadonlySet<number>): TopicMeasure {
  return measureTopic(topics, truth) ?? { messages: truth.size, recall: 0, precision: 0, rank: 0 }
}

const percent = (share: number) => `${(share * 100).toFixed(0)} %`

function told(name: string, { recall, precision, rank, messages }: TopicMeasure): string {
  return `hotspots: ${name}: ${messages} messages, recall ${percent(recall)}, precision ${percent(precision)}, rank ${rank}`
}

const truthOf = (stream: readonly (StreamMessage & { matter?: string | null })[], matter: string) =>
  new Set(stream.flatMap((message, index) => (message.matter === matter ? [index] : [])))

function realStream(): StreamMessage[] {
  return readFileSync(REAL, 'utf8')
    .trim()
    .split('\n')
    .map((line) => {
      const one = JSON.parse(line) as Omit<StreamMessage, 'at'> & { readonly time: string }
      return { ...one, id: String(one.id), at: Date.parse(`${one.time}Z`) }
    })
}

describe('topics of an invented stream', () => {
  it.each([11, 12, 13, 14])('finds the two matters whole and apart from their neighbours (seed %i)', (seed) => {
    const stream = inventedStream(seed)
    const topics = findTopics(stream)
    for (const matter of ['mixing', 'parking']) {
      const found = measure(topics, truthOf(stream, matter))
      console.info(told(`${matter}, seed ${seed}`, found))
      expect(found.recall).toBeGreaterThanOrEqual(0.9)
      expect(found.precision).toBeGreaterThanOrEqual(0.9)
    }
  })

  it('gives every message to one topic at most, and adds up', () => {
    const stream = inventedStream(21, 300)
    const topics = findTopics(stream, { least: 1 })
    const all = topics.flatMap(({ members }) => members)
    expect(new Set(all).size).toBe(all.length)
    expect(all.length).toBe(stream.length)
    expect(topics.map(({ rank }) => rank)).toEqual(topics.map((_, i) => i + 1))
    for (let i = 1; i < topics.length; i++) expect(topics[i - 1]?.heat).toBeGreaterThanOrEqual(topics[i]?.heat ?? 0)
    for (const { members, people, from, to } of topics) {
      const own = members.flatMap((index) => stream[index] ?? [])
      expect(people).toBe(new Set(own.map(({ user }) => user)).size)
      expect([from, to]).toEqual([Math.min(...own.map(({ at }) => at)), Math.max(...own.map(({ at }) => at))])
    }
  })

  it('gives the same again', () => {
    const once = findTopics(inventedStream(31, 300))
    expect(findTopics(inventedStream(31, 300))).toEqual(once)
  })

  it('takes what is odd', () => {
    const one = (id: string, text: string): StreamMessage => ({
      id,
      user: id,
      at: 0,
      title: '',
      text,
      support: 0,
      against: 0,
    })
    const odd = ['', '！', '😀😀', 'road works', 'ａ', '搅拌站'.repeat(30_000), 'x']
    expect(findTopics([])).toEqual([])
    expect(
      findTopics(
        odd.map((text, i) => one(String(i), text)),
        { least: 1 },
      ),
    ).toHaveLength(odd.length)
  })
})

describe('heat', () => {
  const base: Omit<InventedMessage, 'id' | 'user' | 'at' | 'matter'> = {
    title: '云湖苑门口的路灯不亮',
    text: '云湖苑门口的路灯坏了很久',
    support: 0,
    against: 0,
  }
  const topic = (messages: readonly Partial<StreamMessage>[], end?: number) =>
    findTopics(
      messages.map((message, i) => ({ ...base, id: String(i), user: `u${i}`, at: 0, ...message })),
      end === undefined ? {} : { end },
    )[0]

  it('counts people twice and messages once', () => {
    expect(topic([{}, {}, {}])?.heat).toBe(9)
    expect(topic([{ user: 'a' }, { user: 'a' }, { user: 'a' }])?.heat).toBe(5)
  })

  it('counts agreement by its doublings, less disagreement, never below none', () => {
    expect(topic([{ support: 7 }, {}])?.heat).toBe(15)
    expect(topic([{ support: 9, against: 2 }, {}])?.heat).toBe(15)
    expect(topic([{ against: 50 }, {}])?.heat).toBe(6)
  })

  it('cools to one half', () => {
    const month = 30 * 86_400_000
    expect(topic([{}, {}], month)?.heat).toBe(4.5)
    expect(topic([{}, {}], 100 * month)?.heat).toBe(3)
  })
})

/** Matters of the real stream that one word tells; read by eye, that word is the whole of them. */
const KNOWN: readonly (readonly [word: string, where: 'title' | 'both'])[] = [
  ['58车贷', 'both'],
  ['辉煌国际城', 'title'],
  ['茶场村', 'title'],
  ['购房补贴', 'title'],
]

describe('topics of the real stream', () => {
  it('finds the matters that a word tells', (context) => {
    if (!existsSync(REAL)) return context.skip('shared/data is not here: nothing is measured on real messages')
    const stream = realStream()
    const started = performance.now()
    const topics = findTopics(stream)
    console.info(
      `hotspots: ${stream.length} messages in ${Math.round(performance.now() - started)} ms, ${topics.length} topics`,
    )
    for (const [word, where] of KNOWN) {
      const truth = new Set(
        stream.flatMap(({ title, text }, i) => ((where === 'title' ? title : title + text).includes(word) ? [i] : [])),
      )
      const found = measure(topics, truth)
      console.info(told(word, found))
      expect(found.recall).toBeGreaterThanOrEqual(0.8)
      expect(found.precision).toBeGreaterThanOrEqual(0.6)
    }
  })

  it('finds invented matters among the real messages, and leaves the few real mixing stations out', (context) => {
    if (!existsSync(REAL)) return context.skip('shared/data is not here: nothing is measured on real messages')
    for (const seed of [41, 42]) {
      const stream = [...realStream(), ...inventedStream(seed, 0)].sort((a, b) => a.at - b.at)
      const topics = findTopics(stream)
      for (const matter of ['mixing', 'parking']) {
        const found = measure(topics, truthOf(stream, matter))
        console.info(told(`${matter} among real messages, seed ${seed}`, found))
        expect(found.recall).toBeGreaterThanOrEqual(0.9)
        expect(found.precision).toBeGreaterThanOrEqual(0.9)
      }
    }
  }, 60_000)
})
