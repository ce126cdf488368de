import fc from 'fast-check'
import { expect, it } from 'vitest'
import { buildTree, leafHash } from './merkle.ts'
import { MerkleRoot } from './merkle-root.ts'

it('is the root of the whole tree, for any number of leaves', () => {
  fc.assert(
    fc.property(fc.array(fc.string(), { maxLength: 70 }), (texts) => {
      const root = new MerkleRoot()
      for (const text of texts) root.add(Buffer.from(text))
      const whole = buildTree(texts.map((text) => leafHash(Buffer.from(text))))
      expect([root.root(), root.size]).toEqual([whole.root.toString('hex'), texts.length])
    }),
    { numRuns: Number(process.env['HUYING_RUNS'] ?? 200) },
  )
})
