import sharp from 'sharp'
import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { jpeg, multipart, photoPart, picture } from '../../../../tests/photos/pictures.ts'
import { type CastMember, startTestServer, type TestServer } from '../../../../tests/server/start.ts'
import { forgetTicket } from '../../../store/forget.ts'
import { removeForgotten } from '../../../store/photo/photo-vault.ts'

let server: TestServer

beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.stop())

async function upload(who: CastMember, bytes: Buffer): Promise<string> {
  const answer = await send(who, bytes)
  expect(answer.statusCode, answer.body).toBe(201)
  return answer.json().upload
}

const send = (who: CastMember | null, bytes: Buffer, name = 'photo.jpg') =>
  server.as(who, { method: 'POST', url: '/api/photos', ...multipart([photoPart(bytes, name)]) })

async function register(photos: readonly string[], over: object = {}): Promise<string> {
  const payload = {
    ticketId: uuidv7(),
    channel: 'phone',
    words: '车公庄大街9号院门口路灯不亮。',
    title: '路灯不亮',
    place: { district: '110102', subdistrict: '110102009', community: null, address: null },
    classify: { category: '01-03' },
    dispatch: 'hold',
    photos: photos.map((one) => ({ upload: one })),
    ...over,
  }
  const answer = await server.as('agent', { method: 'POST', url: '/api/tickets', payload })
  expect(answer.statusCode, answer.body).toBe(201)
  return payload.ticketId
}

const command = (who: CastMember, ticketId: string, name: string, payload: object = {}, key = uuidv7()) =>
  server.as(who, {
    method: 'POST',
    url: `/api/tickets/${ticketId}/commands/${name}`,
    headers: { 'idempotency-key': key },
    payload,
  })

async function act(who: CastMember, ticketId: string, name: string, payload: object = {}): Promise<void> {
  const answer = await command(who, ticketId, name, payload)
  expect(answer.statusCode, `${name}: ${answer.body}`).toBe(200)
}

interface Entry {
  readonly type: string
  readonly photos: { readonly photo: string; readonly role: string | null }[]
}

async function photosSeen(who: CastMember, ticketId: string): Promise<Record<string, Entry['photos']>> {
  const view = (await server.as(who, { method: 'GET', url: `/api/tickets/${ticketId}` })).json()
  const entries: Entry[] = view.timeline
  return Object.fromEntries(entries.filter((one) => one.photos.length > 0).map((one) => [one.type, one.photos]))
}

const read = (who: CastMember | null, ticketId: string, photo: string, size = 'full') =>
  server.as(who, { method: 'GET', url: `/api/tickets/${ticketId}/photos/${photo}?size=${size}` })

const CONTENT = {
  found: 'true',
  text: '已更换灯泡。',
  measures: '更换灯泡',
  legalBasis: ['law-1'],
  claimsSolved: true,
}

describe('photos of a ticket', () => {
  it('come with the registration, are under its key in the log, and every look at them is logged', async () => {
    const sent = await jpeg(21)
    const ticketId = await register([await upload('agent', sent)])
    const { registered } = await photosSeen('agent', ticketId)
    const photo = registered?.[0]?.photo ?? ''
    expect(photo).toMatch(/^[\w-]{43}$/)
    const answer = await read('agent', ticketId, photo)
    expect(answer.headers).toMatchObject({ 'content-type': 'image/jpeg', 'cache-control': 'no-store' })
    expect(await sharp(answer.rawPayload).metadata()).toMatchObject({ format: 'jpeg', width: 640 })
    expect(await sharp((await read('agent', ticketId, photo, 'small')).rawPayload).metadata()).toMatchObject({
      width: 320,
    })
    const { rows } = await server.database.pool.query(
      `select account_id from access_log where ticket_id = $1 and what = 'photo'`,
      [ticketId],
    )
    expect(rows).toEqual([{ account_id: 'agent' }, { account_id: 'agent' }])
    const { rows: events } = await server.database.pool.query('select bytes from event where ticket_id = $1', [
      ticketId,
    ])
    expect(JSON.stringify(events)).not.toContain(photo)
  })

  it('the same picture on another ticket has another name: nobody can tell that they are one', async () => {
    const sent = await jpeg(22)
    const names = []
    for (let time = 0; time < 2; time++) {
      const ticketId = await register([await upload('agent', sent)])
      names.push((await photosSeen('agent', ticketId))['registered']?.[0]?.photo)
    }
    expect(new Set(names).size).toBe(2)
  })

  it('a reply says which are before and after; unit and centre see them, another unit finds no ticket', async () => {
    const ticketId = await register([])
    await act('dispatcher', ticketId, 'dispatch', { lead: '110102009' })
    await act('officer', ticketId, 'sign')
    await act('officer', ticketId, 'record-contact', {
      outcome: 'reached',
      photos: [{ upload: await upload('officer', await jpeg(23)) }],
    })
    const [before, after] = [await upload('officer', await jpeg(24)), await upload('officer', await jpeg(25))]
    const wrong = await command('officer', ticketId, 'reply', { ...CONTENT, photos: [{ upload: before }] })
    expect(wrong.json()).toMatchObject({ status: 422, code: 'http.invalid' })
    const body = {
      ...CONTENT,
      photos: [
        { upload: before, role: 'before' },
        { upload: after, role: 'after' },
      ],
    }
    const key = uuidv7()
    const answers = await Promise.all([
      command('officer', ticketId, 'reply', body, key),
      command('officer', ticketId, 'reply', body, key),
    ])
    expect(answers.map((one) => one.statusCode)).toEqual([200, 200])
    const seen = await photosSeen('reviewer', ticketId)
    expect(seen['replied']?.map((one) => one.role)).toEqual(['before', 'after'])
    expect(seen['contact-recorded']).toHaveLength(1)
    const photo = seen['replied']?.[0]?.photo ?? ''
    expect((await read('reviewer', ticketId, photo)).statusCode).toBe(200)
    expect((await read('neighbour', ticketId, photo)).json().code).toBe('ticket.unknown')
    expect((await read(null, ticketId, photo)).statusCode).toBe(401)
    expect((await read('officer', ticketId, `${photo.slice(0, -2)}xx`)).json().code).toBe('photo.none')
  })

  it('of a confidential matter stay at the centre (P18)', async () => {
    const ticketId = await register([await upload('agent', await jpeg(26))], { identity: 'confidential' })
    await act('dispatcher', ticketId, 'dispatch', { lead: '110102009' })
    const photo = (await photosSeen('agent', ticketId))['registered']?.[0]?.photo ?? ''
    expect(await photosSeen('officer', ticketId)).toEqual({})
    expect((await read('officer', ticketId, photo)).json().code).toBe('photo.none')
    expect((await read('agent', ticketId, photo)).statusCode).toBe(200)
  })

  it('of a neighbour dispute are not for community workers, who are neighbours too (P20)', async () => {
    const ticketId = await register([await upload('agent', await jpeg(27))], { kind: 'report' })
    await act('dispatcher', ticketId, 'dispatch', { lead: '110102009' })
    const photo = (await photosSeen('officer', ticketId))['registered']?.[0]?.photo ?? ''
    expect((await read('officer', ticketId, photo)).statusCode).toBe(200)
    expect(await photosSeen('worker', ticketId)).toEqual({})
    expect((await read('worker', ticketId, photo)).json().code).toBe('photo.none')
  })

  it('go with the ticket when it is forgotten, files and all', async () => {
    const ticketId = await register([await upload('agent', await jpeg(28))])
    const photo = (await photosSeen('agent', ticketId))['registered']?.[0]?.photo ?? ''
    const { pool } = server.database
    await forgetTicket(pool, ticketId, server.clock.now())
    expect((await read('agent', ticketId, photo)).json().code).toBe('photo.none')
    await removeForgotten(pool, server.photoFiles, ticketId)
    expect(await server.photoFiles.get(`ticket/${ticketId.slice(-2)}/${ticketId}/${photo}.full`)).toBeNull()
    const late = await command('agent', ticketId, 'supplement', {
      text: '补充',
      photos: [{ upload: await upload('agent', await jpeg(29)) }],
    })
    expect(late.json().code).toBe('ticket.forgotten')
  })
})

describe('uploads', () => {
  it('are the uploader’s own: nobody else reads, sends or removes them', async () => {
    const mine = await upload('agent', await jpeg(31))
    expect((await server.as('agent', { method: 'GET', url: `/api/photos/${mine}?size=small` })).statusCode).toBe(200)
    expect((await server.as('officer', { method: 'GET', url: `/api/photos/${mine}` })).json().code).toBe('photo.none')
    await server.as('officer', { method: 'DELETE', url: `/api/photos/${mine}` })
    expect((await server.as('agent', { method: 'GET', url: `/api/photos/${mine}` })).statusCode).toBe(200)
    const ticketId = await register([])
    await act('dispatcher', ticketId, 'dispatch', { lead: '110102009' })
    await act('officer', ticketId, 'sign')
    const taken = await command('officer', ticketId, 'record-contact', {
      outcome: 'reached',
      photos: [{ upload: mine }],
    })
    expect(taken.json()).toMatchObject({ status: 422, code: 'photo.unknown' })
    await server.as('agent', { method: 'DELETE', url: `/api/photos/${mine}` })
    expect((await server.as('agent', { method: 'GET', url: `/api/photos/${mine}` })).json().code).toBe('photo.none')
  })

  it('are not for whoever gives no command that brings photos', async () => {
    for (const who of ['editor', 'operator'] as const) {
      const { statusCode } = await send(who, await jpeg(32))
      expect({ who, statusCode }).toEqual({ who, statusCode: 403 })
    }
    expect((await send(null, await jpeg(32))).statusCode).toBe(401)
  })

  it('wait a day, and what nobody sent is gone then; what became part of a ticket stays', async () => {
    const unsent = await upload('agent', await jpeg(33))
    const ticketId = await register([await upload('agent', await jpeg(34))])
    server.clock.at = '2026-10-20T02:10:00.000Z'
    expect(await server.deps.photos?.clearExpired(server.clock.now())).toBeGreaterThanOrEqual(2)
    expect((await server.as('agent', { method: 'GET', url: `/api/photos/${unsent}` })).json().code).toBe('photo.none')
    const photo = (await photosSeen('agent', ticketId))['registered']?.[0]?.photo ?? ''
    expect((await read('agent', ticketId, photo)).statusCode).toBe(200)
    const { rows } = await server.database.pool.query('select count(*)::int as left from photo_claim')
    expect(rows[0].left).toBe(0)
  })

  it('of a command that did not come through leave no file behind', async () => {
    const claimed = await upload('agent', await jpeg(35))
    const ticketId = uuidv7()
    const { pool } = server.database
    await pool.query(`insert into photo_claim (ticket_id, photo, upload_id) values ($1, 'lost', $2)`, [
      ticketId,
      claimed,
    ])
    const name = `ticket/${ticketId.slice(-2)}/${ticketId}/lost.full`
    await server.photoFiles.put(name, Buffer.of(1))
    server.clock.at = '2026-10-21T03:00:00.000Z'
    await server.deps.photos?.clearExpired(server.clock.now())
    expect(await server.photoFiles.get(name)).toBeNull()
  })

  it('bad ones are told in a sentence, in both languages', async () => {
    const answers: Record<string, string> = {}
    const whole = await jpeg(36)
    const bad: Record<string, Buffer> = {
      'an executable named .jpg': Buffer.concat([Buffer.from('MZ'), Buffer.alloc(2_000)]),
      'a drawing': Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'),
      HEIC: Buffer.from('\0\0\0\x18ftypheic\0\0\0\0', 'latin1'),
      '50 MB': Buffer.concat([whole, Buffer.alloc(50 * 1024 * 1024)]),
      'cut short': whole.subarray(0, 3_000),
      nothing: Buffer.alloc(0),
    }
    for (const [what, bytes] of Object.entries(bad)) {
      const answer = await send('agent', bytes)
      answers[what] = `${answer.statusCode} ${answer.json().code}`
      expect(answer.json().sentence).not.toBe('')
    }
    expect(answers).toEqual({
      'an executable named .jpg': '415 photo.no-photo',
      'a drawing': '415 photo.no-photo',
      HEIC: '415 photo.heic',
      '50 MB': '413 photo.too-large',
      'cut short': '422 photo.damaged',
      nothing: '415 photo.no-photo',
    })
    const noForm = await server.as('agent', { method: 'POST', url: '/api/photos', payload: { photo: 'x' } })
    expect(noForm.json().code).toBe('http.unsupported-type')
    const many = Array.from({ length: 7 }, () => ({ upload: uuidv7() }))
    const ticketId = await register([])
    expect((await command('agent', ticketId, 'supplement', { text: '多', photos: many })).json().code).toBe(
      'http.invalid',
    )
    const png = await (await picture(37)).png().toBuffer()
    expect((await send('agent', png, '照片.exe')).statusCode).toBe(201)
  })
})
