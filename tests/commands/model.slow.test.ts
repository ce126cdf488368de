import { readFile, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { madeUpExamples } from '../../src/intelligence/model/fixture.ts'
import { huying, huyingJson, makeDataFolder, startServing } from './huying.ts'

let data: Awaited<ReturnType<typeof makeDataFolder>>
const path = (name: string) => join(data.path, name)

beforeAll(async () => {
  data = await makeDataFolder()
  const lines = madeUpExamples().map(({ group, ...one }) => JSON.stringify({ ...one, duplicateCluster: group }))
  await writeFile(path('labelled.jsonl'), `${lines.join('\n')}\nbroken\n{"uid":"x","text":"停水"}\n`)
  await writeFile(path('in.jsonl'), '{"uid":"1","title":null,"text":"家里停水了"}\n{\n{"uid":"2","text":""}\n')
}, 120_000)
afterAll(() => data.remove())

test('train tells every line it could not take, and the report holds the card', async () => {
  const args = [
    'train',
    '--input',
    path('labelled.jsonl'),
    '--output',
    path('a.model'),
    '--report',
    path('report.json'),
  ]
  const { code, json } = await huyingJson<Record<string, unknown>>(args)
  expect(code).toBe(0)
  expect(json).toMatchObject({
    read: 302,
    taken: 300,
    rejected: 2,
    labels: 3,
    faults: [
      { line: 301, reason: 'not-json' },
      { line: 302, reason: 'label-missing' },
    ],
  })
  const report = JSON.parse(await readFile(path('report.json'), 'utf8'))
  expect(report.card).toMatchObject({ messages: 300, folds: 5 })
  expect(report.faults).toHaveLength(2)
  const told = await huying(args)
  expect(told.err).toContain('labelled.jsonl:301: not-json')
})

test('classify writes a line for each line', async () => {
  const args = ['classify', '--model', path('a.model'), '--input', path('in.jsonl'), '--output', path('out.jsonl')]
  expect(await huyingJson(args)).toMatchObject({ code: 0, json: { read: 3, rejected: 1 } })
  const out = (await readFile(path('out.jsonl'), 'utf8'))
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
  expect(out.map((one) => [one.uid, one.abstained])).toEqual([
    ['1', expect.any(Boolean)],
    [null, true],
    ['2', true],
  ])
  expect(out[0].label).toBe('water->water-off')
})

test('a model that is cut, a file that is none, and a file without lessons end with 3 and a sentence', async () => {
  await writeFile(path('cut.model'), await readFile(path('a.model')))
  await truncate(path('cut.model'), 5_000)
  const cut = await huying(['model', 'show', path('cut.model')])
  expect(cut).toMatchObject({ code: 3, out: '' })
  expect(cut.err).toContain('is not whole: 5000 bytes of')
  const none = await huying(['model', 'use', path('in.jsonl'), '--data', data.path])
  expect(none).toMatchObject({ code: 3 })
  expect(none.err).toContain('is no text model')
  const empty = await huying(['train', '--input', path('in.jsonl'), '--output', path('b.model')])
  expect(empty).toMatchObject({ code: 3 })
  expect(empty.err).toContain('nothing to learn from')
  expect((await huying(['train', '--output', path('b.model')])).code).toBe(2)
  expect((await huying(['train', '--synthetic', '--input', 'x', '--output', path('b.model')])).code).toBe(2)
})

test('a model of made-up messages is put in use as soon as it is made', async () => {
  const given = { HUYING_DATA: path('starter') }
  const made = ['train', '--synthetic', '--most', '600', '--name', 'starter', '--use']
  expect(await huyingJson(made, given)).toMatchObject({ code: 0, json: { rejected: 0 } })
  const { json } = await huyingJson<{ models: { name: string; active: boolean }[] }>(['model', 'list'], given)
  expect(json.models).toMatchObject([{ name: 'starter', active: true }])
})

test('a city learns from its own closed tickets, compares, and switches under a running server', async () => {
  const given = { HUYING_DATA: data.path, HUYING_DEMO: 'off' }
  const lived = ['simulate', '--from', '2026-10-05', '--days', '14', '--units', '110102009', '--seed', '3']
  expect((await huying(lived, given)).code).toBe(0)
  const args = ['train', '--from-tickets', '--output', path('own.model')]
  const { code, json } = await huyingJson<{ taken: number; labels: number }>(args, given)
  expect(code).toBe(0)
  expect(json.taken).toBeGreaterThan(20)
  expect(json.labels).toBeGreaterThan(5)
  const compare = ['model', 'compare', path('a.model'), path('own.model'), '--input', path('labelled.jsonl')]
  expect(await huyingJson(compare)).toMatchObject({ code: 0, json: { messages: 300, mended: 0, rejected: 2 } })

  expect((await huyingJson(['model', 'use', path('a.model')], given)).json).toMatchObject({ name: 'a.model' })
  const serving = await startServing(data.path, given)
  expect((await huying(['model', 'use', path('own.model')], given)).out).toContain('own.model')
  const { json: list } = await huyingJson<{ count: number; models: { name: string; active: boolean }[] }>(
    ['model', 'list'],
    given,
  )
  expect(list.models.filter((one) => one.active).map((one) => one.name)).toEqual(['own.model'])
  expect(list.count).toBe(2)
  expect(await serving.stop()).toBe(0)
}, 300_000)
