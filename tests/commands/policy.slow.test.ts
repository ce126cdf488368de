import { expect, test } from 'vitest'
import { huying, huyingJson } from './huying.ts'

test('policy diff compares two shipped versions in words, and as data, without a database', async () => {
  const told = await huying(['policy', 'diff', 'beijing/2025-06', 'beijing/2026-01'])
  expect(told).toMatchObject({ code: 0 })
  expect(told.out).toContain('effective_from')
  interface Differences {
    readonly differences: number
    readonly sheets: readonly { file: string; changed: readonly { key: string; column: string; before: string }[] }[]
  }
  const { json: data } = await huyingJson<Differences>(['policy', 'diff', 'beijing/2021-09', 'beijing/2026-01'])
  expect(data.differences).toBe(data.sheets.length)
  const refusals = data.sheets.find((sheet) => sheet.file === 'refusal-grounds.csv')
  expect(refusals?.changed).toContainEqual(
    expect.objectContaining({ key: 'litigation', column: 'source', before: 'unsourced' }),
  )
  const none = await huying(['policy', 'diff', 'beijing/2026-01', 'beijing/2026-01'])
  expect(none).toMatchObject({ code: 0, out: 'No difference.\n' })
})

test.each([
  [['policy', 'replay', 'beijing/2026-01', '--from', 'May', '--to', '2026-10-01'], 'a day is written 2026-10-19'],
  [['policy', 'replay', 'beijing/2026-01', '--from', '2026-10-02', '--to', '2026-10-01'], '--to is before --from'],
  [['policy', 'replay', 'beijing/2026-01'], "required option '--from <day>'"],
  [['policy', 'export', 'beijing/2026-01'], "required option '--out <folder>'"],
  [['policy', 'diff', 'beijing/2026-01'], "missing required argument 'after'"],
])('huying %j ends with 2 and says how it goes', async (args, sentence) => {
  const { code, err } = await huying(args)
  expect({ code, told: err.includes(sentence) }, err).toEqual({ code: 2, told: true })
})
