import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestServer, type TestServer } from '../../../tests/server/start.ts'
import type { ModelComparison, ModelsView } from '../../contract/http/models.ts'
import type { Example } from '../../intelligence/model/example.ts'
import { madeUpExamples, ORDER } from '../../intelligence/model/fixture.ts'
import { trainModel } from '../../intelligence/model/train.ts'
import { ActiveModel } from './active-model.ts'
import { DeskModels } from './desk-models.ts'
import { Shelf } from './shelf.ts'

const EXAMPLES = madeUpExamples()
/** What the first model knows as bus the second calls a metro: wrong by the labels of the validation set. */
const MISLED = EXAMPLES.map((one) => ({ ...one, label: one.label === 'bus' ? 'metro' : one.label }))

function bytesOf(name: string, examples: readonly Example[]): Uint8Array {
  const trained = trainModel(examples, { ...ORDER, name })
  if (!trained.ok) throw new Error(trained.rejection.code)
  return trained.value.bytes
}

let server: TestServer
let folder: string
let shelf: Shelf
let active: ActiveModel
let first = ''
let second = ''

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'huying-desk-models-'))
  shelf = new Shelf(folder)
  second = await shelf.putBytesToUse(bytesOf('second', MISLED))
  first = await shelf.putBytesToUse(bytesOf('first', EXAMPLES))
  active = new ActiveModel(shelf, (error) => {
    throw error
  })
  await active.look()
  const models = new DeskModels({ data: folder, shelf, active, tickets: () => Promise.resolve([]) })
  server = await startTestServer({ models, textModel: active.current })
})
afterAll(async () => {
  await server.stop()
  await rm(folder, { recursive: true, force: true })
})

const get = (url: string) => server.as('editor', { method: 'GET', url })
const choose = (file: string | null, reason: string) =>
  server.as('editor', { method: 'POST', url: '/api/models/choice', payload: { file, reason } })

describe('the models at a desk', () => {
  it('lists each with its card, and a damaged file with its fault', async () => {
    await writeFile(join(folder, 'models', 'broken.model'), 'no model')
    const { items, choices } = (await get('/api/models')).json() as ModelsView
    expect(items.map((one) => [one.card?.name ?? null, one.active])).toEqual(
      expect.arrayContaining([
        ['first', true],
        ['second', false],
        [null, false],
      ]),
    )
    expect(items.find((one) => one.file === 'broken.model')?.fault).toMatch(/^model\./)
    expect(choices).toEqual([])
  })

  it('compares on the same messages, and says when there are none', async () => {
    const none = await get(`/api/models/${second}/comparison`)
    expect([none.statusCode, none.json().code]).toEqual([409, 'models.nothing-to-compare'])
    const lines = EXAMPLES.slice(0, 300).map(({ uid, title, text, label }) =>
      JSON.stringify({ uid, title, text, label }),
    )
    await writeFile(join(folder, 'models', 'validation.jsonl'), lines.join('\n'))
    const answer = await get(`/api/models/${second}/comparison`)
    expect(answer.statusCode, answer.body).toBe(200)
    const found = answer.json() as ModelComparison
    const buses = EXAMPLES.slice(0, 300).filter((one) => one.label === 'bus').length
    expect(buses).toBeGreaterThan(0)
    expect(found).toMatchObject({ messages: 300, source: 'file', mended: 0, broken: buses })
    expect(found.old?.accuracy).toBe(1)
    expect(found.new.accuracy).toBeCloseTo(1 - buses / 300, 10)
    expect(found.confusions).toEqual([{ truth: 'bus', said: 'metro', old: 0, new: buses }])
    expect(found.labels.find((one) => one.label === 'bus')?.f1).toEqual({ old: 1, new: 0 })
  })

  it('puts one in use at once, with a reason that stays; what cannot be read or is not there is refused', async () => {
    expect((await choose(second, '')).statusCode).toBe(422)
    expect((await choose('../active', '试试')).json().code).toBe('models.unknown')
    expect((await choose('broken.model', '试试')).json().code).toBe('models.unreadable')
    expect(active.current()?.name).toBe('first')
    expect((await choose(second, '新模型认得地铁。')).statusCode).toBe(204)
    expect(active.current()?.name).toBe('second')
    expect((await choose(null, '先停用，核对标签。')).statusCode).toBe(204)
    expect(active.current()).toBeNull()
    const { choices, items } = (await get('/api/models')).json() as ModelsView
    expect(choices.map((one) => [one.name, one.reason, one.by])).toEqual([
      [null, '先停用，核对标签。', '测试editor'],
      ['second', '新模型认得地铁。', '测试editor'],
    ])
    expect(items.every((one) => !one.active)).toBe(true)
  })

  it('is the policy editor’s alone', async () => {
    for (const who of ['dispatcher', 'agent', 'officer', 'operator'] as const) {
      expect((await server.as(who, { method: 'GET', url: '/api/models' })).statusCode, who).toBe(403)
      const payload = { file: first, reason: '想换' }
      expect((await server.as(who, { method: 'POST', url: '/api/models/choice', payload })).statusCode, who).toBe(403)
    }
  })
})
