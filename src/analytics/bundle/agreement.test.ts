import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type GeneratedMonth, generatedMonth, KEY } from '../../../tests/bundle/generated-month.ts'
import { verifyBundle } from '../../../tests/bundle/verifier.ts'
import { writeBundle } from './write-bundle.ts'

const numRuns = Number(process.env['HUYING_RUNS'] ?? 200)

let root: string
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'hy-bundle-'))
})
afterAll(() => rm(root, { recursive: true, force: true }))

let next = 0
async function bundleOf(month: GeneratedMonth, smallestGroup: number) {
  const folder = join(root, String(next++))
  const outcome = await writeBundle(folder, { ...month, status: 'draft', smallestGroup, seal: KEY })
  return { folder, outcome }
}

describe('the verifier, which shares no code with the program', () => {
  it('agrees with the domain on any month: every rate, score, rank and class', async () => {
    await fc.assert(
      fc.asyncProperty(generatedMonth, fc.integer({ min: 1, max: 6 }), async (month, smallest) => {
        const { folder, outcome } = await bundleOf(month, smallest)
        const verified = await verifyBundle(folder)
        expect(verified.faults).toEqual([])
        expect([verified.lines, verified.units]).toEqual([month.run.facts, month.run.units.length])
        expect(outcome.lines).toBe(month.run.facts)
        await rm(folder, { recursive: true })
      }),
      { numRuns },
    )
  }, 1_800_000)
})
