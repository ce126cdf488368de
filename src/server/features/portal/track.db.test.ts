import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { codeIn, formsOf, formTo, receiptIn, report, type Visitor, visitorOf } from '../../../../tests/portal/forms.ts'
import { type CastMember, MONDAY_MORNING, startTestServer, type TestServer } from '../../../../tests/server/start.ts'

let server: TestServer
let visitor: Visitor

beforeAll(async () => {
  server = await startTestServer({ simulated: true, classify: () => ({ category: '01-03', confidence: 0.9 }) })
  visitor = visitorOf(server)
})
afterAll(() => server.stop())

const WORDS = '楼道里的灯坏了一个多星期。'
const GIVEN = { words: WORDS, area: '110102009', name: '王小雨', phone: '13800001111' } as const

async function make(over: Readonly<Record<string, string>> = {}) {
  server.clock.at = MONDAY_MORNING
  const { number, secret } = receiptIn(await report(visitor, { ...GIVEN, ...over }))
  const { rows } = await server.deps.pool.query<{ ticket_id: string }>(
    'select ticket_id from ticket_number where number = $1',
    [number],
  )
  return { number, secret, ticketId: rows[0]?.ticket_id ?? '', url: `/track/${number}?secret=${secret}` }
}

async function act(who: CastMember, ticketId: string, command: string, payload: Record<string, unknown> = {}) {
  const answer = await server.as(who, {
    method: 'POST',
    url: `/api/tickets/${ticketId}/commands/${command}`,
    headers: { 'idempotency-key': uuidv7() },
    payload,
  })
  expect(answer.statusCode, `${command}: ${answer.body}`).toBe(200)
}

const REPLY = {
  found: 'true',
  text: '已更换楼道灯两盏。',
  measures: '联系电工当天更换。',
  legalBasis: ['《物业管理条例》'],
  claimsSolved: true,
}

async function handled(over: Readonly<Record<string, string>> = {}) {
  const ticket = await make(over)
  await act('officer', ticket.ticketId, 'sign')
  server.clock.at = '2026-10-19T03:00:00.000Z'
  await act('officer', ticket.ticketId, 'record-contact', {
    outcome: over['identity'] === 'anonymous' ? 'no-answer' : 'reached',
  })
  return ticket
}

async function replied(over: Readonly<Record<string, string>> = {}) {
  const ticket = await handled(over)
  await act('officer', ticket.ticketId, 'reply', REPLY)
  return ticket
}

async function awaitingCallback(over: Readonly<Record<string, string>> = {}) {
  const ticket = await replied(over)
  await act('reviewer', ticket.ticketId, 'review-reply', { pass: true })
  return ticket
}

/** Asks for a code and gives it back: the page on which one is confirmed. */
async function confirm(url: string) {
  const asked = await visitor.fill(await visitor.get(url), '/code', {})
  const code = await codeIn(visitor)
  return visitor.fill(asked, '/confirm', { code })
}

describe('the way of a ticket', () => {
  test('tells each hop with unit, time and remark, and the clock in words', async () => {
    const { url, number } = await make()
    const page = await visitor.get(url)
    expect(page.statusCode).toBe(200)
    expect(page.body).toContain(`我们收到了您的诉求，编号 ${number}`)
    expect(page.body).toContain('已交给 展览路街道 办理')
    expect(page.body).toContain('还剩 7天 · 10月26日 10:00 前有结果 · 一般件，7 天')
    expect(page.body).toContain(WORDS)
    expect(page.headers).toMatchObject({ 'cache-control': 'no-store', 'x-robots-tag': 'noindex' })
  })

  test('a reply is told once it was checked, not before (P9)', async () => {
    const { url, ticketId } = await replied()
    expect((await visitor.get(url)).body).not.toContain(REPLY.text)
    await act('reviewer', ticketId, 'review-reply', { pass: true })
    const page = await visitor.get(url)
    expect(page.body).toContain(REPLY.text)
    expect(page.body).toContain('《物业管理条例》')
  })

  test('wrong number, wrong secret and no secret get one and the same answer', async () => {
    const { number, secret } = await make()
    const other = await make()
    const answers = [
      await visitor.send('/track', { number: 'JS-20261019-999999-9', secret }),
      await visitor.send('/track', { number, secret: other.secret }),
      await visitor.get(`/track/${number}`),
      await visitor.get(`/receipt/${number}?secret=${other.secret}`),
    ]
    const bare = answers.map(({ body }) =>
      body.replace(/ value="JS[^"]*"/, '').replace(/href="\/[^"]*(?:lang|size)=[^"]*"/g, ''),
    )
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([404, 404, 404, 404])
    expect(new Set(bare.map((body) => /<main[\s\S]*<\/main>/.exec(body)?.[0])).size).toBe(1)
    const right = await visitor.send('/track', { number: ` ${number.toLowerCase()} `, secret })
    expect(right.statusCode).toBe(303)
  })
})

describe('a link reads, supplements and urges, no more (P16)', () => {
  test('supplement and urge, each once however often it is pressed', async () => {
    const { url } = await make()
    const page = await visitor.get(url)
    const first = await visitor.fill(page, '/supplement', { text: '昨天又坏了一盏。' })
    expect(first.statusCode).toBe(303)
    await visitor.fill(page, '/supplement', { text: '昨天又坏了一盏。' })
    await visitor.fill(page, '/urge', { text: '' })
    const after = await visitor.get(String(first.headers.location))
    expect(after.body).toContain('补充的情况已经收到')
    expect(after.body.match(/昨天又坏了一盏/g)).toHaveLength(1)
    expect(after.body).toContain('已为您催办')
  })

  test('an empty supplement is asked for again', async () => {
    const { url } = await make()
    const answer = await visitor.fill(await visitor.get(url), '/supplement', { text: '  ' })
    expect(answer.statusCode).toBe(422)
    expect(answer.body).toContain('请写一句')
  })

  test('score, withdraw and reopen are refused without a code, and what was typed comes back after it', async () => {
    const { url, number, secret, ticketId } = await awaitingCallback()
    const typed = { contacted: 'yes', solved: 'no', satisfied: 'dissatisfied', text: '第二盏还是不亮' }
    const refused = await visitor.send(`/track/${number}/answer-callback`, { secret, key: uuidv7(), ...typed })
    expect(refused.statusCode).toBe(403)
    const { rows } = await server.deps.pool.query('select phase from ticket where ticket_id = $1', [ticketId])
    expect(rows[0]).toEqual({ phase: 'awaiting-callback' })
    const asked = await visitor.fill(refused, '/code', {})
    const code = await codeIn(visitor)
    const confirmed = await visitor.fill(asked, '/confirm', { code })
    expect(formTo(confirmed.body, '/answer-callback').fields).toMatchObject(typed)
    expect((await visitor.get(url)).statusCode).toBe(200)
  })
})

describe('with a one-time code', () => {
  test('scores: the unit is told what is missing, not how satisfied (P5)', async () => {
    const { url, ticketId } = await awaitingCallback()
    const scored = await visitor.fill(await confirm(url), '/answer-callback', {
      contacted: 'yes',
      solved: 'partly',
      satisfied: 'dissatisfied',
      text: '态度不好',
      missing: '第二盏灯还是不亮',
    })
    expect(scored.statusCode).toBe(303)
    const view = await server.as('officer', { method: 'GET', url: `/api/tickets/${ticketId}` })
    expect(view.body).toContain('第二盏灯还是不亮')
    expect(view.body).not.toContain('态度不好')
    const byLink = await visitor.get(url)
    expect(byLink.body).toContain('再办')
    expect(byLink.body).not.toContain('态度不好')
    expect(byLink.body).toContain('评价内容只在确认是您本人以后显示')
  })

  test('corrects a score and reopens', async () => {
    const { url } = await awaitingCallback()
    const answers = { contacted: 'yes', solved: 'yes', satisfied: 'satisfied' }
    await visitor.fill(await confirm(url), '/answer-callback', answers)
    const page = await confirm(url)
    expect(page.body).toContain('您的评价')
    const corrected = await visitor.fill(page, '/correct-answer', { ...answers, satisfied: 'basically' })
    expect(corrected.statusCode).toBe(303)
    const reopened = await visitor.fill(page, '/reopen', { text: '又坏了' })
    expect(reopened.statusCode).toBe(303)
    expect((await visitor.get(url)).body).toContain('重新办理')
  })

  test('a wrong code, a code twice, a code of another ticket, an old code and an old pass', async () => {
    const { url } = await make()
    const other = await make()
    const asked = await visitor.fill(await visitor.get(url), '/code', {})
    const code = await codeIn(visitor)
    const wrong = await visitor.fill(asked, '/confirm', { code: code === '000000' ? '000001' : '000000' })
    expect(wrong.statusCode).toBe(422)
    expect(wrong.body).toContain('验证码不对或已过期')
    const { fields } = formTo(asked.body, '/confirm')
    const elsewhere = await visitor.send(`/track/${other.number}/confirm`, { ...fields, secret: other.secret, code })
    expect(elsewhere.statusCode).toBe(422)
    const right = await visitor.fill(asked, '/confirm', { code })
    expect(right.body).toContain('已确认是您本人')
    expect((await visitor.fill(asked, '/confirm', { code })).statusCode).toBe(422)
    server.clock.at = '2026-10-19T02:20:00.000Z'
    const late = await visitor.fill(right, '/withdraw', { text: '' })
    expect(late.statusCode).toBe(403)
    expect(late.body).toContain('确认已过期')
    const again = await visitor.fill(await visitor.get(url), '/code', {})
    server.clock.at = '2026-10-19T02:31:00.000Z'
    const old = await codeIn(visitor)
    expect((await visitor.fill(again, '/confirm', { code: old })).statusCode).toBe(422)
  })

  test('trying codes and asking for them ends in a pause', async () => {
    const { url } = await make()
    const asked = await visitor.fill(await visitor.get(url), '/code', {})
    const code = await codeIn(visitor)
    let answer = asked
    for (let n = 0; n < 5; n++) answer = await visitor.fill(asked, '/confirm', { code: 'abcdef' })
    // The right one comes too late: the code was tried five times.
    expect((await visitor.fill(asked, '/confirm', { code })).statusCode).toBe(422)
    const page = await visitor.get(url)
    for (let n = 0; n < 3; n++) answer = await visitor.fill(page, '/code', {})
    expect(answer.statusCode).toBe(429)
    expect(answer.headers['retry-after']).toBe('600')
  })

  test('withdraws before a contact at once', async () => {
    const { url } = await make()
    const done = await visitor.fill(await confirm(url), '/withdraw', { text: '已经修好了' })
    expect((await visitor.get(String(done.headers.location))).body).toContain('已按您的要求撤销')
  })
})

describe('hidden identities', () => {
  test('a link does not show the words of a confidential matter; a code does (P18)', async () => {
    const { url } = await make({ identity: 'confidential' })
    const page = await visitor.get(url)
    expect(page.body).not.toContain(WORDS)
    expect(page.body).toContain('您要求保密')
    expect((await confirm(url)).body).toContain(WORDS)
  })

  test('whoever is anonymous scores with number and secret, and can do no more than that (P19)', async () => {
    const { url, number, secret } = await make({ identity: 'anonymous' })
    const page = await visitor.get(url)
    expect(formsOf(page.body).map(({ action }) => action.split('/').at(-1))).toEqual([
      'supplement',
      'urge',
      'report-pressure',
    ])
    const refused = await visitor.send(`/track/${number}/withdraw`, { secret, key: uuidv7() })
    expect(refused.statusCode).toBe(403)
  })

  test('without a phone the page says whom to call (P14)', async () => {
    const { url } = await make({ phone: '' })
    expect((await visitor.get(url)).body).toContain('您没有留电话，网上没法确认是您本人')
  })
})

describe('where codes cannot be sent', () => {
  test('the page says to call, and no code is made', async () => {
    const other = await startTestServer({ classify: () => ({ category: '01-03', confidence: 0.9 }) })
    try {
      const plain = visitorOf(other)
      const { number, secret } = receiptIn(await report(plain, GIVEN))
      expect((await plain.get(`/track/${number}?secret=${secret}`)).body).toContain('这里还不能发验证码')
      const asked = await plain.send(`/track/${number}/code`, { secret })
      expect(asked.body).not.toContain('name="challenge"')
    } finally {
      await other.stop()
    }
  })
})

test('the week around, by subdistrict: nothing below three, nothing hidden (P20)', async () => {
  const other = await startTestServer({
    classify: (words) => ({ category: words.includes('学校') ? '14-02' : '01-03', confidence: 1 }),
  })
  try {
    const plain = visitorOf(other)
    for (let n = 0; n < 3; n++) await report(plain, { words: WORDS, area: '110102009' })
    for (let n = 0; n < 2; n++) await report(plain, { words: WORDS, area: '110102010' })
    for (let n = 0; n < 3; n++) await report(plain, { words: '学校的事', area: '110102011' })
    for (let n = 0; n < 3; n++) await report(plain, { words: WORDS, area: '110102012', identity: 'anonymous' })
    other.clock.at = '2026-10-19T02:11:00.000Z'
    const { body } = await plain.get('/')
    expect([...body.matchAll(/<th scope="row">([^<]*)<\/th><td>(\d+)<\/td>/g)].map(([, , count]) => count)).toEqual([
      '3',
    ])
  } finally {
    await other.stop()
  }
})

test('guessing ends in a pause, for the right secret too', async () => {
  const other = await startTestServer()
  try {
    const plain = visitorOf(other)
    const { number, secret } = receiptIn(await report(plain, GIVEN))
    let answer = await plain.get(`/track/${number}?secret=aaaaaaaaaaaa`)
    for (let n = 0; n < 25; n++) answer = await plain.get(`/track/${number}?secret=aaaaaaaaaaaa`)
    expect(answer.statusCode).toBe(429)
    expect(answer.body).toContain('试得太多了')
    expect((await plain.get(`/track/${number}?secret=${secret}`)).statusCode).toBe(429)
    other.clock.at = '2026-10-19T02:16:00.000Z'
    expect((await plain.get(`/track/${number}?secret=${secret}`)).statusCode).toBe(200)
  } finally {
    await other.stop()
  }
})
