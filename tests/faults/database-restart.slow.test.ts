import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { huyingJson, makeDataFolder, postmasterOf, type Serving, startServing, until } from '../commands/huying.ts'
import { type Answer, type Call, call, isAcknowledged, makeCall, SERVICE_KEY } from './callers.ts'

const CLIENTS = 8
const MORE = 50

let data: Awaited<ReturnType<typeof makeDataFolder>>
let serving: Serving
beforeAll(async () => {
  data = await makeDataFolder()
  serving = await startServing(data.path, { HUYING_DEMO: 'off', HUYING_SERVICE_KEY: SERVICE_KEY })
})
afterAll(async () => {
  await serving.stop()
  await data.remove()
})

/** Callers who call again with the same id until they are answered, as a desk does. */
class Callers {
  readonly numbers = new Map<string, string>()
  readonly refused: Answer[] = []
  private stopped = false
  private readonly all: Promise<unknown>

  constructor(url: string) {
    this.all = Promise.all(Array.from({ length: CLIENTS }, () => this.callOn(url)))
  }

  async stop(): Promise<void> {
    this.stopped = true
    await this.all
  }

  private async callOn(url: string): Promise<void> {
    while (!this.stopped) await this.callUntilAnswered(url, makeCall())
  }

  private async callUntilAnswered(url: string, one: Call): Promise<void> {
    for (;;) {
      const answer = await call(url, one)
      if (isAcknowledged(answer)) {
        this.numbers.set(one.ticketId, answer.body.number ?? '')
        return
      }
      this.refused.push(answer)
    }
  }
}

/** SIGKILL is the machine's; SIGINT is how a person or a package manager stops a database; SIGTERM asks it to wait for its users. */
test.each(['SIGKILL', 'SIGINT', 'SIGTERM'] as const)(
  'the database is ended by %s under load: coded errors, then it goes on by itself',
  async (signal) => {
    const callers = new Callers(serving.url)
    const reach = (goal: number) => until(`${goal} acknowledged`, async () => callers.numbers.size >= goal)
    try {
      await reach(MORE)
      const before = await postmasterOf(data.path)
      expect(before).not.toBeNull()
      process.kill(before ?? 0, signal)
      await until('another database', async () => {
        const now = await postmasterOf(data.path)
        return now !== null && now !== before
      })
      await reach(callers.numbers.size + MORE)
    } finally {
      await callers.stop()
    }
    const ready = await fetch(`${serving.url}/readyz`)
    expect(ready.status).toBe(200)
    expect(new Set(callers.refused.map(({ status, body }) => `${status} ${body.code}`))).toEqual(
      new Set(['503 database.unavailable']),
    )
    expect(callers.refused.every(({ body }) => (body.sentence ?? '').length > 5)).toBe(true)
    const { json } = await huyingJson<{ tickets: number; faultCount: number; faults: unknown[] }>(['verify'], {
      HUYING_DATA: data.path,
    })
    expect(json.faults).toEqual([])
    expect(json.tickets).toBeGreaterThanOrEqual(callers.numbers.size)
    expect(new Set(callers.numbers.values()).size).toBe(callers.numbers.size)
  },
  120_000,
)

/** The jobs are starting then, and the ways in are being looked up: what had to be done once is done again. */
test.each([0, 80])(
  'the database is ended %s ms after the server is ready: it serves on, and stops in order',
  async (ms) => {
    const folder = await makeDataFolder()
    try {
      const started = await startServing(folder.path, { HUYING_DEMO: 'off' })
      const before = await postmasterOf(folder.path)
      await wait(ms)
      process.kill(before ?? 0, 'SIGKILL')
      await started.says(/first-administrator#/)
      await until('another database', async () => {
        const now = await postmasterOf(folder.path)
        return now !== null && now !== before
      })
      await until('ready again', async () => (await fetch(`${started.url}/readyz`)).status === 200)
      expect(await started.stop()).toBe(0)
    } finally {
      await folder.remove()
    }
  },
)
