import { createHmac, hkdfSync } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { commitPersonal, decrypt, decryptFor, decryptText, encrypt, newKey, unwrapKey, wrapKey } from './cipher.ts'
import { hmac, hmacText, type Purpose, subkey } from './hmac.ts'

const numRuns = Number(process.env['HUYING_RUNS'] ?? 200)
const keys = fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => Buffer.from(bytes))
const bytes = fc.uint8Array({ maxLength: 300 }).map((array) => Buffer.from(array))
const text = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('', '𠮷野家', '👨‍👩‍👧', 'a\u0000b'))
const refusal = (code: string) => expect.objectContaining({ name: 'VaultError', code })

describe('hmac and subkey', () => {
  it('are those of node:crypto', () => {
    fc.assert(
      fc.property(keys, bytes, (key, message) => {
        const expected = createHmac('sha256', key).update(message).digest()
        expect(hmac(key, message)).toEqual(expected)
        expect(hmacText(key, message)).toBe(expected.toString('base64url'))
        expect(subkey(key, 'commit')).toEqual(Buffer.from(hkdfSync('sha256', key, '', 'huying/commit', 32)))
      }),
      { numRuns },
    )
  })

  it('give every purpose a key of its own', () => {
    const purposes: Purpose[] = ['wrap', 'commit', 'phone-index', 'seal-key', 'cipher']
    const key = newKey()
    expect(new Set(purposes.map((purpose) => subkey(key, purpose).toString('hex'))).size).toBe(purposes.length)
  })

  it('refuse a key of another length', () => {
    expect(() => hmac(Buffer.alloc(16), Buffer.alloc(1))).toThrowError(refusal('vault.key-length'))
    expect(() => subkey(Buffer.alloc(64), 'wrap')).toThrowError(refusal('vault.key-length'))
  })
})

describe('encrypt', () => {
  it('gives the text back, and each time other bytes', () => {
    fc.assert(
      fc.property(keys, text, text, (key, plain, aad) => {
        const box = encrypt(key, plain, aad)
        expect(decryptText(key, box, aad)).toBe(plain)
        expect(box.length).toBe(29 + Buffer.byteLength(plain))
        expect(encrypt(key, plain, aad).equals(box)).toBe(false)
      }),
      { numRuns },
    )
  })

  it('takes bytes as well', () => {
    const key = newKey()
    expect(decrypt(key, encrypt(key, Buffer.of(0, 255, 1), 'photo'), 'photo')).toEqual(Buffer.of(0, 255, 1))
  })

  it('shows a flip of any bit', () => {
    fc.assert(
      fc.property(keys, text, fc.nat(), fc.integer({ min: 0, max: 7 }), (key, plain, position, bit) => {
        const box = encrypt(key, plain, 'place')
        const index = position % box.length
        box[index] = (box[index] ?? 0) ^ (1 << bit)
        const code = index === 0 ? 'vault.unknown-version' : 'vault.not-authentic'
        expect(() => decrypt(key, box, 'place')).toThrowError(refusal(code))
      }),
      { numRuns },
    )
  })

  it('refuses another key, another place, another purpose and a cut box', () => {
    const key = newKey()
    const box = encrypt(key, 'x', 'person/1/name')
    expect(() => decrypt(newKey(), box, 'person/1/name')).toThrowError(refusal('vault.not-authentic'))
    expect(() => decrypt(key, box, 'person/2/name')).toThrowError(refusal('vault.not-authentic'))
    expect(() => decryptFor('wrap', key, box, 'person/1/name')).toThrowError(refusal('vault.not-authentic'))
    expect(() => decrypt(key, box.subarray(0, 28), 'person/1/name')).toThrowError(refusal('vault.truncated'))
    expect(() => encrypt(Buffer.alloc(31), 'x', '')).toThrowError(refusal('vault.key-length'))
  })
})

describe('wrapKey', () => {
  it('gives the key back under its own master and owner only', () => {
    const master = newKey()
    const key = newKey()
    const wrapped = wrapKey(master, key, 'ticket/1')
    expect(unwrapKey(master, wrapped, 'ticket/1')).toEqual(key)
    expect(() => unwrapKey(newKey(), wrapped, 'ticket/1')).toThrowError(refusal('vault.not-authentic'))
    expect(() => unwrapKey(master, wrapped, 'ticket/2')).toThrowError(refusal('vault.not-authentic'))
    expect(() => wrapKey(master, Buffer.alloc(5), 'ticket/1')).toThrowError(refusal('vault.key-length'))
  })
})

describe('commitPersonal', () => {
  it('is the HMAC that the format says', () => {
    fc.assert(
      fc.property(keys, text, (key, value) => {
        const commitKey = Buffer.from(hkdfSync('sha256', key, '', 'huying/commit', 32))
        const expected = createHmac('sha256', commitKey).update(`name\0${value}`, 'utf8').digest('base64url')
        expect(commitPersonal(key, 'name', value)).toBe(expected)
      }),
      { numRuns },
    )
  })

  it('differs by key, kind and value', () => {
    const key = newKey()
    const all = [
      commitPersonal(key, 'phone', '13800000000'),
      commitPersonal(key, 'phone', '13800000001'),
      commitPersonal(key, 'name', '13800000000'),
      commitPersonal(newKey(), 'phone', '13800000000'),
    ]
    expect(new Set(all).size).toBe(4)
    expect(() => commitPersonal(key, 'na\0me', '')).toThrow('NUL')
  })
})
