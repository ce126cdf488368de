import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { codeIn, formTo, receiptIn, report, type Visitor, visitorOf } from '../../../../tests/portal/forms.ts'
import { MONDAY_MORNING, startTestServer, type TestServer } from '../../../../tests/server/start.ts'
import { plus } from '../../../domain/kernel/instant.ts'
import { forgetPerson } from '../../../store/forget.ts'
import type { ShortMessage } from '../../../store/portal/outbox.ts'
import { sendWaiting } from '../../messages/send-waiting.ts'

let server: TestServer
let visitor: Visitor
let minutes = 0

beforeAll(async () => {
  server = await startTestServer({ simulated: true, classify: () => ({ category: '01-03', confidence: 0.9 }) })
  visitor = visitorOf(server)
})
afterAll(() => server.stop())
// Half an hour for each test, so that what one sent does not count against the next.
beforeEach(() => {
  minutes += 30
  server.clock.at = plus(MONDAY_MORNING, minutes * 60_000)
})

const WORDS = '楼道里的灯坏了一个多星期。'
const later = (ms: number) => {
  server.clock.at = plus(server.clock.at, ms)
}

async function askedFor(phone: string) {
  return visitor.fill(await visitor.get('/mine'), '/mine/code', { phone })
}

/** The cookie that a right code leaves in the browser. */
async function signedIn(phone: string): Promise<string> {
  const asked = await askedFor(phone)
  const right = await visitor.fill(asked, '/mine/confirm', { code: await codeIn(visitor) })
  expect(right.statusCode).toBe(303)
  return /mine=([^;]+)/.exec(String(right.headers['set-cookie']))?.[1] ?? ''
}

const mine = (cookie: string) =>
  server.as(null, { method: 'GET', url: '/mine', headers: { accept: 'text/html' }, cookies: { mine: cookie } })

describe('my requests, by phone and code', () => {
  test('lists what was sent with that phone under any name, and nobody else’s; each opens', async () => {
    const own = receiptIn(
      await report(visitor, { words: WORDS, area: '110102009', name: '王女士', phone: '13800003333' }),
    )
    const wife = receiptIn(
      await report(visitor, { words: WORDS, area: '110102009', name: '王先生', phone: '138 0000 3333' }),
    )
    const other = receiptIn(
      await report(visitor, { words: WORDS, area: '110102009', name: '李', phone: '13800004444' }),
    )
    const hidden = receiptIn(
      await report(visitor, { words: WORDS, area: '110102009', phone: '13800003333', identity: 'anonymous' }),
    )
    const page = await mine(await signedIn('138-0000-3333'))
    expect(page.body).toContain(own.number)
    expect(page.body).toContain(wife.number)
    expect(page.body).not.toContain(other.number)
    expect(page.body).not.toContain(hidden.number)
    expect(page.headers['cache-control']).toBe('no-store')
    const link = /href="(\/track\/[^"]+)"/.exec(page.body)?.[1]?.replaceAll('&amp;', '&') ?? ''
    expect((await visitor.get(link)).statusCode).toBe(200)
  })

  test('whoever is confirmed by phone needs no second code for the own tickets, but for others does', async () => {
    const own = receiptIn(await report(visitor, { words: WORDS, area: '110102009', name: '赵', phone: '13800005555' }))
    const other = receiptIn(
      await report(visitor, { words: WORDS, area: '110102009', name: '钱', phone: '13800006666' }),
    )
    const cookie = await signedIn('13800005555')
    const open = (url: string) =>
      server.as(null, { method: 'GET', url: url.replace('/receipt/', '/track/'), cookies: { mine: cookie } })
    expect((await open(own.url)).body).toContain('已确认是您本人')
    expect((await open(other.url)).body).not.toContain('已确认是您本人')
    later(31 * 60_000)
    expect((await open(own.url)).body).not.toContain('已确认是您本人')
    expect((await mine(cookie)).body).toContain('name="phone"')
  })

  test('the answer is the same whether the phone is known or not, and nobody unknown is sent anything', async () => {
    await report(visitor, { words: WORDS, area: '110102009', name: '孙', phone: '13800007777' })
    const known = await askedFor('13800007777')
    const before = await codeIn(visitor)
    const unknown = await askedFor('13900001234')
    expect(await codeIn(visitor)).toBe(before)
    const bare = (body: string) => body.replaceAll(/value="[^"]*"/g, '')
    expect(unknown.statusCode).toBe(known.statusCode)
    expect(bare(unknown.body)).toBe(bare(known.body))
    const guess = await visitor.fill(unknown, '/mine/confirm', { code: before })
    const wrong = await visitor.fill(known, '/mine/confirm', { code: before === '000000' ? '000001' : '000000' })
    expect([guess.statusCode, wrong.statusCode]).toEqual([422, 422])
    expect(bare(guess.body)).toBe(bare(wrong.body))
  })

  test('a code holds five minutes, five tries, and once', async () => {
    await report(visitor, { words: WORDS, area: '110102009', name: '周', phone: '13800008888' })
    const late = await askedFor('13800008888')
    const old = await codeIn(visitor)
    later(5 * 60_000)
    expect(await codeIn(visitor)).toBe('')
    await sendWaiting(server.deps, server.clock.at, () => {})
    const { rows } = await server.deps.pool.query(
      'select count(*)::int as n from outgoing_message where sealed is not null and expires_at <= $1',
      [server.clock.at],
    )
    expect(rows[0]).toEqual({ n: 0 })
    expect((await visitor.fill(late, '/mine/confirm', { code: old })).statusCode).toBe(422)

    const tried = await askedFor('13800008888')
    const code = await codeIn(visitor)
    for (let n = 0; n < 5; n++) await visitor.fill(tried, '/mine/confirm', { code: 'x' })
    expect((await visitor.fill(tried, '/mine/confirm', { code })).statusCode).toBe(422)

    const once = await askedFor('13800008888')
    const right = await codeIn(visitor)
    expect((await visitor.fill(once, '/mine/confirm', { code: ` ${right} ` })).statusCode).toBe(303)
    expect((await visitor.fill(once, '/mine/confirm', { code: right })).statusCode).toBe(422)
  })

  test('tries that come all at once are counted each', async () => {
    await report(visitor, { words: WORDS, area: '110102009', name: '吴', phone: '13800009999' })
    const asked = await askedFor('13800009999')
    await Promise.all(Array.from({ length: 12 }, () => visitor.fill(asked, '/mine/confirm', { code: '------' })))
    const { rows } = await server.deps.pool.query('select tries from one_time_code order by code_id desc limit 1')
    expect(rows[0]).toEqual({ tries: 5 })
  })

  test('the fourth code within ten minutes is refused with a time, for unknown phones too', async () => {
    for (const phone of ['13900004321', '13800003333']) {
      for (let n = 0; n < 3; n++) expect((await askedFor(phone)).statusCode).toBe(200)
      const fourth = await askedFor(phone)
      expect(fourth.statusCode).toBe(429)
      expect(fourth.headers['retry-after']).toBe('600')
      expect(formTo(fourth.body, '/mine/code').fields['phone']).toBe(phone)
    }
  })

  test('what is no phone is told beside the field; a note that was changed begins again', async () => {
    const wrong = await askedFor('12345')
    expect(wrong.statusCode).toBe(422)
    expect(wrong.body).toContain('请填电话')
    const stale = await visitor.send('/mine/confirm', { box: 'AAAA', code: '123456' })
    expect(stale.statusCode).toBe(422)
    expect(stale.body).toContain('请重新填写电话')
  })

  test('signing out forgets, and a forgotten person is found no more', async () => {
    const { number } = receiptIn(
      await report(visitor, { words: WORDS, area: '110102009', name: '郑', phone: '13800002222' }),
    )
    const cookie = await signedIn('13800002222')
    const left = await visitor.send('/mine/leave', {})
    expect(String(left.headers['set-cookie'])).toMatch(/mine=;/)
    const { rows } = await server.deps.pool.query<{ requester: string }>(
      'select requester from ticket where number = $1',
      [number],
    )
    await forgetPerson(server.deps.pool, rows[0]?.requester ?? '', server.clock.at)
    expect((await mine(cookie)).body).not.toContain(number)
  })

  test('neither code nor phone stands readable in the database', async () => {
    await report(visitor, { words: WORDS, area: '110102009', name: '冯', phone: '13811113333' })
    await askedFor('13811113333')
    const code = await codeIn(visitor)
    const { rows } = await server.deps.pool.query<{ text: string }>(
      `select coalesce(string_agg(c::text, ' '), '') as text from one_time_code c
       union all select coalesce(string_agg(m.message_id || m.status || encode(m.sealed, 'escape'), ' '), '') from outgoing_message m`,
    )
    const all = rows.map(({ text }) => text).join(' ')
    expect(code).toMatch(/^\d{6}$/)
    expect(all).not.toContain('13811113333')
    expect(
      all.replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, '').replaceAll(/\d{4}-\d\d-\d\d[ T][\d:.+]+/g, ''),
    ).not.toContain(code)
  })
})

describe('where the city is real', () => {
  test('messages go out by the channel, once, and no page shows them', async () => {
    const sent: ShortMessage[] = []
    let failures = 1
    const real = await startTestServer({
      channel: {
        deliver: async (message) => {
          if (failures-- > 0) throw new Error('the gateway is away')
          sent.push(message)
        },
      },
    })
    try {
      const plain = visitorOf(real)
      await report(plain, { words: WORDS, area: '110102009', name: '王', phone: '13800001111' })
      const asked = await plain.fill(await plain.get('/mine'), '/mine/code', { phone: '13800001111' })
      expect(asked.body).not.toContain('/demo/messages')
      expect((await plain.get('/demo/messages')).statusCode).toBe(404)
      const failed = () => {}
      await sendWaiting(real.deps, real.clock.at, failed)
      await sendWaiting(real.deps, real.clock.at, failed)
      expect(sent).toHaveLength(1)
      expect(sent[0]?.to).toBe('13800001111')
      const code = /\d{6}/.exec(sent[0]?.text.replace('12345', '') ?? '')?.[0] ?? ''
      expect((await plain.fill(asked, '/mine/confirm', { code })).statusCode).toBe(303)
      const { rows } = await real.deps.pool.query('select status, sealed from outgoing_message')
      expect(rows).toEqual([{ status: 'sent', sealed: null }])
    } finally {
      await real.stop()
    }
  })

  test('without a channel the page says to call', async () => {
    const real = await startTestServer()
    try {
      const plain = visitorOf(real)
      const asked = await plain.fill(await plain.get('/mine'), '/mine/code', { phone: '13800001111' })
      expect(asked.statusCode).toBe(503)
      expect(asked.body).toContain('打 12345')
    } finally {
      await real.stop()
    }
  })
})
