import { createHash } from 'node:crypto'
import canonicalize from 'canonicalize'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkOpened, claimsCommitment, commit, isCommitment, openField, salt, streamName } from './commitment.ts'

const numRuns = Number(process.env['HUYING_RUNS'] ?? 200)
const seeds = fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => Buffer.from(bytes))
const versions = fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER })
const fields = fc.stringMatching(/^[A-Za-z][A-Za-z0-9_-]{0,63}$/)

describe('salt and streamName', () => {
  it('are what the format says, computed the long way', () => {
    fc.assert(
      fc.property(seeds, versions, fields, (seed, version, field) => {
        const digest = createHash('sha256').update(seed).update(`${version}/${field}`, 'ascii').digest()
        expect(salt(seed, version, field)).toBe(digest.subarray(0, 16).toString('base64url'))
        const name = createHash('sha256').update('stream').update(seed).digest().subarray(0, 16).toString('base64url')
        expect(streamName(seed)).toBe(`ticket/${name}`)
      }),
      { numRuns },
    )
  })

  it('differ by seed, version and field', () => {
    const seed = Buffer.alloc(32, 7)
    const salts = [
      salt(seed, 1, 'unit'),
      salt(seed, 11, 'unit'),
      salt(seed, 1, 'units'),
      salt(Buffer.alloc(32), 1, 'unit'),
    ]
    expect(new Set(salts).size).toBe(4)
  })

  it.each([
    ['a short seed', () => salt(Buffer.alloc(31), 1, 'unit')],
    ['a long seed', () => streamName(Buffer.alloc(33))],
    ['version 0', () => salt(Buffer.alloc(32), 0, 'unit')],
    ['a fraction', () => salt(Buffer.alloc(32), 1.5, 'unit')],
    ['a field with a slash', () => salt(Buffer.alloc(32), 1, '1/unit')],
    ['a field beyond ASCII', () => salt(Buffer.alloc(32), 1, '单位')],
    ['__proto__', () => salt(Buffer.alloc(32), 1, '__proto__')],
  ])('refuse %s', (_, run) => {
    expect(run).toThrow()
  })
})

describe('commit', () => {
  it('opens with its own value and with no other', () => {
    fc.assert(
      fc.property(seeds, versions, fields, fc.jsonValue(), fc.jsonValue(), (seed, version, field, value, other) => {
        const $c = commit(salt(seed, version, field), value)
        expect(checkOpened({ $c }, openField(seed, version, field, value))).toBe(true)
        const same = canonicalize(value) === canonicalize(other)
        expect(checkOpened({ $c }, openField(seed, version, field, other))).toBe(same)
      }),
      { numRuns },
    )
  })

  it('hides equal values of different fields and versions from each other', () => {
    const seed = Buffer.alloc(32, 1)
    const commitments = [1, 2, 3].flatMap((version) =>
      ['a', 'b'].map((field) => commit(salt(seed, version, field), true)),
    )
    expect(new Set(commitments).size).toBe(6)
  })
})

describe('isCommitment', () => {
  it.each([
    [{ $c: 'x' }, true, true],
    [{ $c: 1 }, false, true],
    [{ $c: 'x', more: 1 }, false, true],
    ['x', false, false],
    [null, false, false],
    [{ c: 'x' }, false, false],
  ])('%j', (value, is, claims) => {
    expect(isCommitment(value)).toBe(is)
    expect(claimsCommitment(value)).toBe(claims)
  })
})
