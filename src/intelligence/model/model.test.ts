import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { MODEL_VERSION } from './file.ts'
import { madeUpExamples, ORDER } from './fixture.ts'
import { loadModel, type TextModel } from './model.ts'
import { LONGEST_READ } from './pieces.ts'
import { type Trained, trainModel } from './train.ts'

const runs = Number(process.env['HUYING_RUNS'] ?? 200)

function trained(examples = madeUpExamples(), order = ORDER): Trained {
  const outcome = trainModel(examples, order)
  if (!outcome.ok) throw new Error(outcome.rejection.code)
  return outcome.value
}

function loaded(bytes: Uint8Array): TextModel {
  const outcome = loadModel(bytes)
  if (!outcome.ok) throw new Error(outcome.rejection.code)
  return outcome.value
}

const codeOf = (bytes: Uint8Array) => {
  const outcome = loadModel(bytes)
  return outcome.ok ? 'ok' : outcome.rejection.code
}

const { bytes, card } = trained()
const model = loaded(bytes)
const labelOf = (text: string, title: string | null = null) => model.classify({ title, text }).label

describe('a model', () => {
  it('labels messages like those it learned from, in new words around them', () => {
    expect(labelOf('请问什么时候来水，家里停水三天了')).toBe('water->water-off')
    expect(labelOf('孩子的学校又要收费')).toBe('school->school-fees')
    expect(labelOf('等了半小时，公交车不到站')).toBe('bus')
    expect(labelOf('情况如下', '老师补课')).toBe('school->school-fees')
  })

  it('names the phrases that weighed most, as they stand in the message', () => {
    const phrases = model.classify({ title: null, text: '前天物业通知了，家里还是停水，水压太低' }).phrases()
    expect(phrases.length).toBeGreaterThan(0)
    expect(phrases.join()).toMatch(/停水|水压/)
    for (const one of phrases) expect('前天物业通知了，家里还是停水，水压太低').toContain(one)
  })

  it('is the same, byte for byte, for the same lines and seed', () => {
    expect(Buffer.from(trained().bytes).equals(Buffer.from(bytes))).toBe(true)
    expect(Buffer.from(trained(madeUpExamples(), { ...ORDER, seed: 2 }).bytes).equals(Buffer.from(bytes))).toBe(false)
  })

  it('carries its card', () => {
    expect(model.card).toEqual(card)
    expect(card).toMatchObject({
      name: 'test',
      messages: 300,
      folds: 5,
      groups: 75,
      trainedAt: ORDER.trainedAt,
      seed: 1,
    })
    expect(card.labels.map((one) => one.messages)).toEqual([100, 100, 100])
    expect(card.scores.messages).toBe(300)
    expect(card.scores.confusion.flat().reduce((sum, one) => sum + one, 0)).toBe(300)
    expect(card.abstention.threshold).toBe(model.threshold)
  })
})

describe('what people send', () => {
  it.each([
    ['nothing', ''],
    ['one character', '水'],
    ['only signs', '！！！？？'],
    ['only emoji', '😀🚰😡👨‍👩‍👧'],
    ['English', 'The tap water has been off for three days, please help'],
    ['mixed scripts', '停水 water ВОДА ماء 물 水が出ない སྐད'],
    ['half a character', 'x\ud800y'],
    ['a NUL', '停\0水'],
  ])('%s has a label, a second, a confidence and phrases', (_what, text) => {
    for (const title of [null, '', text]) {
      const opinion = model.classify({ title, text })
      expect(model.labels).toContain(opinion.label)
      expect(model.labels).toContain(opinion.second)
      expect(opinion.second).not.toBe(opinion.label)
      expect(opinion.confidence).toBeGreaterThan(1 / 3 - 1e-9)
      expect(opinion.confidence).toBeLessThanOrEqual(1)
      expect(opinion.abstained).toBe(opinion.confidence < model.threshold)
      expect(Array.isArray(opinion.phrases())).toBe(true)
    }
  })

  it('knows that it knows nothing of an empty text', () => {
    expect(model.classify({ title: null, text: '' })).toMatchObject({ abstained: true })
    expect(model.classify({ title: null, text: '' }).phrases()).toEqual([])
  })

  it('reads the beginning of 100,000 characters, in well under a second', () => {
    const long = `停水，水压太低。${'某'.repeat(LONGEST_READ)}${'公交车不到站'.repeat(15_000)}`
    expect(long.length).toBeGreaterThan(100_000)
    const before = performance.now()
    expect(labelOf(long)).toBe('water->water-off')
    expect(performance.now() - before).toBeLessThan(2_000)
  })

  it('forgets each message before the next', () => {
    const piece = fc.oneof(fc.constantFrom('停水', '学校', '公交车', '，', '水压太低'), fc.string({ maxLength: 6 }))
    const message = fc.record({
      title: fc.option(piece),
      text: fc.array(piece, { maxLength: 10 }).map((all) => all.join('')),
    })
    fc.assert(
      fc.property(message, message, (one, other) => {
        const first = model.classify(one)
        model.classify(other).phrases()
        expect({ ...model.classify(one), phrases: first.phrases() }).toEqual({ ...first, phrases: first.phrases() })
      }),
      { numRuns: Math.min(runs, 500) },
    )
  })
})

describe('training', () => {
  it('needs messages, of two labels at least', () => {
    expect(trainModel([], ORDER)).toMatchObject({ rejection: { code: 'training.no-examples' } })
    const one = madeUpExamples().filter(({ label }) => label === 'bus')
    expect(trainModel(one, ORDER)).toMatchObject({ rejection: { code: 'training.one-label', facts: { label: 'bus' } } })
  })

  it('takes a label seen once, and says that nothing is known of how well it does', () => {
    const once = { uid: 'once', title: null, text: '路灯不亮，晚上一片黑', label: 'lamp', group: null }
    const { bytes: with1, card: card1 } = trained([...madeUpExamples(), once])
    expect(card1.labels).toContainEqual({ label: 'lamp', messages: 1 })
    expect(card1.scores.labels.find((one) => one.label === 'lamp')).toMatchObject({ messages: 1, recall: 0, f1: 0 })
    expect(loaded(with1).labels).toContain('lamp')
  })

  it('takes a label whose messages are all copies of one another: it is missing from four validations out of five', () => {
    const copies = Array.from({ length: 8 }, (_, i) => ({
      uid: `copy-${i}`,
      title: null,
      text: `路灯不亮，晚上一片黑${i}`,
      label: 'lamp',
      group: 'copies',
    }))
    const { card: card1 } = trained([...madeUpExamples(), ...copies])
    expect(card1.scores.labels.find((one) => one.label === 'lamp')).toMatchObject({ messages: 8, recall: 0 })
  })

  it('works on two messages, and then answers nothing by itself', () => {
    const [water] = madeUpExamples()
    const bus = madeUpExamples().find(({ label }) => label === 'bus')
    if (!water || !bus) throw new Error('no examples')
    const { bytes: tiny, card: tinyCard } = trained([water, bus])
    expect(tinyCard.abstention).toMatchObject({ threshold: 1, coverage: 0, right: null })
    expect(loaded(tiny).classify(water).abstained).toBe(true)
  })

  it('takes more labels than a full judge hears', () => {
    const many = Array.from({ length: 30 }, (_, k) =>
      Array.from({ length: 6 }, (_, i) => ({
        uid: `${k}-${i}`,
        title: null,
        text: `${String.fromCharCode(0x4e00 + k * 7)}${String.fromCharCode(0x5e00 + k * 11)}的事情第${i}回`,
        label: `label-${k}`,
        group: null,
      })),
    ).flat()
    const { bytes: wide, card: wideCard } = trained(many)
    expect(wideCard.scores.accuracy).toBeGreaterThan(0.9)
    expect(loaded(wide).classify({ title: null, text: many[0]?.text ?? '' }).label).toBe('label-0')
    expect(
      loaded(wide)
        .classify({ title: null, text: many[0]?.text ?? '' })
        .phrases().length,
    ).toBeGreaterThan(0)
  })
})

describe('the file', () => {
  it('is read from the middle of a buffer as from a file of its own', () => {
    const padded = Buffer.concat([Buffer.alloc(13), bytes, Buffer.alloc(5)]).subarray(13, 13 + bytes.length)
    expect(loaded(padded).classify({ title: null, text: '停水' }).label).toBe('water->water-off')
  })

  it('names another version, and what is no model', () => {
    const other = bytes.slice()
    new DataView(other.buffer).setUint16(4, MODEL_VERSION + 1, true)
    expect(loadModel(other)).toEqual({
      ok: false,
      rejection: { code: 'model.other-version', facts: { found: MODEL_VERSION + 1, known: MODEL_VERSION } },
    })
    expect(codeOf(new Uint8Array())).toBe('model.not-a-model')
    expect(codeOf(Buffer.from('{"uid":"a"}'))).toBe('model.not-a-model')
  })

  it('names truncation wherever the file ends', () => {
    fc.assert(
      fc.property(fc.integer({ min: 4, max: bytes.length - 1 }), (length) => {
        expect(codeOf(bytes.subarray(0, length))).toBe('model.truncated')
      }),
      { numRuns: runs },
    )
  })

  it('names damage wherever a bit is turned, and bytes too many', () => {
    fc.assert(
      fc.property(fc.integer({ min: 12, max: bytes.length - 1 }), fc.integer({ min: 0, max: 7 }), (at, bit) => {
        const damaged = bytes.slice()
        damaged[at] = (damaged[at] ?? 0) ^ (1 << bit)
        expect(codeOf(damaged)).toBe('model.corrupt')
      }),
      { numRuns: runs },
    )
    expect(codeOf(Buffer.concat([bytes, Buffer.alloc(1)]))).toBe('model.corrupt')
  })
})
