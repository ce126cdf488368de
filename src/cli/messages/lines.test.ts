import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Line, LONGEST_LINE, readLines } from './lines.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'huying-lines-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

async function linesOf(bytes: Buffer | string): Promise<Line[]> {
  const path = join(folder, 'file')
  await writeFile(path, bytes)
  const lines: Line[] = []
  for await (const line of readLines(path)) lines.push(line)
  return lines
}

it('reads lines with their numbers, leaving blank ones and the byte order mark out', async () => {
  expect(await linesOf('\ufeff一\r\n\n  \n二\n三')).toMatchObject([
    { number: 1, text: '一\r' },
    { number: 4, text: '二' },
    { number: 5, text: '三', end: 19 },
  ])
  expect(await linesOf('')).toEqual([])
})

it('names what is too long or not UTF-8, and goes on', async () => {
  const long = Buffer.alloc(LONGEST_LINE + 1, 'a')
  const line = Buffer.from('\n好\n')
  const lines = await linesOf(Buffer.concat([long, line, Buffer.of(0xff, 0xfe), line, long.subarray(1)]))
  expect(lines.map((one) => one.fault)).toEqual(['line-too-long', null, 'not-utf8', null, null])
  expect(lines.at(-1)?.text).toHaveLength(LONGEST_LINE)
})

it('loses no line, wherever the pieces of the file end', async () => {
  const text = fc.array(
    fc.string({ unit: 'grapheme', maxLength: 30_000 }).map((one) => one.replace(/\n/g, '')),
    {
      minLength: 1,
      maxLength: 8,
    },
  )
  await fc.assert(
    fc.asyncProperty(text, async (lines) => {
      const read = await linesOf(lines.join('\n'))
      const due = lines.map((one, index) => ({ number: index + 1, text: one })).filter((one) => one.text.trim() !== '')
      expect(read.map(({ number, text: one }) => ({ number, text: one }))).toEqual(
        due.map((one) => ({ ...one, text: one.number === 1 ? one.text.replace(/^\ufeff/, '') : one.text })),
      )
    }),
    { numRuns: 30 },
  )
})
