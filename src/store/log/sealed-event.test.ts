import { createHash } from 'node:crypto'
import canonicalize from 'canonicalize'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { commitPersonal, newKey } from '../vault/cipher.ts'
import { commit, salt, streamName } from './commitment.ts'
import { checkEvent, checkLink, EVENT_FAULTS, type StoredEvent } from './event-check.ts'
import { type EventToSeal, NO_EVENT, openEvent, type SealedEvent, sealEvent } from './sealed-event.ts'

const numRuns = Number(process.env['HUYING_RUNS'] ?? 200)
const SEED = Buffer.from(Array.from({ length: 32 }, (_, i) => i))
const TICKET = '019a0000-0000-7000-8000-000000000001'

const DISPATCHED: EventToSeal = {
  seed: SEED,
  subjectId: TICKET,
  version: 1,
  type: 'ticket.dispatched',
  at: '2026-10-19T00:30:00.000Z',
  policy: 'beijing/2026-10',
  prev: NO_EVENT,
  actor: { kind: 'rule', id: 'catalogue', version: 4 },
  data: {
    unit: 'u-110105-017',
    category: 'noise',
    rare: '𠮷',
    emoji: '👨‍👩‍👧',
    nul: 'a\u0000b',
    none: null,
    list: [1, { b: 1, a: 2 }],
  },
  open: new Set(['category', 'list']),
}

function stored(event: EventToSeal, sealed: SealedEvent): StoredEvent {
  const { seed, subjectId, version, type, at } = event
  return { ...sealed, seed, subjectId, columns: { version, type, at } }
}

const fieldNames = fc
  .stringMatching(/^[A-Za-z][A-Za-z0-9_-]{0,8}$/)
  .filter((name) => name !== 'ticket' && name !== 'actor')
const words = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('𠮷', '👍🏽', '\u0000', '\ufffd', '诉求'))
const plain = fc.oneof(words, fc.maxSafeInteger(), fc.boolean(), fc.constant(null), fc.array(words, { maxLength: 3 }))
const events: fc.Arbitrary<EventToSeal> = fc
  .record({
    seed: fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => Buffer.from(bytes)),
    subjectId: fc.uuid(),
    version: fc.integer({ min: 2, max: 100_000 }),
    type: fc.constantFrom('ticket.dispatched', 'ticket.replied'),
    at: fc
      .date({ min: new Date('2020-01-01'), max: new Date('2099-01-01'), noInvalidDate: true })
      .map((d) => d.toISOString()),
    policy: words,
    prev: words.map((word) => createHash('sha256').update(word).digest('hex')),
    actor: fc.oneof(words, fc.record({ kind: words, id: words })),
    data: fc.dictionary(fieldNames, plain, { maxKeys: 8, noNullPrototype: true }),
    open: fc.constant(new Set<string>()),
  })
  .chain((event) => fc.subarray(Object.keys(event.data)).map((open) => ({ ...event, open: new Set(open) })))

describe('sealEvent', () => {
  it('writes what a stranger would write from the format alone', () => {
    fc.assert(
      fc.property(events, (event) => {
        const sealed = sealEvent(event)
        const { seed, version, type, at, policy, prev, subjectId, actor, data, open } = event
        const hide = (field: string, value: unknown) => ({ $c: commit(salt(seed, version, field), value) })
        const body: Record<string, unknown> = { ticket: hide('ticket', subjectId), actor: hide('actor', actor) }
        const opening: Record<string, unknown> = { actor }
        for (const [field, value] of Object.entries(data)) {
          body[field] = open.has(field) ? value : hide(field, value)
          if (!open.has(field)) opening[field] = value
        }
        expect(sealed.bytes).toBe(canonicalize({ stream: streamName(seed), version, type, at, policy, prev, body }))
        expect(sealed.opening).toBe(canonicalize(opening))
        expect(sealed.hash).toBe(createHash('sha256').update(sealed.bytes).digest('hex'))
        expect(checkEvent(stored(event, sealed), prev)).toEqual([])
        expect(openEvent(sealed.bytes, sealed.opening, subjectId)).toEqual({
          stream: streamName(seed),
          subjectId,
          version,
          type,
          at,
          policy,
          prev,
          actor,
          data: JSON.parse(JSON.stringify(data)),
        })
      }),
      { numRuns },
    )
  })

  it('does not depend on the order of fields', () => {
    const backwards = Object.fromEntries(Object.entries(DISPATCHED.data).reverse())
    expect(sealEvent({ ...DISPATCHED, data: backwards })).toEqual(sealEvent(DISPATCHED))
  })

  it('keeps ticket, actor and committed values out of the bytes', () => {
    const { bytes } = sealEvent(DISPATCHED)
    expect(bytes).toContain('"category":"noise"')
    for (const secret of [TICKET, 'catalogue', 'u-110105-017', '𠮷', '👨‍👩‍👧', SEED.toString('base64url')]) {
      expect(bytes).not.toContain(secret)
    }
  })

  it('leaves out fields that are undefined', () => {
    const data = { ...DISPATCHED.data, later: undefined }
    expect(sealEvent({ ...DISPATCHED, data })).toEqual(sealEvent(DISPATCHED))
  })

  it.each<[string, Partial<EventToSeal>]>([
    ['version 0', { version: 0 }],
    ['an instant without milliseconds', { at: '2026-10-19T00:30:00Z' }],
    ['an empty prev', { prev: '' }],
    ['a field named ticket', { data: { ticket: 1 } }],
    ['a field named actor', { data: { actor: 1 } }],
    ['a committed field with an odd name', { data: { 'a b': 1 } }],
    ['an open field with an odd name', { data: { 'a"b': 1 }, open: new Set(['a"b']) }],
    ['a value in the clear that looks like a commitment', { data: { x: { $c: 'y' } }, open: new Set(['x']) }],
    ['no actor', { actor: undefined }],
    ['a lone surrogate', { data: { x: '\ud800' } }],
    ['a short seed', { seed: Buffer.alloc(16) }],
  ])('refuses %s', (_, part) => {
    expect(() => sealEvent({ ...DISPATCHED, ...part })).toThrow()
  })
})

describe('openEvent', () => {
  it.each([
    ['text that is no JSON', '{', '{}'],
    ['an array', '[]', '{}'],
    ['an opening without the actor', sealEvent(DISPATCHED).bytes, '{}'],
    ['an opening without a field', sealEvent(DISPATCHED).bytes, '{"actor":1}'],
    ['an eighth member', sealEvent(DISPATCHED).bytes.replace('{', '{"a":1,'), sealEvent(DISPATCHED).opening],
    ['a field __proto__', sealEvent(DISPATCHED).bytes.replace('"body":{', '"body":{"__proto__":{},'), '{"actor":1}'],
  ])('refuses %s', (_, bytes, opening) => {
    expect(() => openEvent(bytes, opening, TICKET)).toThrowError(expect.objectContaining({ name: 'UnreadableEvent' }))
  })
})

describe('checkEvent', () => {
  const sealed = sealEvent(DISPATCHED)
  const good = stored(DISPATCHED, sealed)
  const codes = (event: StoredEvent, prev = NO_EVENT) => checkEvent(event, prev).map((fault) => fault.code)
  const rehash = (bytes: string) => ({ bytes, hash: createHash('sha256').update(bytes).digest('hex') })

  it('passes what was sealed', () => {
    expect(checkEvent(good, NO_EVENT)).toEqual([])
    expect(checkLink(sealed.bytes, sealed.hash, NO_EVENT)).toEqual([])
  })

  it('finds a flip of any bit of bytes, hash or opening', () => {
    const part = fc.constantFrom('bytes' as const, 'hash' as const, 'opening' as const)
    fc.assert(
      fc.property(events, part, fc.nat(), fc.integer({ min: 0, max: 7 }), (event, which, position, bit) => {
        const intact = stored(event, sealEvent(event))
        const flipped = Buffer.from(intact[which])
        const index = position % flipped.length
        flipped[index] = (flipped[index] ?? 0) ^ (1 << bit)
        // A text column holds no broken UTF-8; latin1 keeps such a flip visible as another character.
        const utf8 = flipped.toString('utf8')
        const text = Buffer.from(utf8).equals(flipped) ? utf8 : flipped.toString('latin1')
        expect(checkEvent({ ...intact, [which]: text }, event.prev)).not.toEqual([])
      }),
      { numRuns },
    )
  })

  it('finds a cut or lengthened opening even when it still parses', () => {
    const { actor, ...rest } = JSON.parse(sealed.opening)
    expect(checkEvent({ ...good, opening: canonicalize({ actor, ...rest, unit: undefined }) ?? '' }, NO_EVENT)).toEqual(
      [{ code: 'event.opening-differs', facts: { field: 'unit', reason: 'absent' } }],
    )
    expect(checkEvent({ ...good, opening: canonicalize({ actor, ...rest, more: 1 }) ?? '' }, NO_EVENT)).toEqual([
      { code: 'event.opening-differs', facts: { field: 'more', reason: 'surplus' } },
    ])
    expect(checkEvent({ ...good, opening: canonicalize({ actor, ...rest, category: 'x' }) ?? '' }, NO_EVENT)).toEqual([
      { code: 'event.opening-differs', facts: { field: 'category', reason: 'surplus' } },
    ])
    expect(checkEvent({ ...good, opening: canonicalize({ actor, ...rest, unit: 'u-other' }) ?? '' }, NO_EVENT)).toEqual(
      [{ code: 'event.opening-differs', facts: { field: 'unit', reason: 'value' } }],
    )
  })

  it('names what differs', () => {
    expect(codes({ ...good, hash: NO_EVENT })).toEqual(['event.hash-differs'])
    expect(codes(good, sealed.hash)).toEqual(['event.chain-broken'])
    expect(codes({ ...good, subjectId: '019a0000-0000-7000-8000-000000000002' })).toEqual(['event.opening-differs'])
    expect(codes({ ...good, columns: { ...good.columns, type: 'ticket.closed' } })).toEqual(['event.column-differs'])
    expect(codes({ ...good, columns: { version: 2, type: 'x', at: good.columns.at } })).toHaveLength(2)
    expect(codes({ ...good, seed: Buffer.alloc(32) })).toContain('event.stream-differs')
    expect(codes({ ...good, opening: `${good.opening} ` })).toEqual(['event.opening-unreadable'])
    expect(codes({ ...good, opening: '[]' })).toEqual(['event.opening-unreadable'])
    expect(codes({ ...good, ...rehash(`${good.bytes} `) })).toEqual(['event.not-canonical'])
    expect(codes({ ...good, ...rehash('[]') })).toEqual(['event.unreadable'])
    expect(codes({ ...good, ...rehash(good.bytes.replace('"noise"', '{"$c":"x"}')) })).toEqual([
      'event.opening-differs',
    ])
    expect(codes({ ...good, ...rehash(good.bytes.replace('"version":1', '"version":2')) })).toContain(
      'event.chain-broken',
    )
  })

  it('stays on its feet before hostile bytes', () => {
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`
    expect(codes({ ...good, ...rehash(good.bytes.replace('"noise"', deep)) })).toContain('event.not-canonical')
    expect(codes({ ...good, ...rehash(good.bytes.replace('noise', '\\ud800')) })).toContain('event.not-canonical')
    expect(codes({ ...good, opening: good.opening.replace('u-110105-017', '\\ud800') })).toContain(
      'event.opening-differs',
    )
    expect(codes({ ...good, opening: good.opening.replace('"u-110105-017"', deep) })).toContain('event.opening-differs')
  })

  it('lists every code once', () => {
    expect(new Set(EVENT_FAULTS).size).toBe(EVENT_FAULTS.length)
  })
})

describe('a chain', () => {
  function chain(
    length: number,
    data: Readonly<Record<string, unknown>>,
  ): { event: EventToSeal; sealed: SealedEvent }[] {
    const links: { event: EventToSeal; sealed: SealedEvent }[] = []
    for (let version = 1; version <= length; version++) {
      const event = { ...DISPATCHED, version, prev: links.at(-1)?.sealed.hash ?? NO_EVENT, data }
      links.push({ event, sealed: sealEvent(event) })
    }
    return links
  }

  it('still verifies when the key of its personal values is gone', () => {
    const key = newKey()
    const phone = commitPersonal(key, 'phone', '13800000000')
    const links = chain(5, { phone, unit: 'u-1' })
    key.fill(0)
    expect(commitPersonal(key, 'phone', '13800000000')).not.toBe(phone)
    let prev = NO_EVENT
    for (const { event, sealed } of links) {
      expect(checkEvent(stored(event, sealed), prev)).toEqual([])
      expect(openEvent(sealed.bytes, sealed.opening, TICKET).data['phone']).toBe(phone)
      prev = sealed.hash
    }
  })

  it('verifies where one event is given by its hash only', () => {
    const [first, second, third] = chain(3, {})
    expect(checkLink(first?.sealed.bytes ?? '', first?.sealed.hash ?? '', NO_EVENT)).toEqual([])
    expect(checkLink(third?.sealed.bytes ?? '', third?.sealed.hash ?? '', second?.sealed.hash ?? '')).toEqual([])
    expect(checkLink(third?.sealed.bytes ?? '', third?.sealed.hash ?? '', first?.sealed.hash ?? '')).not.toEqual([])
  })
})
