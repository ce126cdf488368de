import { createServer } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { huying, makeDataFolder, postmasterOf, startServing } from './huying.ts'

const EMPTY = { HUYING_DEMO: 'off' }

describe('an empty start', () => {
  let data: Awaited<ReturnType<typeof makeDataFolder>>
  beforeAll(async () => {
    data = await makeDataFolder()
  })
  afterAll(() => data.remove())

  test('prints a link for the first administrator that works once; Ctrl-C leaves nothing running', async () => {
    const serving = await startServing(data.path, EMPTY)
    expect(serving.said()).toContain(`A master key was made: ${join(data.path, 'keys', 'master.key')}`)
    const [, token = ''] = await serving.says(/first-administrator#([\w-]{43})$/m)
    const take = (login: string, given = token) =>
      fetch(`${serving.url}/api/first-administrator`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ token: given, login, name: '首位管理员', password: 'a long enough password' }),
      })
    expect((await take('first', 'x'.repeat(43))).status).toBe(403)
    expect((await take('first')).status).toBe(201)
    const again = await take('second')
    expect({ status: again.status, code: ((await again.json()) as { code: string }).code }).toEqual({
      status: 403,
      code: 'administrator.refused',
    })
    const signedIn = await fetch(`${serving.url}/api/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ login: 'first', password: 'a long enough password' }),
    })
    expect(signedIn.status).toBe(200)
    expect(await postmasterOf(data.path)).not.toBeNull()
    expect(await serving.stop()).toBe(0)
    expect(serving.said().trimEnd().endsWith('Stopping')).toBe(true)
    expect(await postmasterOf(data.path)).toBeNull()
  })

  test('a second start knows its administrator, and a second serve says who holds the folder', async () => {
    const serving = await startServing(data.path, EMPTY)
    const second = await huying(['serve'], { HUYING_DATA: data.path, HUYING_PORT: '0', ...EMPTY })
    expect({ code: second.code, out: second.out }).toEqual({ code: 3, out: '' })
    expect(second.err).toMatch(
      new RegExp(
        `^Huying already serves this data folder: process ${serving.pid}, since 20\\S+Z\\. Stop it first`,
        'm',
      ),
    )
    const chinese = await huying(['serve'], { HUYING_DATA: data.path, HUYING_PORT: '0', LANG: 'zh_CN.UTF-8', ...EMPTY })
    expect(chinese.err).toContain(`该数据目录已有呼应服务在运行：进程 ${serving.pid}`)
    // A command joins the running database and leaves it running.
    expect((await huying(['user', 'list'], { HUYING_DATA: data.path })).out).toMatch(/first\toperator\tcentre/)
    expect((await fetch(`${serving.url}/readyz`)).status).toBe(200)
    expect(serving.said()).not.toMatch(/first-administrator#|was made/)
    serving.signal('SIGTERM')
    expect(await serving.ended).toEqual({ code: 0, signal: null })
    expect(await postmasterOf(data.path)).toBeNull()
  })

  test('a port that is taken and an address that is none are told, and nothing is left running', async () => {
    const holder = createServer()
    await new Promise<void>((done) => holder.listen(0, '127.0.0.1', done))
    const address = holder.address()
    const port = String(typeof address === 'object' && address ? address.port : 0)
    try {
      const refused = await huying(['serve', '--port', port], { HUYING_DATA: data.path, ...EMPTY })
      expect(refused).toMatchObject({ code: 3, out: '' })
      expect(refused.err).toContain(`Port ${port} on 127.0.0.1 is taken by another program`)
    } finally {
      await new Promise((done) => holder.close(done))
    }
    const nowhere = await huying(['serve', '--port', '0', '--host', '203.0.113.7'], {
      HUYING_DATA: data.path,
      ...EMPTY,
    })
    expect(nowhere.code).toBe(3)
    expect(nowhere.err).toContain('no address 203.0.113.7')
    expect(await postmasterOf(data.path)).toBeNull()
  })
})

describe('a first start as everybody makes it', () => {
  let data: Awaited<ReturnType<typeof makeDataFolder>>
  beforeAll(async () => {
    data = await makeDataFolder()
  })
  afterAll(() => data.remove())

  test('Ctrl-C while the demo is filling ends at once, in order, and the next start fills it', async () => {
    const cut = await startServing(data.path)
    await cut.says(/demo \d+%/)
    expect(await cut.stop()).toBe(0)
    expect(await postmasterOf(data.path)).toBeNull()

    const killed = await startServing(data.path)
    await killed.says(/demo \d+%/)
    killed.signal('SIGKILL')
    await killed.ended

    const serving = await startServing(data.path)
    await serving.says(/password of all is/)
    for (const role of ['agent', 'dispatcher', 'unit-officer', 'callback-agent', 'assessor'])
      await serving.says(new RegExp(`^ +\\S+ +${role} `, 'm'))
    const filled = (await (await fetch(`${serving.url}/readyz`)).json()) as { fill: { filling: boolean } }
    expect(filled.fill.filling).toBe(false)
    expect(await serving.stop()).toBe(0)
  }, 240_000)

  test('a second start is warm: nothing is built, nothing is filled', async () => {
    const serving = await startServing(data.path)
    await serving.says(/password of all is/)
    expect(serving.said()).not.toMatch(/Building|demo \d+%|migration|Creating|was made/)
    expect(await serving.stop()).toBe(0)
    expect(await postmasterOf(data.path)).toBeNull()
  })

  test('is not shown to the network', async () => {
    const open = { HUYING_DATA: data.path, HUYING_PORT: '0', HUYING_HOST: '0.0.0.0' }
    const refused = await huying(['serve'], open)
    expect(refused).toMatchObject({ code: 3, out: '' })
    expect(refused.err).toMatch(/demo accounts.* not on 0\.0\.0\.0/)
    expect((await huying(['serve'], { ...open, LANG: 'zh_CN.UTF-8' })).err).toContain('不能监听 0.0.0.0')
    expect(await postmasterOf(data.path)).toBeNull()
  })
})
