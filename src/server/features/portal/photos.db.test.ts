import type { LightMyRequestResponse } from 'fastify'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { jpeg, multipart, photoPart, picture } from '../../../../tests/photos/pictures.ts'
import { type Fields, formTo, receiptIn, type Visitor, visitorOf } from '../../../../tests/portal/forms.ts'
import { startTestServer, type TestServer } from '../../../../tests/server/start.ts'

let server: TestServer
let visitor: Visitor

beforeAll(async () => {
  server = await startTestServer({ simulated: true, classify: () => ({ category: '01-03', confidence: 0.9 }) })
  visitor = visitorOf(server)
})
afterAll(() => server.stop())

const WORDS = '楼道里的灯坏了一个多星期，有照片。'

/** Fills a form of a page and sends it with files, as a browser without scripts does. */
function fillWith(page: LightMyRequestResponse, action: string, fields: Fields, photos: readonly Buffer[]) {
  const form = formTo(page.body, action)
  const { photos: _empty, ...rest } = { ...form.fields, ...fields }
  const parts = [
    ...Object.entries(rest).map(([name, value]) => ({ name, value })),
    ...photos.map((one) => photoPart(one)),
  ]
  const { payload, headers } = multipart(parts)
  return server.as(null, { method: 'POST', url: form.action, headers: { ...headers, accept: 'text/html' }, payload })
}

function picturesIn(page: LightMyRequestResponse): string[] {
  return [...page.body.matchAll(/<img[^>]*src="([^"]*portal\/photo[^"]*)"/g)].map((one) =>
    (one[1] ?? '').replaceAll('&amp;', '&'),
  )
}

/** From the second page to the receipt. */
async function finish(from: LightMyRequestResponse, over: Fields = {}): Promise<LightMyRequestResponse> {
  let page = await visitor.fill(from, '/report', { area: '110102009', go: 'next' })
  page = await visitor.fill(page, '/report', { name: '王小雨', phone: '13800001111', ...over, go: 'next' })
  return page
}

describe('a report with photos, without scripts', () => {
  test('from home: seen on the last page, on the track page, and by the unit; nothing of where they were taken', async () => {
    const sent = await (await picture(41))
      .jpeg()
      .withExif({ IFD0: { Make: 'Camera of a person' }, IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '39/1 54/1 20/1' } })
      .toBuffer()
    const review = await finish(
      await fillWith(await visitor.get('/'), '/report', { words: WORDS, go: 'next' }, [sent, await jpeg(42)]),
    )
    expect(review.body).toContain('再看一遍')
    expect(picturesIn(review)).toHaveLength(2)
    const [first, second] = await Promise.all([
      visitor.fill(review, '/report', { go: 'next' }),
      visitor.fill(review, '/report', { go: 'next' }),
    ])
    expect([first.statusCode, second.statusCode]).toEqual([303, 303])
    const { number, secret } = receiptIn(first)
    expect(receiptIn(second).number).toBe(number)
    const track = await visitor.get(`/track/${number}?secret=${secret}`)
    const shown = picturesIn(track)
    expect(shown).toHaveLength(2)
    for (const address of shown) {
      expect(address).not.toContain(secret)
      const answer = await visitor.get(address.replace('&size=small', ''))
      expect(answer.headers).toMatchObject({ 'content-type': 'image/jpeg', 'cache-control': 'no-store' })
      const { exif, format } = await sharp(answer.rawPayload).metadata()
      expect({ exif, format }).toEqual({ exif: undefined, format: 'jpeg' })
      expect(answer.rawPayload.includes('Camera')).toBe(false)
    }
  })

  test('one by one with the button, and taken away again; going back and on loses none', async () => {
    let page = await fillWith(await visitor.get('/report'), '/report', { words: WORDS, go: 'photos' }, [await jpeg(43)])
    expect(formTo(page.body, '/report').fields['words']).toBe(WORDS)
    expect(picturesIn(page)).toHaveLength(1)
    page = await fillWith(page, '/report', { go: 'photos' }, [await jpeg(44), await jpeg(45)])
    expect(picturesIn(page)).toHaveLength(3)
    const [gone = '', kept = ''] = picturesIn(page)
    page = await fillWith(page, '/report', { go: 'remove-photo-1' }, [])
    expect(picturesIn(page)).toHaveLength(2)
    expect((await visitor.get(gone)).statusCode).toBe(404)
    expect((await visitor.get(kept)).statusCode).toBe(200)
    page = await fillWith(page, '/report', { go: 'next' }, [])
    page = await visitor.fill(page, '/report', { go: 'back' })
    expect(picturesIn(page)).toHaveLength(2)
  })

  test('what cannot be taken is told in a sentence; words and good photos stay', async () => {
    const bad: Record<string, Buffer> = {
      不是照片: Buffer.concat([Buffer.from('MZ'), Buffer.alloc(500)]),
      HEIC: Buffer.from('\0\0\0\x18ftypheic\0\0\0\0', 'latin1'),
      '20 MB': Buffer.concat([await jpeg(46), Buffer.alloc(21 * 1024 * 1024)]),
      已损坏: (await jpeg(47)).subarray(0, 2_000),
    }
    for (const [sentence, bytes] of Object.entries(bad)) {
      const page = await fillWith(await visitor.get('/'), '/report', { words: WORDS, go: 'next' }, [
        bytes,
        await jpeg(48),
      ])
      expect(page.statusCode).toBe(422)
      expect(page.body).toContain(sentence)
      expect(formTo(page.body, '/report').fields['words']).toBe(WORDS)
      expect(picturesIn(page)).toHaveLength(1)
    }
  })

  test('at most six', async () => {
    const eight = await Promise.all(
      Array.from({ length: 8 }, (_, index) => jpeg(50 + index, { width: 60, height: 40 })),
    )
    const page = await fillWith(await visitor.get('/'), '/report', { words: WORDS, go: 'next' }, eight)
    expect(page.statusCode).toBe(422)
    expect(page.body).toContain('一次最多上传 6 张照片')
    expect(picturesIn(page)).toHaveLength(6)
    expect((await fillWith(page, '/report', { go: 'next' }, [])).body).toContain('事情发生在哪里')
  })

  test('words that are no UTF-8 are refused rather than replaced', async () => {
    const page = await visitor.get('/report')
    const { headers, payload } = multipart([
      { name: 'draft', value: formTo(page.body, '/report').fields['draft'] ?? '' },
      { name: 'step', value: 'words' },
      { name: 'words', value: 'XX' },
    ])
    const broken = Buffer.from(payload.toString('latin1').replace('XX', '\xb5\xc6'), 'latin1')
    const answer = await server.as(null, { method: 'POST', url: '/report', headers, payload: broken })
    expect(answer.body).not.toContain('\ufffd')
    expect(answer.statusCode).toBe(400)
  })
})

describe('addresses of pictures', () => {
  test('open nothing when they were changed, or half a day later', async () => {
    const page = await fillWith(await visitor.get('/report'), '/report', { words: WORDS, go: 'photos' }, [
      await jpeg(60),
    ])
    const [address = ''] = picturesIn(page)
    expect((await visitor.get(address)).statusCode).toBe(200)
    const changed = address.replace(
      /of=(.{30})./,
      (_whole, begin: string) => `of=${begin}${address.includes('A') ? '_' : 'A'}`,
    )
    for (const wrong of [changed, '/portal/photo', '/portal/photo?of=', '/portal/photo?of=abc&of=def']) {
      expect((await visitor.get(wrong)).statusCode).toBe(404)
    }
    const before = server.clock.at
    server.clock.at = '2026-10-19T14:30:00.000Z'
    expect((await visitor.get(address)).statusCode).toBe(404)
    server.clock.at = before
  })
})

describe('on the track page', () => {
  async function reported(over: Fields = {}): Promise<string> {
    const review = await finish(
      await fillWith(await visitor.get('/'), '/report', { words: WORDS, go: 'next' }, [await jpeg(61)]),
      over,
    )
    const { number, secret } = receiptIn(await visitor.fill(review, '/report', { go: 'next' }))
    return `/track/${number}?secret=${secret}`
  }

  test('a supplement brings photos, once however often it is sent', async () => {
    const url = await reported()
    const page = await visitor.get(url)
    const sent = [await jpeg(62)]
    const answers = await Promise.all([1, 2].map(() => fillWith(page, '/supplement', { text: '又拍了一张' }, sent)))
    expect(answers.map((one) => one.statusCode)).toEqual([303, 303])
    expect(picturesIn(await visitor.get(url))).toHaveLength(2)
    const bad = await fillWith(page, '/supplement', { text: '这张不对' }, [Buffer.from('MZ not a photo')])
    expect(bad.statusCode).toBe(422)
    expect(bad.body).toContain('不是照片')
    expect(bad.body).toContain('这张不对')
  })

  test('of a confidential matter a mere link shows none (P18)', async () => {
    expect(picturesIn(await visitor.get(await reported({ identity: 'confidential' })))).toEqual([])
  })

  test('shows the evidence of a reply once it was checked, and what is before and after', async () => {
    const url = await reported()
    const number = new URL(url, 'http://site').pathname.split('/')[2] ?? ''
    const { rows } = await server.database.pool.query('select ticket_id from ticket where number = $1', [number])
    const ticketId: string = rows[0].ticket_id
    const act = async (who: 'officer' | 'reviewer', command: string, payload: object = {}) => {
      const answer = await server.as(who, {
        method: 'POST',
        url: `/api/tickets/${ticketId}/commands/${command}`,
        headers: { 'idempotency-key': `${command}-${ticketId}` },
        payload,
      })
      expect(answer.statusCode, answer.body).toBe(200)
    }
    const uploads: string[] = []
    for (const seed of [63, 64]) {
      const form = multipart([photoPart(await jpeg(seed))])
      uploads.push((await server.as('officer', { method: 'POST', url: '/api/photos', ...form })).json().upload)
    }
    await act('officer', 'sign')
    await act('officer', 'record-contact', { outcome: 'reached' })
    const photos = [
      { upload: uploads[0], role: 'before' },
      { upload: uploads[1], role: 'after' },
    ]
    await act('officer', 'reply', {
      found: 'true',
      text: '修好了',
      measures: '换灯',
      legalBasis: ['law-1'],
      claimsSolved: true,
      photos,
    })
    expect(picturesIn(await visitor.get(url))).toHaveLength(1)
    await act('reviewer', 'review-reply', { pass: true, reason: null })
    const page = await visitor.get(url)
    expect(picturesIn(page)).toHaveLength(3)
    expect(page.body).toContain('照片 1：办理前')
    expect(page.body).toContain('照片 2：办理后')
  })
})
