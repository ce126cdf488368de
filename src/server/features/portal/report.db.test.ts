import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { formTo, receiptIn, report, type Visitor, visitorOf } from '../../../../tests/portal/forms.ts'
import { startTestServer, type TestServer } from '../../../../tests/server/start.ts'

let server: TestServer
let visitor: Visitor

beforeAll(async () => {
  server = await startTestServer({
    simulated: true,
    classify: () => ({ category: '01-03', confidence: 0.9 }),
  })
  visitor = visitorOf(server)
})
afterAll(() => server.stop())

const WORDS = '楼道里的灯坏了一个多星期。'
const GIVEN = {
  words: WORDS,
  area: '110102009',
  address: '3 号楼 2 单元',
  name: '王小雨',
  phone: '138 0000 1111',
} as const

async function ticketsOf(number: string): Promise<number> {
  const { rows } = await server.deps.pool.query<{ n: number }>(
    'select count(*)::int as n from ticket where number = $1',
    [number],
  )
  return rows[0]?.n ?? 0
}

async function allTickets(): Promise<number> {
  const { rows } = await server.deps.pool.query<{ n: number }>('select count(*)::int as n from ticket')
  return rows[0]?.n ?? 0
}

describe('the way in, without scripts and without cookies', () => {
  test('home, four pages, receipt: the number, the unit, the day and the reason', async () => {
    const home = await visitor.get('/')
    expect(home.statusCode).toBe(200)
    expect(home.body).toContain('说说您遇到的事')
    const sent = await report(visitor, GIVEN)
    expect(sent.statusCode).toBe(303)
    const { number, url } = receiptIn(sent)
    const receipt = await visitor.get(url)
    expect(receipt.body).toContain(number)
    expect(receipt.body).toContain('展览路街道')
    expect(receipt.body).toContain('10月26日 10:00')
    expect(receipt.body).toMatch(/因为：.*属地街乡镇/)
    expect(receipt.headers).toMatchObject({ 'cache-control': 'no-store', 'x-robots-tag': 'noindex' })
    expect(await ticketsOf(number)).toBe(1)
  })

  test('going back and to a single page loses nothing', async () => {
    let page = await visitor.fill(await visitor.get('/'), '/report', { words: WORDS, go: 'next' })
    page = await visitor.fill(page, '/report', { area: '110102009', address: '门口', go: 'next' })
    page = await visitor.fill(page, '/report', { name: '王小雨', phone: '没写完', go: 'back' })
    expect(formTo(page.body, '/report').fields).toMatchObject({ area: '110102009', address: '门口' })
    page = await visitor.fill(page, '/report', { go: 'next' })
    expect(formTo(page.body, '/report').fields).toMatchObject({ name: '王小雨', phone: '没写完' })
    page = await visitor.fill(page, '/report', { phone: '', go: 'next' })
    page = await visitor.fill(page, '/report', { kind: 'suggest', go: 'edit-words' })
    expect(formTo(page.body, '/report').fields['words']).toBe(WORDS)
  })

  test('a list of communities comes with a button, and another area has others', async () => {
    let page = await visitor.fill(await visitor.get('/'), '/report', { words: WORDS, go: 'next' })
    page = await visitor.fill(page, '/report', { area: '110102009', go: 'list' })
    const [community = ''] = /value="(110102009\d{3})"/.exec(page.body)?.slice(1) ?? []
    expect(community).not.toBe('')
    page = await visitor.fill(page, '/report', { community, go: 'list' })
    expect(formTo(page.body, '/report').fields['community']).toBe(community)
    page = await visitor.fill(page, '/report', { area: '110102010', go: 'list' })
    expect(formTo(page.body, '/report').fields['community']).toBe('')
  })

  test('a second submit, at once or later, is the same ticket', async () => {
    let page = await visitor.get('/')
    for (const fields of [{ words: WORDS }, {}, {}])
      page = await visitor.fill(page, '/report', { ...fields, go: 'next' })
    const [first, second] = await Promise.all([
      visitor.fill(page, '/report', { go: 'next' }),
      visitor.fill(page, '/report', { go: 'next' }),
    ])
    const third = await visitor.fill(page, '/report', { go: 'next' })
    expect(new Set([first, second, third].map((one) => receiptIn(one).number)).size).toBe(1)
    expect((await visitor.get(receiptIn(third).url)).body).toContain('没有重复登记')
  })

  test('English all the way, kept in the address; the switch keeps what was typed', async () => {
    let page = await visitor.get('/?lang=en')
    expect(page.body).toContain('Tell us what happened')
    expect(page.body).not.toMatch(/[\u4e00-\u9fff]{3}/)
    page = await visitor.fill(page, '/report', { words: 'The lift has stopped.', go: 'next' })
    expect(page.body).toContain('Where did it happen?')
    page = await visitor.fill(page, '/report', { address: 'Building 3', switch: 'lang=zh' })
    expect(page.body).toContain('事情发生在哪里')
    expect(formTo(page.body, '/report').fields).toMatchObject({ address: 'Building 3', lang: 'zh' })
    const sent = await report(visitor, { words: 'The lift has stopped.', area: '110102009' }, '/?lang=en')
    const receipt = await visitor.get(receiptIn(sent).url)
    expect(receipt.body).toContain('We have it')
    expect(receipt.body).toContain('It goes to Zhanlanlu Subdistrict, because: Clear duty')
  })

  test('words of danger show the emergency lines at once and on the receipt', async () => {
    const page = await visitor.fill(await visitor.get('/'), '/report', { words: '有人要跳楼', go: 'next' })
    expect(page.body).toContain('有人正处在危险中吗')
    expect(page.body).toContain('tel:119')
    const sent = await report(visitor, { words: '有人要跳楼' })
    expect((await visitor.get(receiptIn(sent).url)).body).toContain('提醒值班的人')
  })
})

describe('who it is', () => {
  test('anonymous keeps no person, whatever was typed (P19)', async () => {
    const sent = await report(visitor, { ...GIVEN, identity: 'anonymous', phone: '13811112222' })
    const { number, url } = receiptIn(sent)
    const { rows } = await server.deps.pool.query('select requester, identity from ticket where number = $1', [number])
    expect(rows[0]).toEqual({ requester: null, identity: 'anonymous' })
    expect((await visitor.get(url)).body).toContain('没有人能给您回电')
  })

  test('a report of wrongdoing is confidential and waits for the centre (P18)', async () => {
    const sent = await report(visitor, { ...GIVEN, kind: 'report' })
    const { number, url } = receiptIn(sent)
    const { rows } = await server.deps.pool.query('select identity, phase from ticket where number = $1', [number])
    expect(rows[0]).toEqual({ identity: 'confidential', phase: 'awaiting-dispatch' })
    expect((await visitor.get(url)).body).toContain('看不出您是谁的摘要')
  })

  test('for somebody else: two people (P13)', async () => {
    const sent = await report(visitor, {
      ...GIVEN,
      behalf: 'proxy',
      concernedName: '李奶奶',
      concernedPhone: '010-65081234',
    })
    expect(sent.statusCode).toBe(303)
    const { rows } = await server.deps.pool.query('select count(*)::int as n from person where phone_index is not null')
    expect(rows[0]?.n).toBeGreaterThanOrEqual(2)
  })
})

describe('what does not hold is told beside the field, and nothing is lost', () => {
  test('no words', async () => {
    const page = await visitor.fill(await visitor.get('/'), '/report', { words: '  ', go: 'next' })
    expect(page.statusCode).toBe(422)
    expect(page.body).toContain('请先说说是什么事')
    expect(page.body).toContain('aria-invalid="true"')
  })

  test('10,001 characters are refused and still there, 10,000 pass', async () => {
    const long = '长'.repeat(10_001)
    const page = await visitor.fill(await visitor.get('/'), '/report', { words: long, go: 'next' })
    expect(page.statusCode).toBe(422)
    expect(page.body).toContain('写了 10001 字')
    expect(formTo(page.body, '/report').fields['words']).toBe(long)
    const sent = await report(visitor, { words: long.slice(1) })
    expect(sent.statusCode).toBe(303)
  })

  test('NUL and half a character are named; emoji, rare characters and mark-up are stored as they are', async () => {
    const nul = await visitor.fill(await visitor.get('/'), '/report', { words: '灯\0坏了', go: 'next' })
    expect(nul.statusCode).toBe(422)
    expect(nul.body).toContain('空字符')
    const words = '😀 𠮷野家门口 <script>alert(1)</script> "quoted" & 100%'
    const sent = await report(visitor, { words })
    const track = await visitor.get(receiptIn(sent).url.replace('/receipt/', '/track/'))
    expect(track.body).toContain('😀 𠮷野家门口 &lt;script>alert(1)&lt;/script>')
    expect(track.body).not.toContain('<script>alert')
  })

  test('only emoji: asked for a few words, kindly, and the emoji are still there', async () => {
    const before = await allTickets()
    for (const words of ['😡😡😡', '！！！', '🚰 💧💧 …']) {
      const page = await visitor.fill(await visitor.get('/'), '/report', { words, go: 'next' })
      expect(page.statusCode, words).toBe(422)
      expect(page.body).toContain('请再写几个字')
      expect(formTo(page.body, '/report').fields['words']).toBe(words)
    }
    const named = await visitor.fill(await visitor.get('/'), '/report', { words: '💧漏水', go: 'next' })
    expect(named.statusCode).toBe(200)
    expect(await allTickets()).toBe(before)
  })

  test('pasted HTML and scripts are words like any others, on every page that shows them', async () => {
    const words = '<img src=x onerror="alert(1)"><b>灯坏了</b></textarea><script>alert(2)</script>'
    const home = await visitor.fill(await visitor.get('/'), '/report', { words, go: 'next' })
    const place = await visitor.fill(home, '/report', { address: '<svg onload=alert(3)>', go: 'next' })
    const review = await visitor.fill(place, '/report', { name: '<i>王</i>', go: 'next' })
    const back = await visitor.fill(review, '/report', { go: 'edit-words' })
    expect(formTo(back.body, '/report').fields['words']).toBe(words)
    const sent = await visitor.fill(review, '/report', { go: 'next' })
    const track = await visitor.get(receiptIn(sent).url.replace('/receipt/', '/track/'))
    for (const page of [review, back, track])
      expect(page.body).not.toMatch(/<script>alert|<img src=x|<svg onload|<i>王/)
    expect(track.headers['content-security-policy']).toContain("script-src 'self'")
  })

  test('a wrong phone, a place that does not exist, a choice that is none', async () => {
    let page = await visitor.fill(await visitor.get('/'), '/report', { words: WORDS, go: 'next' })
    const nowhere = await visitor.fill(page, '/report', { area: '999', go: 'next' })
    expect(nowhere.statusCode).toBe(422)
    page = await visitor.fill(page, '/report', { go: 'next' })
    const wrong = await visitor.fill(page, '/report', { phone: '12345', name: '王', identity: 'nobody', go: 'next' })
    expect(wrong.statusCode).toBe(422)
    expect(wrong.body).toContain('这个号码看起来不对')
    expect(formTo(wrong.body, '/report').fields).toMatchObject({ phone: '12345', name: '王', identity: 'normal' })
  })

  test('a draft that was tampered with makes no ticket', async () => {
    const before = await allTickets()
    let page = await visitor.get('/')
    for (const fields of [{ words: WORDS }, {}, {}])
      page = await visitor.fill(page, '/report', { ...fields, go: 'next' })
    const { draft = '' } = formTo(page.body, '/report').fields
    const answer = await visitor.fill(page, '/report', { draft: `${draft.slice(0, -4)}AAAA`, go: 'next' })
    expect(answer.statusCode).toBe(422)
    expect(await allTickets()).toBe(before)
  })

  test('bytes that are no UTF-8, another site, and another kind of body are pages, not stack traces', async () => {
    const headers = { 'content-type': 'application/x-www-form-urlencoded', accept: 'text/html' }
    const lone = await server.as(null, { method: 'POST', url: '/report', headers, payload: 'words=%FF' })
    expect(lone.statusCode).toBe(400)
    expect(lone.body).toContain('有内容没能看懂')
    const other = await visitorOf(server, { origin: 'https://elsewhere.example' }).send('/report', { words: WORDS })
    expect(other.statusCode).toBe(403)
    expect(other.body).toContain('这次提交没有接受')
    const file = await server.as(null, {
      method: 'POST',
      url: '/report',
      headers: { 'content-type': 'text/xml' },
      payload: '<a/>',
    })
    expect(file.statusCode).toBe(415)
    expect(file.headers['content-type']).toContain('text/html')
  })

  test('too many from one phone: told, and the page still holds everything', async () => {
    let answer = await report(visitor, { words: WORDS, phone: '13900000000' })
    for (let n = 0; n < 20; n++) answer = await report(visitor, { words: WORDS, phone: '13900000000' })
    expect(answer.statusCode).toBe(429)
    expect(answer.headers['retry-after']).toBeDefined()
    expect(answer.body).toContain(WORDS)
    expect(formTo(answer.body, '/report').fields['draft']).not.toBe('')
  })
})

describe('around it', () => {
  test('an unknown page says so in words; a program gets a problem document', async () => {
    const page = await visitor.get('/nowhere')
    expect(page.statusCode).toBe(404)
    expect(page.body).toContain('没有这个页面')
    const api = await server.as(null, { method: 'GET', url: '/api/nowhere', headers: { accept: 'text/html' } })
    expect(api.json()).toMatchObject({ code: 'http.not-found', status: 404 })
  })

  test('no page needs a script or has anything inline', async () => {
    for (const url of ['/', '/report', '/track', '/nowhere']) {
      const { body, headers } = await visitor.get(url)
      expect(body).not.toMatch(/<script|\sstyle="|\son[a-z]+="/)
      expect(headers['content-security-policy']).toContain("default-src 'self'")
      expect(headers['referrer-policy']).toBe('same-origin')
    }
    expect((await visitor.get('/portal/style.css')).headers['content-type']).toContain('text/css')
  })

  test('large letters and language stay, by address or by cookie', async () => {
    const large = await visitor.get('/?size=large')
    expect(large.body).toContain('class="large"')
    expect(large.body).toContain('href="/track?size=large"')
    const cookies = Object.fromEntries(large.cookies.map(({ name, value }) => [name, value]))
    const later = await server.as(null, { method: 'GET', url: '/track', cookies })
    expect(later.body).toContain('class="large"')
  })
})

test('while the database is away the page says so and holds everything; one press later it is sent', async () => {
  const other = await startTestServer({ classify: () => ({ category: '01-03', confidence: 0.9 }) })
  try {
    const plain = visitorOf(other)
    const { log } = other.deps
    const submit = log.submitBatch.bind(log)
    log.submitBatch = () => Promise.reject(Object.assign(new Error('gone'), { code: 'ECONNRESET' }))
    const away = await report(plain, GIVEN)
    expect(away.statusCode).toBe(503)
    expect(away.headers['retry-after']).toBeDefined()
    expect(away.body).toContain('您写的内容也没有丢')
    log.submitBatch = submit
    const sent = await plain.fill(away, '/report', {})
    expect(sent.statusCode).toBe(303)
    expect((await plain.get(receiptIn(sent).url)).body).toContain('展览路街道')
  } finally {
    await other.stop()
  }
})
