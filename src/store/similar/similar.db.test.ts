import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createRuledDatabase, type RuledDatabase } from '../../../tests/database/lived-database.ts'
import { REQUESTS, type TicketRequest } from '../../contract/ticket/request.ts'
import { CENTRE } from '../../domain/org/unit.ts'
import type { Actor } from '../../domain/ticket/terms.ts'
import { forgetTicket } from '../forget.ts'
import { findCandidates, findDistinct, keepDistinct } from './candidates.ts'
import type { TicketSignature } from './signature-row.ts'
import { type MatterTexts, Signing } from './signing.ts'

const AT = '2026-10-19T02:00:00.000Z'
const UNIT = '110102009'
const AGENT: Actor = { kind: 'person', account: 'agent', unit: 'centre', role: 'agent' }

/** Stands in for src/intelligence/similar: every word is a key, and so is the address. */
function sign({ words, address, category }: MatterTexts): TicketSignature {
  return {
    sketch: { values: Uint16Array.from(words, (one) => one.charCodeAt(0)), size: words.length },
    textKeys: [...words].map((one) => `word/${one}`),
    nameKeys: address === null ? [] : [{ key: `point/${address}`, name: `${address}${category}` }],
  }
}

let database: RuledDatabase
let signing: Signing
const failures: unknown[] = []
beforeAll(async () => {
  database = await createRuledDatabase()
  const { writer: pool, keys, rulebook } = database
  signing = new Signing({ pool, keys, rulebook, sign, onFailure: (error) => failures.push(error) })
  database.log.onCommitted((committed) => signing.note(committed))
})
afterAll(() => database.drop())

async function submit(ticketId: string, type: TicketRequest['type'], body: object): Promise<void> {
  const request = { type, body: REQUESTS[type].parse(body) } as TicketRequest
  const result = await database.log.submit({ ...request, ticketId, key: uuidv7(), actor: AGENT }, AT)
  expect(result).toMatchObject({ ok: true })
}

async function ticket(words: string, over: object = {}, category = '01-04'): Promise<string> {
  const ticketId = uuidv7()
  const place = { district: '110102', subdistrict: UNIT, address: '东园3号楼' }
  await submit(ticketId, 'register', { channel: 'phone', words, place, ...over })
  await submit(ticketId, 'classify', { category })
  await submit(ticketId, 'dispatch', { lead: UNIT })
  await signing.settled()
  expect(failures).toEqual([])
  return ticketId
}

const ask = async (words: string, over: Partial<MatterTexts> = {}, unit: string = CENTRE, at = AT) => {
  const matter = { words, title: null, address: null, category: '01-04', community: null, subdistrict: UNIT, ...over }
  const signature = sign(matter)
  const found = await findCandidates(database.writer, database.keys.master, { unit, signature, at, ticketId: null })
  return found.map((one) => one.ticketId)
}

describe('candidates', () => {
  it('are found by their words and by their names, within reach in time, by the units that may see them', async () => {
    const one = await ticket('梯停')
    expect(await ask('停')).toEqual([one])
    expect(await ask('灯', { address: '东园3号楼' })).toEqual([one])
    expect(await ask('灯')).toEqual([])
    expect(await ask('停', {}, UNIT)).toEqual([one])
    expect(await ask('停', {}, '110102010')).toEqual([])
    expect(await ask('停', {}, CENTRE, '2026-12-28T02:00:00.000Z')).toEqual([one])
    expect(await ask('停', {}, CENTRE, '2027-06-01T02:00:00.000Z')).toEqual([])
  })

  it('say which names they share', async () => {
    const one = await ticket('屋漏', { place: { district: '110102', subdistrict: UNIT, address: '西园' } })
    const signature = sign({
      words: '漏',
      title: null,
      address: '西园',
      category: '01-04',
      community: null,
      subdistrict: UNIT,
    })
    const found = await findCandidates(database.writer, database.keys.master, {
      unit: CENTRE,
      signature,
      at: AT,
      ticketId: null,
    })
    expect(found).toMatchObject([{ ticketId: one, names: ['point/西园'], category: '01-04', subdistrict: UNIT }])
    expect(found[0]?.sketch).toEqual({ values: Uint16Array.from('屋漏', (c) => c.charCodeAt(0)), size: 2 })
  })

  it('are held against the inbox nearest first, until there are as many as asked for that the unit may see', async () => {
    const other = '110102010'
    const place = { district: '110102', subdistrict: other, address: '北园' }
    const unseen = uuidv7()
    await submit(unseen, 'register', { channel: 'phone', words: '闸', place })
    await submit(unseen, 'classify', { category: '01-04' })
    await submit(unseen, 'dispatch', { lead: other })
    const seen = [await ticket('闸一'), await ticket('闸二'), await ticket('闸三')]
    await signing.settled()
    const signature = sign({
      words: '闸',
      title: null,
      address: null,
      category: '01-04',
      community: null,
      subdistrict: UNIT,
    })
    const order = [unseen, ...seen]
    const find = (most: number) =>
      findCandidates(database.writer, database.keys.master, {
        unit: UNIT,
        signature,
        at: AT,
        ticketId: null,
        nearness: (one) => -order.indexOf(one.ticketId),
        most,
      })
    // The nearest of all is another unit's: whoever asks still gets the nearest of its own.
    expect((await find(1)).map((one) => one.ticketId)).toEqual(seen.slice(0, 1))
    expect((await find(9)).map((one) => one.ticketId)).toEqual(seen)
  })

  it.each([
    ['a report of wrongdoing', { kind: 'report' }],
    ['a confidential one', { identity: 'confidential' }],
    ['an anonymous one', { identity: 'anonymous' }],
    ['one that accuses', { accuses: '110102010' }],
  ])('%s is none (P20)', async (_, over) => {
    await ticket('秘', over)
    expect(await ask('秘')).toEqual([])
  })

  it('is none any more when its category turns out to be hidden, and is one when it was not', async () => {
    const hidden = database.rulebook
      .inForce(AT)
      .categories.find((one) => one.hiddenFromNeighbours && one.parent !== null)
    const one = await ticket('邻')
    expect(await ask('邻')).toEqual([one])
    const correct = (category: string) =>
      submit(one, 'correct-fact', { fact: 'category', category, reason: '分类有误' })
    await correct(hidden?.code ?? '')
    await signing.settled()
    expect(await ask('邻')).toEqual([])
    await correct('01-04')
    await signing.settled()
    expect(await ask('邻')).toEqual([one])
  })

  it('goes with its key, also when it is signed at the same moment, and leaves no word behind', async () => {
    const one = await ticket('忘')
    const { rows } = await database.pool.query<{ row: string }>(
      'select s::text as row from ticket_signature s where ticket_id = $1',
      [one],
    )
    expect(rows[0]?.row).not.toContain('忘')
    const again = signing.catchUp(AT)
    await forgetTicket(database.writer, one, AT)
    await again
    await signing.catchUp(AT)
    expect(await ask('忘')).toEqual([])
    const { rows: left } = await database.pool.query('select sketch, keys from ticket_signature where ticket_id = $1', [
      one,
    ])
    expect(left).toEqual([{ sketch: null, keys: [] }])
  })

  it('are signed later when a process stopped before it could, and once', async () => {
    await database.pool.query('delete from ticket_signature')
    expect(await ask('停')).toEqual([])
    expect(await signing.catchUp(AT)).toBeGreaterThan(3)
    expect((await ask('停')).length).toBe(1)
    expect(await signing.catchUp(AT)).toBe(0)
    expect(await signing.catchUp('2027-12-01T00:00:00.000Z')).toBe(0)
    expect((await database.pool.query('select from ticket_signature')).rows).toEqual([])
  })
})

describe('said to be another matter', () => {
  it('is remembered for both, once', async () => {
    const [a, b] = [uuidv7(), uuidv7()]
    await keepDistinct(database.writer, [a, b], 'dispatcher', AT)
    await keepDistinct(database.writer, [b, a], 'officer', AT)
    expect([...(await findDistinct(database.writer, a))]).toEqual([b])
    expect([...(await findDistinct(database.writer, b))]).toEqual([a])
  })
})
