import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DEFAULT_THRESHOLDS } from '../policy/signal-thresholds.ts'
import { distanceOf } from './photo-print.ts'
import { type EvidencePrint, photosAlike } from './photos-alike.ts'

const numRuns = Number(process.env['HUYING_RUNS'] ?? 200)
const PRINT = '5a3c9e0f12ab77d4'

function shown(ticketId: string, print: string, over: Partial<EvidencePrint> = {}): EvidencePrint {
  return { ticketId, unit: 'u-1', at: `2026-10-19T00:00:0${ticketId.slice(-1)}.000Z`, matter: ticketId, print, ...over }
}

function flipped(print: string, bits: readonly number[]): string {
  const value = bits.reduce((sum, bit) => sum ^ (1n << BigInt(bit)), BigInt(`0x${print}`))
  return value.toString(16).padStart(16, '0')
}

const find = (prints: readonly EvidencePrint[]) => photosAlike(prints, DEFAULT_THRESHOLDS)

describe('photosAlike', () => {
  it('finds one photo in the replies of two tickets, and says which', () => {
    expect(find([shown('t-1', PRINT), shown('t-2', PRINT)])).toEqual([
      {
        code: 'photo-reused',
        unit: 'u-1',
        key: 't-1',
        at: '2026-10-19T00:00:02.000Z',
        tickets: ['t-1', 't-2'],
        facts: { count: 2 },
      },
    ])
  })

  it('finds it again up to six bits apart, wherever they lie, and not beyond', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat({ max: 63 }), { minLength: 1, maxLength: 12 }), (bits) => {
        const other = flipped(PRINT, bits)
        expect(distanceOf(PRINT, other)).toBe(bits.length)
        expect(find([shown('t-1', PRINT), shown('t-2', other)])).toHaveLength(bits.length <= 6 ? 1 : 0)
      }),
      { numRuns },
    )
  })

  it('leaves alone: one ticket, one cluster, different units, bare walls', () => {
    expect(find([shown('t-1', PRINT), shown('t-1', PRINT)])).toEqual([])
    expect(find([shown('t-1', PRINT, { matter: 'c-1' }), shown('t-2', PRINT, { matter: 'c-1' })])).toEqual([])
    expect(find([shown('t-1', PRINT), shown('t-2', PRINT, { unit: 'u-2' })])).toEqual([])
    const wall = '0000000000000001'
    expect(find([shown('t-1', wall), shown('t-2', wall)])).toEqual([])
  })
})
