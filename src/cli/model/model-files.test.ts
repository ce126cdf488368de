import { mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { madeUpExamples, ORDER } from '../../intelligence/model/fixture.ts'
import { loadModel } from '../../intelligence/model/model.ts'
import { trainModel } from '../../intelligence/model/train.ts'
import { ActiveModel } from './active-model.ts'
import { classifyFile } from './classify-file.ts'
import { compareModels } from './compare.ts'
import { readLabelled } from './labelled-file.ts'
import { parseLabelled, parseUnlabelled } from './labelled-line.ts'
import { Shelf } from './shelf.ts'

function made(name: string, examples = madeUpExamples()) {
  const trained = trainModel(examples, { ...ORDER, name })
  if (!trained.ok) throw new Error(trained.rejection.code)
  const model = loadModel(trained.value.bytes)
  if (!model.ok) throw new Error(model.rejection.code)
  return { bytes: trained.value.bytes, model: model.value }
}

const first = made('first')
const second = made(
  'second',
  madeUpExamples().map((one) => ({ ...one, label: one.label === 'bus' ? 'metro' : one.label })),
)

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'huying-model-'))
})
afterEach(async () => {
  await rm(folder, { recursive: true, force: true })
})

async function takeAndUse(shelf: Shelf, path: string): Promise<{ readonly file: string }> {
  const taken = await shelf.takeIn(path)
  await shelf.point(taken.file)
  return taken
}

describe('a labelled line', () => {
  it('needs uid, words and a label of one level or two', () => {
    const line = {
      uid: 'a',
      title: null,
      text: '停水',
      label: ' 水 -> 停水 ',
      duplicateCluster: 7,
      time: null,
      more: [],
    }
    expect(parseLabelled(JSON.stringify(line))).toEqual({
      uid: 'a',
      title: null,
      text: '停水',
      label: '水->停水',
      group: '7',
    })
    expect(parseUnlabelled('{"uid":"a","text":""}')).toEqual({ uid: 'a', title: null, text: '' })
  })

  it.each([
    ['{', 'not-json'],
    ['[]', 'not-an-object'],
    ['null', 'not-an-object'],
    ['{"text":"x","label":"y"}', 'uid-missing'],
    ['{"uid":7,"text":"x","label":"y"}', 'uid-not-text'],
    ['{"uid":"a","label":"y"}', 'text-missing'],
    ['{"uid":"a","text":7,"label":"y"}', 'text-not-text'],
    ['{"uid":"a","text":"x","title":7,"label":"y"}', 'title-not-text'],
    ['{"uid":"a","text":" ","label":"y"}', 'nothing-said'],
    ['{"uid":"a","text":"x"}', 'label-missing'],
    ['{"uid":"a","text":"x","label":"y->"}', 'label-missing'],
    ['{"uid":"a","text":"x","label":7}', 'label-not-text'],
    ['{"uid":"a","text":"x","label":"a->b->c"}', 'label-too-deep'],
  ])('%s is %s', (line, fault) => expect(parseLabelled(line)).toBe(fault))
})

describe('a labelled file', () => {
  it('gives every line that is not taken, with its number', async () => {
    const path = join(folder, 'in.jsonl')
    const good = (uid: string) => JSON.stringify({ uid, text: '停水', label: '水' })
    const bytes = [good('a'), '{', '', good('b'), good('a'), '{"uid":"c","text":"x"}'].join('\n')
    await writeFile(path, Buffer.concat([Buffer.from(`${bytes}\n`), Buffer.of(0xff, 0xfe), Buffer.from('\n')]))
    const { examples, rejected, source } = await readLabelled(path)
    expect(examples.map((one) => one.uid)).toEqual(['a', 'b'])
    expect(rejected).toEqual([
      { line: 2, reason: 'not-json' },
      { line: 5, reason: 'uid-seen-before' },
      { line: 6, reason: 'label-missing' },
      { line: 7, reason: 'not-utf8' },
    ])
    expect(source).toMatch(/^in\.jsonl sha256:[0-9a-f]{16}$/)
  })
})

describe('classifying a file', () => {
  it('writes a line for each line, in order, also for those that cannot be read', async () => {
    const [input, output] = [join(folder, 'in.jsonl'), join(folder, 'out.jsonl')]
    const lines = Array.from({ length: 3_000 }, (_, i) =>
      i % 7 === 3 ? `broken ${i}` : JSON.stringify({ uid: `u${i}`, text: i % 2 ? '停水' : '公交车不到站' }),
    )
    await writeFile(input, `${lines.join('\n')}\n`)
    const outcome = await classifyFile(input, output, first.model)
    const out = (await readFile(output, 'utf8'))
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(out).toHaveLength(3_000)
    expect(out.map((one) => one.uid)).toEqual(lines.map((_, i) => (i % 7 === 3 ? null : `u${i}`)))
    expect(out[3]).toMatchObject({ uid: null, abstained: true, fault: 'not-json' })
    expect(first.model.labels).toContain(out[3].label)
    expect(Object.keys(out[0])).toEqual(['uid', 'label', 'confidence', 'abstained', 'second'])
    expect(out[0].label).toBe('bus')
    expect(out[1].label).toBe('water->water-off')
    expect(outcome).toMatchObject({ read: 3_000, rejected: 429 })
    expect(outcome.faults[0]).toEqual({ line: 4, reason: 'not-json' })
  })

  it('leaves no half file behind', async () => {
    const output = join(folder, 'out.jsonl')
    await expect(classifyFile(join(folder, 'absent.jsonl'), output, first.model)).rejects.toThrow('ENOENT')
    await expect(readFile(output)).rejects.toThrow('ENOENT')
  })
})

describe('two models side by side', () => {
  it('tells what the new one mends and what it breaks', () => {
    const examples = madeUpExamples(1)
    const comparison = compareModels(first.model, second.model, examples)
    const buses = examples.filter((one) => one.label === 'bus').length
    expect(comparison).toMatchObject({ messages: 75, agree: 75 - buses, mended: 0, broken: buses })
    expect(comparison.changes[0]).toMatchObject({ truth: 'bus', before: 'bus', after: 'metro' })
    expect(comparison.new.labels.find((one) => one.label === 'bus')).toMatchObject({ recall: 0 })
    expect(comparison.old.accuracy).toBe(1)
  })
})

describe('the model in use', () => {
  it('is followed by a running server; who holds the old one finishes with it', async () => {
    const shelf = new Shelf(folder)
    const faults: unknown[] = []
    const active = new ActiveModel(shelf, (error) => faults.push(error))
    await active.look()
    expect(active.current()).toBeNull()

    await writeFile(join(folder, 'a.model'), first.bytes)
    await writeFile(join(folder, 'b.model'), second.bytes)
    await takeAndUse(shelf, join(folder, 'a.model'))
    await active.look()
    const held = active.current()
    const opinion = held?.classify({ title: null, text: '公交车不到站' })
    expect(opinion?.label).toBe('bus')

    const { file } = await takeAndUse(shelf, join(folder, 'b.model'))
    const looking = active.look()
    expect(active.current()).toBe(held)
    await looking
    expect(active.current()?.classify({ title: null, text: '公交车不到站' }).label).toBe('metro')
    expect(held?.classify({ title: null, text: '公交车不到站' }).label).toBe('bus')
    expect(opinion?.phrases().join()).toContain('公交')
    expect(faults).toEqual([])

    const unchanged = active.current()
    await active.look()
    expect(active.current()).toBe(unchanged)
    expect((await shelf.list()).map((one) => [one.model?.name, one.active]).sort()).toEqual([
      ['first', false],
      ['second', true],
    ])

    await shelf.takeOut()
    await active.look()
    expect(active.current()).toBeNull()
    expect(file).toMatch(/^[0-9a-f]{16}\.model$/)
  })

  it('stays when the next one cannot be read, and that is told once', async () => {
    const shelf = new Shelf(folder)
    const faults: unknown[] = []
    const active = new ActiveModel(shelf, (error) => faults.push(error))
    await writeFile(join(folder, 'a.model'), first.bytes)
    await writeFile(join(folder, 'b.model'), second.bytes)
    await takeAndUse(shelf, join(folder, 'a.model'))
    await active.look()
    const { file } = await takeAndUse(shelf, join(folder, 'b.model'))
    await truncate(join(folder, 'models', file), 1_000)
    await active.look()
    await active.look()
    expect(active.current()?.name).toBe('first')
    expect(faults).toHaveLength(1)
    expect(faults[0]).toMatchObject({ code: 'model.truncated' })
    expect((await shelf.list()).map((one) => one.fault).sort()).toEqual(['model.truncated', null])
  })

  it('is never a file that is no model', async () => {
    const shelf = new Shelf(folder)
    await writeFile(join(folder, 'x.model'), 'hello')
    await expect(takeAndUse(shelf, join(folder, 'x.model'))).rejects.toMatchObject({ code: 'model.not-a-model' })
    expect(await shelf.active()).toBeNull()
  })
})
